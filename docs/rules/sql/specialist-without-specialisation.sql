-- specialist-without-specialisation: Holder of a specialist position who does not have the
--   specialisation
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and position id is recorded and the position's
--   specialisations is recorded.
-- Looks at each item of the position's specialisations, one by one.
-- Holds when specialisations include the item.
-- Unknown when one of these is missing and would decide it: position.specialisations,
--   worker.ended_on, worker.position_id, worker.specialisations, worker.started_on.
-- Unknown as well when no position records were supplied.
-- Checks MOD-SPC-05 (Peer Support, Roles, Clients and Settings, Common titles)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, specialisations TEXT[])
--   worker (ended_on DATE, id TEXT, position_id TEXT, specialisations TEXT[], started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    worker.id AS id,
    UNNEST(position.specialisations) AS value
  FROM worker
  LEFT JOIN position
    ON position.id = worker.position_id
), items_of_specialist_without_specialisation AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    worker.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(worker.specialisations, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM worker
  CROSS JOIN items_of_specialist_without_specialisation AS item
  WHERE
    item.id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN position
  ON position.id = worker.position_id
LEFT JOIN items
  ON items.id = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.position_id IS NULL
  )
  AND NOT (
    position.id IS NULL
  )
  AND NOT (
    position.specialisations IS NULL
  )
  AND items.fails
ORDER BY
  id;
