-- main-aim-unmeasured: Program that does not measure well-being or quality of life
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the outcome measurement interval after started on is
--   on or before the day of the check.
-- Looks at each item of quality_of_life, well_being, one by one.
-- Holds when there is at least one of this program's outcome records whose measured on is on or
--   before the day of the check and for which the outcome measurement interval after measured
--   on is on or after the day of the check and whose domain is the item.
-- Unknown when one of these is missing and would decide it: outcome.domain,
--   outcome.measured_on, program.ended_on, program.started_on, program.status.
-- Unknown as well when no outcome records were supplied.
-- Checks EVA-OUT-08 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (domain TEXT, measured_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(['quality_of_life', 'well_being']) AS value
  FROM program
), items_of_main_aim_unmeasured AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_outcome_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_main_aim_unmeasured AS item
  CROSS JOIN outcome
  WHERE
    item.id = program.id
    AND outcome.program_id IS NULL
    AND (
      outcome.measured_on <= CAST('2026-11-22' AS DATE) OR outcome.measured_on IS NULL
    )
    AND (
      CAST(outcome.measured_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR outcome.measured_on IS NULL
    )
    AND (
      outcome.domain = item.value OR outcome.domain IS NULL OR item.value IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_outcome AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND CAST(outcome.measured_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      AND outcome.domain = item.value) AS counted,
    COUNT(*) FILTER(WHERE
      (
        outcome.measured_on <= CAST('2026-11-22' AS DATE) OR outcome.measured_on IS NULL
      )
      AND (
        CAST(outcome.measured_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR outcome.measured_on IS NULL
      )
      AND (
        outcome.domain = item.value OR outcome.domain IS NULL OR item.value IS NULL
      )
      AND (
        outcome.measured_on > CAST('2026-11-22' AS DATE)
        OR outcome.measured_on IS NULL
        OR CAST(outcome.measured_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR outcome.domain <> item.value
        OR outcome.domain IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_main_aim_unmeasured AS item
  CROSS JOIN outcome
  WHERE
    item.id = program.id AND outcome.program_id = program.id
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_outcome.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_outcome.may_count, 0) + COALESCE(any_outcome_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_main_aim_unmeasured AS item
  LEFT JOIN any_outcome
    ON any_outcome.key_0 = program.id AND any_outcome.key_1 = item.n
  LEFT JOIN any_outcome_unlinked
    ON any_outcome_unlinked.key_0 = program.id AND any_outcome_unlinked.key_1 = item.n
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
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
