-- anti-discrimination-policy-missing: Organisation without a policy against discrimination of
--   peer workers
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose peer is yes.
-- Holds when there is at least one of this organisation's policy records whose status is one of
--   active, under_review and whose topics include anti_discrimination.
-- Unknown when one of these is missing and would decide it: policy.status, policy.topics,
--   worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no policy or worker records were supplied.
-- Checks WFD-STG-01 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (id TEXT, organisation_id TEXT)
--   worker (ended_on DATE, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT, started_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_policy_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    policy.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'anti_discrimination') OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'anti_discrimination')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'anti_discrimination') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'anti_discrimination')
        OR policy.topics IS NULL
      )) AS may_count
  FROM policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    NOT (
      policy.organisation_id IS NULL
    )
    OR NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    COALESCE(policy.organisation_id, program.organisation_id)
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN any_policy
  ON any_policy.key_0 = organisation.id
CROSS JOIN any_policy_unlinked
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_policy.counted, 0) <= 0
  AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
ORDER BY
  id;
