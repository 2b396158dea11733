-- hours-not-budgeted: Budget that does not show how much the hours of work have grown
-- Lists the keys of the budget records that fail on 2026-11-22.
--
-- Judges budget records.
-- Applies when (approved on is recorded and (approved on is on or before the day of the check
--   and period start is on or before the day of the check and period end is on or after the day
--   of the check)) and the program's started on is on or before the day of the check minus the
--   activity window and (there is at least one of the worker records whose organisation id is
--   this budget's program's organisation id and whose ended on is recorded and whose ended on
--   is on or before the day of the check) and (the sum of hours per week of the worker records
--   whose program id is this budget's program id and whose program id is recorded and whose
--   started on is on or before the day of the check and for which (ended on is not recorded or
--   ended on is after the day of the check), is more than the growth share times the sum of
--   hours per week of the worker records whose program id is this budget's program id and whose
--   program id is recorded and whose started on is on or before the day of the check minus the
--   activity window and for which (ended on is not recorded or ended on is after the day of the
--   check minus the activity window)).
-- Holds when (lines include additional_staff and the additional staff of lines is more than 0)
--   or (lines include training and the training of lines is more than 0) or (lines include
--   additional_sessions and the additional sessions of lines is more than 0) or (lines include
--   additional_call_operators and the additional call operators of lines is more than 0).
-- A breach stands below that of growth-not-budgeted where the same record fails it.
-- Unknown when one of these is missing and would decide it: budget.approved_on, budget.lines,
--   budget.period_end, budget.period_start, budget.program_id, program.organisation_id,
--   program.started_on, worker.ended_on, worker.hours_per_week, worker.organisation_id,
--   worker.program_id, worker.started_on.
-- Unknown as well when no program or worker records were supplied.
-- Checks EVA-BUD-06 (Operating a Peer Support Service, Budget review)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
-- Limit growth_share = 1.1; source: EVA-BUD-06 names no number; a tenth more is within planning
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (approved_on DATE, id TEXT, lines MAP(TEXT, DECIMAL(38, 10)), period_end DATE,
--     period_start DATE, program_id TEXT)
--   program (id TEXT, organisation_id TEXT, started_on DATE)
--   worker (ended_on DATE, hours_per_week DECIMAL(38, 10), organisation_id TEXT, program_id
--     TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH sum_worker_unlinked AS (
  SELECT
    budget.id AS key_0,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week < 0) AS below,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      worker.hours_per_week IS NULL) AS gone
  FROM budget
  CROSS JOIN worker
  WHERE
    FALSE
  GROUP BY
    budget.id
), sum_worker AS (
  SELECT
    budget.id AS key_0,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)) AS total,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )
      AND worker.hours_per_week < 0) AS below,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )
      AND worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR worker.started_on IS NULL
      )
      AND worker.hours_per_week IS NULL) AS gone
  FROM budget
  CROSS JOIN worker
  WHERE
    worker.program_id = budget.program_id
    AND (
      worker.ended_on IS NULL
      OR worker.ended_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  GROUP BY
    budget.id
), sum_worker_unlinked_2 AS (
  SELECT
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week < 0) AS below,
    COUNT(*) FILTER(WHERE
      worker.hours_per_week IS NULL) AS gone
  FROM worker
  WHERE
    FALSE
), sum_worker_2 AS (
  SELECT
    worker.program_id AS key_0,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)) AS total,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
      )
      AND worker.hours_per_week < 0) AS below,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND worker.hours_per_week IS NULL) AS gone
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.program_id
), any_worker AS (
  SELECT
    worker.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.organisation_id IS NULL
    )
    AND worker.ended_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.organisation_id
)
SELECT
  budget.id AS id
FROM budget
LEFT JOIN program
  ON program.id = budget.program_id
LEFT JOIN any_worker
  ON any_worker.key_0 = program.organisation_id
LEFT JOIN sum_worker_2 AS sum_worker
  ON sum_worker.key_0 = budget.program_id
CROSS JOIN sum_worker_unlinked_2 AS sum_worker_unlinked
LEFT JOIN sum_worker AS sum_worker_2
  ON sum_worker_2.key_0 = budget.id
LEFT JOIN sum_worker_unlinked AS sum_worker_unlinked_2
  ON sum_worker_unlinked_2.key_0 = budget.id
WHERE
  budget.approved_on <= CAST('2026-11-22' AS DATE)
  AND budget.period_start <= CAST('2026-11-22' AS DATE)
  AND budget.period_end >= CAST('2026-11-22' AS DATE)
  AND program.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    program.organisation_id IS NULL
  )
  AND COALESCE(any_worker.counted, 0) > 0
  AND NOT (
    budget.program_id IS NULL
  )
  AND COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) <= 0
  AND COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) <= 0
  AND (
    COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
    OR COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) <= 0
  )
  AND CASE
    WHEN budget.program_id IS NULL
    THEN NULL
    ELSE CASE
      WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
      THEN NULL
      ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.below, 0) + COALESCE(sum_worker_unlinked.below, 0)
    END
  END > CASE
    WHEN (
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.below, 0) + COALESCE(sum_worker_unlinked_2.below, 0)
        END
      END
    ) IS NULL
    OR (
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.above, 0) + COALESCE(sum_worker_unlinked_2.above, 0)
        END
      END
    ) IS NULL
    THEN NULL
    ELSE GREATEST(
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.below, 0) + COALESCE(sum_worker_unlinked_2.below, 0)
        END
      END,
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.above, 0) + COALESCE(sum_worker_unlinked_2.above, 0)
        END
      END
    )
  END
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_staff')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_staff'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'training')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'training'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_sessions')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_sessions'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_call_operators')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_call_operators'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
ORDER BY
  id;
