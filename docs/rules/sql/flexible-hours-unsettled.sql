-- flexible-hours-unsettled: Peer worker with whom nobody settled flexible hours
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- Holds when flexible hours is recorded and flexible hours is one of agreed,
--   declined_by_worker.
-- Unknown when one of these is missing and would decide it: worker.ended_on,
--   worker.flexible_hours, worker.is_peer, worker.started_on.
-- Checks PER-MAN-07 (Operating a Peer Support Service, Management of staff)
-- Checks PER-REC-06 (Operating a Peer Support Service, Recruiting personnel)
-- Checks WFD-REM-04 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   worker (ended_on DATE, flexible_hours TEXT, id TEXT, is_peer BOOLEAN, started_on DATE)
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
  AND (
    worker.flexible_hours IS NULL
    OR (
      NOT (
        worker.flexible_hours IS NULL
      )
      AND NOT worker.flexible_hours IN ('agreed', 'declined_by_worker')
    )
  )
ORDER BY
  id;
