-- volunteer-untrained: Volunteer without contact with participants and without any training for
--   the role
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and engagement is volunteer and frontline is
--   no.
-- Holds when there is at least one of this worker's training records whose completed on is on
--   or before the day of the check and for which (expires on is not recorded or expires on is
--   on or after the day of the check) and for which (this worker's position's required training
--   includes course or kind includes role_specific or kind includes induction).
-- Unknown when one of these is missing and would decide it: position.required_training,
--   training.completed_on, training.course, training.expires_on, training.kind,
--   worker.ended_on, worker.engagement, worker.frontline, worker.started_on.
-- Unknown as well when no position or training records were supplied.
-- Checks PER-VOL-08 (Operating a Peer Support Service, Volunteer management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, required_training TEXT[])
--   training (completed_on DATE, course TEXT, expires_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, engagement TEXT, frontline BOOLEAN, id TEXT, position_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN position
    ON position.id = worker.position_id
  WHERE
    training.worker_id IS NULL
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.completed_on IS NULL
    )
    AND (
      training.expires_on IS NULL OR training.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      ARRAY_CONTAINS(position.required_training, training.course)
      OR position.required_training IS NULL
      OR training.course IS NULL
      OR ARRAY_CONTAINS(training.kind, 'role_specific')
      OR training.kind IS NULL
      OR ARRAY_CONTAINS(training.kind, 'induction')
    )
  GROUP BY
    worker.id
), any_training AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      training.completed_on <= CAST('2026-11-22' AS DATE)
      AND (
        ARRAY_CONTAINS(position.required_training, training.course)
        OR ARRAY_CONTAINS(training.kind, 'role_specific')
        OR ARRAY_CONTAINS(training.kind, 'induction')
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        training.completed_on <= CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
      )
      AND (
        ARRAY_CONTAINS(position.required_training, training.course)
        OR position.required_training IS NULL
        OR training.course IS NULL
        OR ARRAY_CONTAINS(training.kind, 'role_specific')
        OR training.kind IS NULL
        OR ARRAY_CONTAINS(training.kind, 'induction')
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
        OR training.expires_on < CAST('2026-11-22' AS DATE)
        OR (
          (
            NOT ARRAY_CONTAINS(position.required_training, training.course)
            OR position.required_training IS NULL
            OR training.course IS NULL
          )
          AND (
            NOT ARRAY_CONTAINS(training.kind, 'role_specific') OR training.kind IS NULL
          )
          AND (
            NOT ARRAY_CONTAINS(training.kind, 'induction') OR training.kind IS NULL
          )
        )
      )) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN position
    ON position.id = worker.position_id
  WHERE
    training.worker_id = worker.id
    AND (
      training.expires_on IS NULL OR training.expires_on >= CAST('2026-11-22' AS DATE)
    )
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
  AND worker.engagement = 'volunteer'
  AND NOT worker.frontline
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
