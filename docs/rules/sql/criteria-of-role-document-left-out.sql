-- criteria-of-role-document-left-out: Role document with a criterion that the selection did not
--   look at
-- Lists the keys of the position_description records that fail on 2026-11-22.
--
-- Judges position description records.
-- Applies when (kind is one of position_description, statement_of_activity and approved on is
--   recorded and approved on is on or before the day of the check) and (approved on is the
--   latest approved on of the position description records whose position id is this position
--   description's position id and whose kind is one of position_description,
--   statement_of_activity and whose approved on is recorded and for which approved on is on or
--   before the day of the check) and other criteria is recorded and (there is at least one of
--   the recruitment records whose position id is this position description's position id and
--   for which the position's designated is yes and for which (((appointed on is not recorded or
--   appointed on is after the day of the check) and (closed on is not recorded or closed on is
--   after the day of the check)) or the first recorded one of appointed on and closed on is
--   after the day of the check minus the look back) and whose criteria is recorded).
-- Looks at each item of other criteria, one by one.
-- Holds when there is at least one of the recruitment records whose position id is this
--   position description's position id and for which the position's designated is yes and for
--   which (((appointed on is not recorded or appointed on is after the day of the check) and
--   (closed on is not recorded or closed on is after the day of the check)) or the first
--   recorded one of appointed on and closed on is after the day of the check minus the look
--   back) and whose criteria includes the item.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.kind,
--   position_description.other_criteria, position_description.position_id,
--   recruitment.appointed_on, recruitment.closed_on, recruitment.criteria,
--   recruitment.position_id.
-- Unknown as well when no position or recruitment records were supplied.
-- Checks WFD-ROL-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, id TEXT, kind TEXT, other_criteria TEXT[],
--     position_id TEXT)
--   recruitment (appointed_on DATE, closed_on DATE, criteria TEXT[], position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    position_description.id AS id,
    UNNEST(position_description.other_criteria) AS value
  FROM position_description
), items_of_criteria_of_role_document_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_recruitment_unlinked AS (
  SELECT
    position_description.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM position_description
  CROSS JOIN items_of_criteria_of_role_document_left_out AS item
  CROSS JOIN recruitment
  LEFT JOIN position
    ON position.id = recruitment.position_id
  WHERE
    item.id = position_description.id
    AND recruitment.position_id IS NULL
    AND (
      position.designated OR position.designated IS NULL
    )
    AND (
      (
        (
          recruitment.appointed_on IS NULL
          OR recruitment.appointed_on > CAST('2026-11-22' AS DATE)
        )
        AND (
          recruitment.closed_on IS NULL
          OR recruitment.closed_on > CAST('2026-11-22' AS DATE)
        )
      )
      OR COALESCE(recruitment.appointed_on, recruitment.closed_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR (
        recruitment.appointed_on IS NULL AND recruitment.closed_on IS NULL
      )
    )
    AND (
      ARRAY_CONTAINS(recruitment.criteria, item.value)
      OR recruitment.criteria IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    position_description.id,
    item.n
), any_recruitment AS (
  SELECT
    position_description.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      position.designated
      AND (
        (
          (
            recruitment.appointed_on IS NULL
            OR recruitment.appointed_on > CAST('2026-11-22' AS DATE)
          )
          AND (
            recruitment.closed_on IS NULL
            OR recruitment.closed_on > CAST('2026-11-22' AS DATE)
          )
        )
        OR COALESCE(recruitment.appointed_on, recruitment.closed_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      )
      AND ARRAY_CONTAINS(recruitment.criteria, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position.designated OR position.designated IS NULL
      )
      AND (
        (
          (
            recruitment.appointed_on IS NULL
            OR recruitment.appointed_on > CAST('2026-11-22' AS DATE)
          )
          AND (
            recruitment.closed_on IS NULL
            OR recruitment.closed_on > CAST('2026-11-22' AS DATE)
          )
        )
        OR COALESCE(recruitment.appointed_on, recruitment.closed_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR (
          recruitment.appointed_on IS NULL AND recruitment.closed_on IS NULL
        )
      )
      AND (
        ARRAY_CONTAINS(recruitment.criteria, item.value)
        OR recruitment.criteria IS NULL
        OR item.value IS NULL
      )
      AND (
        NOT position.designated
        OR position.designated IS NULL
        OR (
          (
            recruitment.appointed_on <= CAST('2026-11-22' AS DATE)
            OR recruitment.closed_on <= CAST('2026-11-22' AS DATE)
          )
          AND (
            COALESCE(recruitment.appointed_on, recruitment.closed_on) <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
            OR (
              recruitment.appointed_on IS NULL AND recruitment.closed_on IS NULL
            )
          )
        )
        OR NOT ARRAY_CONTAINS(recruitment.criteria, item.value)
        OR recruitment.criteria IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM position_description
  CROSS JOIN items_of_criteria_of_role_document_left_out AS item
  CROSS JOIN recruitment
  LEFT JOIN position
    ON position.id = recruitment.position_id
  WHERE
    item.id = position_description.id
    AND recruitment.position_id = position_description.position_id
  GROUP BY
    position_description.id,
    item.n
), items AS (
  SELECT
    position_description.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN position_description.position_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(any_recruitment.counted, 0) > 0
            THEN TRUE
            WHEN COALESCE(any_recruitment.may_count, 0) + COALESCE(any_recruitment_unlinked.may_count, 0) > 0
            THEN NULL
            ELSE FALSE
          END
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM position_description
  CROSS JOIN items_of_criteria_of_role_document_left_out AS item
  LEFT JOIN any_recruitment
    ON any_recruitment.key_0 = position_description.id
    AND any_recruitment.key_1 = item.n
  LEFT JOIN any_recruitment_unlinked
    ON any_recruitment_unlinked.key_0 = position_description.id
    AND any_recruitment_unlinked.key_1 = item.n
  WHERE
    item.id = position_description.id
  GROUP BY
    position_description.id
), any_recruitment_2 AS (
  SELECT
    recruitment.position_id AS key_0,
    COUNT(*) AS counted
  FROM recruitment
  LEFT JOIN position
    ON position.id = recruitment.position_id
  WHERE
    NOT (
      recruitment.position_id IS NULL
    )
    AND position.designated
    AND (
      (
        (
          recruitment.appointed_on IS NULL
          OR recruitment.appointed_on > CAST('2026-11-22' AS DATE)
        )
        AND (
          recruitment.closed_on IS NULL
          OR recruitment.closed_on > CAST('2026-11-22' AS DATE)
        )
      )
      OR COALESCE(recruitment.appointed_on, recruitment.closed_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
    AND NOT (
      recruitment.criteria IS NULL
    )
  GROUP BY
    recruitment.position_id
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
)
SELECT
  position_description.id AS id
FROM position_description
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = position_description.position_id
CROSS JOIN latest_position_description_unlinked
LEFT JOIN any_recruitment_2 AS any_recruitment
  ON any_recruitment.key_0 = position_description.position_id
LEFT JOIN items
  ON items.id = position_description.id
WHERE
  position_description.kind IN ('position_description', 'statement_of_activity')
  AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
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
  AND NOT (
    position_description.other_criteria IS NULL
  )
  AND COALESCE(any_recruitment.counted, 0) > 0
  AND items.fails
ORDER BY
  id;
