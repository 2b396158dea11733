-- integration-strategy-missing: Service that plans to adopt Intentional Peer Support without a
--   strategy for it
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when considers ips is yes and (there is at least one of this organisation's program
--   records for which ((status is recorded and status is operating) or (status is not recorded
--   and started on is on or before the day of the check and (ended on is not recorded or ended
--   on is after the day of the check))) and whose hosted by mainstream is yes and whose peer
--   operated is no).
-- Holds when there is at least one of this organisation's policy records whose status is one of
--   active, under_review and whose topics include integration_of_peer_support.
-- Unknown when one of these is missing and would decide it: organisation.considers_ips,
--   policy.status, policy.topics, program.ended_on, program.hosted_by_mainstream,
--   program.peer_operated, program.started_on, program.status.
-- Unknown as well when no policy or program records were supplied.
-- Checks MOD-ITG-01 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Options for Integrating Peer Support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (considers_ips BOOLEAN, id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, organisation_id TEXT,
--     peer_operated BOOLEAN, started_on DATE, status TEXT)
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
      ARRAY_CONTAINS(policy.topics, 'integration_of_peer_support')
      OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'integration_of_peer_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'integration_of_peer_support')
        OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'integration_of_peer_support')
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
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN any_policy
  ON any_policy.key_0 = organisation.id
CROSS JOIN any_policy_unlinked
WHERE
  organisation.considers_ips
  AND COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_policy.counted, 0) <= 0
  AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
ORDER BY
  id;
