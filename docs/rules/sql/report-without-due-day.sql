-- report-without-due-day: Report that is owed and has no day
-- Lists the keys of the report records that fail on 2026-11-22.
--
-- Judges report records.
-- Applies when submitted on is not recorded or submitted on is after the day of the check.
-- Holds when due on is recorded.
-- Unknown when one of these is missing and would decide it: report.due_on, report.submitted_on.
-- Checks GOV-REP-01 (Operating a Peer Support Service, Reporting)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   report (due_on DATE, id TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  report.id AS id
FROM report
WHERE
  (
    report.submitted_on IS NULL OR report.submitted_on > CAST('2026-11-22' AS DATE)
  )
  AND report.due_on IS NULL
ORDER BY
  id;
