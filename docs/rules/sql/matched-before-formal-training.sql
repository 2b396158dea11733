-- matched-before-formal-training: Peer worker matched with a participant before completing
--   formal training
-- Lists the keys of the match records that fail on 2026-11-22.
--
-- Judges match records.
-- Applies when matched on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when there is at least one of the training records whose worker id is this match's
--   worker id and whose kind includes formal_training and whose completed on is recorded and
--   whose completed on is on or before the day of the check and whose completed on is on or
--   before this match's matched on.
-- A breach stands below that of frontline-worker-untrained where its worker fails it.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   match.worker_id, training.completed_on, training.kind, training.worker_id.
-- Unknown as well when no training records were supplied.
-- Checks WFD-TRN-03 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, id TEXT, matched_on DATE, worker_id TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    match.id AS key_0,
    COUNT(*) AS may_count
  FROM match
  CROSS JOIN training
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'formal_training') OR training.kind IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      training.completed_on <= match.matched_on OR match.matched_on IS NULL
    )
  GROUP BY
    match.id
), any_training AS (
  SELECT
    match.id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'formal_training')
      AND training.completed_on <= match.matched_on) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'formal_training') OR training.kind IS NULL
      )
      AND (
        training.completed_on <= match.matched_on OR match.matched_on IS NULL
      )
      AND (
        NOT ARRAY_CONTAINS(training.kind, 'formal_training')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on > match.matched_on
        OR match.matched_on IS NULL
      )) AS may_count
  FROM match
  CROSS JOIN training
  WHERE
    training.worker_id = match.worker_id
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    match.id
)
SELECT
  match.id AS id
FROM match
LEFT JOIN any_training
  ON any_training.key_0 = match.id
LEFT JOIN any_training_unlinked
  ON any_training_unlinked.key_0 = match.id
WHERE
  match.matched_on <= CAST('2026-11-22' AS DATE)
  AND (
    match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    match.worker_id IS NULL
  )
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
