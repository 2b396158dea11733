-- representative-proposal-unanswered: Representative who was not told what became of a proposal
-- Lists the keys of the feedback records that fail on 2026-11-22.
--
-- Judges feedback records.
-- Applies when ((given on is recorded and given on is on or before the day of the check) and
--   given on is after the day of the check minus the look back) and source kind is
--   representatives and decided on is recorded and decided on is on or before the day of the
--   check.
-- It is due: the last day in time is the feedback decision limit after given on.
-- Holds when (answered on is recorded and answered on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.answered_on,
--   feedback.decided_on, feedback.given_on, feedback.source_kind.
-- Checks PAR-REP-01 (Integrating peer support in mental health (review and qualitative case
--   study), What service users are telling us)
--
-- Limit feedback_decision_limit = 3 months; source: GOV-SUS-11 and PAR-REP-01 name no limit;
--   one quarter to decide
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (answered_on DATE, decided_on DATE, given_on DATE, id TEXT, source_kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  feedback.id AS id
FROM feedback
WHERE
  feedback.given_on <= CAST('2026-11-22' AS DATE)
  AND feedback.given_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND feedback.source_kind = 'representatives'
  AND feedback.decided_on <= CAST('2026-11-22' AS DATE)
  AND (
    feedback.answered_on IS NULL OR feedback.answered_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(feedback.given_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
