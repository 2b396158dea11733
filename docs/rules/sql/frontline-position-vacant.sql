-- frontline-position-vacant: Front-line position that has stayed vacant too long
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when (duties include direct_support or duties include
--   specialist_support_in_specialist_setting or duties include group_facilitation) and ((the
--   program's status is recorded and the program's status is operating) or (the program's
--   status is not recorded and the program's started on is on or before the day of the check
--   and (the program's ended on is not recorded or the program's ended on is after the day of
--   the check))).
-- It is due: the last day in time is the vacancy limit after vacant since.
-- Holds when the last day in time does not exist or the last day in time is on or after the day
--   of the check.
-- Unknown when one of these is missing and would decide it: position.duties,
--   position.vacant_since, program.ended_on, program.started_on, program.status.
-- Unknown as well when no program records were supplied.
-- Checks GOV-SUS-13 (Operating a Peer Support Service, Sustainability)
--
-- Limit vacancy_limit = 3 months; source: GOV-SUS-13 names no limit; three months allow for one
--   recruitment
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (duties TEXT[], id TEXT, program_id TEXT, vacant_since DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
LEFT JOIN program
  ON program.id = position.program_id
WHERE
  (
    (
      NOT (
        position.duties IS NULL
      )
      AND ARRAY_CONTAINS(position.duties, 'direct_support')
    )
    OR (
      NOT (
        position.duties IS NULL
      )
      AND ARRAY_CONTAINS(position.duties, 'specialist_support_in_specialist_setting')
    )
    OR (
      NOT (
        position.duties IS NULL
      )
      AND ARRAY_CONTAINS(position.duties, 'group_facilitation')
    )
  )
  AND NOT (
    program.id IS NULL
  )
  AND (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND CAST(position.vacant_since + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
