-- required-external-audit-unplanned: Agreement that demands an external audit for which no day
--   is set
-- Lists the keys of the funding_agreement records that fail on 2026-11-22.
--
-- Judges funding agreement records.
-- Applies when (starts on is on or before the day of the check and (ends on is not recorded or
--   ends on is on or after the day of the check)) and audit required is yes.
-- Holds when next external audit on is recorded and next external audit on is on or after the
--   day of the check.
-- Unknown when one of these is missing and would decide it: funding_agreement.audit_required,
--   funding_agreement.ends_on, funding_agreement.next_external_audit_on,
--   funding_agreement.starts_on.
-- Checks GOV-POL-06 (Operating a Peer Support Service, Policies & procedures)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_agreement (audit_required BOOLEAN, ends_on DATE, id TEXT, next_external_audit_on
--     DATE, starts_on DATE)
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
  AND funding_agreement.audit_required
  AND (
    funding_agreement.next_external_audit_on IS NULL
    OR funding_agreement.next_external_audit_on < CAST('2026-11-22' AS DATE)
  )
ORDER BY
  id;
