-- ward-referral-not-contacted: Person referred on a ward who was not contacted in time
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when the program's delivery models include ward_based and referred on is recorded and
--   referred on is after the day of the check minus the look back.
-- It is due: the last day in time is the ward contact limit after referred on.
-- Holds when ((first contact on is recorded and first contact on is on or before the day of the
--   check) and first contact on is on or before the last day in time) or the last day in time
--   is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: participant.first_contact_on,
--   participant.referred_on, program.delivery_models.
-- Unknown as well when no program records were supplied.
-- Checks MOD-WRD-02 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit ward_contact_limit = 3 days; source: MOD-WRD-02 names no limit; an admission is a time
--   of high need
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (first_contact_on DATE, id TEXT, program_id TEXT, referred_on DATE)
--   program (delivery_models TEXT[], id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
WHERE
  NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'ward_based')
  AND participant.referred_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    participant.first_contact_on IS NULL
    OR participant.first_contact_on > CAST('2026-11-22' AS DATE)
    OR participant.first_contact_on > (
      CAST(participant.referred_on AS DATE) + 3
    )
  )
  AND (
    CAST(participant.referred_on AS DATE) + 3
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
