-- worker-outside-reporting-line: Worker who does not report to the manager of the program
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and program id is recorded and manager id is
--   recorded and the program's manager id is recorded.
-- Holds when this worker's key is the program's manager id or manager id is the program's
--   manager id or (the manager's manager id is recorded and the manager's manager id is the
--   program's manager id) or (frontline is no and the program's manager's manager id is
--   recorded and manager id is the program's manager's manager id).
-- Unknown when one of these is missing and would decide it: program.manager_id,
--   worker.ended_on, worker.frontline, worker.id, worker.manager_id, worker.program_id,
--   worker.started_on.
-- Unknown as well when no program records were supplied.
-- Checks PER-MAN-01 (Operating a Peer Support Service, Management of staff)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, manager_id TEXT)
--   worker (ended_on DATE, frontline BOOLEAN, id TEXT, manager_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN worker AS worker_2
  ON worker_2.id = worker.manager_id
LEFT JOIN worker AS worker_3
  ON worker_3.id = program.manager_id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.program_id IS NULL
  )
  AND worker.id <> program.manager_id
  AND worker.manager_id <> program.manager_id
  AND (
    (
      worker_2.manager_id IS NULL AND NOT (
        worker_2.id IS NULL
      )
    )
    OR worker_2.manager_id <> program.manager_id
  )
  AND (
    worker.frontline
    OR (
      worker_3.manager_id IS NULL
      AND NOT (
        program.id IS NULL
      )
      AND NOT (
        worker_3.id IS NULL
      )
    )
    OR worker.manager_id <> worker_3.manager_id
  )
ORDER BY
  id;
