-- readiness-topic-left-out: Readiness training that leaves out one of its topics
-- Lists the keys of the training records that fail on 2026-11-22.
--
-- Judges training records.
-- Applies when ((completed on is recorded and completed on is on or before the day of the
--   check) and kind includes readiness) and completed on is after the day of the check minus
--   the look back.
-- Looks at each item of boundaries, capabilities, mutual_support, role_of_peer_workers, one by
--   one.
-- Holds when topics include the item.
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.kind, training.topics.
-- Checks WFD-RDY-03 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   training (completed_on DATE, id TEXT, kind TEXT[], topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    training.id AS id,
    UNNEST(['boundaries', 'capabilities', 'mutual_support', 'role_of_peer_workers']) AS value
  FROM training
), items_of_readiness_topic_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    training.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(training.topics, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM training
  CROSS JOIN items_of_readiness_topic_left_out AS item
  WHERE
    item.id = training.id
  GROUP BY
    training.id
)
SELECT
  training.id AS id
FROM training
LEFT JOIN items
  ON items.id = training.id
WHERE
  training.completed_on <= CAST('2026-11-22' AS DATE)
  AND NOT (
    training.kind IS NULL
  )
  AND ARRAY_CONTAINS(training.kind, 'readiness')
  AND training.completed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND items.fails
ORDER BY
  id;
