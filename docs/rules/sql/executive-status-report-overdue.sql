-- executive-status-report-overdue: Program without a recent status report to the Executive
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the executive report interval after the later of started
--   on and the latest submitted on of this program's report records whose kind is
--   annual_status_report_to_executive and whose recipient is executive and whose submitted on
--   is recorded and whose submitted on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, report.kind, report.recipient, report.submitted_on.
-- Unknown as well when no report records were supplied.
-- Checks GOV-REP-08 (Operating a Peer Support Service, Reporting)
--
-- Limit executive_report_interval = 1 year; source: Operating a Peer Support Service, Reporting
--   (GOV-REP-08)
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   report (kind TEXT, program_id TEXT, recipient TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_report_unlinked AS (
  SELECT
    MAX(report.submitted_on) AS possible
  FROM report
  WHERE
    report.program_id IS NULL
    AND (
      report.kind = 'annual_status_report_to_executive' OR report.kind IS NULL
    )
    AND (
      report.recipient = 'executive' OR report.recipient IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
), latest_report AS (
  SELECT
    report.program_id AS key_0,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'annual_status_report_to_executive'
      AND report.recipient = 'executive') AS known,
    MAX(report.submitted_on) FILTER(WHERE
      (
        report.kind = 'annual_status_report_to_executive' OR report.kind IS NULL
      )
      AND (
        report.recipient = 'executive' OR report.recipient IS NULL
      )) AS possible
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
  AND CAST(GREATEST(latest_report.possible, latest_report_unlinked.possible, program.started_on) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
