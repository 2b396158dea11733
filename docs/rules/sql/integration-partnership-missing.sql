-- integration-partnership-missing: Service that plans to adopt Intentional Peer Support without
--   formal partners among peer operated services
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when considers ips is yes and (there is at least one of this organisation's program
--   records for which ((status is recorded and status is operating) or (status is not recorded
--   and started on is on or before the day of the check and (ended on is not recorded or ended
--   on is after the day of the check))) and whose hosted by mainstream is yes and whose peer
--   operated is no).
-- Looks at each item of partnership_for_workforce_strategies, partnership_to_provide_ips, one
--   by one.
-- Holds when there is at least one of this organisation's partnership records for which
--   ((formalised on is not recorded or formalised on is on or before the day of the check) and
--   (expires on is not recorded or expires on is on or after the day of the check)) and whose
--   formalised on is recorded and whose partner kind is peer_operated_service and whose
--   purposes include the item.
-- Unknown when one of these is missing and would decide it: organisation.considers_ips,
--   partnership.expires_on, partnership.formalised_on, partnership.partner_kind,
--   partnership.purposes, program.ended_on, program.hosted_by_mainstream,
--   program.peer_operated, program.started_on, program.status.
-- Unknown as well when no partnership or program records were supplied.
-- Checks MOD-ITG-04 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Options for Integrating Peer Support)
-- Checks MOD-ITG-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Options for Integrating Peer Support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (considers_ips BOOLEAN, id TEXT)
--   partnership (expires_on DATE, formalised_on DATE, organisation_id TEXT, partner_kind TEXT,
--     program_id TEXT, purposes TEXT[])
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, organisation_id TEXT,
--     peer_operated BOOLEAN, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    organisation.id AS id,
    UNNEST(['partnership_for_workforce_strategies', 'partnership_to_provide_ips']) AS value
  FROM organisation
), items_of_integration_partnership_missing AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_partnership_unlinked AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM organisation
  CROSS JOIN items_of_integration_partnership_missing AS item
  CROSS JOIN partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    item.id = organisation.id
    AND partnership.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'peer_operated_service'
      OR partnership.partner_kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(partnership.purposes, item.value)
      OR partnership.purposes IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    organisation.id,
    item.n
), any_partnership AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'peer_operated_service'
      AND ARRAY_CONTAINS(partnership.purposes, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'peer_operated_service'
        OR partnership.partner_kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(partnership.purposes, item.value)
        OR partnership.purposes IS NULL
        OR item.value IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'peer_operated_service'
        OR partnership.partner_kind IS NULL
        OR NOT ARRAY_CONTAINS(partnership.purposes, item.value)
        OR partnership.purposes IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM organisation
  CROSS JOIN items_of_integration_partnership_missing AS item
  CROSS JOIN partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    item.id = organisation.id
    AND COALESCE(partnership.organisation_id, program.organisation_id) = organisation.id
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    organisation.id,
    item.n
), items AS (
  SELECT
    organisation.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_partnership.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_partnership.may_count, 0) + COALESCE(any_partnership_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM organisation
  CROSS JOIN items_of_integration_partnership_missing AS item
  LEFT JOIN any_partnership
    ON any_partnership.key_0 = organisation.id AND any_partnership.key_1 = item.n
  LEFT JOIN any_partnership_unlinked
    ON any_partnership_unlinked.key_0 = organisation.id
    AND any_partnership_unlinked.key_1 = item.n
  WHERE
    item.id = organisation.id
  GROUP BY
    organisation.id
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
LEFT JOIN items
  ON items.id = organisation.id
WHERE
  organisation.considers_ips
  AND COALESCE(any_program.counted, 0) > 0
  AND items.fails
ORDER BY
  id;
