-- funder-template-not-used: Report to a funder that is not on the funder's template
-- Lists the keys of the report records that fail on 2026-11-22.
--
-- Judges report records.
-- Applies when recipient is one of funder, government and (submitted on is recorded and
--   submitted on is on or before the day of the check) and submitted on is after the day of the
--   check minus the look back and (funding agreement id is recorded and the funding agreement's
--   report template is recorded).
-- Holds when template is the funding agreement's report template.
-- Unknown when one of these is missing and would decide it: funding_agreement.report_template,
--   report.funding_agreement_id, report.recipient, report.submitted_on, report.template.
-- Unknown as well when no funding agreement records were supplied.
-- Checks GOV-REP-02 (Operating a Peer Support Service, Reporting)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_agreement (id TEXT, report_template TEXT)
--   report (funding_agreement_id TEXT, id TEXT, recipient TEXT, submitted_on DATE, template
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  report.id AS id
FROM report
LEFT JOIN funding_agreement
  ON funding_agreement.id = report.funding_agreement_id
WHERE
  report.recipient IN ('funder', 'government')
  AND report.submitted_on <= CAST('2026-11-22' AS DATE)
  AND report.submitted_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    report.funding_agreement_id IS NULL
  )
  AND report.template <> funding_agreement.report_template
ORDER BY
  id;
