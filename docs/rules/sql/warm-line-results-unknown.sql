-- warm-line-results-unknown: Warm line that has not asked or measured lately what its calls do
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and services announced include out_of_hours_phone_line.
-- It is due: the last day in time is the outcome measurement interval after the later of
--   started on, the latest measured on of this program's outcome records whose measured on is
--   on or before the day of the check and whose domain is one of coping, crisis_service_use,
--   empowerment, isolation, well_being and the latest given on of this program's feedback
--   records whose source kind is one of families_and_carers, service_users and whose given on
--   is recorded and whose given on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.given_on,
--   feedback.source_kind, outcome.domain, outcome.measured_on, program.ended_on,
--   program.services_announced, program.started_on, program.status.
-- Unknown as well when no feedback or outcome records were supplied.
-- Checks MOD-TEL-10 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, program_id TEXT, source_kind TEXT)
--   outcome (domain TEXT, measured_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, services_announced TEXT[], started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_feedback_unlinked AS (
  SELECT
    MAX(feedback.given_on) AS possible
  FROM feedback
  WHERE
    feedback.program_id IS NULL
    AND (
      feedback.source_kind IN ('families_and_carers', 'service_users')
      OR feedback.source_kind IS NULL
    )
    AND feedback.given_on <= CAST('2026-11-22' AS DATE)
), latest_feedback AS (
  SELECT
    feedback.program_id AS key_0,
    MAX(feedback.given_on) FILTER(WHERE
      feedback.source_kind IN ('families_and_carers', 'service_users')) AS known,
    MAX(feedback.given_on) FILTER(WHERE
      feedback.source_kind IN ('families_and_carers', 'service_users')
      OR feedback.source_kind IS NULL) AS possible
  FROM feedback
  WHERE
    NOT (
      feedback.program_id IS NULL
    )
    AND feedback.given_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    feedback.program_id
), latest_outcome_unlinked AS (
  SELECT
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    outcome.program_id IS NULL
    AND (
      outcome.domain IN ('coping', 'crisis_service_use', 'empowerment', 'isolation', 'well_being')
      OR outcome.domain IS NULL
    )
), latest_outcome AS (
  SELECT
    outcome.program_id AS key_0,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND outcome.domain IN ('coping', 'crisis_service_use', 'empowerment', 'isolation', 'well_being')) AS known,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND (
        outcome.domain IN ('coping', 'crisis_service_use', 'empowerment', 'isolation', 'well_being')
        OR outcome.domain IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        outcome.domain IN ('coping', 'crisis_service_use', 'empowerment', 'isolation', 'well_being')
        OR outcome.domain IS NULL
      )
      AND outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    NOT (
      outcome.program_id IS NULL
    )
  GROUP BY
    outcome.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_outcome
  ON latest_outcome.key_0 = program.id
CROSS JOIN latest_outcome_unlinked
LEFT JOIN latest_feedback
  ON latest_feedback.key_0 = program.id
CROSS JOIN latest_feedback_unlinked
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
    program.services_announced IS NULL
  )
  AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
  AND (
    NOT (
      latest_outcome.known IS NULL
    )
    OR NOT (
      latest_feedback.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    (
      (
        COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        OR (
          COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) <= 0
          AND latest_outcome.possible IS NULL
          AND latest_outcome_unlinked.possible IS NULL
        )
      )
      AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      AND (
        (
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
          latest_feedback.possible IS NULL
        )
        OR NOT (
          latest_feedback_unlinked.possible IS NULL
        )
        OR NOT (
          program.started_on IS NULL
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
      latest_feedback.possible IS NULL
    )
    OR NOT (
      latest_feedback_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        CASE
          WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      )
      OR (
        GREATEST(latest_feedback.possible, latest_feedback_unlinked.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
        END,
        latest_feedback.possible,
        latest_feedback_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
      END,
      latest_feedback.possible,
      latest_feedback_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
