-- participant-below-lowest-age: Participant who was younger at entry than the program admits
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's delivery models include
--   community_based and the program's min age is recorded.
-- Holds when age at entry is at least the program's min age.
-- Unknown when one of these is missing and would decide it: participant.age_at_entry,
--   participant.joined_on, participant.left_on, program.delivery_models, program.min_age.
-- Unknown as well when no program records were supplied.
-- Checks MOD-COM-03 (Peer Support, Roles, Clients and Settings, Community based models)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (age_at_entry BIGINT, id TEXT, joined_on DATE, left_on DATE, program_id TEXT)
--   program (delivery_models TEXT[], id TEXT, min_age BIGINT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'community_based')
  AND participant.age_at_entry < program.min_age
ORDER BY
  id;
