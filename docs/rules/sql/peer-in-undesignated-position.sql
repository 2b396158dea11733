-- peer-in-undesignated-position: Person counted as a peer in a position that does not ask for
--   lived experience
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and position id is recorded.
-- Holds when the position's designated is yes.
-- Unknown when one of these is missing and would decide it: position.designated,
--   worker.ended_on, worker.is_peer, worker.position_id, worker.started_on.
-- Unknown as well when no position records were supplied.
-- Checks MOD-CLS-03 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Terminology)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  worker.id AS id
FROM worker
LEFT JOIN position
  ON position.id = worker.position_id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    worker.position_id IS NULL
  )
  AND NOT position.designated
ORDER BY
  id;
