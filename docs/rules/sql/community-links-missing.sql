-- community-links-missing: Program that has not linked anybody to the community lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the activity window after the later of started on, the
--   latest made on of this program's referral records whose direction is outward and whose made
--   on is on or before the day of the check and for which (reason includes community_support or
--   reason includes social_connection), the latest held on of this program's service event
--   records whose held on is on or before the day of the check and whose purposes include
--   community_links and the latest measured on of this program's outcome records whose measured
--   on is on or before the day of the check and whose domain is community_belonging.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: outcome.domain,
--   outcome.measured_on, program.ended_on, program.started_on, program.status,
--   referral.direction, referral.made_on, referral.reason, service_event.held_on,
--   service_event.purposes.
-- Unknown as well when no outcome or referral or service event records were supplied.
-- Checks PRA-VAL-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, About peer support)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (domain TEXT, measured_on DATE, program_id TEXT)
--   participant (id TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT, reason TEXT[])
--   service_event (held_on DATE, program_id TEXT, purposes TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_outcome_unlinked AS (
  SELECT
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    outcome.program_id IS NULL
    AND (
      outcome.domain = 'community_belonging' OR outcome.domain IS NULL
    )
), latest_outcome AS (
  SELECT
    outcome.program_id AS key_0,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND outcome.domain = 'community_belonging') AS known,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND (
        outcome.domain = 'community_belonging' OR outcome.domain IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        outcome.domain = 'community_belonging' OR outcome.domain IS NULL
      )
      AND outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    NOT (
      outcome.program_id IS NULL
    )
  GROUP BY
    outcome.program_id
), latest_service_event_unlinked AS (
  SELECT
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      ARRAY_CONTAINS(service_event.purposes, 'community_links')
      OR service_event.purposes IS NULL
    )
), latest_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND ARRAY_CONTAINS(service_event.purposes, 'community_links')) AS known,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND (
        ARRAY_CONTAINS(service_event.purposes, 'community_links')
        OR service_event.purposes IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(service_event.purposes, 'community_links')
        OR service_event.purposes IS NULL
      )
      AND service_event.held_on IS NULL) AS undated
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
), latest_referral_unlinked AS (
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
    AND (
      ARRAY_CONTAINS(referral.reason, 'community_support')
      OR referral.reason IS NULL
      OR ARRAY_CONTAINS(referral.reason, 'social_connection')
    )
), latest_referral AS (
  SELECT
    participant.program_id AS key_0,
    MAX(referral.made_on) FILTER(WHERE
      referral.direction = 'outward'
      AND referral.made_on <= CAST('2026-11-22' AS DATE)
      AND (
        ARRAY_CONTAINS(referral.reason, 'community_support')
        OR ARRAY_CONTAINS(referral.reason, 'social_connection')
      )) AS known,
    MAX(referral.made_on) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on <= CAST('2026-11-22' AS DATE)
      AND (
        ARRAY_CONTAINS(referral.reason, 'community_support')
        OR referral.reason IS NULL
        OR ARRAY_CONTAINS(referral.reason, 'social_connection')
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND (
        ARRAY_CONTAINS(referral.reason, 'community_support')
        OR referral.reason IS NULL
        OR ARRAY_CONTAINS(referral.reason, 'social_connection')
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
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_referral
  ON latest_referral.key_0 = program.id
CROSS JOIN latest_referral_unlinked
LEFT JOIN latest_service_event
  ON latest_service_event.key_0 = program.id
CROSS JOIN latest_service_event_unlinked
LEFT JOIN latest_outcome
  ON latest_outcome.key_0 = program.id
CROSS JOIN latest_outcome_unlinked
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
      latest_referral.known IS NULL
    )
    OR NOT (
      latest_service_event.known IS NULL
    )
    OR NOT (
      latest_outcome.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    (
      (
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
        )
        OR (
          (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
              AND latest_service_event.possible IS NULL
              AND latest_service_event_unlinked.possible IS NULL
            )
          )
          AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        )
        OR (
          (
            COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) <= 0
              AND latest_outcome.possible IS NULL
              AND latest_outcome_unlinked.possible IS NULL
            )
          )
          AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        )
      )
      AND (
        (
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
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              latest_service_event.possible IS NULL
            )
            OR NOT (
              latest_service_event_unlinked.possible IS NULL
            )
          )
        )
        OR (
          COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
            OR NOT (
              latest_outcome.possible IS NULL
            )
            OR NOT (
              latest_outcome_unlinked.possible IS NULL
            )
          )
        )
        OR NOT (
          program.started_on IS NULL
        )
      )
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
    OR (
      COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        OR NOT (
          latest_service_event.possible IS NULL
        )
        OR NOT (
          latest_service_event_unlinked.possible IS NULL
        )
      )
    )
    OR (
      COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        OR NOT (
          latest_outcome.possible IS NULL
        )
        OR NOT (
          latest_outcome_unlinked.possible IS NULL
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
        CASE
          WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
      )
      OR (
        CASE
          WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
      )
      OR (
        CASE
          WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
        END,
        CASE
          WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
        END,
        CASE
          WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
        END,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
      END,
      CASE
        WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
      END,
      CASE
        WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
      END,
      program.started_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
