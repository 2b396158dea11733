-- key-stakeholders-unlisted: Program without a list of its key stakeholders
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when there is at least one of this program's stakeholder records whose key is yes.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, stakeholder.is_key.
-- Unknown as well when no stakeholder records were supplied.
-- Checks GOV-STK-13 (Operating a Peer Support Service, Stakeholder management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (is_key BOOLEAN, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_stakeholder_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      stakeholder.is_key OR stakeholder.is_key IS NULL) AS may_count
  FROM stakeholder
  WHERE
    stakeholder.program_id IS NULL
), any_stakeholder AS (
  SELECT
    stakeholder.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      stakeholder.is_key) AS counted,
    COUNT(*) FILTER(WHERE
      stakeholder.is_key IS NULL) AS may_count
  FROM stakeholder
  WHERE
    NOT (
      stakeholder.program_id IS NULL
    )
  GROUP BY
    stakeholder.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_stakeholder
  ON any_stakeholder.key_0 = program.id
CROSS JOIN any_stakeholder_unlinked
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
  AND COALESCE(any_stakeholder.counted, 0) <= 0
  AND COALESCE(any_stakeholder.may_count, 0) + COALESCE(any_stakeholder_unlinked.may_count, 0) <= 0
ORDER BY
  id;
