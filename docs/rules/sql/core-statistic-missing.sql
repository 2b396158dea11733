-- core-statistic-missing: Program without one of the four core figures
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the core statistics age after started on is on or
--   before the day of the check.
-- Looks at each item of frequency_of_usage, length_of_participation,
--   number_of_users_by_event_or_period, type_of_consumer, one by one.
-- Holds when there is at least one of this program's statistic records whose period end is on
--   or before the day of the check and for which the core statistics age after period end is on
--   or after the day of the check and whose measure is the item.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, statistic.measure, statistic.period_end.
-- Unknown as well when no statistic records were supplied.
-- Checks EVA-STA-01 (Operating a Peer Support Service, Service evaluation)
--
-- Limit core_statistics_age = 2 months; source: EVA-STA-01 names no frequency; monthly, with a
--   month to work the figures out
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   statistic (measure TEXT, period_end DATE, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      [
        'frequency_of_usage',
        'length_of_participation',
        'number_of_users_by_event_or_period',
        'type_of_consumer'
      ]
    ) AS value
  FROM program
), items_of_core_statistic_missing AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_statistic_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_core_statistic_missing AS item
  CROSS JOIN statistic
  WHERE
    item.id = program.id
    AND statistic.program_id IS NULL
    AND (
      statistic.period_end <= CAST('2026-11-22' AS DATE)
      OR statistic.period_end IS NULL
    )
    AND (
      CAST(statistic.period_end + INTERVAL 2 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR statistic.period_end IS NULL
    )
    AND (
      statistic.measure = item.value OR statistic.measure IS NULL OR item.value IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_statistic AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      statistic.period_end <= CAST('2026-11-22' AS DATE)
      AND CAST(statistic.period_end + INTERVAL 2 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      AND statistic.measure = item.value) AS counted,
    COUNT(*) FILTER(WHERE
      (
        statistic.period_end <= CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        CAST(statistic.period_end + INTERVAL 2 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
      )
      AND (
        statistic.measure = item.value OR statistic.measure IS NULL OR item.value IS NULL
      )
      AND (
        statistic.period_end > CAST('2026-11-22' AS DATE)
        OR statistic.period_end IS NULL
        OR CAST(statistic.period_end + INTERVAL 2 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR statistic.measure <> item.value
        OR statistic.measure IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_core_statistic_missing AS item
  CROSS JOIN statistic
  WHERE
    item.id = program.id AND statistic.program_id = program.id
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_statistic.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_statistic.may_count, 0) + COALESCE(any_statistic_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_core_statistic_missing AS item
  LEFT JOIN any_statistic
    ON any_statistic.key_0 = program.id AND any_statistic.key_1 = item.n
  LEFT JOIN any_statistic_unlinked
    ON any_statistic_unlinked.key_0 = program.id
    AND any_statistic_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN items
  ON items.id = program.id
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
  AND CAST(program.started_on + INTERVAL 2 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
