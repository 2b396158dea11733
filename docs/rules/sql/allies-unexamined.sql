-- allies-unexamined: Organisation that has not named an active ally at a level lately
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))).
-- Looks at each item of colleagues, funders, management, one by one.
-- It is due: the last day in time is the yearly answer interval after the latest answered on of
--   this organisation's attestation records whose obligation id is WFD-LED-05 and whose
--   answered on is on or before the day of the check and whose item is the item and whose
--   evidence is recorded.
-- Holds when ((the latest answered on of this organisation's attestation records whose
--   obligation id is WFD-LED-05 and whose answered on is on or before the day of the check and
--   whose item is the item and whose evidence is recorded exists) and (the last day in time is
--   on or after the day of the check)) and (there is none of this organisation's attestation
--   records whose obligation id is WFD-LED-05 and whose answered on is on or before the day of
--   the check and whose item is the item and whose evidence is recorded and whose (answered on
--   is the latest answered on of this organisation's attestation records whose obligation id is
--   WFD-LED-05 and whose answered on is on or before the day of the check and whose item is the
--   item and whose evidence is recorded) and whose next due on is recorded and whose next due
--   on is before the day of the check) and (there is none of this organisation's attestation
--   records whose obligation id is WFD-LED-05 and whose answered on is on or before the day of
--   the check and whose item is the item and whose evidence is recorded and whose (answered on
--   is the latest answered on of this organisation's attestation records whose obligation id is
--   WFD-LED-05 and whose answered on is on or before the day of the check and whose item is the
--   item and whose evidence is recorded) and whose answer is one of negative, partly).
-- Unknown when one of these is missing and would decide it: attestation.answer,
--   attestation.answered_on, attestation.evidence, attestation.item, attestation.next_due_on,
--   attestation.obligation_id, program.ended_on, program.started_on, program.status.
-- Unknown as well when no attestation or program records were supplied.
-- Checks WFD-LED-05 (Peer Support, Roles, Clients and Settings, Lived experience work, a major
--   distinction)
--
-- Limit yearly_answer_interval = 1 year; source: no document says how often these questions are
--   asked; a round with the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   attestation (answer TEXT, answered_on DATE, evidence TEXT, item TEXT, next_due_on DATE,
--     obligation_id TEXT, organisation_id TEXT, program_id TEXT)
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    organisation.id AS id,
    UNNEST(['colleagues', 'funders', 'management']) AS value
  FROM organisation
), items_of_allies_unexamined AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), latest_attestation_unlinked AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      attestation.answered_on IS NULL) AS undated
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND attestation.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
    )
    AND (
      attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    organisation.id,
    item.n
), latest_attestation AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.obligation_id = 'WFD-LED-05'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND attestation.item = item.value) AS known,
    MAX(attestation.answered_on) FILTER(WHERE
      (
        attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
      )
      AND (
        attestation.item = item.value OR attestation.item IS NULL OR item.value IS NULL
      )
      AND attestation.answered_on IS NULL) AS undated
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND COALESCE(attestation.organisation_id, program.organisation_id) = organisation.id
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    organisation.id,
    item.n
), any_attestation_unlinked AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = organisation.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND attestation.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
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
    organisation.id,
    item.n
), any_attestation AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      attestation.obligation_id = 'WFD-LED-05'
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
        attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
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
        attestation.obligation_id <> 'WFD-LED-05'
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
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = organisation.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND COALESCE(attestation.organisation_id, program.organisation_id) = organisation.id
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    organisation.id,
    item.n
), any_attestation_unlinked_2 AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = organisation.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND attestation.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
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
    organisation.id,
    item.n
), any_attestation_2 AS (
  SELECT
    organisation.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      attestation.obligation_id = 'WFD-LED-05'
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
        attestation.obligation_id = 'WFD-LED-05' OR attestation.obligation_id IS NULL
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
        attestation.obligation_id <> 'WFD-LED-05'
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
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = organisation.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    item.id = organisation.id
    AND COALESCE(attestation.organisation_id, program.organisation_id) = organisation.id
    AND NOT (
      attestation.evidence IS NULL
    )
    AND attestation.next_due_on < CAST('2026-11-22' AS DATE)
  GROUP BY
    organisation.id,
    item.n
), items AS (
  SELECT
    organisation.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        (
          (
            NOT CASE
              WHEN (
                latest_attestation.known IS NULL
              ) = (
                CASE
                  WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
                  THEN GREATEST(
                    latest_attestation.possible,
                    latest_attestation_unlinked.possible,
                    CAST('2026-11-22' AS DATE)
                  )
                  ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
                END IS NULL
              )
              THEN latest_attestation.known IS NULL
              ELSE NULL
            END
            AND CASE
              WHEN CAST(latest_attestation.known + INTERVAL 12 MONTH AS DATE) IS NULL
              OR CAST(CASE
                WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
                THEN GREATEST(
                  latest_attestation.possible,
                  latest_attestation_unlinked.possible,
                  CAST('2026-11-22' AS DATE)
                )
                ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
              END + INTERVAL 12 MONTH AS DATE) IS NULL
              OR CAST('2026-11-22' AS DATE) IS NULL
              THEN NULL
              WHEN CAST(latest_attestation.known + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
              THEN TRUE
              WHEN NOT (
                CAST(CASE
                  WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
                  THEN GREATEST(
                    latest_attestation.possible,
                    latest_attestation_unlinked.possible,
                    CAST('2026-11-22' AS DATE)
                  )
                  ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
                END + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
              )
              THEN FALSE
              ELSE NULL
            END
          )
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
  FROM organisation
  CROSS JOIN items_of_allies_unexamined AS item
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id AND latest_attestation.key_1 = item.n
  LEFT JOIN latest_attestation_unlinked
    ON latest_attestation_unlinked.key_0 = organisation.id
    AND latest_attestation_unlinked.key_1 = item.n
  LEFT JOIN any_attestation_2 AS any_attestation
    ON any_attestation.key_0 = organisation.id AND any_attestation.key_1 = item.n
  LEFT JOIN any_attestation_unlinked_2 AS any_attestation_unlinked
    ON any_attestation_unlinked.key_0 = organisation.id
    AND any_attestation_unlinked.key_1 = item.n
  LEFT JOIN any_attestation AS any_attestation_2
    ON any_attestation_2.key_0 = organisation.id AND any_attestation_2.key_1 = item.n
  LEFT JOIN any_attestation_unlinked AS any_attestation_unlinked_2
    ON any_attestation_unlinked_2.key_0 = organisation.id
    AND any_attestation_unlinked_2.key_1 = item.n
  WHERE
    item.id = organisation.id
  GROUP BY
    organisation.id
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) FILTER(WHERE
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN items
  ON items.id = organisation.id
WHERE
  COALESCE(any_program.counted, 0) > 0 AND items.fails
ORDER BY
  id;
