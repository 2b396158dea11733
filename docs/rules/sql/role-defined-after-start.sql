-- role-defined-after-start: Peer worker who started before the role was defined
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and started on is after the day
--   of the check minus the look back and (the earliest approved on of the position description
--   records whose position id is this worker's position id and whose kind is one of
--   position_description, statement_of_activity and whose approved on is recorded and for which
--   approved on is on or before the day of the check exists).
-- Holds when the earliest approved on of the position description records whose position id is
--   this worker's position id and whose kind is one of position_description,
--   statement_of_activity and whose approved on is recorded and for which approved on is on or
--   before the day of the check, is on or before started on.
-- Unknown when one of these is missing and would decide it: position_description.approved_on,
--   position_description.kind, position_description.position_id, worker.ended_on,
--   worker.is_peer, worker.position_id, worker.started_on.
-- Unknown as well when no position description records were supplied.
-- Checks WFD-ROL-04 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position_description (approved_on DATE, kind TEXT, position_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_position_description_unlinked AS (
  SELECT
    MIN(position_description.approved_on) AS possible
  FROM position_description
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
), earliest_position_description AS (
  SELECT
    position_description.position_id AS key_0,
    MIN(position_description.approved_on) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')) AS known,
    MIN(position_description.approved_on) FILTER(WHERE
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
  worker.id AS id
FROM worker
LEFT JOIN earliest_position_description
  ON earliest_position_description.key_0 = worker.position_id
CROSS JOIN earliest_position_description_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND worker.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    worker.position_id IS NULL
  )
  AND (
    NOT (
      earliest_position_description.possible IS NULL
    )
    OR NOT (
      earliest_position_description_unlinked.possible IS NULL
    )
  )
  AND NOT (
    earliest_position_description.known IS NULL
  )
  AND CASE
    WHEN worker.position_id IS NULL
    THEN NULL
    ELSE LEAST(
      earliest_position_description.possible,
      earliest_position_description_unlinked.possible
    )
  END > worker.started_on
ORDER BY
  id;
