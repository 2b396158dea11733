-- training-one-sided: Peer worker whose training leaves out one of its parts
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and the training mix window
--   after started on is on or before the day of the check.
-- Looks at each item of formal_training, ongoing_professional_development, peer_led_training,
--   one by one.
-- Holds when there is at least one of this worker's training records whose completed on is
--   recorded and whose completed on is on or before the day of the check and for which the
--   training mix window after completed on is on or after the day of the check and whose kind
--   includes the item.
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.kind, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no training records were supplied.
-- Checks WFD-TRN-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit training_mix_window = 2 years; source: WFD-TRN-02 names no time; two years allow for it
--   also in part-time work
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    worker.id AS id,
    UNNEST(['formal_training', 'ongoing_professional_development', 'peer_led_training']) AS value
  FROM worker
), items_of_training_one_sided AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN items_of_training_one_sided AS item
  CROSS JOIN training
  WHERE
    item.id = worker.id
    AND training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, item.value)
      OR training.kind IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    worker.id,
    item.n
), any_training AS (
  SELECT
    worker.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, item.value)
        OR training.kind IS NULL
        OR item.value IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.kind, item.value)
        OR training.kind IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN items_of_training_one_sided AS item
  CROSS JOIN training
  WHERE
    item.id = worker.id
    AND training.worker_id = worker.id
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.id,
    item.n
), items AS (
  SELECT
    worker.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_training.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM worker
  CROSS JOIN items_of_training_one_sided AS item
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id AND any_training.key_1 = item.n
  LEFT JOIN any_training_unlinked
    ON any_training_unlinked.key_0 = worker.id AND any_training_unlinked.key_1 = item.n
  WHERE
    item.id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN items
  ON items.id = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND CAST(worker.started_on + INTERVAL 24 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
