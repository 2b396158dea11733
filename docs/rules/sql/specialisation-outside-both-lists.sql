-- specialisation-outside-both-lists: Position with a specialisation that stands in neither list
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when specialisations is recorded.
-- Holds when specialisations do not include other.
-- Unknown when one of these is missing and would decide it: position.specialisations.
-- Checks MOD-SPC-01 (Peer Support, Roles, Clients and Settings, Specialisations, from two
--   perspectives)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, specialisations TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  NOT (
    position.specialisations IS NULL
  )
  AND ARRAY_CONTAINS(position.specialisations, 'other')
ORDER BY
  id;
