-- complaint-not-reported-promptly: Complaint or grievance of a participant not reported
--   promptly
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when kind is one of complaint, grievance and raised by is service_users and
--   ((resolved on is not recorded or resolved on is after the day of the check) or raised on is
--   after the day of the check minus the look back).
-- It is due: the last day in time is the complaint report limit after raised on.
-- Holds when ((reported on is recorded and reported on is on or before the day of the check)
--   and reported on is on or before the last day in time) or the last day in time is on or
--   after the day of the check.
-- Unknown when one of these is missing and would decide it: concern.kind, concern.raised_by,
--   concern.raised_on, concern.reported_on, concern.resolved_on.
-- Checks GOV-REP-10 (Operating a Peer Support Service, Reporting)
--
-- Limit complaint_report_limit = 2 days; source: GOV-REP-10 says prompt; two days leave room
--   for weekends on call
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (id TEXT, kind TEXT, raised_by TEXT, raised_on DATE, reported_on DATE, resolved_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
WHERE
  concern.kind IN ('complaint', 'grievance')
  AND concern.raised_by = 'service_users'
  AND (
    concern.resolved_on IS NULL
    OR concern.resolved_on > CAST('2026-11-22' AS DATE)
    OR concern.raised_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  )
  AND (
    concern.reported_on IS NULL
    OR concern.reported_on > CAST('2026-11-22' AS DATE)
    OR concern.reported_on > (
      CAST(concern.raised_on AS DATE) + 2
    )
  )
  AND (
    CAST(concern.raised_on AS DATE) + 2
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
