-- critical-incident-not-reported-promptly: Critical incident not reported promptly
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when critical is yes and (reported on is not recorded or occurred on is after the day
--   of the check minus the look back).
-- It is due: the last day in time is the critical incident report limit after occurred on.
-- Holds when ((reported on is recorded and reported on is on or before the day of the check)
--   and reported on is on or before the last day in time) or the last day in time is on or
--   after the day of the check.
-- Unknown when one of these is missing and would decide it: incident.critical,
--   incident.occurred_on, incident.reported_on.
-- Checks GOV-REP-09 (Operating a Peer Support Service, Reporting)
--
-- Limit critical_incident_report_limit = 1 day; source: GOV-REP-09 says prompt; one day is a
--   usual limit for critical incidents
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (critical BOOLEAN, id TEXT, occurred_on TIMESTAMP, occurred_on_end TIMESTAMP,
--     reported_on TIMESTAMP, reported_on_end TIMESTAMP)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
WHERE
  incident.critical
  AND (
    (
      incident.reported_on IS NULL AND incident.reported_on_end IS NULL
    )
    OR CAST(incident.occurred_on AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  )
  AND (
    (
      incident.reported_on IS NULL AND incident.reported_on_end IS NULL
    )
    OR (
      NOT (
        incident.reported_on_end IS NULL
      )
      AND CAST(incident.reported_on AS DATE) > CAST('2026-11-22' AS DATE)
    )
    OR (
      NOT (
        incident.reported_on_end IS NULL
      )
      AND CAST(incident.reported_on AS DATE) > (
        CAST(incident.occurred_on_end AS DATE) + 1
      )
    )
  )
  AND NOT (
    incident.occurred_on IS NULL
  )
  AND (
    CAST(incident.occurred_on_end AS DATE) + 1
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
