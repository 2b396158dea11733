-- participant-without-goals: Participant whose own goals are not recorded
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and (declined is not recorded or declined does not
--   include goals).
-- Holds when goals is recorded.
-- Unknown when one of these is missing and would decide it: participant.declined,
--   participant.goals, participant.joined_on, participant.left_on.
-- Checks PRA-COL-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Introduction)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (declined TEXT[], goals TEXT, id TEXT, joined_on DATE, left_on DATE)
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
  AND (
    participant.declined IS NULL
    OR (
      NOT (
        participant.declined IS NULL
      )
      AND NOT ARRAY_CONTAINS(participant.declined, 'goals')
    )
  )
  AND participant.goals IS NULL
ORDER BY
  id;
