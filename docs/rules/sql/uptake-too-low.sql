-- uptake-too-low: Program that most of those who are referred never meet
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's participant
--   records whose referred on is recorded and whose referred on is after the day of the check
--   minus the participant window and for which the uptake grace after referred on is before the
--   day of the check).
-- Holds when the share of this program's participant records whose referred on is recorded and
--   whose referred on is after the day of the check minus the participant window and for which
--   the uptake grace after referred on is before the day of the check for which first contact
--   on is recorded and first contact on is on or before the day of the check, is at least the
--   uptake share.
-- Unknown when one of these is missing and would decide it: participant.first_contact_on,
--   participant.referred_on, program.ended_on, program.started_on, program.status.
-- Unknown as well when no participant records were supplied.
-- Checks GOV-SUS-03 (Operating a Peer Support Service, Sustainability)
--
-- Limit participant_window = 1 year; source: GOV-SUS-02, GOV-SUS-03 and GOV-SUS-14 are counted
--   over the review year
-- Limit uptake_grace = 14 days; source: GOV-SUS-03 names no time; a fortnight to reach the
--   person
-- Limit uptake_share = 0.5; source: GOV-SUS-03 names no number; below one half the service
--   misses most of those it is for
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (first_contact_on DATE, program_id TEXT, referred_on DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH share_participant_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      participant.first_contact_on <= CAST('2026-11-22' AS DATE)) AS may_for,
    COUNT(*) FILTER(WHERE
      participant.first_contact_on IS NULL
      OR participant.first_contact_on > CAST('2026-11-22' AS DATE)) AS may_against
  FROM participant
  WHERE
    participant.program_id IS NULL
    AND participant.referred_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    AND (
      CAST(participant.referred_on AS DATE) + 14
    ) < CAST('2026-11-22' AS DATE)
), share_participant AS (
  SELECT
    participant.program_id AS key_0,
    COUNT(*) AS whole,
    COUNT(*) FILTER(WHERE
      participant.first_contact_on <= CAST('2026-11-22' AS DATE)) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        participant.referred_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR (
          CAST(participant.referred_on AS DATE) + 14
        ) >= CAST('2026-11-22' AS DATE)
      )
      AND participant.first_contact_on <= CAST('2026-11-22' AS DATE)) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        participant.referred_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR (
          CAST(participant.referred_on AS DATE) + 14
        ) >= CAST('2026-11-22' AS DATE)
      )
      AND (
        participant.first_contact_on IS NULL
        OR participant.first_contact_on > CAST('2026-11-22' AS DATE)
      )) AS may_against
  FROM participant
  WHERE
    NOT (
      participant.program_id IS NULL
    )
    AND participant.referred_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    AND (
      CAST(participant.referred_on AS DATE) + 14
    ) < CAST('2026-11-22' AS DATE)
  GROUP BY
    participant.program_id
), any_participant AS (
  SELECT
    participant.program_id AS key_0,
    COUNT(*) AS counted
  FROM participant
  WHERE
    NOT (
      participant.program_id IS NULL
    )
    AND participant.referred_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    AND (
      CAST(participant.referred_on AS DATE) + 14
    ) < CAST('2026-11-22' AS DATE)
  GROUP BY
    participant.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_participant
  ON any_participant.key_0 = program.id
LEFT JOIN share_participant
  ON share_participant.key_0 = program.id
CROSS JOIN share_participant_unlinked
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
  AND COALESCE(any_participant.counted, 0) > 0
  AND (
    COALESCE(share_participant.whole, 0) + COALESCE(share_participant.may_against, 0) + COALESCE(share_participant_unlinked.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_participant.whole, 0) + COALESCE(share_participant.may_for, 0) + COALESCE(share_participant_unlinked.may_for, 0)
  ) > 0
  AND CASE
    WHEN (
      COALESCE(share_participant.whole, 0) + COALESCE(share_participant.may_for, 0) + COALESCE(share_participant_unlinked.may_for, 0)
    ) > 0
    THEN COALESCE(share_participant.may_part, 0) + COALESCE(share_participant.may_for, 0) + COALESCE(share_participant_unlinked.may_for, 0)
    ELSE NULL
  END < (
    CAST('0.5' AS DECIMAL(2, 1)) * GREATEST(
      COALESCE(share_participant.whole, 0) + COALESCE(share_participant.may_for, 0) + COALESCE(share_participant_unlinked.may_for, 0),
      1
    )
  )
ORDER BY
  id;
