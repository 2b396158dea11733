-- budget-without-sufficient-forecast: Budget of which no recent forecast says that it suffices
-- Lists the keys of the budget records that fail on 2026-11-22.
--
-- Judges budget records.
-- Applies when approved on is recorded and (approved on is on or before the day of the check
--   and period start is on or before the day of the check and period end is on or after the day
--   of the check).
-- Holds when forecast on is recorded and forecast on is on or before the day of the check and
--   the forecast interval after forecast on is on or after the day of the check and forecast
--   amount is at most total.
-- Unknown when one of these is missing and would decide it: budget.approved_on,
--   budget.forecast_amount, budget.forecast_on, budget.period_end, budget.period_start,
--   budget.total.
-- Checks EVA-BUD-05 (Operating a Peer Support Service, Budget review)
--
-- Limit forecast_interval = 1 year; source: EVA-BUD-05 names no frequency; a forecast looks
--   twelve months ahead
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (approved_on DATE, forecast_amount DECIMAL(38, 10), forecast_on DATE, id TEXT,
--     period_end DATE, period_start DATE, total DECIMAL(38, 10))
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  budget.id AS id
FROM budget
WHERE
  budget.approved_on <= CAST('2026-11-22' AS DATE)
  AND budget.period_start <= CAST('2026-11-22' AS DATE)
  AND budget.period_end >= CAST('2026-11-22' AS DATE)
  AND (
    budget.forecast_on IS NULL
    OR budget.forecast_on > CAST('2026-11-22' AS DATE)
    OR CAST(budget.forecast_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    OR budget.forecast_amount > budget.total
  )
ORDER BY
  id;
