-- role-document-unreviewed: Role document of a peer position that was not reviewed recently
-- Lists the keys of the position_description records that fail on 2026-11-22.
--
-- Judges position description records.
-- Applies when (kind is one of position_description, statement_of_activity and approved on is
--   recorded and approved on is on or before the day of the check) and the position's
--   designated is yes and (approved on is the latest approved on of the position description
--   records whose position id is this position description's position id and whose kind is one
--   of position_description, statement_of_activity and whose approved on is recorded and for
--   which approved on is on or before the day of the check).
-- It is due: the last day in time is the role document interval after the later of approved on
--   and the latest last reviewed on of the position description records whose its key is this
--   position description's key and whose last reviewed on is recorded and whose last reviewed
--   on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.id, position_description.kind,
--   position_description.last_reviewed_on, position_description.position_id.
-- Unknown as well when no position records were supplied.
-- Checks PER-REC-11 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit role_document_interval = 1 year; source: PER-REC-11 names no interval; compared at the
--   yearly review of documents
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, id TEXT, kind TEXT, last_reviewed_on DATE,
--     position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_position_description_unlinked AS (
  SELECT
    MAX(position_description.last_reviewed_on) AS possible
  FROM position_description
  WHERE
    position_description.id IS NULL
    AND position_description.last_reviewed_on <= CAST('2026-11-22' AS DATE)
), latest_position_description AS (
  SELECT
    position_description.id AS key_0,
    MAX(position_description.last_reviewed_on) AS possible
  FROM position_description
  WHERE
    NOT (
      position_description.id IS NULL
    )
    AND position_description.last_reviewed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    position_description.id
), latest_position_description_unlinked_2 AS (
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
), latest_position_description_2 AS (
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
)
SELECT
  position_description.id AS id
FROM position_description
LEFT JOIN position
  ON position.id = position_description.position_id
LEFT JOIN latest_position_description_2 AS latest_position_description
  ON latest_position_description.key_0 = position_description.position_id
CROSS JOIN latest_position_description_unlinked_2 AS latest_position_description_unlinked
LEFT JOIN latest_position_description AS latest_position_description_2
  ON latest_position_description_2.key_0 = position_description.id
CROSS JOIN latest_position_description_unlinked AS latest_position_description_unlinked_2
WHERE
  position_description.kind IN ('position_description', 'statement_of_activity')
  AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  AND position.designated
  AND NOT (
    position_description.position_id IS NULL
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
    WHEN position_description.position_id IS NULL
    THEN NULL
    ELSE latest_position_description.known
  END = CASE
    WHEN position_description.position_id IS NULL
    THEN NULL
    ELSE GREATEST(
      latest_position_description.possible,
      latest_position_description_unlinked.possible
    )
  END
  AND position_description.approved_on = CASE
    WHEN position_description.position_id IS NULL
    THEN NULL
    ELSE latest_position_description.known
  END
  AND CAST(CASE
    WHEN COALESCE(
      CASE
        WHEN position_description.id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_position_description_2.possible,
          latest_position_description_unlinked_2.possible
        )
      END IS NULL
      AND position_description.id IS NULL,
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN position_description.id IS NULL
          THEN NULL
          ELSE GREATEST(
            latest_position_description_2.possible,
            latest_position_description_unlinked_2.possible
          )
        END,
        position_description.approved_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN position_description.id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_position_description_2.possible,
          latest_position_description_unlinked_2.possible
        )
      END,
      position_description.approved_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
