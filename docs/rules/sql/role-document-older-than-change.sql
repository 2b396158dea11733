-- role-document-older-than-change: Role document of a peer position that is older than a
--   substantial change
-- Lists the keys of the position_description records that fail on 2026-11-22.
--
-- Judges position description records.
-- Applies when (kind is one of position_description, statement_of_activity and approved on is
--   recorded and approved on is on or before the day of the check) and the position's
--   designated is yes and (approved on is the latest approved on of the position description
--   records whose position id is this position description's position id and whose kind is one
--   of position_description, statement_of_activity and whose approved on is recorded and for
--   which approved on is on or before the day of the check).
-- Holds when there is none of the change records whose program id is this position
--   description's position's program id and whose substantial is yes and for which (effective
--   on is recorded and effective on is on or before the day of the check and effective on is
--   after the day of the check minus the look back) and whose effective on is after the later
--   of this position description's approved on and this position description's last reviewed on
--   and for which the document check limit after effective on is before the day of the check.
-- Unknown when one of these is missing and would decide it: change.effective_on,
--   change.program_id, change.substantial, position.designated, position.program_id,
--   position_description.approved_on, position_description.kind,
--   position_description.last_reviewed_on, position_description.position_id.
-- Unknown as well when no change or position records were supplied.
-- Checks PER-REC-11 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit document_check_limit = 30 days; source: GOV-POL-17 names no limit; one month after the
--   change takes effect
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (effective_on DATE, program_id TEXT, substantial BOOLEAN)
--   position (designated BOOLEAN, id TEXT, program_id TEXT)
--   position_description (approved_on DATE, id TEXT, kind TEXT, last_reviewed_on DATE,
--     position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_change AS (
  SELECT
    position_description.id AS key_0,
    COUNT(*) AS counted
  FROM position_description
  CROSS JOIN change
  LEFT JOIN position
    ON position.id = position_description.position_id
  WHERE
    change.program_id = position.program_id
    AND change.substantial
    AND change.effective_on <= CAST('2026-11-22' AS DATE)
    AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    AND (
      NOT (
        position_description.approved_on IS NULL
      )
      OR NOT (
        position_description.last_reviewed_on IS NULL
      )
    )
    AND change.effective_on > GREATEST(position_description.approved_on, position_description.last_reviewed_on)
    AND (
      CAST(change.effective_on AS DATE) + 30
    ) < CAST('2026-11-22' AS DATE)
  GROUP BY
    position_description.id
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
LEFT JOIN position
  ON position.id = position_description.position_id
LEFT JOIN latest_position_description
  ON latest_position_description.key_0 = position_description.position_id
CROSS JOIN latest_position_description_unlinked
LEFT JOIN any_change
  ON any_change.key_0 = position_description.id
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
    position.program_id IS NULL
  )
  AND COALESCE(any_change.counted, 0) > 0
ORDER BY
  id;
