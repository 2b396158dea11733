-- budget-running-cost-left-out: Budget without a line for supervision or another cost of
--   running the service
-- Lists the keys of the budget records that fail on 2026-11-22.
--
-- Judges budget records.
-- Applies when approved on is recorded and (approved on is on or before the day of the check
--   and period start is on or before the day of the check and period end is on or after the day
--   of the check).
-- Looks at each item of accommodation, administration, room_hire_or_occupancy, supervision,
--   travel, one by one.
-- Holds when lines include the item.
-- Unknown when one of these is missing and would decide it: budget.approved_on, budget.lines,
--   budget.period_end, budget.period_start.
-- Checks EVA-BUD-02 (Operating a Peer Support Service, Budget review)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (approved_on DATE, id TEXT, lines MAP(TEXT, DECIMAL(38, 10)), period_end DATE,
--     period_start DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    budget.id AS id,
    UNNEST(
      [
        'accommodation',
        'administration',
        'room_hire_or_occupancy',
        'supervision',
        'travel'
      ]
    ) AS value
  FROM budget
), items_of_budget_running_cost_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    budget.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(MAP_KEYS(budget.lines), item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM budget
  CROSS JOIN items_of_budget_running_cost_left_out AS item
  WHERE
    item.id = budget.id
  GROUP BY
    budget.id
)
SELECT
  budget.id AS id
FROM budget
LEFT JOIN items
  ON items.id = budget.id
WHERE
  budget.approved_on <= CAST('2026-11-22' AS DATE)
  AND budget.period_start <= CAST('2026-11-22' AS DATE)
  AND budget.period_end >= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
