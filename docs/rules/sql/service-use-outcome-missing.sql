-- service-use-outcome-missing: Program that does not follow how its participants use other
--   services
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the outcome measurement interval after the later of
--   started on, the latest measured on of this program's outcome records whose domain is one of
--   admissions, community_tenure, emergency_and_hospital_use, substance_use and whose measured
--   on is on or before the day of the check and the latest period end of this program's
--   statistic records whose measure is one of admissions, community_tenure,
--   emergency_and_hospital_use, substance_use and whose period end is on or before the day of
--   the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: outcome.domain,
--   outcome.measured_on, program.ended_on, program.started_on, program.status,
--   statistic.measure, statistic.period_end.
-- Unknown as well when no outcome or statistic records were supplied.
-- Checks EVA-OUT-17 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Executive Summary; Efficacy and Benefits)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (domain TEXT, measured_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   statistic (measure TEXT, period_end DATE, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_statistic_unlinked AS (
  SELECT
    MAX(statistic.period_end) FILTER(WHERE
      statistic.period_end <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      statistic.period_end IS NULL) AS undated
  FROM statistic
  WHERE
    statistic.program_id IS NULL
    AND (
      statistic.measure IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
      OR statistic.measure IS NULL
    )
), latest_statistic AS (
  SELECT
    statistic.program_id AS key_0,
    MAX(statistic.period_end) FILTER(WHERE
      statistic.measure IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(statistic.period_end) FILTER(WHERE
      (
        statistic.measure IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
        OR statistic.measure IS NULL
      )
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        statistic.measure IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
        OR statistic.measure IS NULL
      )
      AND statistic.period_end IS NULL) AS undated
  FROM statistic
  WHERE
    NOT (
      statistic.program_id IS NULL
    )
  GROUP BY
    statistic.program_id
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
      outcome.domain IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
      OR outcome.domain IS NULL
    )
), latest_outcome AS (
  SELECT
    outcome.program_id AS key_0,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.domain IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
      AND outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(outcome.measured_on) FILTER(WHERE
      (
        outcome.domain IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
        OR outcome.domain IS NULL
      )
      AND outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        outcome.domain IN ('admissions', 'community_tenure', 'emergency_and_hospital_use', 'substance_use')
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
LEFT JOIN latest_statistic
  ON latest_statistic.key_0 = program.id
CROSS JOIN latest_statistic_unlinked
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
      latest_outcome.known IS NULL
    )
    OR NOT (
      latest_statistic.known IS NULL
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
            COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) <= 0
              AND latest_outcome.possible IS NULL
              AND latest_outcome_unlinked.possible IS NULL
            )
          )
          AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
        )
        OR (
          (
            COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) <= 0
              AND latest_statistic.possible IS NULL
              AND latest_statistic_unlinked.possible IS NULL
            )
          )
          AND COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
        )
      )
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
        OR (
          COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
            OR NOT (
              latest_statistic.possible IS NULL
            )
            OR NOT (
              latest_statistic_unlinked.possible IS NULL
            )
          )
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
    OR (
      COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
        OR NOT (
          latest_statistic.possible IS NULL
        )
        OR NOT (
          latest_statistic_unlinked.possible IS NULL
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
          WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      )
      OR (
        CASE
          WHEN COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_statistic.possible, latest_statistic_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
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
        CASE
          WHEN COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_statistic.possible, latest_statistic_unlinked.possible)
        END,
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
      CASE
        WHEN COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_statistic.possible, latest_statistic_unlinked.possible)
      END,
      program.started_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
