-- record-access-unsettled: Organisation with a clinical team that has not settled which records
--   peer workers can read
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))) and whose clinical team is yes.
-- Holds when there is at least one of this organisation's policy records whose status is one of
--   active, under_review and whose topics include access_of_peers_to_consumer_records.
-- Unknown when one of these is missing and would decide it: policy.status, policy.topics,
--   program.clinical_team, program.ended_on, program.started_on, program.status.
-- Unknown as well when no policy or program records were supplied.
-- Checks PRA-INF-04 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (clinical_team BOOLEAN, ended_on DATE, id TEXT, organisation_id TEXT, started_on
--     DATE, status TEXT)
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
      ARRAY_CONTAINS(policy.topics, 'access_of_peers_to_consumer_records')
      OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'access_of_peers_to_consumer_records')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'access_of_peers_to_consumer_records')
        OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'access_of_peers_to_consumer_records')
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
    AND program.clinical_team
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
  COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_policy.counted, 0) <= 0
  AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
ORDER BY
  id;
