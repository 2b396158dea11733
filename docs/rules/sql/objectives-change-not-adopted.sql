-- objectives-change-not-adopted: Change of the objectives that took effect without formal
--   approval
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is objectives and (effective on is recorded and effective on is on or
--   before the day of the check and effective on is after the day of the check minus the look
--   back).
-- Holds when approved on is recorded and approved on is on or before effective on and approved
--   by is recorded.
-- Unknown when one of these is missing and would decide it: change.approved_by,
--   change.approved_on, change.effective_on, change.kind.
-- Checks GOV-OBJ-08 (Operating a Peer Support Service, Service objectives)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_by TEXT, approved_on DATE, effective_on DATE, id TEXT, kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  change.id AS id
FROM change
WHERE
  change.kind = 'objectives'
  AND change.effective_on <= CAST('2026-11-22' AS DATE)
  AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    change.approved_on IS NULL
    OR change.approved_on > change.effective_on
    OR change.approved_by IS NULL
  )
ORDER BY
  id;
