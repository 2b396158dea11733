-- peer-position-in-another-discipline: Peer position that is classed under another discipline
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes.
-- Holds when discipline is lived_experience.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position.discipline.
-- Checks MOD-CLS-08 (Peer Support, Roles, Clients and Settings, Lived experience work, a major
--   distinction)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, discipline TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  position.designated AND position.discipline <> 'lived_experience'
ORDER BY
  id;
