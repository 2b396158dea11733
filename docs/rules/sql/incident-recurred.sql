-- incident-recurred: Incident that repeats an earlier one
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when occurred on is after the day of the check minus the look back.
-- Holds when recurrence of is not recorded.
-- Unknown when one of these is missing and would decide it: incident.occurred_on,
--   incident.recurrence_of.
-- Checks GOV-POL-16 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (id TEXT, occurred_on TIMESTAMP, occurred_on_end TIMESTAMP, recurrence_of TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
WHERE
  NOT (
    incident.occurred_on_end IS NULL
  )
  AND CAST(incident.occurred_on AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    incident.recurrence_of IS NULL
  )
ORDER BY
  id;
