-- perspective-not-offered: Peer worker with a perspective that the program does not offer
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and perspective is recorded and
--   program id is recorded and the program's perspectives is recorded.
-- Holds when the program's perspectives include perspective.
-- Unknown when one of these is missing and would decide it: program.perspectives,
--   worker.ended_on, worker.is_peer, worker.perspective, worker.program_id, worker.started_on.
-- Unknown as well when no program records were supplied.
-- Checks MOD-CLS-09 (Peer Support, Roles, Clients and Settings, Lived experience work, a major
--   distinction)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, perspectives TEXT[])
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, perspective TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    worker.perspective IS NULL
  )
  AND NOT (
    worker.program_id IS NULL
  )
  AND NOT (
    program.perspectives IS NULL
  )
  AND NOT ARRAY_CONTAINS(program.perspectives, worker.perspective)
ORDER BY
  id;
