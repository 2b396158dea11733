-- specialisation-unnamed: Specialist position without a specialisation
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when title class is recorded and title class is specialist_peer_support_worker.
-- Holds when specialisations is recorded.
-- Unknown when one of these is missing and would decide it: position.specialisations,
--   position.title_class.
-- Checks MOD-SPC-05 (Peer Support, Roles, Clients and Settings, Common titles)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, specialisations TEXT[], title_class TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  position.title_class = 'specialist_peer_support_worker'
  AND position.specialisations IS NULL
ORDER BY
  id;
