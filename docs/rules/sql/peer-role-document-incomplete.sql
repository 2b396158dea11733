-- peer-role-document-incomplete: Peer position whose role document leaves out purpose, scope or
--   duties
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes and (the latest approved on of this position's position
--   description records whose kind is one of position_description, statement_of_activity and
--   whose approved on is recorded and for which approved on is on or before the day of the
--   check exists).
-- Looks at each item of duties, purpose, scope, one by one.
-- Holds when there is at least one of this position's position description records whose kind
--   is one of position_description, statement_of_activity and whose approved on is recorded and
--   for which approved on is on or before the day of the check and whose (approved on is the
--   latest approved on of this position's position description records whose kind is one of
--   position_description, statement_of_activity and whose approved on is recorded and for which
--   approved on is on or before the day of the check) and whose sections include the item.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.kind, position_description.sections.
-- Unknown as well when no position description records were supplied.
-- Checks WFD-ROL-03 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
-- Checks WFD-ROL-07 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, kind TEXT, position_id TEXT, sections TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    position.id AS id,
    UNNEST(['duties', 'purpose', 'scope']) AS value
  FROM position
), items_of_peer_role_document_incomplete AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), latest_position_description_unlinked AS (
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
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM position
  CROSS JOIN items_of_peer_role_document_incomplete AS item
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = position.id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    item.id = position.id
    AND position_description.position_id IS NULL
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
      ARRAY_CONTAINS(position_description.sections, item.value)
      OR position_description.sections IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    position.id,
    item.n
), any_position_description AS (
  SELECT
    position.id AS key_0,
    item.n AS key_1,
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
      AND ARRAY_CONTAINS(position_description.sections, item.value)) AS counted,
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
        ARRAY_CONTAINS(position_description.sections, item.value)
        OR position_description.sections IS NULL
        OR item.value IS NULL
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
        OR NOT ARRAY_CONTAINS(position_description.sections, item.value)
        OR position_description.sections IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM position
  CROSS JOIN items_of_peer_role_document_incomplete AS item
  CROSS JOIN position_description
  LEFT JOIN latest_position_description
    ON latest_position_description.key_0 = position.id
  CROSS JOIN latest_position_description_unlinked
  WHERE
    item.id = position.id
    AND position_description.position_id = position.id
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    position.id,
    item.n
), items AS (
  SELECT
    position.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_position_description.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_position_description.may_count, 0) + COALESCE(any_position_description_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM position
  CROSS JOIN items_of_peer_role_document_incomplete AS item
  LEFT JOIN any_position_description
    ON any_position_description.key_0 = position.id
    AND any_position_description.key_1 = item.n
  LEFT JOIN any_position_description_unlinked
    ON any_position_description_unlinked.key_0 = position.id
    AND any_position_description_unlinked.key_1 = item.n
  WHERE
    item.id = position.id
  GROUP BY
    position.id
)
SELECT
  position.id AS id
FROM position
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = position.id
CROSS JOIN latest_position_description_unlinked
LEFT JOIN items
  ON items.id = position.id
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
  AND items.fails
ORDER BY
  id;
