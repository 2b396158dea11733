-- peer-position-undefined: Peer position without an approved role document
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes.
-- Holds when there is at least one of this position's position description records whose kind
--   is one of position_description, statement_of_activity and whose approved on is recorded and
--   for which approved on is on or before the day of the check.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.kind.
-- Unknown as well when no position description records were supplied.
-- Checks WFD-ROL-09 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
-- Checks WFD-ROL-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, kind TEXT, position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_position_description_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM position_description
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
), any_position_description AS (
  SELECT
    position_description.position_id AS key_0,
    COUNT(*) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
      )
      AND (
        NOT position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
        OR position_description.approved_on > CAST('2026-11-22' AS DATE)
      )) AS may_count
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
  position.id AS id
FROM position
LEFT JOIN any_position_description
  ON any_position_description.key_0 = position.id
CROSS JOIN any_position_description_unlinked
WHERE
  position.designated
  AND COALESCE(any_position_description.counted, 0) <= 0
  AND COALESCE(any_position_description.may_count, 0) + COALESCE(any_position_description_unlinked.may_count, 0) <= 0
ORDER BY
  id;
