-- telephone-volunteer-unclassified: Volunteer of a telephone line of whom nobody recorded
--   whether it is a peer
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and engagement is volunteer and program id is
--   recorded and the program's delivery models include telephone_support.
-- Holds when peer is recorded.
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   worker.ended_on, worker.engagement, worker.is_peer, worker.program_id, worker.started_on.
-- Unknown as well when no program records were supplied.
-- Checks MOD-TEL-12 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], id TEXT)
--   worker (ended_on DATE, engagement TEXT, id TEXT, is_peer BOOLEAN, program_id TEXT,
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
  AND worker.engagement = 'volunteer'
  AND NOT (
    worker.program_id IS NULL
  )
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'telephone_support')
  AND worker.is_peer IS NULL
ORDER BY
  id;
