-- funder-report-interval-unknown: Funding agreement of which nobody recorded how often it wants
--   a report
-- Lists the keys of the funding_agreement records that fail on 2026-11-22.
--
-- Judges funding agreement records.
-- Applies when starts on is on or before the day of the check and (ends on is not recorded or
--   ends on is on or after the day of the check).
-- Holds when report interval is recorded.
-- Unknown when one of these is missing and would decide it: funding_agreement.ends_on,
--   funding_agreement.report_interval, funding_agreement.starts_on.
-- Checks GOV-REP-01 (Operating a Peer Support Service, Reporting)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_agreement (ends_on DATE, id TEXT, report_interval TEXT, starts_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  funding_agreement.id AS id
FROM funding_agreement
WHERE
  funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
  AND (
    funding_agreement.ends_on IS NULL
    OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
  )
  AND funding_agreement.report_interval IS NULL
ORDER BY
  id;
