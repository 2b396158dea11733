-- ward-support-ends-at-the-door: Person who left a ward program without support in the
--   community
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when the program's delivery models include ward_based and (left on is recorded and
--   left on is on or before the day of the check and left on is after the day of the check
--   minus the look back).
-- It is due: the last day in time is the ward follow limit after left on.
-- Holds when ((the earlier of followed up on, the earliest held on of the service event records
--   whose participant ids include this participant and whose place is one of centre, community,
--   home and whose held on is on or after this participant's left on and the earliest made on
--   of this participant's referral records whose direction is outward and whose made on is on
--   or after this participant's left on exists) and (the earlier of followed up on, the
--   earliest held on of the service event records whose participant ids include this
--   participant and whose place is one of centre, community, home and whose held on is on or
--   after this participant's left on and the earliest made on of this participant's referral
--   records whose direction is outward and whose made on is on or after this participant's left
--   on, is on or before the day of the check)) or the last day in time is on or after the day
--   of the check.
-- Also holds when declined is recorded and declined includes community_contact.
-- Unknown when one of these is missing and would decide it: participant.declined,
--   participant.followed_up_on, participant.left_on, program.delivery_models,
--   referral.direction, referral.made_on, service_event.held_on, service_event.place.
-- Unknown as well when no program or referral or service event records were supplied.
-- Checks MOD-WRD-04 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit ward_follow_limit = 14 days; source: MOD-WRD-04 names no limit; two weeks after the end
--   of the contact on the ward
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (declined TEXT[], followed_up_on DATE, id TEXT, left_on DATE, program_id TEXT)
--   program (delivery_models TEXT[], id TEXT)
--   referral (direction TEXT, made_on DATE, participant_id TEXT)
--   service_event (held_on DATE, id TEXT, participant_ids TEXT[], place TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.participant_ids) AS "key"
  FROM service_event AS one
), earliest_referral_unlinked AS (
  SELECT
    participant.id AS key_0,
    MIN(referral.made_on) FILTER(WHERE
      referral.made_on >= participant.left_on OR participant.left_on IS NULL) AS possible,
    COUNT(*) FILTER(WHERE
      referral.made_on IS NULL) AS undated
  FROM participant
  CROSS JOIN referral
  WHERE
    referral.participant_id IS NULL
    AND (
      referral.direction = 'outward' OR referral.direction IS NULL
    )
  GROUP BY
    participant.id
), earliest_referral AS (
  SELECT
    participant.id AS key_0,
    MIN(referral.made_on) FILTER(WHERE
      referral.direction = 'outward' AND referral.made_on >= participant.left_on) AS known,
    MIN(referral.made_on) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND (
        referral.made_on >= participant.left_on OR participant.left_on IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        referral.direction = 'outward' OR referral.direction IS NULL
      )
      AND referral.made_on IS NULL) AS undated
  FROM participant
  CROSS JOIN referral
  WHERE
    referral.participant_id = participant.id
  GROUP BY
    participant.id
), earliest_service_event_unlinked AS (
  SELECT
    participant.id AS key_0,
    MIN(service_event.held_on) FILTER(WHERE
      service_event.held_on >= participant.left_on OR participant.left_on IS NULL) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM participant
  CROSS JOIN service_event
  WHERE
    service_event.participant_ids IS NULL
    AND (
      service_event.place IN ('centre', 'community', 'home')
      OR service_event.place IS NULL
    )
  GROUP BY
    participant.id
), earliest_service_event AS (
  SELECT
    participant.id AS key_0,
    MIN(service_event.held_on) FILTER(WHERE
      service_event.place IN ('centre', 'community', 'home')
      AND service_event.held_on >= participant.left_on) AS known,
    MIN(service_event.held_on) FILTER(WHERE
      (
        service_event.place IN ('centre', 'community', 'home')
        OR service_event.place IS NULL
      )
      AND (
        service_event.held_on >= participant.left_on OR participant.left_on IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        service_event.place IN ('centre', 'community', 'home')
        OR service_event.place IS NULL
      )
      AND service_event.held_on IS NULL) AS undated
  FROM participant
  CROSS JOIN service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id AND member."key" = participant.id
  GROUP BY
    participant.id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN earliest_service_event
  ON earliest_service_event.key_0 = participant.id
LEFT JOIN earliest_service_event_unlinked
  ON earliest_service_event_unlinked.key_0 = participant.id
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
  AND participant.left_on <= CAST('2026-11-22' AS DATE)
  AND participant.left_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    (
      (
        (
          (
            (
              COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
              AND (
                COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
                OR NOT (
                  earliest_service_event.possible IS NULL
                )
                OR NOT (
                  earliest_service_event_unlinked.possible IS NULL
                )
              )
            )
            OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          )
          AND (
            (
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
            )
            OR COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
          )
        )
        OR (
          (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
              AND earliest_service_event.possible IS NULL
              AND earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND (
            COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
              AND earliest_referral.possible IS NULL
              AND earliest_referral_unlinked.possible IS NULL
            )
          )
        )
      )
      AND (
        COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND earliest_service_event.possible IS NULL
          AND earliest_service_event_unlinked.possible IS NULL
        )
      )
      AND (
        COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
          AND earliest_referral.possible IS NULL
          AND earliest_referral_unlinked.possible IS NULL
        )
      )
      AND participant.followed_up_on IS NULL
      AND (
        (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
        )
        OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
      )
      AND (
        (
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
        )
        OR COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
      )
      AND earliest_service_event.known IS NULL
      AND earliest_referral.known IS NULL
    )
    OR (
      (
        (
          (
            (
              (
                COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
                OR (
                  COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
                  AND earliest_service_event.possible IS NULL
                  AND earliest_service_event_unlinked.possible IS NULL
                )
              )
              AND COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            )
            OR (
              (
                COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
                OR (
                  COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) <= 0
                  AND earliest_referral.possible IS NULL
                  AND earliest_referral_unlinked.possible IS NULL
                )
              )
              AND COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
            )
          )
          AND (
            (
              COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
              AND (
                COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
                OR NOT (
                  earliest_service_event.possible IS NULL
                )
                OR NOT (
                  earliest_service_event_unlinked.possible IS NULL
                )
              )
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
            )
            OR NOT (
              participant.followed_up_on IS NULL
            )
          )
        )
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
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
        )
        OR NOT (
          participant.followed_up_on IS NULL
        )
      )
      AND (
        NOT (
          earliest_service_event.known IS NULL
        )
        OR NOT (
          earliest_referral.known IS NULL
        )
        OR NOT (
          participant.followed_up_on IS NULL
        )
      )
      AND CASE
        WHEN COALESCE(
          (
            CASE
              WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
            END IS NULL
            AND COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
          )
          OR (
            CASE
              WHEN COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_referral.possible, earliest_referral_unlinked.possible)
            END IS NULL
            AND COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
          ),
          FALSE
        )
        AND NOT (
          LEAST(
            CASE
              WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
            END,
            CASE
              WHEN COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_referral.possible, earliest_referral_unlinked.possible)
            END,
            participant.followed_up_on
          ) IS NULL
        )
        THEN CAST('0001-01-01' AS DATE)
        ELSE LEAST(
          CASE
            WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
          END,
          CASE
            WHEN COALESCE(earliest_referral.undated, 0) + COALESCE(earliest_referral_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_referral.possible, earliest_referral_unlinked.possible)
          END,
          participant.followed_up_on
        )
      END > CAST('2026-11-22' AS DATE)
    )
  )
  AND (
    CAST(participant.left_on AS DATE) + 14
  ) < CAST('2026-11-22' AS DATE)
  AND (
    participant.declined IS NULL
    OR (
      NOT (
        participant.declined IS NULL
      )
      AND NOT ARRAY_CONTAINS(participant.declined, 'community_contact')
    )
  )
ORDER BY
  id;
