-- ward-partnership-missing: Ward program without a formal partnership
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include ward_based.
-- Holds when (there is at least one of this program's partnership records for which
--   (((formalised on is not recorded or formalised on is on or before the day of the check) and
--   (expires on is not recorded or expires on is on or after the day of the check)) and
--   formalised on is recorded) and whose purposes include ward_based_support) or (there is at
--   least one of the organisation's partnership records whose program id is not recorded and
--   for which (((formalised on is not recorded or formalised on is on or before the day of the
--   check) and (expires on is not recorded or expires on is on or after the day of the check))
--   and formalised on is recorded) and whose purposes include ward_based_support).
-- Unknown when one of these is missing and would decide it: partnership.expires_on,
--   partnership.formalised_on, partnership.program_id, partnership.purposes,
--   program.delivery_models, program.ended_on, program.started_on, program.status.
-- Unknown as well when no organisation or partnership records were supplied.
-- Checks MOD-WRD-03 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   partnership (expires_on DATE, formalised_on DATE, organisation_id TEXT, program_id TEXT,
--     purposes TEXT[])
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, organisation_id TEXT, started_on
--     DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_partnership_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    partnership.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND partnership.program_id IS NULL
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
      OR partnership.purposes IS NULL
    )
), any_partnership AS (
  SELECT
    COALESCE(partnership.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
        OR partnership.purposes IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
        OR partnership.purposes IS NULL
      )) AS may_count
  FROM partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    (
      NOT (
        partnership.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND partnership.program_id IS NULL
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(partnership.organisation_id, program.organisation_id)
), any_partnership_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  WHERE
    partnership.program_id IS NULL
    AND partnership.organisation_id IS NULL
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
      OR partnership.purposes IS NULL
    )
), any_partnership_2 AS (
  SELECT
    partnership.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
        OR partnership.purposes IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(partnership.purposes, 'ward_based_support')
        OR partnership.purposes IS NULL
      )) AS may_count
  FROM partnership
  WHERE
    NOT (
      partnership.program_id IS NULL
    )
    AND partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    partnership.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_partnership_2 AS any_partnership
  ON any_partnership.key_0 = program.id
CROSS JOIN any_partnership_unlinked_2 AS any_partnership_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_partnership AS any_partnership_2
  ON any_partnership_2.key_0 = organisation.id
CROSS JOIN any_partnership_unlinked AS any_partnership_unlinked_2
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
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'ward_based')
  AND COALESCE(any_partnership.counted, 0) <= 0
  AND COALESCE(any_partnership.may_count, 0) + COALESCE(any_partnership_unlinked.may_count, 0) <= 0
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_partnership_2.counted, 0) <= 0
  AND COALESCE(any_partnership_2.may_count, 0) + COALESCE(any_partnership_unlinked_2.may_count, 0) <= 0
ORDER BY
  id;
