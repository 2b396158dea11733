-- professional-development-overdue: Peer worker without professional development in the last
--   year
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- It is due: the last day in time is the development interval after the later of started on and
--   the latest completed on of this worker's training records for which (kind includes
--   ongoing_professional_development or kind includes formal_training or kind includes
--   role_specific) and whose completed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.kind, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no training records were supplied.
-- Checks WFD-TRN-05 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
-- Checks WFD-TRN-09 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
-- Checks WFD-REM-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit development_interval = 1 year; source: WFD-TRN-05 and WFD-TRN-09 name no frequency; at
--   least one activity a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_training_unlinked AS (
  SELECT
    MAX(training.completed_on) FILTER(WHERE
      training.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      training.completed_on IS NULL) AS undated
  FROM training
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'ongoing_professional_development')
      OR training.kind IS NULL
      OR ARRAY_CONTAINS(training.kind, 'formal_training')
      OR ARRAY_CONTAINS(training.kind, 'role_specific')
    )
), latest_training AS (
  SELECT
    training.worker_id AS key_0,
    MAX(training.completed_on) FILTER(WHERE
      training.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      training.completed_on IS NULL) AS undated
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND (
      ARRAY_CONTAINS(training.kind, 'ongoing_professional_development')
      OR training.kind IS NULL
      OR ARRAY_CONTAINS(training.kind, 'formal_training')
      OR ARRAY_CONTAINS(training.kind, 'role_specific')
    )
  GROUP BY
    training.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_training
  ON latest_training.key_0 = worker.id
CROSS JOIN latest_training_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_training.undated, 0) + COALESCE(latest_training_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_training.possible,
        latest_training_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_training.possible, latest_training_unlinked.possible)
    END,
    worker.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
