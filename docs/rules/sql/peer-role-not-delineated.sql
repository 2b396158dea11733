-- peer-role-not-delineated: Filled peer position whose role document does not tell the role
--   from others
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes and (the latest approved on of this position's position
--   description records whose kind is one of position_description, statement_of_activity and
--   whose approved on is recorded and for which approved on is on or before the day of the
--   check exists) and (there is at least one of the worker records whose position id is this
--   position's key and whose started on is on or before the day of the check and for which
--   (ended on is not recorded or ended on is after the day of the check)).
-- Holds when there is at least one of this position's position description records whose kind
--   is one of position_description, statement_of_activity and whose approved on is recorded and
--   for which approved on is on or before the day of the check and whose (approved on is the
--   latest approved on of this position's position description records whose kind is one of
--   position_description, statement_of_activity and whose approved on is recorded and for which
--   approved on is on or before the day of the check) and whose sections include
--   distinction_from_other_roles.
-- A breach stands below that of peer-role-document-incomplete where the same record fails it.
-- Unknown when one of these is missing and would decide it: position.designated, position.id,
--   position_description.approved_on, position_description.kind, position_description.sections,
--   worker.ended_on, worker.position_id, worker.started_on.
-- Unknown as well when no position description or worker records were supplied.
-- Checks WFD-ROL-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, kind TEXT, position_id TEXT, sections TEXT[])
--   worker (ended_on DATE, position_id TEXT, started_on DATE)
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
    position.id AS key_0,
    COUNT(*) AS may_count
  FROM position
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = position.id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
    AND (
      latest_position_description.known IS NULL
      OR (
        latest_position_description.possible IS NULL
        AND latest_position_description_unlinked.possible IS NULL
      )
      OR (
        (
          NOT (
            latest_position_description.possible IS NULL
          )
          OR NOT (
            latest_position_description_unlinked.possible IS NULL
          )
        )
        AND latest_position_description.known = GREATEST(
          latest_position_description.possible,
          latest_position_description_unlinked.possible
        )
        AND position_description.approved_on = latest_position_description.known
      )
      OR (
        (
          NOT (
            latest_position_description.possible IS NULL
          )
          OR NOT (
            latest_position_description_unlinked.possible IS NULL
          )
        )
        AND position_description.approved_on >= latest_position_description.known
        AND (
          position_description.approved_on <= GREATEST(
            latest_position_description.possible,
            latest_position_description_unlinked.possible
          )
          OR (
            latest_position_description.possible IS NULL
            AND latest_position_description_unlinked.possible IS NULL
          )
        )
        AND (
          latest_position_description.known <> GREATEST(
            latest_position_description.possible,
            latest_position_description_unlinked.possible
          )
          OR (
            latest_position_description.possible IS NULL
            AND latest_position_description_unlinked.possible IS NULL
          )
          OR position_description.approved_on <> latest_position_description.known
        )
      )
    )
    AND (
      ARRAY_CONTAINS(position_description.sections, 'distinction_from_other_roles')
      OR position_description.sections IS NULL
    )
  GROUP BY
    position.id
), any_position_description AS (
  SELECT
    position.id AS key_0,
    COUNT(*) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')
      AND (
        NOT (
          latest_position_description.possible IS NULL
        )
        OR NOT (
          latest_position_description_unlinked.possible IS NULL
        )
      )
      AND latest_position_description.known = GREATEST(
        latest_position_description.possible,
        latest_position_description_unlinked.possible
      )
      AND position_description.approved_on = latest_position_description.known
      AND ARRAY_CONTAINS(position_description.sections, 'distinction_from_other_roles')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
      )
      AND (
        latest_position_description.known IS NULL
        OR (
          latest_position_description.possible IS NULL
          AND latest_position_description_unlinked.possible IS NULL
        )
        OR (
          (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND latest_position_description.known = GREATEST(
            latest_position_description.possible,
            latest_position_description_unlinked.possible
          )
          AND position_description.approved_on = latest_position_description.known
        )
        OR (
          (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on >= latest_position_description.known
          AND (
            position_description.approved_on <= GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
          )
          AND (
            latest_position_description.known <> GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
            OR position_description.approved_on <> latest_position_description.known
          )
        )
      )
      AND (
        ARRAY_CONTAINS(position_description.sections, 'distinction_from_other_roles')
        OR position_description.sections IS NULL
      )
      AND (
        NOT position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
        OR position_description.approved_on > CAST('2026-11-22' AS DATE)
        OR latest_position_description.known IS NULL
        OR (
          latest_position_description.possible IS NULL
          AND latest_position_description_unlinked.possible IS NULL
        )
        OR (
          (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on < latest_position_description.known
        )
        OR (
          NOT (
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
          AND position_description.approved_on > GREATEST(
            latest_position_description.possible,
            latest_position_description_unlinked.possible
          )
        )
        OR (
          (
            NOT (
              latest_position_description.possible IS NULL
            )
            OR NOT (
              latest_position_description_unlinked.possible IS NULL
            )
          )
          AND position_description.approved_on >= latest_position_description.known
          AND (
            position_description.approved_on <= GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
          )
          AND (
            latest_position_description.known <> GREATEST(
              latest_position_description.possible,
              latest_position_description_unlinked.possible
            )
            OR (
              latest_position_description.possible IS NULL
              AND latest_position_description_unlinked.possible IS NULL
            )
            OR position_description.approved_on <> latest_position_description.known
          )
        )
        OR NOT ARRAY_CONTAINS(position_description.sections, 'distinction_from_other_roles')
        OR position_description.sections IS NULL
      )) AS may_count
  FROM position
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = position.id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    position_description.position_id = position.id
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    position.id
), any_worker AS (
  SELECT
    worker.position_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.position_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.position_id
)
SELECT
  position.id AS id
FROM position
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = position.id
CROSS JOIN latest_position_description_unlinked
LEFT JOIN any_worker
  ON any_worker.key_0 = position.id
LEFT JOIN any_position_description
  ON any_position_description.key_0 = position.id
LEFT JOIN any_position_description_unlinked
  ON any_position_description_unlinked.key_0 = position.id
WHERE
  position.designated
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
  AND NOT (
    position.id IS NULL
  )
  AND COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_position_description.counted, 0) <= 0
  AND COALESCE(any_position_description.may_count, 0) + COALESCE(any_position_description_unlinked.may_count, 0) <= 0
ORDER BY
  id;
