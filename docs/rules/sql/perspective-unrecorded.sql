-- perspective-unrecorded: Peer worker of whom nobody recorded the perspective
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- Holds when perspective is recorded.
-- Unknown when one of these is missing and would decide it: worker.ended_on, worker.is_peer,
--   worker.perspective, worker.started_on.
-- Checks MOD-CLS-09 (Peer Support, Roles, Clients and Settings, Lived experience work, a major
--   distinction)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, perspective TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  worker.id AS id
FROM worker
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND worker.perspective IS NULL
ORDER BY
  id;
