-- policy-unaudited: Document in force that was not audited recently
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when status is one of active, under_review.
-- It is due: the last day in time is the policy audit interval after the later of approved on
--   and the latest last audited on of the policy records whose its key is this policy's key and
--   whose last audited on is recorded and whose last audited on is on or before the day of the
--   check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of the audit records for which the program's
--   organisation id is this policy's organisation id and for which (this policy's program id is
--   not recorded or program id is this policy's program id) and whose completed on is recorded
--   and whose completed on is on or before the day of the check and for which the policy audit
--   interval after completed on is on or after the day of the check and whose areas covered
--   include policies_and_procedures.
-- Unknown when one of these is missing and would decide it: audit.areas_covered,
--   audit.completed_on, audit.program_id, policy.approved_on, policy.id,
--   policy.last_audited_on, policy.organisation_id, policy.program_id, policy.status,
--   program.organisation_id.
-- Unknown as well when no audit or program records were supplied.
-- Checks GOV-POL-02 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit policy_audit_interval = 6 months; source: GOV-POL-02 says regularly; a schedule of six
--   months is called usually sufficient
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (areas_covered TEXT[], completed_on DATE, program_id TEXT)
--   policy (approved_on DATE, id TEXT, last_audited_on DATE, organisation_id TEXT, program_id
--     TEXT, status TEXT)
--   program (id TEXT, organisation_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_audit_unlinked AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) AS may_count
  FROM policy
  CROSS JOIN audit
  LEFT JOIN program
    ON program.id = audit.program_id
  WHERE
    program.organisation_id IS NULL
    AND (
      policy.program_id IS NULL
      OR audit.program_id = policy.program_id
      OR audit.program_id IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(audit.areas_covered, 'policies_and_procedures')
      OR audit.areas_covered IS NULL
    )
  GROUP BY
    policy.id
), any_audit AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) FILTER(WHERE
      (
        policy.program_id IS NULL OR audit.program_id = policy.program_id
      )
      AND ARRAY_CONTAINS(audit.areas_covered, 'policies_and_procedures')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.program_id IS NULL
        OR audit.program_id = policy.program_id
        OR audit.program_id IS NULL
      )
      AND (
        ARRAY_CONTAINS(audit.areas_covered, 'policies_and_procedures')
        OR audit.areas_covered IS NULL
      )
      AND (
        (
          NOT (
            policy.program_id IS NULL
          )
          AND (
            audit.program_id <> policy.program_id OR audit.program_id IS NULL
          )
        )
        OR audit.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(audit.areas_covered, 'policies_and_procedures')
        OR audit.areas_covered IS NULL
      )) AS may_count
  FROM policy
  CROSS JOIN audit
  LEFT JOIN program
    ON program.id = audit.program_id
  WHERE
    program.organisation_id = policy.organisation_id
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    policy.id
), latest_policy_unlinked AS (
  SELECT
    MAX(policy.last_audited_on) AS possible
  FROM policy
  WHERE
    policy.id IS NULL AND policy.last_audited_on <= CAST('2026-11-22' AS DATE)
), latest_policy AS (
  SELECT
    policy.id AS key_0,
    MAX(policy.last_audited_on) AS known,
    MAX(policy.last_audited_on) AS possible
  FROM policy
  WHERE
    NOT (
      policy.id IS NULL
    )
    AND policy.last_audited_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    policy.id
)
SELECT
  policy.id AS id
FROM policy
LEFT JOIN latest_policy
  ON latest_policy.key_0 = policy.id
CROSS JOIN latest_policy_unlinked
LEFT JOIN any_audit
  ON any_audit.key_0 = policy.id
LEFT JOIN any_audit_unlinked
  ON any_audit_unlinked.key_0 = policy.id
WHERE
  policy.status IN ('active', 'under_review')
  AND (
    (
      NOT (
        policy.id IS NULL
      ) AND NOT (
        latest_policy.known IS NULL
      )
    )
    OR NOT (
      policy.approved_on IS NULL
    )
  )
  AND (
    (
      policy.id IS NULL AND NOT (
        policy.approved_on IS NULL
      )
    )
    OR (
      NOT (
        policy.id IS NULL
      )
      AND (
        NOT (
          latest_policy.possible IS NULL
        )
        OR NOT (
          latest_policy_unlinked.possible IS NULL
        )
      )
    )
    OR NOT (
      policy.approved_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      CASE
        WHEN policy.id IS NULL
        THEN NULL
        ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
      END IS NULL
      AND policy.id IS NULL,
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN policy.id IS NULL
          THEN NULL
          ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
        END,
        policy.approved_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN policy.id IS NULL
        THEN NULL
        ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
      END,
      policy.approved_on
    )
  END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND NOT (
    policy.organisation_id IS NULL
  )
  AND COALESCE(any_audit.counted, 0) <= 0
  AND COALESCE(any_audit.may_count, 0) + COALESCE(any_audit_unlinked.may_count, 0) <= 0
ORDER BY
  id;
