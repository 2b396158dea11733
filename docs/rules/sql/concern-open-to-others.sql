-- concern-open-to-others: Participant's concern that others than its handlers can read
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when raised by is service_users and ((resolved on is not recorded or resolved on is
--   after the day of the check) or raised on is after the day of the check minus the look
--   back).
-- Holds when access restricted is yes.
-- Unknown when one of these is missing and would decide it: concern.access_restricted,
--   concern.raised_by, concern.raised_on, concern.resolved_on.
-- Checks GOV-DOC-06 (Operating a Peer Support Service, Duty of care)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (access_restricted BOOLEAN, id TEXT, raised_by TEXT, raised_on DATE, resolved_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
WHERE
  concern.raised_by = 'service_users'
  AND (
    concern.resolved_on IS NULL
    OR concern.resolved_on > CAST('2026-11-22' AS DATE)
    OR concern.raised_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  )
  AND NOT concern.access_restricted
ORDER BY
  id;
