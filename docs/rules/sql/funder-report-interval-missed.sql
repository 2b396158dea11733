-- funder-report-interval-missed: Funding agreement without a report in its reporting interval
-- Lists the keys of the funding_agreement records that fail on 2026-11-22.
--
-- Judges funding agreement records.
-- Applies when (starts on is on or before the day of the check and (ends on is not recorded or
--   ends on is on or after the day of the check)) and report interval is recorded.
-- It is due: the last day in time is report interval after the later of starts on and the
--   latest submitted on of this funding agreement's report records whose recipient is one of
--   funder, government and whose submitted on is recorded and whose submitted on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: funding_agreement.ends_on,
--   funding_agreement.report_interval, funding_agreement.starts_on, report.recipient,
--   report.submitted_on.
-- Unknown as well when no report records were supplied.
-- Checks GOV-REP-03 (Operating a Peer Support Service, Reporting)
--
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_agreement (ends_on DATE, id TEXT, report_interval TEXT, report_interval_days
--     BIGINT, report_interval_minutes BIGINT, report_interval_months BIGINT, starts_on DATE)
--   report (funding_agreement_id TEXT, recipient TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_report_unlinked AS (
  SELECT
    MAX(report.submitted_on) AS possible
  FROM report
  WHERE
    report.funding_agreement_id IS NULL
    AND (
      report.recipient IN ('funder', 'government') OR report.recipient IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
), latest_report AS (
  SELECT
    report.funding_agreement_id AS key_0,
    MAX(report.submitted_on) FILTER(WHERE
      report.recipient IN ('funder', 'government')) AS known,
    MAX(report.submitted_on) FILTER(WHERE
      report.recipient IN ('funder', 'government') OR report.recipient IS NULL) AS possible
  FROM report
  WHERE
    NOT (
      report.funding_agreement_id IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    report.funding_agreement_id
)
SELECT
  funding_agreement.id AS id
FROM funding_agreement
LEFT JOIN latest_report
  ON latest_report.key_0 = funding_agreement.id
CROSS JOIN latest_report_unlinked
WHERE
  funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
  AND (
    funding_agreement.ends_on IS NULL
    OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    funding_agreement.report_interval IS NULL
  )
  AND (
    NOT (
      funding_agreement.report_interval_months IS NULL
    )
    AND NOT (
      funding_agreement.report_interval_days IS NULL
    )
  )
  AND funding_agreement.report_interval_minutes IS NULL
  AND CASE
    WHEN funding_agreement.report_interval_minutes IS NULL
    THEN CAST(GREATEST(latest_report.possible, latest_report_unlinked.possible, funding_agreement.starts_on) + INTERVAL (CAST(funding_agreement.report_interval_months AS INT)) MONTH AS DATE) + CAST(funding_agreement.report_interval_days AS INT)
    WHEN NOT (
      funding_agreement.report_interval_minutes IS NULL
    )
    THEN CAST(NULL AS DATE)
    ELSE CASE
      WHEN (
        CAST(GREATEST(latest_report.known, funding_agreement.starts_on) + INTERVAL (CAST(funding_agreement.report_interval_months AS INT)) MONTH AS DATE) + CAST(funding_agreement.report_interval_days AS INT)
      ) = CAST(NULL AS DATE)
      AND (
        CAST(GREATEST(latest_report.possible, latest_report_unlinked.possible, funding_agreement.starts_on) + INTERVAL (CAST(funding_agreement.report_interval_months AS INT)) MONTH AS DATE) + CAST(funding_agreement.report_interval_days AS INT)
      ) = CAST(NULL AS DATE)
      THEN CAST(GREATEST(latest_report.possible, latest_report_unlinked.possible, funding_agreement.starts_on) + INTERVAL (CAST(funding_agreement.report_interval_months AS INT)) MONTH AS DATE) + CAST(funding_agreement.report_interval_days AS INT)
      ELSE NULL
    END
  END < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
