-- spending-unchecked: Program whose spending nobody checked lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the spending check interval after the later of started on,
--   the latest last checked on of this program's budget records whose last checked on is
--   recorded and whose last checked on is on or before the day of the check and the latest
--   submitted on of this program's report records whose kind is budget_expenditure_update and
--   whose submitted on is recorded and whose submitted on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: budget.last_checked_on,
--   program.ended_on, program.started_on, program.status, report.kind, report.submitted_on.
-- Unknown as well when no budget or report records were supplied.
-- Checks EVA-STA-07 (Operating a Peer Support Service, Service evaluation)
--
-- Limit spending_check_interval = 1 month; source: EVA-STA-07 names no frequency; matches the
--   update on spending
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (last_checked_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   report (kind TEXT, program_id TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_report_unlinked AS (
  SELECT
    MAX(report.submitted_on) AS possible
  FROM report
  WHERE
    report.program_id IS NULL
    AND (
      report.kind = 'budget_expenditure_update' OR report.kind IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
), latest_report AS (
  SELECT
    report.program_id AS key_0,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'budget_expenditure_update') AS known,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'budget_expenditure_update' OR report.kind IS NULL) AS possible
  FROM report
  WHERE
    NOT (
      report.program_id IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    report.program_id
), latest_budget_unlinked AS (
  SELECT
    MAX(budget.last_checked_on) AS possible
  FROM budget
  WHERE
    budget.program_id IS NULL
    AND budget.last_checked_on <= CAST('2026-11-22' AS DATE)
), latest_budget AS (
  SELECT
    budget.program_id AS key_0,
    MAX(budget.last_checked_on) AS known,
    MAX(budget.last_checked_on) AS possible
  FROM budget
  WHERE
    NOT (
      budget.program_id IS NULL
    )
    AND budget.last_checked_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    budget.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_budget
  ON latest_budget.key_0 = program.id
CROSS JOIN latest_budget_unlinked
LEFT JOIN latest_report
  ON latest_report.key_0 = program.id
CROSS JOIN latest_report_unlinked
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
      latest_budget.known IS NULL
    )
    OR NOT (
      latest_report.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_budget.possible IS NULL
    )
    OR NOT (
      latest_budget_unlinked.possible IS NULL
    )
    OR NOT (
      latest_report.possible IS NULL
    )
    OR NOT (
      latest_report_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        GREATEST(latest_budget.possible, latest_budget_unlinked.possible) IS NULL
        AND FALSE
      )
      OR (
        GREATEST(latest_report.possible, latest_report_unlinked.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        latest_budget.possible,
        latest_budget_unlinked.possible,
        latest_report.possible,
        latest_report_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_budget.possible,
      latest_budget_unlinked.possible,
      latest_report.possible,
      latest_report_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
