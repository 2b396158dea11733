-- cost-and-benefit-unexamined: Program without a recent figure of its benefit or use against
--   its cost
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the outcome measurement interval after the later of
--   started on and the latest period end of this program's statistic records whose measure is
--   one of benefit_to_cost, cost_per_participant and whose period end is on or before the day
--   of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, statistic.measure, statistic.period_end.
-- Unknown as well when no statistic records were supplied.
-- Checks EVA-OUT-07 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
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
      statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
      OR statistic.measure IS NULL
    )
), latest_statistic AS (
  SELECT
    statistic.program_id AS key_0,
    MAX(statistic.period_end) FILTER(WHERE
      statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(statistic.period_end) FILTER(WHERE
      (
        statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
        OR statistic.measure IS NULL
      )
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
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
)
SELECT
  program.id AS id
FROM program
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
      latest_statistic.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
    OR NOT (
      latest_statistic.possible IS NULL
    )
    OR NOT (
      latest_statistic_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_statistic.possible,
        latest_statistic_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_statistic.possible, latest_statistic_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
