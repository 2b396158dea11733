-- participant-type-unrecorded: Participant whose type of consumer is not recorded
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check).
-- Holds when consumer type is recorded.
-- Unknown when one of these is missing and would decide it: participant.consumer_type,
--   participant.joined_on, participant.left_on.
-- Checks EVA-STA-03 (Operating a Peer Support Service, Service evaluation)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (consumer_type TEXT, id TEXT, joined_on DATE, left_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  participant.id AS id
FROM participant
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND participant.consumer_type IS NULL
ORDER BY
  id;
