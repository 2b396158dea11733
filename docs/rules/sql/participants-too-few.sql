-- participants-too-few: Program with fewer participants than it needs
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and min participants is recorded and started on is on or
--   before the day of the check minus the participant window.
-- Holds when the number of this program's participant records whose joined on is on or before
--   the day of the check and for which (left on is not recorded or left on is after the day of
--   the check minus the participant window), is at least min participants.
-- Unknown when one of these is missing and would decide it: participant.joined_on,
--   participant.left_on, program.ended_on, program.min_participants, program.started_on,
--   program.status.
-- Unknown as well when no participant records were supplied.
-- Checks GOV-SUS-02 (Operating a Peer Support Service, Sustainability)
--
-- Limit participant_window = 1 year; source: GOV-SUS-02, GOV-SUS-03 and GOV-SUS-14 are counted
--   over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (joined_on DATE, left_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, min_participants BIGINT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH count_participant_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM participant
  WHERE
    participant.program_id IS NULL
    AND (
      participant.joined_on <= CAST('2026-11-22' AS DATE)
      OR participant.joined_on IS NULL
    )
    AND (
      participant.left_on IS NULL
      OR participant.left_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
), count_participant AS (
  SELECT
    participant.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      participant.joined_on <= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        participant.joined_on <= CAST('2026-11-22' AS DATE)
        OR participant.joined_on IS NULL
      )
      AND (
        participant.joined_on > CAST('2026-11-22' AS DATE)
        OR participant.joined_on IS NULL
        OR participant.left_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )) AS may_count
  FROM participant
  WHERE
    NOT (
      participant.program_id IS NULL
    )
    AND (
      participant.left_on IS NULL
      OR participant.left_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  GROUP BY
    participant.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN count_participant
  ON count_participant.key_0 = program.id
CROSS JOIN count_participant_unlinked
WHERE
  (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND program.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    COALESCE(count_participant.counted, 0) + COALESCE(count_participant.may_count, 0) + COALESCE(count_participant_unlinked.may_count, 0)
  ) < program.min_participants
ORDER BY
  id;
