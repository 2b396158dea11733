-- milestone-report-overdue: Program that owes reports on its milestones without one in the last
--   month
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and required reports include milestone_achievement.
-- It is due: the last day in time is the milestone report interval after the later of started
--   on and the latest submitted on of this program's report records whose kind is
--   milestone_achievement and whose submitted on is recorded and whose submitted on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.required_reports, program.started_on, program.status, report.kind,
--   report.submitted_on.
-- Unknown as well when no report records were supplied.
-- Checks GOV-REP-04 (Operating a Peer Support Service, Reporting)
--
-- Limit milestone_report_interval = 1 month; source: Operating a Peer Support Service,
--   Reporting (GOV-REP-04); as what might be required
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, required_reports MAP(TEXT, TEXT), started_on DATE, status
--     TEXT)
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
      report.kind = 'milestone_achievement' OR report.kind IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
), latest_report AS (
  SELECT
    report.program_id AS key_0,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'milestone_achievement') AS known,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'milestone_achievement' OR report.kind IS NULL) AS possible
  FROM report
  WHERE
    NOT (
      report.program_id IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    report.program_id
)
SELECT
  program.id AS id
FROM program
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
  AND NOT (
    program.required_reports IS NULL
  )
  AND ARRAY_CONTAINS(MAP_KEYS(program.required_reports), 'milestone_achievement')
  AND (
    NOT (
      latest_report.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_report.possible IS NULL
    )
    OR NOT (
      latest_report_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(latest_report.possible, latest_report_unlinked.possible, program.started_on) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
