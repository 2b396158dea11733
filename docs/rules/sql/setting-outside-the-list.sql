-- setting-outside-the-list: Program in a setting that stands in no list
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and settings is recorded.
-- Holds when settings do not include other.
-- Unknown when one of these is missing and would decide it: program.ended_on, program.settings,
--   program.started_on, program.status.
-- Checks MOD-CLS-14 (Peer Support, Roles, Clients and Settings, Settings they work in)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, settings TEXT[], started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  program.id AS id
FROM program
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
  AND NOT (
    program.settings IS NULL
  )
  AND ARRAY_CONTAINS(program.settings, 'other')
ORDER BY
  id;
