-- peer-training-after-start: Peer worker who took up the first peer position before completing
--   peer training
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and frontline is yes and first
--   peer position is yes and started on is after the day of the check minus the look back.
-- It is due: the last day in time is started on.
-- Holds when (there is at least one of this worker's training records whose kind includes
--   peer_specific and whose completed on is on or before the day of the check and whose
--   completed on is on or before this worker's started on) or the last day in time is on or
--   after the day of the check.
-- A breach stands below that of peer-specific-training-missing where the same record fails it.
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.kind, worker.ended_on, worker.first_peer_position, worker.frontline,
--   worker.is_peer, worker.started_on.
-- Unknown as well when no training records were supplied.
-- Checks WFD-TRN-07 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, first_peer_position BOOLEAN, frontline BOOLEAN, id TEXT, is_peer
--     BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN training
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'peer_specific') OR training.kind IS NULL
    )
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.completed_on IS NULL
    )
    AND (
      training.completed_on <= worker.started_on
      OR training.completed_on IS NULL
      OR worker.started_on IS NULL
    )
  GROUP BY
    worker.id
), any_training AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'peer_specific')
      AND training.completed_on <= CAST('2026-11-22' AS DATE)
      AND training.completed_on <= worker.started_on) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'peer_specific') OR training.kind IS NULL
      )
      AND (
        training.completed_on <= CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
      )
      AND (
        training.completed_on <= worker.started_on
        OR training.completed_on IS NULL
        OR worker.started_on IS NULL
      )
      AND (
        NOT ARRAY_CONTAINS(training.kind, 'peer_specific')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
        OR training.completed_on > worker.started_on
        OR worker.started_on IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN training
  WHERE
    training.worker_id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
LEFT JOIN any_training_unlinked
  ON any_training_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND worker.frontline
  AND worker.first_peer_position
  AND worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
  AND worker.started_on < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
