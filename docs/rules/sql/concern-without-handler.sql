-- concern-without-handler: Participant's concern that nobody handles
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when raised by is service_users and (resolved on is not recorded or resolved on is
--   after the day of the check).
-- Holds when handler id is recorded.
-- Unknown when one of these is missing and would decide it: concern.handler_id,
--   concern.raised_by, concern.resolved_on.
-- Checks GOV-DOC-05 (Operating a Peer Support Service, Duty of care)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (handler_id TEXT, id TEXT, raised_by TEXT, resolved_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
WHERE
  concern.raised_by = 'service_users'
  AND (
    concern.resolved_on IS NULL OR concern.resolved_on > CAST('2026-11-22' AS DATE)
  )
  AND concern.handler_id IS NULL
ORDER BY
  id;
