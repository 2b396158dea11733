-- peer-position-without-pay-standard: Paid peer position that refers to no pay standard
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes and paid is yes.
-- Holds when pay standard rate is recorded.
-- Unknown when one of these is missing and would decide it: position.designated, position.paid,
--   position.pay_standard_rate.
-- Checks WFD-REM-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT, paid BOOLEAN, pay_standard_rate DECIMAL(38, 10))
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  position.designated AND position.paid AND position.pay_standard_rate IS NULL
ORDER BY
  id;
