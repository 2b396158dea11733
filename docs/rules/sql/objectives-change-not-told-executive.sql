-- objectives-change-not-told-executive: Change of the objectives of which the Executive was not
--   informed
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is objectives and approved on is recorded and approved on is on or before
--   the day of the check and approved on is after the day of the check minus the look back.
-- It is due: the last day in time is the change information limit after approved on.
-- Holds when (executive informed on is recorded and executive informed on is on or before the
--   day of the check) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   change.executive_informed_on, change.kind.
-- Checks GOV-OBJ-09 (Operating a Peer Support Service, Service objectives)
--
-- Limit change_information_limit = 30 days; source: GOV-OBJ-09 names no limit; one month after
--   approval
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, executive_informed_on DATE, id TEXT, kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  change.id AS id
FROM change
WHERE
  change.kind = 'objectives'
  AND change.approved_on <= CAST('2026-11-22' AS DATE)
  AND change.approved_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    change.executive_informed_on IS NULL
    OR change.executive_informed_on > CAST('2026-11-22' AS DATE)
  )
  AND (
    CAST(change.approved_on AS DATE) + 30
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
