-- objectives-changed-without-those-concerned: Change of the objectives about which peer workers
--   or service users were not asked
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is objectives and approved on is recorded and approved on is on or before
--   the day of the check and approved on is after the day of the check minus the look back.
-- Looks at each item of peer_workers, service_users, one by one.
-- Holds when consulted includes the item.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   change.consulted, change.kind.
-- Checks GOV-OBJ-06 (Operating a Peer Support Service, Service objectives)
-- Checks GOV-OBJ-07 (Operating a Peer Support Service, Service objectives)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, consulted TEXT[], id TEXT, kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    change.id AS id,
    UNNEST(['peer_workers', 'service_users']) AS value
  FROM change
), items_of_objectives_changed_without_those_concerned AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    change.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(change.consulted, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM change
  CROSS JOIN items_of_objectives_changed_without_those_concerned AS item
  WHERE
    item.id = change.id
  GROUP BY
    change.id
)
SELECT
  change.id AS id
FROM change
LEFT JOIN items
  ON items.id = change.id
WHERE
  change.kind = 'objectives'
  AND change.approved_on <= CAST('2026-11-22' AS DATE)
  AND change.approved_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND items.fails
ORDER BY
  id;
