-- staff-feedback-not-reported: Feedback of staff that was not passed on
-- Lists the keys of the feedback records that fail on 2026-11-22.
--
-- Judges feedback records.
-- Applies when ((given on is recorded and given on is on or before the day of the check) and
--   given on is after the day of the check minus the look back) and source kind is one of
--   caseworkers, clinicians, managers, other_staff, peer_workers, supervisors, volunteers.
-- It is due: the last day in time is the staff feedback report limit after given on.
-- Holds when (reported on is recorded and reported on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.given_on,
--   feedback.reported_on, feedback.source_kind.
-- Checks GOV-REP-12 (Operating a Peer Support Service, Reporting)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit staff_feedback_report_limit = 14 days; source: GOV-REP-12 says prompt; two weeks suit
--   feedback that is not an incident
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, id TEXT, reported_on DATE, source_kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  feedback.id AS id
FROM feedback
WHERE
  feedback.given_on <= CAST('2026-11-22' AS DATE)
  AND feedback.given_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND feedback.source_kind IN (
    'caseworkers',
    'clinicians',
    'managers',
    'other_staff',
    'peer_workers',
    'supervisors',
    'volunteers'
  )
  AND (
    feedback.reported_on IS NULL OR feedback.reported_on > CAST('2026-11-22' AS DATE)
  )
  AND (
    CAST(feedback.given_on AS DATE) + 14
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
