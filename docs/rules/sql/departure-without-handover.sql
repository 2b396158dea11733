-- departure-without-handover: Worker who left without a handover
-- Lists the keys of the separation records that fail on 2026-11-22.
--
-- Judges separation records.
-- Applies when kind is not death and left on is after the day of the check minus the look back.
-- It is due: the last day in time is left on.
-- Holds when ((handover on is recorded and handover on is on or before the day of the check)
--   and handover on is on or before the last day in time) or the last day in time is on or
--   after the day of the check.
-- Unknown when one of these is missing and would decide it: separation.handover_on,
--   separation.kind, separation.left_on.
-- Checks PER-END-06 (Operating a Peer Support Service, Management of staff)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   separation (handover_on DATE, id TEXT, kind TEXT, left_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  separation.id AS id
FROM separation
WHERE
  separation.kind <> 'death'
  AND separation.left_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    separation.handover_on IS NULL
    OR separation.handover_on > CAST('2026-11-22' AS DATE)
    OR separation.handover_on > separation.left_on
  )
  AND separation.left_on < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
