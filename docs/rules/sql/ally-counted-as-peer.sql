-- ally-counted-as-peer: Seat that counts as held by a peer, held by somebody who works in
--   another role
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when (joined on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check)) and peer is yes and worker id is recorded.
-- Holds when the worker's peer is yes.
-- Unknown when one of these is missing and would decide it: membership.ended_on,
--   membership.is_peer, membership.joined_on, membership.worker_id, worker.is_peer.
-- Unknown as well when no worker records were supplied.
-- Checks MOD-CLS-10 (Peer Support, Roles, Clients and Settings, Lived experience work, a major
--   distinction)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   membership (ended_on DATE, id TEXT, is_peer BOOLEAN, joined_on DATE, worker_id TEXT)
--   worker (id TEXT, is_peer BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  membership.id AS id
FROM membership
LEFT JOIN worker
  ON worker.id = membership.worker_id
WHERE
  membership.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND membership.is_peer
  AND NOT (
    membership.worker_id IS NULL
  )
  AND NOT worker.is_peer
ORDER BY
  id;
