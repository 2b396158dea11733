-- departure-procedure-unreviewed: Procedure on termination and departure that was not reviewed
--   recently
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when status is one of active, under_review and topics include
--   termination_and_departure.
-- It is due: the last day in time is the personnel procedure interval after the later of
--   approved on and the latest last reviewed on of the policy records whose its key is this
--   policy's key and whose last reviewed on is recorded and whose last reviewed on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: policy.approved_on, policy.id,
--   policy.last_reviewed_on, policy.status, policy.topics.
-- Checks PER-END-01 (Operating a Peer Support Service, Management of staff)
--
-- Limit personnel_procedure_interval = 1 year; source: PER-END-01 names no interval; yearly
--   review of personnel procedures
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   policy (approved_on DATE, id TEXT, last_reviewed_on DATE, status TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_policy_unlinked AS (
  SELECT
    MAX(policy.last_reviewed_on) AS possible
  FROM policy
  WHERE
    policy.id IS NULL AND policy.last_reviewed_on <= CAST('2026-11-22' AS DATE)
), latest_policy AS (
  SELECT
    policy.id AS key_0,
    MAX(policy.last_reviewed_on) AS known,
    MAX(policy.last_reviewed_on) AS possible
  FROM policy
  WHERE
    NOT (
      policy.id IS NULL
    )
    AND policy.last_reviewed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    policy.id
)
SELECT
  policy.id AS id
FROM policy
LEFT JOIN latest_policy
  ON latest_policy.key_0 = policy.id
CROSS JOIN latest_policy_unlinked
WHERE
  policy.status IN ('active', 'under_review')
  AND NOT (
    policy.topics IS NULL
  )
  AND ARRAY_CONTAINS(policy.topics, 'termination_and_departure')
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
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
