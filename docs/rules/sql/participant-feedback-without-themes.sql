-- participant-feedback-without-themes: Feedback of a participant that nobody read for its
--   themes
-- Lists the keys of the feedback records that fail on 2026-11-22.
--
-- Judges feedback records.
-- Applies when ((given on is recorded and given on is on or before the day of the check) and
--   given on is after the day of the check minus the look back) and source kind is one of
--   families_and_carers, service_users and the feedback theme limit after given on is before
--   the day of the check.
-- Holds when themes is recorded.
-- Unknown when one of these is missing and would decide it: feedback.given_on,
--   feedback.source_kind, feedback.themes.
-- Checks EVA-QUA-03 (Operating a Peer Support Service, Service evaluation)
--
-- Limit feedback_theme_limit = 6 months; source: EVA-QUA-03 names no limit; before each session
--   of the users' group, twice a year
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, id TEXT, source_kind TEXT, themes TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  feedback.id AS id
FROM feedback
WHERE
  feedback.given_on <= CAST('2026-11-22' AS DATE)
  AND feedback.given_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND feedback.source_kind IN ('families_and_carers', 'service_users')
  AND CAST(feedback.given_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND feedback.themes IS NULL
ORDER BY
  id;
