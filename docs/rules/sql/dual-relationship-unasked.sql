-- dual-relationship-unasked: Peer worker who was never asked about dual relationships
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- Holds when there is at least one of this worker's relationship declaration records whose
--   declared on is on or before the day of the check.
-- Unknown when one of these is missing and would decide it:
--   relationship_declaration.declared_on, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no relationship declaration records were supplied.
-- Checks PRA-BND-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   relationship_declaration (declared_on DATE, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_relationship_declaration_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)
      OR relationship_declaration.declared_on IS NULL) AS may_count
  FROM relationship_declaration
  WHERE
    relationship_declaration.worker_id IS NULL
), any_relationship_declaration AS (
  SELECT
    relationship_declaration.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      relationship_declaration.declared_on IS NULL) AS may_count
  FROM relationship_declaration
  WHERE
    NOT (
      relationship_declaration.worker_id IS NULL
    )
  GROUP BY
    relationship_declaration.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_relationship_declaration
  ON any_relationship_declaration.key_0 = worker.id
CROSS JOIN any_relationship_declaration_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND COALESCE(any_relationship_declaration.counted, 0) <= 0
  AND COALESCE(any_relationship_declaration.may_count, 0) + COALESCE(any_relationship_declaration_unlinked.may_count, 0) <= 0
ORDER BY
  id;
