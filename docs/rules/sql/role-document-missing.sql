-- role-document-missing: Worker without a role document that says what is not expected
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when started on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when there is at least one of the position description records whose position id is
--   this worker's position id and whose kind is one of position_description,
--   statement_of_activity and whose approved on is recorded and for which approved on is on or
--   before the day of the check and whose (approved on is the latest approved on of the
--   position description records whose position id is this worker's position id and whose kind
--   is one of position_description, statement_of_activity and whose approved on is recorded and
--   for which approved on is on or before the day of the check) and whose sections include
--   not_expected.
-- A breach stands below that of position-description-missing where the same record fails it.
-- A breach stands below that of peer-position-undefined where its position fails it.
-- Unknown when one of these is missing and would decide it: position_description.approved_on,
--   position_description.kind, position_description.position_id, position_description.sections,
--   worker.ended_on, worker.position_id, worker.started_on.
-- Unknown as well when no position description records were supplied.
-- Checks PER-VOL-07 (Operating a Peer Support Service, Volunteer management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position_description (approved_on DATE, kind TEXT, position_id TEXT, sections TEXT[])
--   worker (ended_on DATE, id TEXT, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_position_description_unlinked AS (
  SELECT
    MAX(position_description.approved_on) AS possible
  FROM position_description
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
), latest_position_description AS (
  SELECT
    position_description.position_id AS key_0,
    MAX(position_description.approved_on) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')) AS known,
    MAX(position_description.approved_on) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL) AS possible
  FROM position_description
  WHERE
    NOT (
      position_description.position_id IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    position_description.position_id
), any_position_description_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = worker.position_id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.position_id IS NULL
      OR (
        NOT (
          worker.position_id IS NULL
        )
        AND latest_position_description.known IS NULL
      )
      OR (
        NOT (
          worker.position_id IS NULL
        )
        AND latest_position_description.possible IS NULL
        AND latest_position_description_unlinked.possible IS NULL
      )
      OR (
        NOT (
          worker.position_id IS NULL
        )
        AND NOT (
          latest_position_description.known IS NULL
        )
        AND (
          NOT (
            latest_position_description.possible IS NULL
          )
          OR NOT (
            latest_position_description_unlinked.possible IS NULL
          )
        )
        AND CASE
          WHEN worker.position_id IS NULL
          THEN NULL
          ELSE latest_position_description.known
        END = CASE
          WHEN worker.position_id IS NULL
          THEN NULL
          ELSE GREATEST(
            latest_position_description.possible,
            latest_position_description_unlinked.possible
          )
        END
        AND position_description.approved_on = CASE
          WHEN worker.position_id IS NULL
          THEN NULL
          ELSE latest_position_description.known
        END
      )
      OR (
        NOT (
          worker.position_id IS NULL
        )
        AND NOT (
          latest_position_description.known IS NULL
        )
        AND (
          NOT (
            latest_position_description.possible IS NULL
          )
          OR NOT (
            latest_position_description_unlinked.possible IS NULL
          )
        )
        AND position_description.approved_on >= CASE
          WHEN worker.position_id IS NULL
          THEN NULL
          ELSE latest_position_description.known
        END
        AND (
          position_description.approved_on <= CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
          END
          OR (
            latest_position_description.possible IS NULL
            AND latest_position_description_unlinked.possible IS NULL
          )
        )
        AND (
          CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END <> CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
          END
          OR (
            latest_position_description.possible IS NULL
            AND latest_position_description_unlinked.possible IS NULL
          )
          OR position_description.approved_on <> CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
      )
    )
    AND (
      ARRAY_CONTAINS(position_description.sections, 'not_expected')
      OR position_description.sections IS NULL
    )
  GROUP BY
    worker.id
), any_position_description AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')
      AND NOT (
        worker.position_id IS NULL
      )
      AND NOT (
        latest_position_description.known IS NULL
      )
      AND (
        NOT (
          latest_position_description.possible IS NULL
        )
        OR NOT (
          latest_position_description_unlinked.possible IS NULL
        )
      )
      AND CASE
        WHEN worker.position_id IS NULL
        THEN NULL
        ELSE latest_position_description.known
      END = CASE
        WHEN worker.position_id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_position_description.possible,
          latest_position_description_unlinked.possible
        )
      END
      AND position_description.approved_on = CASE
        WHEN worker.position_id IS NULL
        THEN NULL
        ELSE latest_position_description.known
      END
      AND ARRAY_CONTAINS(position_description.sections, 'not_expected')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
      )
      AND (
        worker.position_id IS NULL
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND latest_position_description.known IS NULL
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND latest_position_description.possible IS NULL
          AND latest_position_description_unlinked.possible IS NULL
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND NOT (
            latest_position_description.known IS NULL
          )
          AND (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END = CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
          END
          AND position_description.approved_on = CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND NOT (
            latest_position_description.known IS NULL
          )
          AND (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on >= CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
          AND (
            position_description.approved_on <= CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE GREATEST(
                latest_position_description.possible,
                latest_position_description_unlinked.possible
              )
            END
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
          )
          AND (
            CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE latest_position_description.known
            END <> CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE GREATEST(
                latest_position_description.possible,
                latest_position_description_unlinked.possible
              )
            END
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
            OR position_description.approved_on <> CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE latest_position_description.known
            END
          )
        )
      )
      AND (
        ARRAY_CONTAINS(position_description.sections, 'not_expected')
        OR position_description.sections IS NULL
      )
      AND (
        NOT position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
        OR position_description.approved_on > CAST('2026-11-22' AS DATE)
        OR worker.position_id IS NULL
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND latest_position_description.known IS NULL
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND latest_position_description.possible IS NULL
          AND latest_position_description_unlinked.possible IS NULL
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND NOT (
            latest_position_description.known IS NULL
          )
          AND (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on < CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND NOT (
            latest_position_description.known IS NULL
          )
          AND (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on > CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
          END
        )
        OR (
          NOT (
            worker.position_id IS NULL
          )
          AND NOT (
            latest_position_description.known IS NULL
          )
          AND (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on >= CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
          AND (
            position_description.approved_on <= CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE GREATEST(
                latest_position_description.possible,
                latest_position_description_unlinked.possible
              )
            END
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
          )
          AND (
            CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE latest_position_description.known
            END <> CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE GREATEST(
                latest_position_description.possible,
                latest_position_description_unlinked.possible
              )
            END
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
            OR position_description.approved_on <> CASE
              WHEN worker.position_id IS NULL
              THEN NULL
              ELSE latest_position_description.known
            END
          )
        )
        OR NOT ARRAY_CONTAINS(position_description.sections, 'not_expected')
        OR position_description.sections IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = worker.position_id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    position_description.position_id = worker.position_id
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_position_description
  ON any_position_description.key_0 = worker.id
LEFT JOIN any_position_description_unlinked
  ON any_position_description_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.position_id IS NULL
  )
  AND COALESCE(any_position_description.counted, 0) <= 0
  AND COALESCE(any_position_description.may_count, 0) + COALESCE(any_position_description_unlinked.may_count, 0) <= 0
ORDER BY
  id;
