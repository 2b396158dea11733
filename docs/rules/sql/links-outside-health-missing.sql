-- links-outside-health-missing: Program without links to housing, employment support and legal
--   aid
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when ((there is at least one of this program's partnership records for which
--   (formalised on is not recorded or formalised on is on or before the day of the check) and
--   for which (expires on is not recorded or expires on is on or after the day of the check)
--   and whose partner kind is housing_support) or (there is at least one of the organisation's
--   partnership records whose program id is not recorded and for which (formalised on is not
--   recorded or formalised on is on or before the day of the check) and for which (expires on
--   is not recorded or expires on is on or after the day of the check) and whose partner kind
--   is housing_support) or (there is at least one of this program's engagement records for
--   which (held on is recorded and held on is on or before the day of the check) and for which
--   the stakeholder input interval after held on is on or after the day of the check and for
--   which the stakeholder's group is housing_support)) and ((there is at least one of this
--   program's partnership records for which (formalised on is not recorded or formalised on is
--   on or before the day of the check) and for which (expires on is not recorded or expires on
--   is on or after the day of the check) and whose partner kind is employment_support) or
--   (there is at least one of the organisation's partnership records whose program id is not
--   recorded and for which (formalised on is not recorded or formalised on is on or before the
--   day of the check) and for which (expires on is not recorded or expires on is on or after
--   the day of the check) and whose partner kind is employment_support) or (there is at least
--   one of this program's engagement records for which (held on is recorded and held on is on
--   or before the day of the check) and for which the stakeholder input interval after held on
--   is on or after the day of the check and for which the stakeholder's group is
--   employment_support)) and ((there is at least one of this program's partnership records for
--   which (formalised on is not recorded or formalised on is on or before the day of the check)
--   and for which (expires on is not recorded or expires on is on or after the day of the
--   check) and whose partner kind is legal_aid) or (there is at least one of the organisation's
--   partnership records whose program id is not recorded and for which (formalised on is not
--   recorded or formalised on is on or before the day of the check) and for which (expires on
--   is not recorded or expires on is on or after the day of the check) and whose partner kind
--   is legal_aid) or (there is at least one of this program's engagement records for which
--   (held on is recorded and held on is on or before the day of the check) and for which the
--   stakeholder input interval after held on is on or after the day of the check and for which
--   the stakeholder's group is legal_aid)).
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   partnership.expires_on, partnership.formalised_on, partnership.partner_kind,
--   partnership.program_id, program.ended_on, program.started_on, program.status,
--   stakeholder.group.
-- Unknown as well when no engagement or organisation or partnership or stakeholder records were
--   supplied.
-- Checks PRA-COL-04 (Peer-based mental health supports, a guide for incorporating best
--   practices, Promoting effective collaboration and integration)
--
-- Limit stakeholder_input_interval = 1 year; source: GOV-STK-08, GOV-STK-09 and GOV-STK-15 name
--   no frequency; at least once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, program_id TEXT, stakeholder_id TEXT)
--   organisation (id TEXT)
--   partnership (expires_on DATE, formalised_on DATE, organisation_id TEXT, partner_kind TEXT,
--     program_id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_engagement_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" = 'legal_aid' OR stakeholder."group" IS NULL
    )
), any_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      stakeholder."group" = 'legal_aid') AS counted,
    COUNT(*) FILTER(WHERE
      (
        stakeholder."group" = 'legal_aid' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR stakeholder."group" <> 'legal_aid'
        OR stakeholder."group" IS NULL
      )) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), any_partnership_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    partnership.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND partnership.program_id IS NULL
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'legal_aid' OR partnership.partner_kind IS NULL
    )
), any_partnership AS (
  SELECT
    COALESCE(partnership.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'legal_aid') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'legal_aid' OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'legal_aid'
        OR partnership.partner_kind IS NULL
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
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
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
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'legal_aid' OR partnership.partner_kind IS NULL
    )
), any_partnership_2 AS (
  SELECT
    partnership.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'legal_aid') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'legal_aid' OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'legal_aid'
        OR partnership.partner_kind IS NULL
      )) AS may_count
  FROM partnership
  WHERE
    NOT (
      partnership.program_id IS NULL
    )
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    partnership.program_id
), any_engagement_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" = 'employment_support' OR stakeholder."group" IS NULL
    )
), any_engagement_2 AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      stakeholder."group" = 'employment_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        stakeholder."group" = 'employment_support' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR stakeholder."group" <> 'employment_support'
        OR stakeholder."group" IS NULL
      )) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), any_partnership_unlinked_3 AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    partnership.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND partnership.program_id IS NULL
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'employment_support'
      OR partnership.partner_kind IS NULL
    )
), any_partnership_3 AS (
  SELECT
    COALESCE(partnership.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'employment_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'employment_support'
        OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'employment_support'
        OR partnership.partner_kind IS NULL
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
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(partnership.organisation_id, program.organisation_id)
), any_partnership_unlinked_4 AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  WHERE
    partnership.program_id IS NULL
    AND partnership.organisation_id IS NULL
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'employment_support'
      OR partnership.partner_kind IS NULL
    )
), any_partnership_4 AS (
  SELECT
    partnership.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'employment_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'employment_support'
        OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'employment_support'
        OR partnership.partner_kind IS NULL
      )) AS may_count
  FROM partnership
  WHERE
    NOT (
      partnership.program_id IS NULL
    )
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    partnership.program_id
), any_engagement_unlinked_3 AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" = 'housing_support' OR stakeholder."group" IS NULL
    )
), any_engagement_3 AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      stakeholder."group" = 'housing_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        stakeholder."group" = 'housing_support' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR stakeholder."group" <> 'housing_support'
        OR stakeholder."group" IS NULL
      )) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), any_partnership_unlinked_5 AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  LEFT JOIN program
    ON program.id = partnership.program_id
  WHERE
    partnership.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND partnership.program_id IS NULL
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'housing_support' OR partnership.partner_kind IS NULL
    )
), any_partnership_5 AS (
  SELECT
    COALESCE(partnership.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'housing_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'housing_support' OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'housing_support'
        OR partnership.partner_kind IS NULL
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
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(partnership.organisation_id, program.organisation_id)
), any_partnership_unlinked_6 AS (
  SELECT
    COUNT(*) AS may_count
  FROM partnership
  WHERE
    partnership.program_id IS NULL
    AND partnership.organisation_id IS NULL
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.expires_on IS NULL
      OR partnership.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      partnership.partner_kind = 'housing_support' OR partnership.partner_kind IS NULL
    )
), any_partnership_6 AS (
  SELECT
    partnership.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind = 'housing_support') AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind = 'housing_support' OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR partnership.partner_kind <> 'housing_support'
        OR partnership.partner_kind IS NULL
      )) AS may_count
  FROM partnership
  WHERE
    NOT (
      partnership.program_id IS NULL
    )
    AND (
      partnership.formalised_on IS NULL
      OR partnership.formalised_on <= CAST('2026-11-22' AS DATE)
    )
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
LEFT JOIN any_partnership_6 AS any_partnership
  ON any_partnership.key_0 = program.id
CROSS JOIN any_partnership_unlinked_6 AS any_partnership_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_partnership_5 AS any_partnership_2
  ON any_partnership_2.key_0 = organisation.id
CROSS JOIN any_partnership_unlinked_5 AS any_partnership_unlinked_2
LEFT JOIN any_engagement_3 AS any_engagement
  ON any_engagement.key_0 = program.id
CROSS JOIN any_engagement_unlinked_3 AS any_engagement_unlinked
LEFT JOIN any_partnership_4 AS any_partnership_3
  ON any_partnership_3.key_0 = program.id
CROSS JOIN any_partnership_unlinked_4 AS any_partnership_unlinked_3
LEFT JOIN any_partnership_3 AS any_partnership_4
  ON any_partnership_4.key_0 = organisation.id
CROSS JOIN any_partnership_unlinked_3 AS any_partnership_unlinked_4
LEFT JOIN any_engagement_2
  ON any_engagement_2.key_0 = program.id
CROSS JOIN any_engagement_unlinked_2
LEFT JOIN any_partnership_2 AS any_partnership_5
  ON any_partnership_5.key_0 = program.id
CROSS JOIN any_partnership_unlinked_2 AS any_partnership_unlinked_5
LEFT JOIN any_partnership AS any_partnership_6
  ON any_partnership_6.key_0 = organisation.id
CROSS JOIN any_partnership_unlinked AS any_partnership_unlinked_6
LEFT JOIN any_engagement AS any_engagement_3
  ON any_engagement_3.key_0 = program.id
CROSS JOIN any_engagement_unlinked AS any_engagement_unlinked_3
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
  AND (
    (
      COALESCE(any_partnership.counted, 0) <= 0
      AND COALESCE(any_partnership.may_count, 0) + COALESCE(any_partnership_unlinked.may_count, 0) <= 0
      AND NOT (
        organisation.id IS NULL
      )
      AND COALESCE(any_partnership_2.counted, 0) <= 0
      AND COALESCE(any_partnership_2.may_count, 0) + COALESCE(any_partnership_unlinked_2.may_count, 0) <= 0
      AND COALESCE(any_engagement.counted, 0) <= 0
      AND COALESCE(any_engagement.may_count, 0) + COALESCE(any_engagement_unlinked.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_partnership_3.counted, 0) <= 0
      AND COALESCE(any_partnership_3.may_count, 0) + COALESCE(any_partnership_unlinked_3.may_count, 0) <= 0
      AND NOT (
        organisation.id IS NULL
      )
      AND COALESCE(any_partnership_4.counted, 0) <= 0
      AND COALESCE(any_partnership_4.may_count, 0) + COALESCE(any_partnership_unlinked_4.may_count, 0) <= 0
      AND COALESCE(any_engagement_2.counted, 0) <= 0
      AND COALESCE(any_engagement_2.may_count, 0) + COALESCE(any_engagement_unlinked_2.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_partnership_5.counted, 0) <= 0
      AND COALESCE(any_partnership_5.may_count, 0) + COALESCE(any_partnership_unlinked_5.may_count, 0) <= 0
      AND NOT (
        organisation.id IS NULL
      )
      AND COALESCE(any_partnership_6.counted, 0) <= 0
      AND COALESCE(any_partnership_6.may_count, 0) + COALESCE(any_partnership_unlinked_6.may_count, 0) <= 0
      AND COALESCE(any_engagement_3.counted, 0) <= 0
      AND COALESCE(any_engagement_3.may_count, 0) + COALESCE(any_engagement_unlinked_3.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
