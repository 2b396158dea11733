-- volunteer-goals-unsupported: Volunteer whose personal goals nobody recorded and supports
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and engagement is volunteer.
-- It is due: the last day in time is the development plan interval after the later of started
--   on and the latest reviewed on of this worker's development plan records whose personal
--   goals is recorded and whose supports agreed is recorded and whose reviewed on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- A breach stands below that of training-needs-unreviewed where the same record fails it.
-- Unknown when one of these is missing and would decide it: development_plan.personal_goals,
--   development_plan.reviewed_on, development_plan.supports_agreed, worker.ended_on,
--   worker.engagement, worker.started_on.
-- Unknown as well when no development plan records were supplied.
-- Checks PER-VOL-01 (Operating a Peer Support Service, Volunteer management)
--
-- Limit development_plan_interval = 1 year; source: PER-TRA-01, PER-VOL-01, PER-VOL-03 and
--   WFD-CAR-01 name no interval; yearly with the performance talk
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   development_plan (personal_goals TEXT, reviewed_on DATE, supports_agreed TEXT, worker_id
--     TEXT)
--   worker (ended_on DATE, engagement TEXT, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_development_plan_unlinked AS (
  SELECT
    MAX(development_plan.reviewed_on) FILTER(WHERE
      development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      development_plan.reviewed_on IS NULL) AS undated
  FROM development_plan
  WHERE
    development_plan.worker_id IS NULL
    AND NOT (
      development_plan.personal_goals IS NULL
    )
    AND NOT (
      development_plan.supports_agreed IS NULL
    )
), latest_development_plan AS (
  SELECT
    development_plan.worker_id AS key_0,
    MAX(development_plan.reviewed_on) FILTER(WHERE
      development_plan.reviewed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      development_plan.reviewed_on IS NULL) AS undated
  FROM development_plan
  WHERE
    NOT (
      development_plan.worker_id IS NULL
    )
    AND NOT (
      development_plan.personal_goals IS NULL
    )
    AND NOT (
      development_plan.supports_agreed IS NULL
    )
  GROUP BY
    development_plan.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_development_plan
  ON latest_development_plan.key_0 = worker.id
CROSS JOIN latest_development_plan_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.engagement = 'volunteer'
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_development_plan.undated, 0) + COALESCE(latest_development_plan_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_development_plan.possible,
        latest_development_plan_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_development_plan.possible, latest_development_plan_unlinked.possible)
    END,
    worker.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
