-- participant-outcome-missing: Participant of whom no result was measured lately
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and (declined is not recorded or declined does not
--   include outcome_measurement).
-- It is due: the last day in time is the participant outcome interval after the later of joined
--   on and the latest measured on of this participant's outcome records whose participant id is
--   recorded and whose measured on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: outcome.measured_on,
--   outcome.participant_id, participant.declined, participant.joined_on, participant.left_on.
-- Unknown as well when no outcome records were supplied.
-- Checks EVA-OUT-03 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing responsive evaluation and continuous improvement processes)
--
-- Limit participant_outcome_interval = 6 months; source: EVA-OUT-03 names no frequency; a
--   baseline and a follow-up within half a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (measured_on DATE, participant_id TEXT)
--   participant (declined TEXT[], id TEXT, joined_on DATE, left_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_outcome_unlinked AS (
  SELECT
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    FALSE
), latest_outcome AS (
  SELECT
    outcome.participant_id AS key_0,
    MAX(outcome.measured_on) FILTER(WHERE
      outcome.measured_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      outcome.measured_on IS NULL) AS undated
  FROM outcome
  WHERE
    NOT (
      outcome.participant_id IS NULL
    )
  GROUP BY
    outcome.participant_id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN latest_outcome
  ON latest_outcome.key_0 = participant.id
CROSS JOIN latest_outcome_unlinked
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
      AND NOT ARRAY_CONTAINS(participant.declined, 'outcome_measurement')
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_outcome.undated, 0) + COALESCE(latest_outcome_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_outcome.possible,
        latest_outcome_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_outcome.possible, latest_outcome_unlinked.possible)
    END,
    participant.joined_on
  ) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
