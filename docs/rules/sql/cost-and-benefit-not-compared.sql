-- cost-and-benefit-not-compared: Program with a figure of its benefit or use against its cost
--   and none of the year before
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and started on is on or before the day of the check minus
--   the outcome measurement interval minus the outcome measurement interval and (there is at
--   least one of this program's statistic records whose measure is one of benefit_to_cost,
--   cost_per_participant and whose period end is on or before the day of the check and whose
--   period end is on or after the day of the check minus the outcome measurement interval).
-- Holds when there is at least one of this program's statistic records whose measure is one of
--   benefit_to_cost, cost_per_participant and whose period end is before the day of the check
--   minus the outcome measurement interval and whose period end is on or after the day of the
--   check minus the outcome measurement interval minus the outcome measurement interval.
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
WITH any_statistic_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN statistic
  WHERE
    statistic.program_id IS NULL
    AND (
      statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
      OR statistic.measure IS NULL
    )
    AND (
      statistic.period_end < CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR statistic.period_end IS NULL
    )
    AND (
      statistic.period_end >= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR statistic.period_end IS NULL
    )
  GROUP BY
    program.id
), any_statistic AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
      AND statistic.period_end < CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      AND statistic.period_end >= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
        OR statistic.measure IS NULL
      )
      AND (
        statistic.period_end < CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        statistic.period_end >= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        NOT statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
        OR statistic.measure IS NULL
        OR statistic.period_end >= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR statistic.period_end IS NULL
        OR statistic.period_end < CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN statistic
  WHERE
    statistic.program_id = program.id
  GROUP BY
    program.id
), any_statistic_2 AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS counted
  FROM program
  CROSS JOIN statistic
  WHERE
    statistic.program_id = program.id
    AND statistic.measure IN ('benefit_to_cost', 'cost_per_participant')
    AND statistic.period_end <= CAST('2026-11-22' AS DATE)
    AND statistic.period_end >= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_statistic_2 AS any_statistic
  ON any_statistic.key_0 = program.id
LEFT JOIN any_statistic AS any_statistic_2
  ON any_statistic_2.key_0 = program.id
LEFT JOIN any_statistic_unlinked
  ON any_statistic_unlinked.key_0 = program.id
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
  AND program.started_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND COALESCE(any_statistic.counted, 0) > 0
  AND COALESCE(any_statistic_2.counted, 0) <= 0
  AND COALESCE(any_statistic_2.may_count, 0) + COALESCE(any_statistic_unlinked.may_count, 0) <= 0
ORDER BY
  id;
