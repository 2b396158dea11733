-- clinical-boundaries-for-peers: Guideline on boundaries that is the same for peer workers and
--   clinical staff
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when (status is one of active, under_review and topics include
--   boundaries_for_peer_work) and (there is at least one of the organisation's program records
--   for which ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and whose hosted by mainstream is yes and whose peer
--   operated is no).
-- Holds when applies to do not include clinicians and applies to do not include
--   clinical_leaders and applies to do not include health_professionals and applies to do not
--   include all_personnel.
-- Unknown when one of these is missing and would decide it: policy.applies_to, policy.status,
--   policy.topics, program.ended_on, program.hosted_by_mainstream, program.peer_operated,
--   program.started_on, program.status.
-- Unknown as well when no organisation or program records were supplied.
-- Checks PRA-BND-11 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (applies_to TEXT[], id TEXT, organisation_id TEXT, program_id TEXT, status TEXT,
--     topics TEXT[])
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, organisation_id TEXT,
--     peer_operated BOOLEAN, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_program AS (
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
LEFT JOIN program
  ON program.id = policy.program_id
LEFT JOIN organisation
  ON organisation.id = COALESCE(policy.organisation_id, program.organisation_id)
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
WHERE
  policy.status IN ('active', 'under_review')
  AND NOT (
    policy.topics IS NULL
  )
  AND ARRAY_CONTAINS(policy.topics, 'boundaries_for_peer_work')
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_program.counted, 0) > 0
  AND (
    (
      NOT (
        policy.applies_to IS NULL
      )
      AND ARRAY_CONTAINS(policy.applies_to, 'clinicians')
    )
    OR (
      NOT (
        policy.applies_to IS NULL
      )
      AND ARRAY_CONTAINS(policy.applies_to, 'clinical_leaders')
    )
    OR (
      NOT (
        policy.applies_to IS NULL
      )
      AND ARRAY_CONTAINS(policy.applies_to, 'health_professionals')
    )
    OR (
      NOT (
        policy.applies_to IS NULL
      )
      AND ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
    )
  )
ORDER BY
  id;
