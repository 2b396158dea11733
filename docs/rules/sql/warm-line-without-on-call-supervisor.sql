-- warm-line-without-on-call-supervisor: Shift of a warm line without an on-call supervisor
-- Lists the keys of the shift records that fail on 2026-11-22.
--
-- Judges shift records.
-- Applies when the program's services announced include out_of_hours_phone_line and starts at
--   is after the day of the check minus the roster look back.
-- Holds when on call supervisor id is recorded.
-- Unknown when one of these is missing and would decide it: program.services_announced,
--   shift.on_call_supervisor_id, shift.starts_at.
-- Unknown as well when no program records were supplied.
-- Checks MOD-TEL-09 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit roster_look_back = 3 months; source: a quarter of rosters is what a team leader can
--   still act on
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, services_announced TEXT[])
--   shift (id TEXT, on_call_supervisor_id TEXT, program_id TEXT, starts_at TIMESTAMP,
--     starts_at_end TIMESTAMP)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  shift.id AS id
FROM shift
LEFT JOIN program
  ON program.id = shift.program_id
WHERE
  NOT (
    program.id IS NULL
  )
  AND NOT (
    program.services_announced IS NULL
  )
  AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
  AND NOT (
    shift.starts_at_end IS NULL
  )
  AND CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND shift.on_call_supervisor_id IS NULL
ORDER BY
  id;
