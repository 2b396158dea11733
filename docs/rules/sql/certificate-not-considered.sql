-- certificate-not-considered: Peer worker for whom nobody considered the certificate in peer
--   work
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and the development plan
--   interval after started on is before the day of the check.
-- Holds when (there is at least one of this worker's training records whose course is
--   certificate_iv_in_mental_health_peer_work and whose completed on is recorded and whose
--   completed on is on or before the day of the check) or (there is at least one of this
--   worker's development plan records whose training needs include
--   certificate_iv_in_mental_health_peer_work).
-- A breach stands below that of training-needs-unreviewed where the same record fails it.
-- Unknown when one of these is missing and would decide it: development_plan.training_needs,
--   training.completed_on, training.course, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no development plan or training records were supplied.
-- Checks PER-TRA-02 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit development_plan_interval = 1 year; source: PER-TRA-01, PER-VOL-01, PER-VOL-03 and
--   WFD-CAR-01 name no interval; yearly with the performance talk
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   development_plan (training_needs TEXT[], worker_id TEXT)
--   training (completed_on DATE, course TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_development_plan_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(development_plan.training_needs, 'certificate_iv_in_mental_health_peer_work')
      OR development_plan.training_needs IS NULL) AS may_count
  FROM development_plan
  WHERE
    development_plan.worker_id IS NULL
), any_development_plan AS (
  SELECT
    development_plan.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(development_plan.training_needs, 'certificate_iv_in_mental_health_peer_work')) AS counted,
    COUNT(*) FILTER(WHERE
      development_plan.training_needs IS NULL) AS may_count
  FROM development_plan
  WHERE
    NOT (
      development_plan.worker_id IS NULL
    )
  GROUP BY
    development_plan.worker_id
), any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND (
      training.course = 'certificate_iv_in_mental_health_peer_work'
      OR training.course IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      training.course = 'certificate_iv_in_mental_health_peer_work') AS counted,
    COUNT(*) FILTER(WHERE
      (
        training.course = 'certificate_iv_in_mental_health_peer_work'
        OR training.course IS NULL
      )
      AND (
        training.course <> 'certificate_iv_in_mental_health_peer_work'
        OR training.course IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
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
LEFT JOIN any_development_plan
  ON any_development_plan.key_0 = worker.id
CROSS JOIN any_development_plan_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND CAST(worker.started_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
  AND COALESCE(any_development_plan.counted, 0) <= 0
  AND COALESCE(any_development_plan.may_count, 0) + COALESCE(any_development_plan_unlinked.may_count, 0) <= 0
ORDER BY
  id;
