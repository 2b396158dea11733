-- incident-outside-central-store: Incident whose record is not kept in the central store
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when (closed on is not recorded or closed on is after the day of the check) or
--   occurred on is after the day of the check minus the look back.
-- Holds when store id is recorded and the store's central is yes and the store's holds include
--   incidents.
-- Unknown when one of these is missing and would decide it: incident.closed_on,
--   incident.occurred_on, incident.store_id, record_store.central, record_store.holds.
-- Unknown as well when no record store records were supplied.
-- Checks GOV-DOC-12 (Operating a Peer Support Service, Duty of care)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (closed_on DATE, id TEXT, occurred_on TIMESTAMP, occurred_on_end TIMESTAMP,
--     store_id TEXT)
--   record_store (central BOOLEAN, holds TEXT[], id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
LEFT JOIN record_store
  ON record_store.id = incident.store_id
WHERE
  (
    incident.closed_on IS NULL
    OR incident.closed_on > CAST('2026-11-22' AS DATE)
    OR (
      NOT (
        incident.occurred_on_end IS NULL
      )
      AND CAST(incident.occurred_on AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  )
  AND (
    incident.store_id IS NULL
    OR NOT record_store.central
    OR (
      NOT (
        record_store.holds IS NULL
      )
      AND NOT ARRAY_CONTAINS(record_store.holds, 'incidents')
    )
  )
ORDER BY
  id;
