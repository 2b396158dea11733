-- participants-not-referred-on: Program that referred nobody to what others offer
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the activity window after the later of started on and the
--   latest made on of this program's referral records whose direction is outward and whose made
--   on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, referral.direction, referral.made_on.
-- Unknown as well when no referral records were supplied.
-- Checks GOV-STK-10 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (id TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_referral_unlinked AS (
  SELECT
    MAX(referral.made_on) FILTER(WHERE
      referral.made_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      referral.made_on IS NULL) AS undated
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    participant.program_id IS NULL
    AND (
      referral.direction = 'outward' OR referral.direction IS NULL
    )
), latest_referral AS (
  SELECT
    participant.program_id AS key_0,
    MAX(referral.made_on) FILTER(WHERE
      referral.direction = 'outward' AND referral.made_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(referral.made_on) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on IS NULL) AS undated
  FROM referral
  LEFT JOIN participant
    ON participant.id = referral.participant_id
  WHERE
    NOT (
      participant.program_id IS NULL
    )
  GROUP BY
    participant.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_referral
  ON latest_referral.key_0 = program.id
CROSS JOIN latest_referral_unlinked
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
  AND (
    NOT (
      latest_referral.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
    OR NOT (
      latest_referral.possible IS NULL
    )
    OR NOT (
      latest_referral_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_referral.undated, 0) + COALESCE(latest_referral_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_referral.possible,
        latest_referral_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_referral.possible, latest_referral_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
