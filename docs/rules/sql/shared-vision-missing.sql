-- shared-vision-missing: Participant without goals of their own in a program of Intentional
--   Peer Support
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's peer approach is
--   intentional_peer_support and (declined is not recorded or declined does not include goals).
-- Holds when goals is recorded and (the goals interval after joined on is on or after the day
--   of the check or ((goals reviewed on is recorded and goals reviewed on is on or before the
--   day of the check) and the goals interval after goals reviewed on is on or after the day of
--   the check)).
-- A breach stands below that of participant-without-goals where the same record fails it.
-- A breach stands below that of goals-unreviewed where the same record fails it.
-- Unknown when one of these is missing and would decide it: participant.declined,
--   participant.goals, participant.goals_reviewed_on, participant.joined_on,
--   participant.left_on, program.peer_approach.
-- Unknown as well when no program records were supplied.
-- Checks PRA-IPS-09 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Task 4, Moving towards)
--
-- Limit goals_interval = 6 months; source: PRA-COL-01 and PRA-IPS-09 name no frequency; goals
--   are read again twice a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (declined TEXT[], goals TEXT, goals_reviewed_on DATE, id TEXT, joined_on DATE,
--     left_on DATE, program_id TEXT)
--   program (id TEXT, peer_approach TEXT)
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
  AND program.peer_approach = 'intentional_peer_support'
  AND (
    participant.declined IS NULL
    OR (
      NOT (
        participant.declined IS NULL
      )
      AND NOT ARRAY_CONTAINS(participant.declined, 'goals')
    )
  )
  AND (
    participant.goals IS NULL
    OR (
      CAST(participant.joined_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      AND (
        participant.goals_reviewed_on IS NULL
        OR participant.goals_reviewed_on > CAST('2026-11-22' AS DATE)
        OR CAST(participant.goals_reviewed_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )
    )
  )
ORDER BY
  id;
