-- career-pathway-missing: Organisation without steps from one peer position to the next
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose engagement is paid and whose peer is yes.
-- Holds when (there is at least one of this organisation's policy records whose status is one
--   of active, under_review and whose topics include career_pathways) and (there is at least
--   one of this organisation's position records whose designated is yes and whose title class
--   is one of executive_lived_experience_role, senior_peer_support_worker).
-- Unknown when one of these is missing and would decide it: policy.status, policy.topics,
--   position.designated, position.title_class, worker.ended_on, worker.engagement,
--   worker.is_peer, worker.started_on.
-- Unknown as well when no policy or position or worker records were supplied.
-- Checks WFD-CAR-03 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   position (designated BOOLEAN, program_id TEXT, title_class TEXT)
--   program (id TEXT, organisation_id TEXT)
--   worker (ended_on DATE, engagement TEXT, is_peer BOOLEAN, organisation_id TEXT, program_id
--     TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_position_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM position
  LEFT JOIN program
    ON program.id = position.program_id
  WHERE
    program.organisation_id IS NULL
    AND (
      position.designated OR position.designated IS NULL
    )
    AND (
      position.title_class IN ('executive_lived_experience_role', 'senior_peer_support_worker')
      OR position.title_class IS NULL
    )
), any_position AS (
  SELECT
    COALESCE(NULL, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      position.designated
      AND position.title_class IN ('executive_lived_experience_role', 'senior_peer_support_worker')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position.designated OR position.designated IS NULL
      )
      AND (
        position.title_class IN ('executive_lived_experience_role', 'senior_peer_support_worker')
        OR position.title_class IS NULL
      )
      AND (
        NOT position.designated
        OR position.designated IS NULL
        OR NOT position.title_class IN ('executive_lived_experience_role', 'senior_peer_support_worker')
        OR position.title_class IS NULL
      )) AS may_count
  FROM position
  LEFT JOIN program
    ON program.id = position.program_id
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    COALESCE(NULL, program.organisation_id)
), any_policy_unlinked AS (
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
      ARRAY_CONTAINS(policy.topics, 'career_pathways') OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'career_pathways')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'career_pathways') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'career_pathways')
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
    AND worker.engagement = 'paid'
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
LEFT JOIN any_position
  ON any_position.key_0 = organisation.id
CROSS JOIN any_position_unlinked
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND (
    (
      COALESCE(any_policy.counted, 0) <= 0
      AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_position.counted, 0) <= 0
      AND COALESCE(any_position.may_count, 0) + COALESCE(any_position_unlinked.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
