-- ward-need-not-referred: Need for counselling or advocacy that led to no referral
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when the program's delivery models include ward_based and (needs include counselling
--   or needs include advocacy) and needs recorded on is recorded and needs recorded on is after
--   the day of the check minus the look back.
-- It is due: the last day in time is the needs referral limit after needs recorded on.
-- Holds when ((the earliest made on of this participant's referral records whose direction is
--   outward and for which (reason includes counselling or reason includes advocacy) and whose
--   made on is on or after this participant's needs recorded on exists) and (the earliest made
--   on of this participant's referral records whose direction is outward and for which (reason
--   includes counselling or reason includes advocacy) and whose made on is on or after this
--   participant's needs recorded on, is on or before the day of the check)) or the last day in
--   time is on or after the day of the check.
-- Also holds when declined is recorded and declined includes referral.
-- Unknown when one of these is missing and would decide it: participant.declined,
--   participant.needs, participant.needs_recorded_on, program.delivery_models,
--   referral.direction, referral.made_on, referral.reason.
-- Unknown as well when no program or referral records were supplied.
-- Checks MOD-WRD-06 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit needs_referral_limit = 14 days; source: MOD-WRD-06 names no limit; two weeks from the
--   need being recorded
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (declined TEXT[], id TEXT, needs TEXT[], needs_recorded_on DATE, program_id
--     TEXT)
--   program (delivery_models TEXT[], id TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT, reason TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_referral_unlinked AS (
  SELECT
    participant.id AS key_0,
    MIN(referral.made_on) FILTER(WHERE
      referral.made_on >= participant.needs_recorded_on
      OR participant.needs_recorded_on IS NULL) AS possible,
    COUNT(*) FILTER(WHERE
      referral.made_on IS NULL) AS undated
  FROM participant
  CROSS JOIN referral
  WHERE
    referral.participant_id IS NULL
    AND (
      referral.direction = 'outward' OR referral.direction IS NULL
    )
    AND (
      ARRAY_CONTAINS(referral.reason, 'counselling')
      OR referral.reason IS NULL
      OR ARRAY_CONTAINS(referral.reason, 'advocacy')
    )
  GROUP BY
    participant.id
), earliest_referral AS (
  SELECT
    participant.id AS key_0,
    MIN(referral.made_on) FILTER(WHERE
      referral.direction = 'outward'
      AND (
        ARRAY_CONTAINS(referral.reason, 'counselling')
        OR ARRAY_CONTAINS(referral.reason, 'advocacy')
      )
      AND referral.made_on >= participant.needs_recorded_on) AS known,
    MIN(referral.made_on) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND (
        ARRAY_CONTAINS(referral.reason, 'counselling')
        OR referral.reason IS NULL
        OR ARRAY_CONTAINS(referral.reason, 'advocacy')
      )
      AND (
        referral.made_on >= participant.needs_recorded_on
        OR participant.needs_recorded_on IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND (
        ARRAY_CONTAINS(referral.reason, 'counselling')
        OR referral.reason IS NULL
        OR ARRAY_CONTAINS(referral.reason, 'advocacy')
      )
      AND referral.made_on IS NULL) AS undated
  FROM participant
  CROSS JOIN referral
  WHERE
    referral.participant_id = participant.id
  GROUP BY
    participant.id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN earliest_referral
  ON earliest_referral.key_0 = participant.id
LEFT JOIN earliest_referral_unlinked
  ON earliest_referral_unlinked.key_0 = participant.id
WHERE
  NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'ward_based')
  AND (
    (
      NOT (
        participant.needs IS NULL
      )
      AND ARRAY_CONTAINS(participant.needs, 'counselling')
    )
    OR (
      NOT (
        participant.needs IS NULL
      )
      AND ARRAY_CONTAINS(participant.needs, 'advocacy')
    )
  )
  AND participant.needs_recorded_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    (
      (
        COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
          AND earliest_referral.possible IS NULL
          AND earliest_referral_unlinked.possible IS NULL
        )
      )
      AND COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
      AND earliest_referral.known IS NULL
    )
    OR (
      COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
      AND (
        COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
        OR NOT (
          earliest_referral.possible IS NULL
        )
        OR NOT (
          earliest_referral_unlinked.possible IS NULL
        )
      )
      AND NOT (
        earliest_referral.known IS NULL
      )
      AND CASE
        WHEN COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
        THEN NULL
        ELSE LEAST(earliest_referral.possible, earliest_referral_unlinked.possible)
      END > CAST('2026-11-22' AS DATE)
    )
  )
  AND (
    CAST(participant.needs_recorded_on AS DATE) + 14
  ) < CAST('2026-11-22' AS DATE)
  AND (
    participant.declined IS NULL
    OR (
      NOT (
        participant.declined IS NULL
      )
      AND NOT ARRAY_CONTAINS(participant.declined, 'referral')
    )
  )
ORDER BY
  id;
