-- program-without-current-budget: Program without an approved budget for the current period
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when there is at least one of this program's budget records whose approved on is
--   recorded and for which (approved on is on or before the day of the check and period start
--   is on or before the day of the check and period end is on or after the day of the check).
-- Unknown when one of these is missing and would decide it: budget.approved_on,
--   budget.period_end, budget.period_start, program.ended_on, program.started_on,
--   program.status.
-- Unknown as well when no budget records were supplied.
-- Checks EVA-BUD-01 (Operating a Peer Support Service, Budget review)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (approved_on DATE, period_end DATE, period_start DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_budget_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM budget
  WHERE
    budget.program_id IS NULL
    AND budget.approved_on <= CAST('2026-11-22' AS DATE)
    AND (
      budget.period_start <= CAST('2026-11-22' AS DATE) OR budget.period_start IS NULL
    )
    AND (
      budget.period_end >= CAST('2026-11-22' AS DATE) OR budget.period_end IS NULL
    )
), any_budget AS (
  SELECT
    budget.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      budget.period_start <= CAST('2026-11-22' AS DATE)
      AND budget.period_end >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        budget.period_start <= CAST('2026-11-22' AS DATE) OR budget.period_start IS NULL
      )
      AND (
        budget.period_end >= CAST('2026-11-22' AS DATE) OR budget.period_end IS NULL
      )
      AND (
        budget.approved_on > CAST('2026-11-22' AS DATE)
        OR budget.period_start > CAST('2026-11-22' AS DATE)
        OR budget.period_start IS NULL
        OR budget.period_end < CAST('2026-11-22' AS DATE)
        OR budget.period_end IS NULL
      )) AS may_count
  FROM budget
  WHERE
    NOT (
      budget.program_id IS NULL
    )
    AND budget.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    budget.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_budget
  ON any_budget.key_0 = program.id
CROSS JOIN any_budget_unlinked
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
  AND COALESCE(any_budget.counted, 0) <= 0
  AND COALESCE(any_budget.may_count, 0) + COALESCE(any_budget_unlinked.may_count, 0) <= 0
ORDER BY
  id;
