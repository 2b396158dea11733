-- closed-budget-unexamined: Closed budget that was not met, and nobody asked why
-- Lists the keys of the budget records that fail on 2026-11-22.
--
-- Judges budget records.
-- Applies when period end is before the day of the check and period end is after the day of the
--   check minus the look back.
-- Holds when (last checked on is recorded and last checked on is after period end and last
--   checked on is on or before the day of the check) or (explanations is recorded and
--   explanations include total) or (spent to date is at most total and spent to date is at
--   least the closing spending share times total).
-- Unknown when one of these is missing and would decide it: budget.explanations,
--   budget.last_checked_on, budget.period_end, budget.spent_to_date, budget.total.
-- Checks EVA-BUD-04 (Operating a Peer Support Service, Budget review)
--
-- Limit closing_spending_share = 0.9; source: EVA-BUD-04 names no number; a tenth below is
--   within planning
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (explanations MAP(TEXT, TEXT), id TEXT, last_checked_on DATE, period_end DATE,
--     spent_to_date DECIMAL(38, 10), total DECIMAL(38, 10))
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  budget.id AS id
FROM budget
WHERE
  budget.period_end < CAST('2026-11-22' AS DATE)
  AND budget.period_end > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    budget.last_checked_on IS NULL
    OR budget.last_checked_on <= budget.period_end
    OR budget.last_checked_on > CAST('2026-11-22' AS DATE)
  )
  AND (
    budget.explanations IS NULL
    OR (
      NOT (
        budget.explanations IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.explanations), 'total')
    )
  )
  AND (
    budget.spent_to_date > budget.total
    OR budget.spent_to_date < (
      CAST('0.9' AS DECIMAL(2, 1)) * budget.total
    )
  )
ORDER BY
  id;
