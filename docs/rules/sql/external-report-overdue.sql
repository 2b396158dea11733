-- external-report-overdue: Report to an outside body past its due date
-- Lists the keys of the report records that fail on 2026-11-22.
--
-- Judges report records.
-- Applies when recipient is one of funder, government, peak_body, sector_body and ((there is at
--   least one of the program's funding agreement records whose starts on is on or before the
--   day of the check and for which (ends on is not recorded or ends on is on or after the day
--   of the check)) or funding agreement id is recorded).
-- It is due: the last day in time is due on.
-- Holds when (submitted on is recorded and submitted on is on or before the day of the check)
--   or the last day in time is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: funding_agreement.ends_on,
--   funding_agreement.starts_on, report.due_on, report.funding_agreement_id, report.recipient,
--   report.submitted_on.
-- Unknown as well when no funding agreement or program records were supplied.
-- Checks GOV-REP-03 (Operating a Peer Support Service, Reporting)
--
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_agreement (ends_on DATE, program_id TEXT, starts_on DATE)
--   program (id TEXT)
--   report (due_on DATE, funding_agreement_id TEXT, id TEXT, program_id TEXT, recipient TEXT,
--     submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_funding_agreement AS (
  SELECT
    funding_agreement.program_id AS key_0,
    COUNT(*) AS counted
  FROM funding_agreement
  WHERE
    NOT (
      funding_agreement.program_id IS NULL
    )
    AND funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
    AND (
      funding_agreement.ends_on IS NULL
      OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    funding_agreement.program_id
)
SELECT
  report.id AS id
FROM report
LEFT JOIN program
  ON program.id = report.program_id
LEFT JOIN any_funding_agreement
  ON any_funding_agreement.key_0 = program.id
WHERE
  report.recipient IN ('funder', 'government', 'peak_body', 'sector_body')
  AND (
    (
      NOT (
        program.id IS NULL
      ) AND COALESCE(any_funding_agreement.counted, 0) > 0
    )
    OR NOT (
      report.funding_agreement_id IS NULL
    )
  )
  AND (
    report.submitted_on IS NULL OR report.submitted_on > CAST('2026-11-22' AS DATE)
  )
  AND report.due_on < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
