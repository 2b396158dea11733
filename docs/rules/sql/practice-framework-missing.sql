-- practice-framework-missing: Program without a practice framework that names theory and values
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when (there is at least one of this program's policy records for which status is one of
--   active, under_review and whose topics include peer_practice_framework and whose topics
--   include theory_of_peer_support and whose topics include values_of_peer_support) or (there
--   is at least one of the organisation's policy records whose program id is not recorded and
--   for which status is one of active, under_review and whose topics include
--   peer_practice_framework and whose topics include theory_of_peer_support and whose topics
--   include values_of_peer_support).
-- Unknown when one of these is missing and would decide it: policy.program_id, policy.status,
--   policy.topics, program.ended_on, program.started_on, program.status.
-- Unknown as well when no organisation or policy records were supplied.
-- Checks PRA-VAL-11 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Promoting Innovative Practice and Social Change)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
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
    AND policy.program_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'peer_practice_framework') OR policy.topics IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support') OR policy.topics IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'values_of_peer_support') OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'peer_practice_framework')
      AND ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support')
      AND ARRAY_CONTAINS(policy.topics, 'values_of_peer_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'peer_practice_framework') OR policy.topics IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support') OR policy.topics IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'values_of_peer_support') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'peer_practice_framework')
        OR policy.topics IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support')
        OR NOT ARRAY_CONTAINS(policy.topics, 'values_of_peer_support')
      )) AS may_count
  FROM policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    (
      NOT (
        policy.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND policy.program_id IS NULL
  GROUP BY
    COALESCE(policy.organisation_id, program.organisation_id)
), any_policy_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  WHERE
    policy.program_id IS NULL
    AND policy.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'peer_practice_framework') OR policy.topics IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support') OR policy.topics IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'values_of_peer_support') OR policy.topics IS NULL
    )
), any_policy_2 AS (
  SELECT
    policy.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'peer_practice_framework')
      AND ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support')
      AND ARRAY_CONTAINS(policy.topics, 'values_of_peer_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'peer_practice_framework') OR policy.topics IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support') OR policy.topics IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'values_of_peer_support') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'peer_practice_framework')
        OR policy.topics IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'theory_of_peer_support')
        OR NOT ARRAY_CONTAINS(policy.topics, 'values_of_peer_support')
      )) AS may_count
  FROM policy
  WHERE
    NOT (
      policy.program_id IS NULL
    )
  GROUP BY
    policy.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_policy_2 AS any_policy
  ON any_policy.key_0 = program.id
CROSS JOIN any_policy_unlinked_2 AS any_policy_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_policy AS any_policy_2
  ON any_policy_2.key_0 = organisation.id
CROSS JOIN any_policy_unlinked AS any_policy_unlinked_2
WHERE
  (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND COALESCE(any_policy.counted, 0) <= 0
  AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_policy_2.counted, 0) <= 0
  AND COALESCE(any_policy_2.may_count, 0) + COALESCE(any_policy_unlinked_2.may_count, 0) <= 0
ORDER BY
  id;
