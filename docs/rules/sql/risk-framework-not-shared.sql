-- risk-framework-not-shared: Framework on risk that peer and other staff have not gone through
--   together recently
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when status is one of active, under_review and topics include risk_framework and
--   (there is at least one of the program records whose organisation id is this policy's
--   organisation id and for which ((status is recorded and status is operating) or (status is
--   not recorded and started on is on or before the day of the check and (ended on is not
--   recorded or ended on is after the day of the check))) and whose hosted by mainstream is yes
--   and whose peer operated is no).
-- It is due: the last day in time is the risk framework review interval after the later of
--   approved on and the latest completed on of the review records whose policy ids include this
--   policy and whose kind is policy and whose consulted includes peer_workers and for which
--   (consulted includes other_staff or consulted includes clinicians or consulted includes
--   health_professionals) and whose completed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: policy.approved_on,
--   policy.organisation_id, policy.status, policy.topics, program.ended_on,
--   program.hosted_by_mainstream, program.organisation_id, program.peer_operated,
--   program.started_on, program.status, review.completed_on, review.consulted, review.kind.
-- Unknown as well when no program or review records were supplied.
-- Checks PRA-RSK-02 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Risk management)
--
-- Limit risk_framework_review_interval = 1 year; source: PRA-RSK-02 names no frequency; the
--   agreed framework is reread yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   policy (approved_on DATE, id TEXT, organisation_id TEXT, status TEXT, topics TEXT[])
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, organisation_id TEXT, peer_operated
--     BOOLEAN, started_on DATE, status TEXT)
--   review (completed_on DATE, consulted TEXT[], id TEXT, kind TEXT, policy_ids TEXT[])
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
      review.kind = 'policy' OR review.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(review.consulted, 'peer_workers') OR review.consulted IS NULL
    )
    AND (
      ARRAY_CONTAINS(review.consulted, 'other_staff')
      OR review.consulted IS NULL
      OR ARRAY_CONTAINS(review.consulted, 'clinicians')
      OR ARRAY_CONTAINS(review.consulted, 'health_professionals')
    )
), latest_review AS (
  SELECT
    member."key" AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'policy'
      AND ARRAY_CONTAINS(review.consulted, 'peer_workers')
      AND (
        ARRAY_CONTAINS(review.consulted, 'other_staff')
        OR ARRAY_CONTAINS(review.consulted, 'clinicians')
        OR ARRAY_CONTAINS(review.consulted, 'health_professionals')
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind = 'policy' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'peer_workers') OR review.consulted IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'other_staff')
        OR review.consulted IS NULL
        OR ARRAY_CONTAINS(review.consulted, 'clinicians')
        OR ARRAY_CONTAINS(review.consulted, 'health_professionals')
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'policy' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'peer_workers') OR review.consulted IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'other_staff')
        OR review.consulted IS NULL
        OR ARRAY_CONTAINS(review.consulted, 'clinicians')
        OR ARRAY_CONTAINS(review.consulted, 'health_professionals')
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
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
    AND (
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )
    )
    AND program.hosted_by_mainstream
    AND NOT program.peer_operated
  GROUP BY
    program.organisation_id
)
SELECT
  policy.id AS id
FROM policy
LEFT JOIN any_program
  ON any_program.key_0 = policy.organisation_id
LEFT JOIN latest_review
  ON latest_review.key_0 = policy.id
CROSS JOIN latest_review_unlinked
WHERE
  policy.status IN ('active', 'under_review')
  AND NOT (
    policy.topics IS NULL
  )
  AND ARRAY_CONTAINS(policy.topics, 'risk_framework')
  AND NOT (
    policy.organisation_id IS NULL
  )
  AND COALESCE(any_program.counted, 0) > 0
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
