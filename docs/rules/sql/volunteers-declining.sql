-- volunteers-declining: Program that lost more volunteers than it gained
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose engagement is volunteer).
-- Holds when the number of this program's worker records whose engagement is volunteer and
--   whose started on is on or before the day of the check and whose started on is after the day
--   of the check minus the participant window, is at least the number of this program's worker
--   records whose engagement is volunteer and whose ended on is recorded and whose ended on is
--   on or before the day of the check and whose ended on is after the day of the check minus
--   the participant window.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, worker.ended_on, worker.engagement, worker.started_on.
-- Unknown as well when no worker records were supplied.
-- Checks GOV-SUS-14 (Operating a Peer Support Service, Sustainability)
--
-- Limit participant_window = 1 year; source: GOV-SUS-02, GOV-SUS-03 and GOV-SUS-14 are counted
--   over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, engagement TEXT, organisation_id TEXT, program_id TEXT, started_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH count_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.engagement = 'volunteer'
    AND worker.ended_on <= CAST('2026-11-22' AS DATE)
    AND worker.ended_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  GROUP BY
    worker.program_id
), count_worker_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  WHERE
    worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND (
      worker.engagement = 'volunteer' OR worker.engagement IS NULL
    )
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR worker.started_on IS NULL
    )
), count_worker_2 AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      worker.engagement = 'volunteer'
      AND worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.engagement = 'volunteer' OR worker.engagement IS NULL
      )
      AND (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
      )
      AND (
        worker.engagement <> 'volunteer'
        OR worker.engagement IS NULL
        OR worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )) AS may_count
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
  GROUP BY
    worker.program_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'volunteer'
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN count_worker_2 AS count_worker
  ON count_worker.key_0 = program.id
CROSS JOIN count_worker_unlinked
LEFT JOIN count_worker AS count_worker_2
  ON count_worker_2.key_0 = program.id
WHERE
  (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND COALESCE(any_worker.counted, 0) > 0
  AND (
    COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0) + COALESCE(count_worker_unlinked.may_count, 0)
  ) < COALESCE(count_worker_2.counted, 0)
ORDER BY
  id;
