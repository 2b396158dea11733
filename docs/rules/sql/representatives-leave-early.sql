-- representatives-leave-early: Committee that half of its representatives leave within a year
-- Lists the keys of the committee records that fail on 2026-11-22.
--
-- Judges committee records.
-- Applies when there is at least one of this committee's membership records whose background is
--   lived_experience and for which ((ended on is recorded and ended on is on or before the day
--   of the check) or the representative tenure after joined on is on or before the day of the
--   check).
-- Holds when the share of this committee's membership records whose background is
--   lived_experience and for which ((ended on is recorded and ended on is on or before the day
--   of the check) or the representative tenure after joined on is on or before the day of the
--   check) for which the representative tenure after joined on is on or before the first
--   recorded one of ended on and the day of the check, is at least 0.5.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.ended_on, membership.joined_on.
-- Unknown as well when no membership records were supplied.
-- Checks PAR-REP-08 (Integrating peer support in mental health (review and qualitative case
--   study), Challenges of participation)
--
-- Limit representative_tenure = 1 year; source: PAR-REP-08 says long term; a year lets somebody
--   see a matter through
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, joined_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH share_membership_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= COALESCE(membership.ended_on, CAST('2026-11-22' AS DATE))
      OR membership.joined_on IS NULL) AS may_for,
    COUNT(*) FILTER(WHERE
      CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) > COALESCE(membership.ended_on, CAST('2026-11-22' AS DATE))
      OR membership.joined_on IS NULL) AS may_against
  FROM membership
  WHERE
    membership.committee_id IS NULL
    AND (
      membership.background = 'lived_experience' OR membership.background IS NULL
    )
    AND (
      membership.ended_on <= CAST('2026-11-22' AS DATE)
      OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
), share_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) FILTER(WHERE
      membership.background = 'lived_experience'
      AND (
        membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
      )) AS whole,
    COUNT(*) FILTER(WHERE
      membership.background = 'lived_experience'
      AND (
        membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
      )
      AND (
        CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= COALESCE(membership.ended_on, CAST('2026-11-22' AS DATE))
        OR membership.joined_on IS NULL
      )) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )
      AND (
        membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.background <> 'lived_experience'
        OR membership.background IS NULL
        OR (
          (
            membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
          )
          AND (
            CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
            OR membership.joined_on IS NULL
          )
        )
      )
      AND (
        CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= COALESCE(membership.ended_on, CAST('2026-11-22' AS DATE))
        OR membership.joined_on IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )
      AND (
        membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.background <> 'lived_experience'
        OR membership.background IS NULL
        OR (
          (
            membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
          )
          AND (
            CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
            OR membership.joined_on IS NULL
          )
        )
      )
      AND (
        CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) > COALESCE(membership.ended_on, CAST('2026-11-22' AS DATE))
        OR membership.joined_on IS NULL
      )) AS may_against
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
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
    AND membership.background = 'lived_experience'
    AND (
      membership.ended_on <= CAST('2026-11-22' AS DATE)
      OR CAST(membership.joined_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    membership.committee_id
)
SELECT
  committee.id AS id
FROM committee
LEFT JOIN any_membership
  ON any_membership.key_0 = committee.id
LEFT JOIN share_membership
  ON share_membership.key_0 = committee.id
CROSS JOIN share_membership_unlinked
WHERE
  COALESCE(any_membership.counted, 0) > 0
  AND (
    COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_against, 0) + COALESCE(share_membership_unlinked.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
  ) > 0
  AND CASE
    WHEN (
      COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
    ) > 0
    THEN COALESCE(share_membership.may_part, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
    ELSE NULL
  END < (
    CAST('0.5' AS DECIMAL(2, 1)) * GREATEST(
      COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0),
      1
    )
  )
ORDER BY
  id;
