-- health-information-store-open: Store of workers' health information to which access is not
--   restricted
-- Lists the keys of the record_store records that fail on 2026-11-22.
--
-- Judges record store records.
-- Applies when holds include workers_health_information.
-- Holds when access restricted is yes.
-- Unknown when one of these is missing and would decide it: record_store.access_restricted,
--   record_store.holds.
-- Checks PER-MAN-08 (Operating a Peer Support Service, Management of staff)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   record_store (access_restricted BOOLEAN, holds TEXT[], id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  record_store.id AS id
FROM record_store
WHERE
  NOT (
    record_store.holds IS NULL
  )
  AND ARRAY_CONTAINS(record_store.holds, 'workers_health_information')
  AND NOT record_store.access_restricted
ORDER BY
  id;
