-- representative-alone: Committee with a single representative
-- Lists the keys of the committee records that fail on 2026-11-22.
--
-- Judges committee records.
-- Applies when there is at least one of this committee's membership records for which (joined
--   on is on or before the day of the check and (ended on is not recorded or ended on is after
--   the day of the check)) and whose background is lived_experience.
-- Holds when the number of this committee's membership records for which (joined on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check)) and whose background is lived_experience, is at least the fewest
--   representatives.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.ended_on, membership.joined_on.
-- Unknown as well when no membership records were supplied.
-- Checks PAR-REP-11 (Integrating peer support in mental health (review and qualitative case
--   study), Professionalisation of the consumer role)
--
-- Limit fewest_representatives = 2; source: PAR-REP-11 names no number; with two nobody is the
--   only one
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, joined_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH count_membership_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM membership
  WHERE
    membership.committee_id IS NULL
    AND (
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = 'lived_experience' OR membership.background IS NULL
    )
), count_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.background = 'lived_experience') AS counted,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR membership.background <> 'lived_experience'
        OR membership.background IS NULL
      )) AS may_count
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    membership.committee_id
), any_membership AS (
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
    AND membership.background = 'lived_experience'
  GROUP BY
    membership.committee_id
)
SELECT
  committee.id AS id
FROM committee
LEFT JOIN any_membership
  ON any_membership.key_0 = committee.id
LEFT JOIN count_membership
  ON count_membership.key_0 = committee.id
CROSS JOIN count_membership_unlinked
WHERE
  COALESCE(any_membership.counted, 0) > 0
  AND (
    COALESCE(count_membership.counted, 0) + COALESCE(count_membership.may_count, 0) + COALESCE(count_membership_unlinked.may_count, 0)
  ) < CAST('2' AS DECIMAL(1, 0))
ORDER BY
  id;
