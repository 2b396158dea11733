-- representative-without-role-description: Representative without a description of the role
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when (joined on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check)) and background is lived_experience.
-- Holds when role description on is recorded.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.ended_on, membership.joined_on, membership.role_description_on.
-- Checks PAR-REP-07 (Integrating peer support in mental health (review and qualitative case
--   study), Challenges of participation)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   membership (background TEXT, ended_on DATE, id TEXT, joined_on DATE, role_description_on
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
  AND membership.role_description_on IS NULL
ORDER BY
  id;
