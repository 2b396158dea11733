-- wellness-plan-not-optional: Wellness plan that was no free choice
-- Lists the keys of the wellness_offer records that fail on 2026-11-22.
--
-- Judges wellness offer records.
-- Applies to all of them.
-- Holds when optional is yes.
-- Unknown when one of these is missing and would decide it: wellness_offer.optional.
-- Checks PER-MAN-10 (Operating a Peer Support Service, Management of staff)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   wellness_offer (id TEXT, optional BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  wellness_offer.id AS id
FROM wellness_offer
WHERE
  NOT wellness_offer.optional
ORDER BY
  id;
