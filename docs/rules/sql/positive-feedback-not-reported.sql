-- positive-feedback-not-reported: Positive feedback that was not passed on
-- Lists the keys of the feedback records that fail on 2026-11-22.
--
-- Judges feedback records.
-- Applies when ((given on is recorded and given on is on or before the day of the check) and
--   given on is after the day of the check minus the look back) and sentiment is positive and
--   source kind is none of caseworkers, clinicians, managers, other_staff, peer_workers,
--   supervisors, volunteers.
-- It is due: the last day in time is the feedback report limit after given on.
-- Holds when (reported on is recorded and reported on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.given_on,
--   feedback.reported_on, feedback.sentiment, feedback.source_kind.
-- Checks GOV-REP-11 (Operating a Peer Support Service, Reporting)
--
-- Limit feedback_report_limit = 1 month; source: GOV-REP-11 has no urgency; it joins the next
--   monthly report
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, id TEXT, reported_on DATE, sentiment TEXT, source_kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  feedback.id AS id
FROM feedback
WHERE
  feedback.given_on <= CAST('2026-11-22' AS DATE)
  AND feedback.given_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND feedback.sentiment = 'positive'
  AND NOT (
    feedback.source_kind IS NULL
  )
  AND NOT feedback.source_kind IN (
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
  AND CAST(feedback.given_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
