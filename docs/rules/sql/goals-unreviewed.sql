-- goals-unreviewed: Goals of a participant that nobody went back to
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and goals is recorded.
-- It is due: the last day in time is the goals interval after the later of joined on and the
--   latest goals reviewed on of the participant records whose its key is this participant's key
--   and whose goals reviewed on is recorded and whose goals reviewed on is on or before the day
--   of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: participant.goals,
--   participant.goals_reviewed_on, participant.id, participant.joined_on, participant.left_on.
-- Checks PRA-COL-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Introduction)
--
-- Limit goals_interval = 6 months; source: PRA-COL-01 and PRA-IPS-09 name no frequency; goals
--   are read again twice a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (goals TEXT, goals_reviewed_on DATE, id TEXT, joined_on DATE, left_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_participant_unlinked AS (
  SELECT
    MAX(participant.goals_reviewed_on) AS possible
  FROM participant
  WHERE
    participant.id IS NULL
    AND participant.goals_reviewed_on <= CAST('2026-11-22' AS DATE)
), latest_participant AS (
  SELECT
    participant.id AS key_0,
    MAX(participant.goals_reviewed_on) AS possible
  FROM participant
  WHERE
    NOT (
      participant.id IS NULL
    )
    AND participant.goals_reviewed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    participant.id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN latest_participant
  ON latest_participant.key_0 = participant.id
CROSS JOIN latest_participant_unlinked
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    participant.goals IS NULL
  )
  AND CAST(CASE
    WHEN COALESCE(
      CASE
        WHEN participant.id IS NULL
        THEN NULL
        ELSE GREATEST(latest_participant.possible, latest_participant_unlinked.possible)
      END IS NULL
      AND participant.id IS NULL,
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN participant.id IS NULL
          THEN NULL
          ELSE GREATEST(latest_participant.possible, latest_participant_unlinked.possible)
        END,
        participant.joined_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN participant.id IS NULL
        THEN NULL
        ELSE GREATEST(latest_participant.possible, latest_participant_unlinked.possible)
      END,
      participant.joined_on
    )
  END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
