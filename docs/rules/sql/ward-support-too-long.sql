-- ward-support-too-long: Support on a ward that goes on and on without a review
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's delivery models include
--   ward_based and the ward support limit after joined on is before the day of the check.
-- Holds when goals reviewed on is recorded.
-- A breach stands below that of goals-unreviewed where the same record fails it.
-- Unknown when one of these is missing and would decide it: participant.goals_reviewed_on,
--   participant.joined_on, participant.left_on, program.delivery_models.
-- Unknown as well when no program records were supplied.
-- Checks MOD-WRD-05 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Limit ward_support_limit = 6 months; source: MOD-WRD-05 says once or for a short period; half
--   a year is long for it
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (goals_reviewed_on DATE, id TEXT, joined_on DATE, left_on DATE, program_id
--     TEXT)
--   program (delivery_models TEXT[], id TEXT)
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
  AND ARRAY_CONTAINS(program.delivery_models, 'ward_based')
  AND CAST(participant.joined_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND participant.goals_reviewed_on IS NULL
ORDER BY
  id;
