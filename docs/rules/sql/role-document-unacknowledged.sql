-- role-document-unacknowledged: Worker who has not acknowledged the role document in force
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (the latest approved on of the position
--   description records whose position id is this worker's position id and whose kind is one of
--   position_description, statement_of_activity and whose approved on is recorded and for which
--   approved on is on or before the day of the check exists).
-- Holds when there is at least one of this worker's acknowledgement records whose document kind
--   is position_description and whose (acknowledged on is on or after the latest approved on of
--   the position description records whose position id is this worker's position id and whose
--   kind is one of position_description, statement_of_activity and whose approved on is
--   recorded and for which approved on is on or before the day of the check) and whose
--   acknowledged on is on or before the day of the check.
-- Unknown when one of these is missing and would decide it: acknowledgement.acknowledged_on,
--   acknowledgement.document_kind, position_description.approved_on, position_description.kind,
--   position_description.position_id, worker.ended_on, worker.position_id, worker.started_on.
-- Unknown as well when no acknowledgement or position description records were supplied.
-- Checks GOV-DOC-03 (Operating a Peer Support Service, Duty of care)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   acknowledgement (acknowledged_on DATE, document_kind TEXT, worker_id TEXT)
--   position_description (approved_on DATE, kind TEXT, position_id TEXT)
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
), any_acknowledgement_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN acknowledgement
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = worker.position_id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    acknowledgement.worker_id IS NULL
    AND (
      acknowledgement.document_kind = 'position_description'
      OR acknowledgement.document_kind IS NULL
    )
    AND (
      acknowledgement.acknowledged_on IS NULL
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
        AND acknowledgement.acknowledged_on >= CASE
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
        AND (
          acknowledgement.acknowledged_on < CASE
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
        AND acknowledgement.acknowledged_on >= CASE
          WHEN worker.position_id IS NULL
          THEN NULL
          ELSE latest_position_description.known
        END
      )
    )
    AND (
      acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
      OR acknowledgement.acknowledged_on IS NULL
    )
  GROUP BY
    worker.id
), any_acknowledgement AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      acknowledgement.document_kind = 'position_description'
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
      AND acknowledgement.acknowledged_on >= CASE
        WHEN worker.position_id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_position_description.possible,
          latest_position_description_unlinked.possible
        )
      END
      AND acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        acknowledgement.document_kind = 'position_description'
        OR acknowledgement.document_kind IS NULL
      )
      AND (
        acknowledgement.acknowledged_on IS NULL
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
          AND acknowledgement.acknowledged_on >= CASE
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
            acknowledgement.acknowledged_on IS NULL
          )
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
          AND (
            acknowledgement.acknowledged_on < CASE
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
          AND acknowledgement.acknowledged_on >= CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
      )
      AND (
        acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
        OR acknowledgement.acknowledged_on IS NULL
      )
      AND (
        acknowledgement.document_kind <> 'position_description'
        OR acknowledgement.document_kind IS NULL
        OR acknowledgement.acknowledged_on IS NULL
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
          AND acknowledgement.acknowledged_on < CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
        OR (
          NOT (
            acknowledgement.acknowledged_on IS NULL
          )
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
          AND (
            acknowledgement.acknowledged_on < CASE
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
          AND acknowledgement.acknowledged_on >= CASE
            WHEN worker.position_id IS NULL
            THEN NULL
            ELSE latest_position_description.known
          END
        )
        OR acknowledgement.acknowledged_on > CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM worker
  CROSS JOIN acknowledgement
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = worker.position_id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    acknowledgement.worker_id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = worker.position_id
CROSS JOIN latest_position_description_unlinked
LEFT JOIN any_acknowledgement
  ON any_acknowledgement.key_0 = worker.id
LEFT JOIN any_acknowledgement_unlinked
  ON any_acknowledgement_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
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
  AND COALESCE(any_acknowledgement.counted, 0) <= 0
  AND COALESCE(any_acknowledgement.may_count, 0) + COALESCE(any_acknowledgement_unlinked.may_count, 0) <= 0
ORDER BY
  id;
