-- peer-title-without-common-title: Peer position whose title is mapped to none of the eight
--   common titles
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes.
-- Holds when title class is recorded and title class is not other.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position.title_class.
-- Checks MOD-CLS-11 (Peer Support, Roles, Clients and Settings, Common titles)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT, title_class TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  position.designated
  AND (
    position.title_class IS NULL OR position.title_class = 'other'
  )
ORDER BY
  id;
