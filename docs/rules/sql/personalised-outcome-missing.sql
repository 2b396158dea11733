-- personalised-outcome-missing: Program that measures nothing by the person's own goals
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the outcome measurement interval after the later of
--   started on and the latest measured on of this program's outcome records whose instrument
--   kind is personalised and whose measured on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: outcome.instrument_kind,
--   outcome.measured_on, program.ended_on, program.started_on, program.status.
-- Unknown as well when no outcome records were supplied.
-- Checks EVA-OUT-14 (Integrating peer support in mental health (review and qualitative case
--   study), An opportunity to build the evidence base)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (instrument_kind TEXT, measured_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
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
      outcome.instrument_kind = 'personalised' OR outcome.instrument_kind IS NULL
    )
), latest_outcome AS (
  SELECT
    outcome.program_id AS key_0,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.instrument_kind = 'personalised'
      AND outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(outcome.measured_on) FILTER(WHERE
      (
        outcome.instrument_kind = 'personalised' OR outcome.instrument_kind IS NULL
      )
      AND outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        outcome.instrument_kind = 'personalised' OR outcome.instrument_kind IS NULL
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
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
    OR NOT (
      latest_outcome.possible IS NULL
    )
    OR NOT (
      latest_outcome_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_outcome.possible,
        latest_outcome_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
