-- representative-on-too-many-committees: Representative who sits on too many committees
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when ((joined on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and background is lived_experience) and (joined
--   on is the latest joined on of the membership records whose member ref is this membership's
--   member ref and for which (joined on is on or before the day of the check and (ended on is
--   not recorded or ended on is after the day of the check)) and whose background is
--   lived_experience).
-- Holds when the number of the membership records whose member ref is this membership's member
--   ref and for which (joined on is on or before the day of the check and (ended on is not
--   recorded or ended on is after the day of the check)) and whose background is
--   lived_experience, is at most the most seats.
-- Unknown when one of these is missing and would decide it: membership.background,
--   membership.ended_on, membership.joined_on, membership.member_ref.
-- Checks PAR-REP-12 (Integrating peer support in mental health (review and qualitative case
--   study), Professionalisation of the consumer role)
--
-- Limit most_seats = 3; source: PAR-REP-12 speaks of an excessive number; three leave time to
--   prepare
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   membership (background TEXT, ended_on DATE, id TEXT, joined_on DATE, member_ref TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH count_membership AS (
  SELECT
    membership.member_ref AS key_0,
    COUNT(*) AS counted
  FROM membership
  WHERE
    NOT (
      membership.member_ref IS NULL
    )
    AND membership.joined_on <= CAST('2026-11-22' AS DATE)
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND membership.background = 'lived_experience'
  GROUP BY
    membership.member_ref
), latest_membership_unlinked AS (
  SELECT
    MAX(membership.joined_on) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      membership.joined_on IS NULL) AS undated
  FROM membership
  WHERE
    membership.member_ref IS NULL
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = 'lived_experience' OR membership.background IS NULL
    )
), latest_membership AS (
  SELECT
    membership.member_ref AS key_0,
    MAX(membership.joined_on) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.background = 'lived_experience') AS known,
    MAX(membership.joined_on) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )
      AND membership.joined_on IS NULL) AS undated
  FROM membership
  WHERE
    NOT (
      membership.member_ref IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    membership.member_ref
)
SELECT
  membership.id AS id
FROM membership
LEFT JOIN latest_membership
  ON latest_membership.key_0 = membership.member_ref
CROSS JOIN latest_membership_unlinked
LEFT JOIN count_membership
  ON count_membership.key_0 = membership.member_ref
WHERE
  membership.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND membership.background = 'lived_experience'
  AND NOT (
    membership.member_ref IS NULL
  )
  AND NOT (
    latest_membership.known IS NULL
  )
  AND COALESCE(latest_membership.undated, 0) + COALESCE(latest_membership_unlinked.undated, 0) <= 0
  AND (
    COALESCE(latest_membership.undated, 0) + COALESCE(latest_membership_unlinked.undated, 0) > 0
    OR NOT (
      latest_membership.possible IS NULL
    )
    OR NOT (
      latest_membership_unlinked.possible IS NULL
    )
  )
  AND CASE WHEN membership.member_ref IS NULL THEN NULL ELSE latest_membership.known END = CASE
    WHEN membership.member_ref IS NULL
    THEN NULL
    ELSE CASE
      WHEN COALESCE(latest_membership.undated, 0) + COALESCE(latest_membership_unlinked.undated, 0) > 0
      THEN NULL
      ELSE GREATEST(latest_membership.possible, latest_membership_unlinked.possible)
    END
  END
  AND membership.joined_on = CASE WHEN membership.member_ref IS NULL THEN NULL ELSE latest_membership.known END
  AND CASE
    WHEN membership.member_ref IS NULL
    THEN NULL
    ELSE COALESCE(count_membership.counted, 0)
  END > CAST('3' AS DECIMAL(1, 0))
ORDER BY
  id;
