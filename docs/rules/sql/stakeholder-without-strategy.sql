-- stakeholder-without-strategy: Key stakeholder without a strategy of engagement
-- Lists the keys of the stakeholder records that fail on 2026-11-22.
--
-- Judges stakeholder records.
-- Applies when key is yes and ((the program's status is recorded and the program's status is
--   operating) or (the program's status is not recorded and the program's started on is on or
--   before the day of the check and (the program's ended on is not recorded or the program's
--   ended on is after the day of the check))).
-- Holds when strategy is recorded.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, stakeholder.is_key, stakeholder.strategy.
-- Unknown as well when no program records were supplied.
-- Checks GOV-STK-14 (Operating a Peer Support Service, Stakeholder management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (id TEXT, is_key BOOLEAN, program_id TEXT, strategy TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  stakeholder.id AS id
FROM stakeholder
LEFT JOIN program
  ON program.id = stakeholder.program_id
WHERE
  stakeholder.is_key
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
  AND stakeholder.strategy IS NULL
ORDER BY
  id;
