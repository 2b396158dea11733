-- critical-incident-unreviewed: Critical incident that nobody has reviewed
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when critical is yes.
-- It is due: the last day in time is the critical incident check interval after occurred on.
-- Holds when (reviewed on is recorded and reviewed on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- A breach stands below that of critical-incident-check-overdue where its program fails it.
-- Unknown when one of these is missing and would decide it: incident.critical,
--   incident.occurred_on, incident.reviewed_on.
-- Checks GOV-POL-15 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit critical_incident_check_interval = 6 months; source: Operating a Peer Support Service,
--   Policies & procedures (GOV-POL-15)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (critical BOOLEAN, id TEXT, occurred_on TIMESTAMP, occurred_on_end TIMESTAMP,
--     reviewed_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
WHERE
  incident.critical
  AND (
    incident.reviewed_on IS NULL OR incident.reviewed_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    incident.occurred_on IS NULL
  )
  AND CAST(CAST(incident.occurred_on_end AS DATE) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
