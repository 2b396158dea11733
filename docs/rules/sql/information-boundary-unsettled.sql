-- information-boundary-unsettled: Organisation without a document in force on a limit of
--   sharing information
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))).
-- Looks at each item of access_of_peers_to_consumer_records, disclosure_of_peer_status,
--   passing_on_of_consumer_information, one by one.
-- Holds when there is at least one of this organisation's policy records whose status is one of
--   active, under_review and whose topics include the item.
-- Unknown when one of these is missing and would decide it: policy.status, policy.topics,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no policy or program records were supplied.
-- Checks PRA-INF-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    organisation.id AS id,
    UNNEST(
      [
        'access_of_peers_to_consumer_records',
        'disclosure_of_peer_status',
        'passing_on_of_consumer_information'
      ]
    ) AS value
  FROM organisation
), items_of_information_boundary_unsettled AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_policy_unlinked AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM organisation
  CROSS JOIN items_of_information_boundary_unsettled AS item
  CROSS JOIN policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    item.id = organisation.id
    AND policy.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, item.value)
      OR policy.topics IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    organisation.id,
    item.n
), any_policy AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, item.value)
        OR policy.topics IS NULL
        OR item.value IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, item.value)
        OR policy.topics IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM organisation
  CROSS JOIN items_of_information_boundary_unsettled AS item
  CROSS JOIN policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    item.id = organisation.id
    AND COALESCE(policy.organisation_id, program.organisation_id) = organisation.id
  GROUP BY
    organisation.id,
    item.n
), items AS (
  SELECT
    organisation.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_policy.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM organisation
  CROSS JOIN items_of_information_boundary_unsettled AS item
  LEFT JOIN any_policy
    ON any_policy.key_0 = organisation.id AND any_policy.key_1 = item.n
  LEFT JOIN any_policy_unlinked
    ON any_policy_unlinked.key_0 = organisation.id
    AND any_policy_unlinked.key_1 = item.n
  WHERE
    item.id = organisation.id
  GROUP BY
    organisation.id
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) FILTER(WHERE
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN items
  ON items.id = organisation.id
WHERE
  COALESCE(any_program.counted, 0) > 0 AND items.fails
ORDER BY
  id;
