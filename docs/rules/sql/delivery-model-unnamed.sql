-- delivery-model-unnamed: Program without a delivery model
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when delivery models is recorded.
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   program.ended_on, program.started_on, program.status.
-- Checks MOD-CLS-15 (Peer Support, Roles, Clients and Settings, Models for service delivery)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
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
  AND program.delivery_models IS NULL
ORDER BY
  id;
