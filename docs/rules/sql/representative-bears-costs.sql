-- representative-bears-costs: Representative whose costs of taking part are not met
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when (joined on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check)) and background is lived_experience.
-- Holds when costs reimbursed is yes.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.costs_reimbursed, membership.ended_on, membership.joined_on.
-- Checks PAR-REP-10 (Integrating peer support in mental health (review and qualitative case
--   study), Challenges of participation)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   membership (background TEXT, costs_reimbursed BOOLEAN, ended_on DATE, id TEXT, joined_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  membership.id AS id
FROM membership
WHERE
  membership.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND membership.background = 'lived_experience'
  AND NOT membership.costs_reimbursed
ORDER BY
  id;
