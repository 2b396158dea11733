-- other-services-not-contacted: Program that has not been in touch with other services lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the service contact interval after the later of started
--   on, the latest held on of this program's engagement records whose held on is recorded and
--   whose held on is on or before the day of the check and for which the stakeholder's group is
--   one of case_management_service, clinical_service, community_service, crisis_service,
--   housing_support, mental_health_service, service_provider and the latest made on of this
--   program's referral records whose direction is outward and whose made on is on or before the
--   day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   program.ended_on, program.started_on, program.status, referral.direction, referral.made_on,
--   stakeholder.group.
-- Unknown as well when no engagement or referral or stakeholder records were supplied.
-- Checks PRA-COL-03 (Peer-based mental health supports, a guide for incorporating best
--   practices, Promoting effective collaboration and integration)
--
-- Limit service_contact_interval = 6 months; source: PRA-COL-03 names no frequency; two
--   contacts in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, program_id TEXT, stakeholder_id TEXT)
--   participant (id TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT)
--   stakeholder (group TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_referral_unlinked AS (
  SELECT
    MAX(referral.made_on) FILTER(WHERE
      referral.made_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      referral.made_on IS NULL) AS undated
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    participant.program_id IS NULL
    AND (
      referral.direction = 'outward' OR referral.direction IS NULL
    )
), latest_referral AS (
  SELECT
    participant.program_id AS key_0,
    MAX(referral.made_on) FILTER(WHERE
      referral.direction = 'outward' AND referral.made_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(referral.made_on) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on IS NULL) AS undated
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    NOT (
      participant.program_id IS NULL
    )
  GROUP BY
    participant.program_id
), latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" IN (
        'case_management_service',
        'clinical_service',
        'community_service',
        'crisis_service',
        'housing_support',
        'mental_health_service',
        'service_provider'
      )
      OR stakeholder."group" IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      stakeholder."group" IN (
        'case_management_service',
        'clinical_service',
        'community_service',
        'crisis_service',
        'housing_support',
        'mental_health_service',
        'service_provider'
      )) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      stakeholder."group" IN (
        'case_management_service',
        'clinical_service',
        'community_service',
        'crisis_service',
        'housing_support',
        'mental_health_service',
        'service_provider'
      )
      OR stakeholder."group" IS NULL) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_engagement
  ON latest_engagement.key_0 = program.id
CROSS JOIN latest_engagement_unlinked
LEFT JOIN latest_referral
  ON latest_referral.key_0 = program.id
CROSS JOIN latest_referral_unlinked
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
    NOT (
      latest_engagement.known IS NULL
    )
    OR NOT (
      latest_referral.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    (
      (
        COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
        OR (
          COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) <= 0
          AND latest_referral.possible IS NULL
          AND latest_referral_unlinked.possible IS NULL
        )
      )
      AND COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
      AND (
        NOT (
          latest_engagement.possible IS NULL
        )
        OR NOT (
          latest_engagement_unlinked.possible IS NULL
        )
        OR (
          COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
            OR NOT (
              latest_referral.possible IS NULL
            )
            OR NOT (
              latest_referral_unlinked.possible IS NULL
            )
          )
        )
        OR NOT (
          program.started_on IS NULL
        )
      )
    )
    OR NOT (
      latest_engagement.possible IS NULL
    )
    OR NOT (
      latest_engagement_unlinked.possible IS NULL
    )
    OR (
      COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
        OR NOT (
          latest_referral.possible IS NULL
        )
        OR NOT (
          latest_referral_unlinked.possible IS NULL
        )
      )
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible) IS NULL
        AND FALSE
      )
      OR (
        CASE
          WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        latest_engagement.possible,
        latest_engagement_unlinked.possible,
        CASE
          WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
        END,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_engagement.possible,
      latest_engagement_unlinked.possible,
      CASE
        WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
      END,
      program.started_on
    )
  END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
