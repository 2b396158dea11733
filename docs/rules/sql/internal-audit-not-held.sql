-- internal-audit-not-held: Internal audit that was planned and did not take place
-- Lists the keys of the audit records that fail on 2026-11-22.
--
-- Judges audit records.
-- Applies when kind is internal and planned on is recorded and planned on is after the day of
--   the check minus the look back.
-- It is due: the last day in time is planned on.
-- Holds when (completed on is recorded and completed on is on or before the day of the check)
--   or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: audit.completed_on, audit.kind,
--   audit.planned_on.
-- Checks GOV-POL-05 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (completed_on DATE, id TEXT, kind TEXT, planned_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  audit.id AS id
FROM audit
WHERE
  audit.kind = 'internal'
  AND audit.planned_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    audit.completed_on IS NULL OR audit.completed_on > CAST('2026-11-22' AS DATE)
  )
  AND audit.planned_on < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
