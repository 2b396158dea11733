-- feedback-unanswered: Feedback that asked for an answer and got none
-- Lists the keys of the feedback records that fail on 2026-11-22.
--
-- Judges feedback records.
-- Applies when ((given on is recorded and given on is on or before the day of the check) and
--   given on is after the day of the check minus the look back) and answer requested is yes.
-- It is due: the last day in time is the feedback answer limit after given on.
-- Holds when (answered on is recorded and answered on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.answer_requested,
--   feedback.answered_on, feedback.given_on.
-- Checks GOV-REP-14 (Operating a Peer Support Service, Reporting)
--
-- Limit feedback_answer_limit = 1 month; source: GOV-REP-14 names no limit; one month
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (answer_requested BOOLEAN, answered_on DATE, given_on DATE, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  feedback.id AS id
FROM feedback
WHERE
  feedback.given_on <= CAST('2026-11-22' AS DATE)
  AND feedback.given_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND feedback.answer_requested
  AND (
    feedback.answered_on IS NULL OR feedback.answered_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(feedback.given_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
