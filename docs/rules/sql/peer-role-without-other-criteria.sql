-- peer-role-without-other-criteria: Peer position for which lived experience alone is enough
-- Lists the keys of the position_description records that fail on 2026-11-22.
--
-- Judges position description records.
-- Applies when (kind is one of position_description, statement_of_activity and approved on is
--   recorded and approved on is on or before the day of the check) and the position's
--   designated is yes and (approved on is the latest approved on of the position description
--   records whose position id is this position description's position id and whose kind is one
--   of position_description, statement_of_activity and whose approved on is recorded and for
--   which approved on is on or before the day of the check).
-- Holds when other criteria includes skills or other criteria includes values or other criteria
--   includes knowledge or other criteria includes training or other criteria includes
--   qualification or other criteria includes experience or other criteria includes
--   screening_check or other criteria includes availability or other criteria includes other.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.kind,
--   position_description.other_criteria, position_description.position_id.
-- Unknown as well when no position records were supplied.
-- Checks WFD-ROL-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, id TEXT, kind TEXT, other_criteria TEXT[],
--     position_id TEXT)
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
)
SELECT
  position_description.id AS id
FROM position_description
LEFT JOIN position
  ON position.id = position_description.position_id
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = position_description.position_id
CROSS JOIN latest_position_description_unlinked
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
  AND NOT (
    position_description.other_criteria IS NULL
  )
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'skills')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'values')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'knowledge')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'training')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'qualification')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'experience')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'screening_check')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'availability')
  AND NOT ARRAY_CONTAINS(position_description.other_criteria, 'other')
ORDER BY
  id;
