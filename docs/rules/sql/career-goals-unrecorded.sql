-- career-goals-unrecorded: Paid peer worker whose career goals nobody recorded
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (engagement is paid and peer is yes) and
--   (there is at least one of this worker's development plan records whose reviewed on is on or
--   before the day of the check and for which the development plan interval after reviewed on
--   is on or after the day of the check).
-- Holds when there is at least one of this worker's development plan records whose reviewed on
--   is on or before the day of the check and for which the development plan interval after
--   reviewed on is on or after the day of the check and whose career goals is recorded.
-- Unknown when one of these is missing and would decide it: development_plan.career_goals,
--   development_plan.reviewed_on, worker.ended_on, worker.engagement, worker.is_peer,
--   worker.started_on.
-- Unknown as well when no development plan records were supplied.
-- Checks WFD-CAR-01 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Background)
--
-- Limit development_plan_interval = 1 year; source: PER-TRA-01, PER-VOL-01, PER-VOL-03 and
--   WFD-CAR-01 name no interval; yearly with the performance talk
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   development_plan (career_goals TEXT, reviewed_on DATE, worker_id TEXT)
--   worker (ended_on DATE, engagement TEXT, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_development_plan_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM development_plan
  WHERE
    development_plan.worker_id IS NULL
    AND (
      development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)
      OR development_plan.reviewed_on IS NULL
    )
    AND (
      CAST(development_plan.reviewed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR development_plan.reviewed_on IS NULL
    )
    AND NOT (
      development_plan.career_goals IS NULL
    )
), any_development_plan AS (
  SELECT
    development_plan.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)
      AND CAST(development_plan.reviewed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)
        OR development_plan.reviewed_on IS NULL
      )
      AND (
        CAST(development_plan.reviewed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR development_plan.reviewed_on IS NULL
      )
      AND (
        development_plan.reviewed_on > CAST('2026-11-22' AS DATE)
        OR development_plan.reviewed_on IS NULL
        OR CAST(development_plan.reviewed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM development_plan
  WHERE
    NOT (
      development_plan.worker_id IS NULL
    )
    AND NOT (
      development_plan.career_goals IS NULL
    )
  GROUP BY
    development_plan.worker_id
), any_development_plan_2 AS (
  SELECT
    development_plan.worker_id AS key_0,
    COUNT(*) AS counted
  FROM development_plan
  WHERE
    NOT (
      development_plan.worker_id IS NULL
    )
    AND development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(development_plan.reviewed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    development_plan.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_development_plan_2 AS any_development_plan
  ON any_development_plan.key_0 = worker.id
LEFT JOIN any_development_plan AS any_development_plan_2
  ON any_development_plan_2.key_0 = worker.id
CROSS JOIN any_development_plan_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.engagement = 'paid'
  AND worker.is_peer
  AND COALESCE(any_development_plan.counted, 0) > 0
  AND COALESCE(any_development_plan_2.counted, 0) <= 0
  AND COALESCE(any_development_plan_2.may_count, 0) + COALESCE(any_development_plan_unlinked.may_count, 0) <= 0
ORDER BY
  id;
