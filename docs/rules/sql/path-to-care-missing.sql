-- path-to-care-missing: Program without a path to clinical care or case management
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when clinical team is yes or (there is at least one of this program's partnership
--   records for which ((formalised on is not recorded or formalised on is on or before the day
--   of the check) and (expires on is not recorded or expires on is on or after the day of the
--   check)) and whose partner kind is one of case_management_service, clinical_service,
--   mental_health_service) or (there is at least one of the organisation's partnership records
--   whose program id is not recorded and for which ((formalised on is not recorded or
--   formalised on is on or before the day of the check) and (expires on is not recorded or
--   expires on is on or after the day of the check)) and whose partner kind is one of
--   case_management_service, clinical_service, mental_health_service) or (there is at least one
--   of this program's referral records whose direction is outward and whose made on is on or
--   before the day of the check and for which the activity window after made on is on or after
--   the day of the check and whose to or from is one of case_management_service,
--   clinical_service, mental_health_service).
-- Unknown when one of these is missing and would decide it: partnership.expires_on,
--   partnership.formalised_on, partnership.partner_kind, partnership.program_id,
--   program.clinical_team, program.ended_on, program.started_on, program.status,
--   referral.direction, referral.made_on, referral.to_or_from.
-- Unknown as well when no organisation or partnership or referral records were supplied.
-- Checks PRA-COL-06 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   participant (id TEXT, program_id TEXT)
--   partnership (expires_on DATE, formalised_on DATE, organisation_id TEXT, partner_kind TEXT,
--     program_id TEXT)
--   program (clinical_team BOOLEAN, ended_on DATE, id TEXT, organisation_id TEXT, started_on
--     DATE, status TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT, to_or_from TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_referral_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    participant.program_id IS NULL
    AND (
      referral.direction = 'outward' OR referral.direction IS NULL
    )
    AND (
      referral.made_on <= CAST('2026-11-22' AS DATE) OR referral.made_on IS NULL
    )
    AND (
      CAST(referral.made_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR referral.made_on IS NULL
    )
    AND (
      referral.to_or_from IN ('case_management_service', 'clinical_service', 'mental_health_service')
      OR referral.to_or_from IS NULL
    )
), any_referral AS (
  SELECT
    participant.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      referral.direction = 'outward'
      AND referral.made_on <= CAST('2026-11-22' AS DATE)
      AND CAST(referral.made_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      AND referral.to_or_from IN ('case_management_service', 'clinical_service', 'mental_health_service')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND (
        referral.made_on <= CAST('2026-11-22' AS DATE) OR referral.made_on IS NULL
      )
      AND (
        CAST(referral.made_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR referral.made_on IS NULL
      )
      AND (
        referral.to_or_from IN ('case_management_service', 'clinical_service', 'mental_health_service')
        OR referral.to_or_from IS NULL
      )
      AND (
        referral.direction <> 'outward'
        OR referral.direction IS NULL
        OR referral.made_on > CAST('2026-11-22' AS DATE)
        OR referral.made_on IS NULL
        OR CAST(referral.made_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT referral.to_or_from IN ('case_management_service', 'clinical_service', 'mental_health_service')
        OR referral.to_or_from IS NULL
      )) AS may_count
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    NOT (
      participant.program_id IS NULL
    )
  GROUP BY
    participant.program_id
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
      partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
      OR partnership.partner_kind IS NULL
    )
), any_partnership AS (
  SELECT
    COALESCE(partnership.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
        OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR NOT partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
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
      partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
      OR partnership.partner_kind IS NULL
    )
), any_partnership_2 AS (
  SELECT
    partnership.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
        OR partnership.partner_kind IS NULL
      )
      AND (
        partnership.formalised_on > CAST('2026-11-22' AS DATE)
        OR partnership.expires_on < CAST('2026-11-22' AS DATE)
        OR NOT partnership.partner_kind IN ('case_management_service', 'clinical_service', 'mental_health_service')
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
LEFT JOIN any_partnership_2 AS any_partnership
  ON any_partnership.key_0 = program.id
CROSS JOIN any_partnership_unlinked_2 AS any_partnership_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_partnership AS any_partnership_2
  ON any_partnership_2.key_0 = organisation.id
CROSS JOIN any_partnership_unlinked AS any_partnership_unlinked_2
LEFT JOIN any_referral
  ON any_referral.key_0 = program.id
CROSS JOIN any_referral_unlinked
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
  AND NOT program.clinical_team
  AND COALESCE(any_partnership.counted, 0) <= 0
  AND COALESCE(any_partnership.may_count, 0) + COALESCE(any_partnership_unlinked.may_count, 0) <= 0
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_partnership_2.counted, 0) <= 0
  AND COALESCE(any_partnership_2.may_count, 0) + COALESCE(any_partnership_unlinked_2.may_count, 0) <= 0
  AND COALESCE(any_referral.counted, 0) <= 0
  AND COALESCE(any_referral.may_count, 0) + COALESCE(any_referral_unlinked.may_count, 0) <= 0
ORDER BY
  id;
