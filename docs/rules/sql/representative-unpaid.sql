-- representative-unpaid: Representative who is not paid where others attend in paid time
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when ((joined on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and background is lived_experience) and (there
--   is at least one of the membership records whose committee id is this membership's committee
--   id and whose joined on is on or before the day of the check and for which (ended on is not
--   recorded or ended on is after the day of the check) and whose background is not
--   lived_experience and whose paid is yes).
-- Holds when paid is yes or payment declined is yes.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.committee_id, membership.ended_on, membership.joined_on, membership.paid,
--   membership.payment_declined.
-- Checks PAR-REP-02 (Integrating peer support in mental health (review and qualitative case
--   study), What service users are telling us)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   membership (background TEXT, committee_id TEXT, ended_on DATE, id TEXT, joined_on DATE,
--     paid BOOLEAN, payment_declined BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) AS counted
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
    )
    AND membership.joined_on <= CAST('2026-11-22' AS DATE)
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND membership.background <> 'lived_experience'
    AND membership.paid
  GROUP BY
    membership.committee_id
)
SELECT
  membership.id AS id
FROM membership
LEFT JOIN any_membership
  ON any_membership.key_0 = membership.committee_id
WHERE
  membership.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND membership.background = 'lived_experience'
  AND NOT (
    membership.committee_id IS NULL
  )
  AND COALESCE(any_membership.counted, 0) > 0
  AND NOT membership.paid
  AND NOT membership.payment_declined
ORDER BY
  id;
