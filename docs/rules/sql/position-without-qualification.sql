-- position-without-qualification: Paid peer position that is linked to no recognised
--   qualification
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes and paid is yes.
-- Holds when recognised qualifications is recorded.
-- Unknown when one of these is missing and would decide it: position.designated, position.paid,
--   position.recognised_qualifications.
-- Checks WFD-CAR-02 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Background)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT, paid BOOLEAN, recognised_qualifications TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  position.designated
  AND position.paid
  AND position.recognised_qualifications IS NULL
ORDER BY
  id;
