-- privacy-training-missing: Worker without training on how sensitive disclosure is
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when started on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when there is at least one of this worker's training records whose completed on is
--   recorded and whose completed on is on or before the day of the check and whose topics
--   include privacy_and_confidentiality.
-- A breach stands below that of frontline-worker-untrained where the same record fails it.
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.topics, worker.ended_on, worker.started_on.
-- Unknown as well when no training records were supplied.
-- Checks PER-REC-03 (Operating a Peer Support Service, Recruiting personnel)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   training (completed_on DATE, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.topics, 'privacy_and_confidentiality')
      OR training.topics IS NULL
    )
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'privacy_and_confidentiality')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'privacy_and_confidentiality')
        OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'privacy_and_confidentiality')
        OR training.topics IS NULL
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    training.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
