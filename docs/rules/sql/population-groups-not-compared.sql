-- population-groups-not-compared: Program that does not look at use by population group
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the outcome measurement interval after started on is
--   on or before the day of the check.
-- Holds when there is at least one of this program's statistic records whose breakdown is
--   recorded and whose breakdown includes population_group and whose period end is on or before
--   the day of the check and for which the outcome measurement interval after period end is on
--   or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, statistic.breakdown, statistic.period_end.
-- Unknown as well when no statistic records were supplied.
-- Checks EVA-OUT-09 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   statistic (breakdown MAP(TEXT, TEXT), period_end DATE, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_statistic_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM statistic
  WHERE
    statistic.program_id IS NULL
    AND NOT (
      statistic.breakdown IS NULL
    )
    AND ARRAY_CONTAINS(MAP_KEYS(statistic.breakdown), 'population_group')
    AND (
      statistic.period_end <= CAST('2026-11-22' AS DATE)
      OR statistic.period_end IS NULL
    )
    AND (
      CAST(statistic.period_end + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR statistic.period_end IS NULL
    )
), any_statistic AS (
  SELECT
    statistic.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      statistic.period_end <= CAST('2026-11-22' AS DATE)
      AND CAST(statistic.period_end + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        statistic.period_end <= CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        CAST(statistic.period_end + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        NOT ARRAY_CONTAINS(MAP_KEYS(statistic.breakdown), 'population_group')
        OR statistic.period_end > CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
        OR CAST(statistic.period_end + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM statistic
  WHERE
    NOT (
      statistic.program_id IS NULL
    )
    AND NOT (
      statistic.breakdown IS NULL
    )
    AND ARRAY_CONTAINS(MAP_KEYS(statistic.breakdown), 'population_group')
  GROUP BY
    statistic.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_statistic
  ON any_statistic.key_0 = program.id
CROSS JOIN any_statistic_unlinked
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
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND COALESCE(any_statistic.counted, 0) <= 0
  AND COALESCE(any_statistic.may_count, 0) + COALESCE(any_statistic_unlinked.may_count, 0) <= 0
ORDER BY
  id;
