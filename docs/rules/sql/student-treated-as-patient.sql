-- student-treated-as-patient: Student of a recovery college who came by referral or is recorded
--   as a patient
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's delivery models include
--   peer_education and (there is at least one of the service event records whose participant
--   ids include this participant and whose kind is course and whose held on is on or before the
--   day of the check).
-- Holds when consumer type is not patient and (there is none of this participant's referral
--   records whose direction is inward and whose to or from is not self).
-- Unknown when one of these is missing and would decide it: participant.consumer_type,
--   participant.joined_on, participant.left_on, program.delivery_models, referral.direction,
--   referral.to_or_from, service_event.held_on, service_event.kind.
-- Unknown as well when no program or referral or service event records were supplied.
-- Checks MOD-EDU-01 (Peer Support, Roles, Clients and Settings, Peer education)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (consumer_type TEXT, id TEXT, joined_on DATE, left_on DATE, program_id TEXT)
--   program (delivery_models TEXT[], id TEXT)
--   referral (direction TEXT, participant_id TEXT, to_or_from TEXT)
--   service_event (held_on DATE, id TEXT, kind TEXT, participant_ids TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.participant_ids) AS "key"
  FROM service_event AS one
), any_referral AS (
  SELECT
    referral.participant_id AS key_0,
    COUNT(*) AS counted
  FROM referral
  WHERE
    NOT (
      referral.participant_id IS NULL
    )
    AND referral.direction = 'inward'
    AND referral.to_or_from <> 'self'
  GROUP BY
    referral.participant_id
), any_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id
    AND NOT (
      member."key" IS NULL
    )
    AND service_event.kind = 'course'
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    member."key"
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN any_service_event
  ON any_service_event.key_0 = participant.id
LEFT JOIN any_referral
  ON any_referral.key_0 = participant.id
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
  AND ARRAY_CONTAINS(program.delivery_models, 'peer_education')
  AND COALESCE(any_service_event.counted, 0) > 0
  AND (
    participant.consumer_type = 'patient' OR COALESCE(any_referral.counted, 0) > 0
  )
ORDER BY
  id;
