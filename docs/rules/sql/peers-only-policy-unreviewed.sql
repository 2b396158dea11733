-- peers-only-policy-unreviewed: Document for peer workers only that nobody reviewed for
--   discriminatory effect
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when status is one of active, under_review and (applies to include peer_workers and
--   applies to do not include all_personnel and applies to do not include paid_staff and
--   applies to do not include volunteers and applies to do not include front_line and applies
--   to do not include other_staff and applies to do not include supervisors and applies to do
--   not include managers and applies to do not include clinicians and applies to do not include
--   caseworkers and applies to do not include clinical_leaders and applies to do not include
--   health_professionals and applies to do not include executive).
-- It is due: the last day in time is the discrimination review interval after the later of
--   approved on and the latest completed on of the review records whose policy ids include this
--   policy and whose topics include discriminatory_effect and whose completed on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: policy.applies_to,
--   policy.approved_on, policy.status, review.completed_on, review.topics.
-- Unknown as well when no review records were supplied.
-- Checks PER-MAN-09 (Operating a Peer Support Service, Management of staff)
--
-- Limit discrimination_review_interval = 1 year; source: PER-MAN-09 names no frequency;
--   reviewed with each yearly review of policies
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   policy (applies_to TEXT[], approved_on DATE, id TEXT, status TEXT)
--   review (completed_on DATE, id TEXT, policy_ids TEXT[], topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.policy_ids) AS "key"
  FROM review AS one
), latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) FILTER(WHERE
      review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      review.completed_on IS NULL) AS undated
  FROM review
  WHERE
    review.policy_ids IS NULL
    AND (
      ARRAY_CONTAINS(review.topics, 'discriminatory_effect') OR review.topics IS NULL
    )
), latest_review AS (
  SELECT
    member."key" AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(review.topics, 'discriminatory_effect')
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        ARRAY_CONTAINS(review.topics, 'discriminatory_effect') OR review.topics IS NULL
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(review.topics, 'discriminatory_effect') OR review.topics IS NULL
      )
      AND review.completed_on IS NULL) AS undated
  FROM review
  CROSS JOIN member
  WHERE
    member."row" = review.id AND NOT (
      member."key" IS NULL
    )
  GROUP BY
    member."key"
)
SELECT
  policy.id AS id
FROM policy
LEFT JOIN latest_review
  ON latest_review.key_0 = policy.id
CROSS JOIN latest_review_unlinked
WHERE
  policy.status IN ('active', 'under_review')
  AND NOT (
    policy.applies_to IS NULL
  )
  AND ARRAY_CONTAINS(policy.applies_to, 'peer_workers')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'paid_staff')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'volunteers')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'front_line')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'other_staff')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'supervisors')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'managers')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'clinicians')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'caseworkers')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'clinical_leaders')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'health_professionals')
  AND NOT ARRAY_CONTAINS(policy.applies_to, 'executive')
  AND (
    NOT (
      latest_review.known IS NULL
    ) OR NOT (
      policy.approved_on IS NULL
    )
  )
  AND (
    COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
    OR NOT (
      latest_review.possible IS NULL
    )
    OR NOT (
      latest_review_unlinked.possible IS NULL
    )
    OR NOT (
      policy.approved_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
      THEN GREATEST(latest_review.possible, latest_review_unlinked.possible, CAST('2026-11-22' AS DATE))
      ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
    END,
    policy.approved_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
