-- former-participant-not-followed-up: Person who left and was not followed up
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (left on is recorded and left on is on or before the day of the check and left
--   on is after the day of the check minus the look back) and (declined is not recorded or
--   declined does not include follow_up).
-- It is due: the last day in time is the after support limit after left on.
-- Holds when (followed up on is recorded and followed up on is on or before the day of the
--   check) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: participant.declined,
--   participant.followed_up_on, participant.left_on.
-- Checks PRA-COL-05 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit after_support_limit = 3 months; source: PRA-COL-05 names no limit; one contact in the
--   quarter after leaving
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (declined TEXT[], followed_up_on DATE, id TEXT, left_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  participant.id AS id
FROM participant
WHERE
  participant.left_on <= CAST('2026-11-22' AS DATE)
  AND participant.left_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    participant.declined IS NULL
    OR (
      NOT (
        participant.declined IS NULL
      )
      AND NOT ARRAY_CONTAINS(participant.declined, 'follow_up')
    )
  )
  AND (
    participant.followed_up_on IS NULL
    OR participant.followed_up_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(participant.left_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
