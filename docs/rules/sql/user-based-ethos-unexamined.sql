-- user-based-ethos-unexamined: Program that has not shown lately how it expresses an element of
--   the user-based ethos
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Looks at each item of challenging_stigma_and_discrimination, human_and_civil_rights,
--   more_say_over_life_and_support, non_medicalised_options,
--   part_of_mainstream_life_with_duties_and_entitlements, speaking_and_acting_for_oneself,
--   valuing_user_controlled_organisations, working_together_for_change, one by one.
-- It is due: the last day in time is the yearly answer interval after the later of started on
--   and the latest answered on of this program's attestation records whose obligation id is
--   PRA-VAL-01 and whose answered on is on or before the day of the check and whose item is the
--   item and whose evidence is recorded.
-- Holds when (the last day in time is on or after the day of the check) and (there is none of
--   this program's attestation records whose obligation id is PRA-VAL-01 and whose answered on
--   is on or before the day of the check and whose item is the item and whose evidence is
--   recorded and whose (answered on is the latest answered on of this program's attestation
--   records whose obligation id is PRA-VAL-01 and whose answered on is on or before the day of
--   the check and whose item is the item and whose evidence is recorded) and whose next due on
--   is recorded and whose next due on is before the day of the check) and (there is none of
--   this program's attestation records whose obligation id is PRA-VAL-01 and whose answered on
--   is on or before the day of the check and whose item is the item and whose evidence is
--   recorded and whose (answered on is the latest answered on of this program's attestation
--   records whose obligation id is PRA-VAL-01 and whose answered on is on or before the day of
--   the check and whose item is the item and whose evidence is recorded) and whose answer is
--   one of negative, partly).
-- Unknown when one of these is missing and would decide it: attestation.answer,
--   attestation.answered_on, attestation.evidence, attestation.item, attestation.next_due_on,
--   attestation.obligation_id, program.ended_on, program.started_on, program.status.
-- Unknown as well when no attestation records were supplied.
-- Checks PRA-VAL-01 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit yearly_answer_interval = 1 year; source: no document says how often these questions are
--   asked; a round with the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   attestation (answer TEXT, answered_on DATE, evidence TEXT, item TEXT, next_due_on DATE,
--     obligation_id TEXT, organisation_id TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      [
        'challenging_stigma_and_discrimination',
        'human_and_civil_rights',
        'more_say_over_life_and_support',
        'non_medicalised_options',
        'part_of_mainstream_life_with_duties_and_entitlements',
        'speaking_and_acting_for_oneself',
        'valuing_user_controlled_organisations',
        'working_together_for_change'
      ]
    ) AS value
  FROM program
), items_of_user_based_ethos_unexamined AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), latest_attestation_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      attestation.answered_on IS NULL) AS undated
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  WHERE
    item.id = program.id
    AND attestation.program_id IS NULL
    AND attestation.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
    )
    AND (
      attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    program.id,
    item.n
), latest_attestation AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.obligation_id = 'PRA-VAL-01'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND attestation.item = item.value) AS known,
    MAX(attestation.answered_on) FILTER(WHERE
      (
        attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
      )
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )
      AND attestation.answered_on IS NULL) AS undated
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  WHERE
    item.id = program.id
    AND attestation.program_id = program.id
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_attestation_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = program.id
    AND latest_attestation_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
    AND attestation.program_id IS NULL
    AND attestation.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
    )
    AND (
      attestation.answered_on <= CAST('2026-11-22' AS DATE)
      OR attestation.answered_on IS NULL
    )
    AND (
      attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
    AND (
      attestation.answered_on IS NULL
      OR latest_attestation.known IS NULL
      OR (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
        AND latest_attestation.possible IS NULL
        AND latest_attestation_unlinked.possible IS NULL
      )
      OR (
        (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          OR NOT (
            latest_attestation.possible IS NULL
          )
          OR NOT (
            latest_attestation_unlinked.possible IS NULL
          )
        )
        AND latest_attestation.known = CASE
          WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          THEN GREATEST(
            latest_attestation.possible,
            latest_attestation_unlinked.possible,
            CAST('2026-11-22' AS DATE)
          )
          ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
        END
        AND attestation.answered_on = latest_attestation.known
      )
      OR (
        (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          OR NOT (
            latest_attestation.possible IS NULL
          )
          OR NOT (
            latest_attestation_unlinked.possible IS NULL
          )
        )
        AND attestation.answered_on >= latest_attestation.known
        AND (
          attestation.answered_on <= CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          OR (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
            AND latest_attestation.possible IS NULL
            AND latest_attestation_unlinked.possible IS NULL
          )
        )
        AND (
          latest_attestation.known <> CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          OR (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
            AND latest_attestation.possible IS NULL
            AND latest_attestation_unlinked.possible IS NULL
          )
          OR attestation.answered_on <> latest_attestation.known
        )
      )
    )
    AND (
      attestation.answer IN ('negative', 'partly') OR attestation.answer IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_attestation AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      attestation.obligation_id = 'PRA-VAL-01'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND attestation.item = item.value
      AND (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        OR NOT (
          latest_attestation.possible IS NULL
        )
        OR NOT (
          latest_attestation_unlinked.possible IS NULL
        )
      )
      AND latest_attestation.known = CASE
        WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_attestation.possible,
          latest_attestation_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
      END
      AND attestation.answered_on = latest_attestation.known
      AND attestation.answer IN ('negative', 'partly')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
      )
      AND (
        attestation.answered_on <= CAST('2026-11-22' AS DATE)
        OR attestation.answered_on IS NULL
      )
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )
      AND (
        attestation.answered_on IS NULL
        OR latest_attestation.known IS NULL
        OR (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
          AND latest_attestation.possible IS NULL
          AND latest_attestation_unlinked.possible IS NULL
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND latest_attestation.known = CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          AND attestation.answered_on = latest_attestation.known
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on >= latest_attestation.known
          AND (
            attestation.answered_on <= CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
          )
          AND (
            latest_attestation.known <> CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
            OR attestation.answered_on <> latest_attestation.known
          )
        )
      )
      AND (
        attestation.answer IN ('negative', 'partly') OR attestation.answer IS NULL
      )
      AND (
        attestation.obligation_id <> 'PRA-VAL-01'
        OR attestation.obligation_id IS NULL
        OR attestation.answered_on > CAST('2026-11-22' AS DATE)
        OR attestation.answered_on IS NULL
        OR attestation.item <> item.value
        OR attestation.item IS NULL
        OR item.value IS NULL
        OR latest_attestation.known IS NULL
        OR (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
          AND latest_attestation.possible IS NULL
          AND latest_attestation_unlinked.possible IS NULL
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on < latest_attestation.known
        )
        OR (
          NOT (
            latest_attestation.known IS NULL
          )
          AND (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on > CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on >= latest_attestation.known
          AND (
            attestation.answered_on <= CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
          )
          AND (
            latest_attestation.known <> CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
            OR attestation.answered_on <> latest_attestation.known
          )
        )
        OR NOT attestation.answer IN ('negative', 'partly')
        OR attestation.answer IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = program.id
    AND latest_attestation_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
    AND attestation.program_id = program.id
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_attestation_unlinked_2 AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = program.id
    AND latest_attestation_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
    AND attestation.program_id IS NULL
    AND attestation.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
    )
    AND (
      attestation.answered_on <= CAST('2026-11-22' AS DATE)
      OR attestation.answered_on IS NULL
    )
    AND (
      attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
    AND (
      attestation.answered_on IS NULL
      OR latest_attestation.known IS NULL
      OR (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
        AND latest_attestation.possible IS NULL
        AND latest_attestation_unlinked.possible IS NULL
      )
      OR (
        (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          OR NOT (
            latest_attestation.possible IS NULL
          )
          OR NOT (
            latest_attestation_unlinked.possible IS NULL
          )
        )
        AND latest_attestation.known = CASE
          WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          THEN GREATEST(
            latest_attestation.possible,
            latest_attestation_unlinked.possible,
            CAST('2026-11-22' AS DATE)
          )
          ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
        END
        AND attestation.answered_on = latest_attestation.known
      )
      OR (
        (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          OR NOT (
            latest_attestation.possible IS NULL
          )
          OR NOT (
            latest_attestation_unlinked.possible IS NULL
          )
        )
        AND attestation.answered_on >= latest_attestation.known
        AND (
          attestation.answered_on <= CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          OR (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
            AND latest_attestation.possible IS NULL
            AND latest_attestation_unlinked.possible IS NULL
          )
        )
        AND (
          latest_attestation.known <> CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          OR (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
            AND latest_attestation.possible IS NULL
            AND latest_attestation_unlinked.possible IS NULL
          )
          OR attestation.answered_on <> latest_attestation.known
        )
      )
    )
    AND attestation.next_due_on < CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    item.n
), any_attestation_2 AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      attestation.obligation_id = 'PRA-VAL-01'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND attestation.item = item.value
      AND (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        OR NOT (
          latest_attestation.possible IS NULL
        )
        OR NOT (
          latest_attestation_unlinked.possible IS NULL
        )
      )
      AND latest_attestation.known = CASE
        WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_attestation.possible,
          latest_attestation_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
      END
      AND attestation.answered_on = latest_attestation.known) AS counted,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'PRA-VAL-01' OR attestation.obligation_id IS NULL
      )
      AND (
        attestation.answered_on <= CAST('2026-11-22' AS DATE)
        OR attestation.answered_on IS NULL
      )
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )
      AND (
        attestation.answered_on IS NULL
        OR latest_attestation.known IS NULL
        OR (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
          AND latest_attestation.possible IS NULL
          AND latest_attestation_unlinked.possible IS NULL
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND latest_attestation.known = CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
          AND attestation.answered_on = latest_attestation.known
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on >= latest_attestation.known
          AND (
            attestation.answered_on <= CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
          )
          AND (
            latest_attestation.known <> CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
            OR attestation.answered_on <> latest_attestation.known
          )
        )
      )
      AND (
        attestation.obligation_id <> 'PRA-VAL-01'
        OR attestation.obligation_id IS NULL
        OR attestation.answered_on > CAST('2026-11-22' AS DATE)
        OR attestation.answered_on IS NULL
        OR attestation.item <> item.value
        OR attestation.item IS NULL
        OR item.value IS NULL
        OR latest_attestation.known IS NULL
        OR (
          COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
          AND latest_attestation.possible IS NULL
          AND latest_attestation_unlinked.possible IS NULL
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on < latest_attestation.known
        )
        OR (
          NOT (
            latest_attestation.known IS NULL
          )
          AND (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on > CASE
            WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_attestation.possible,
              latest_attestation_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
          END
        )
        OR (
          (
            COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
            OR NOT (
              latest_attestation.possible IS NULL
            )
            OR NOT (
              latest_attestation_unlinked.possible IS NULL
            )
          )
          AND attestation.answered_on >= latest_attestation.known
          AND (
            attestation.answered_on <= CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
          )
          AND (
            latest_attestation.known <> CASE
              WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_attestation.possible,
                latest_attestation_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
            END
            OR (
              COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
              AND latest_attestation.possible IS NULL
              AND latest_attestation_unlinked.possible IS NULL
            )
            OR attestation.answered_on <> latest_attestation.known
          )
        )
        OR attestation.next_due_on >= CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = program.id
    AND latest_attestation_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
    AND attestation.program_id = program.id
    AND NOT (
      attestation.evidence IS NULL
    )
    AND attestation.next_due_on < CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        (
          CASE
            WHEN CAST(GREATEST(latest_attestation.known, program.started_on) + INTERVAL 12 MONTH AS DATE) IS NULL
            OR CAST(GREATEST(
              CASE
                WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
                THEN GREATEST(
                  latest_attestation.possible,
                  latest_attestation_unlinked.possible,
                  CAST('2026-11-22' AS DATE)
                )
                ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
              END,
              program.started_on
            ) + INTERVAL 12 MONTH AS DATE) IS NULL
            OR CAST('2026-11-22' AS DATE) IS NULL
            THEN NULL
            WHEN CAST(GREATEST(latest_attestation.known, program.started_on) + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
            THEN TRUE
            WHEN NOT (
              CAST(GREATEST(
                CASE
                  WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
                  THEN GREATEST(
                    latest_attestation.possible,
                    latest_attestation_unlinked.possible,
                    CAST('2026-11-22' AS DATE)
                  )
                  ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
                END,
                program.started_on
              ) + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
            )
            THEN FALSE
            ELSE NULL
          END
          AND NOT CASE
            WHEN COALESCE(any_attestation.counted, 0) > 0
            THEN TRUE
            WHEN COALESCE(any_attestation.may_count, 0) + COALESCE(any_attestation_unlinked.may_count, 0) > 0
            THEN NULL
            ELSE FALSE
          END
          AND NOT CASE
            WHEN COALESCE(any_attestation_2.counted, 0) > 0
            THEN TRUE
            WHEN COALESCE(any_attestation_2.may_count, 0) + COALESCE(any_attestation_unlinked_2.may_count, 0) > 0
            THEN NULL
            ELSE FALSE
          END
        ),
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_user_based_ethos_unexamined AS item
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = program.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN any_attestation_2 AS any_attestation
    ON any_attestation.key_0 = program.id AND any_attestation.key_1 = item.n
  LEFT JOIN any_attestation_unlinked_2 AS any_attestation_unlinked
    ON any_attestation_unlinked.key_0 = program.id
    AND any_attestation_unlinked.key_1 = item.n
  LEFT JOIN any_attestation AS any_attestation_2
    ON any_attestation_2.key_0 = program.id AND any_attestation_2.key_1 = item.n
  LEFT JOIN any_attestation_unlinked AS any_attestation_unlinked_2
    ON any_attestation_unlinked_2.key_0 = program.id
    AND any_attestation_unlinked_2.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN items
  ON items.id = program.id
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
  AND items.fails
ORDER BY
  id;
