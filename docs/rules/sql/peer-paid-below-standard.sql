-- peer-paid-below-standard: Peer worker paid less than the standard of the position
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (engagement is paid and peer is yes).
-- Holds when hourly rate is at least the position's pay standard rate.
-- Unknown when one of these is missing and would decide it: position.pay_standard_rate,
--   worker.ended_on, worker.engagement, worker.hourly_rate, worker.is_peer, worker.started_on.
-- Unknown as well when no position records were supplied.
-- Checks WFD-REM-01 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, pay_standard_rate DECIMAL(38, 10))
--   worker (ended_on DATE, engagement TEXT, hourly_rate DECIMAL(38, 10), id TEXT, is_peer
--     BOOLEAN, position_id TEXT, started_on DATE)
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
  AND worker.engagement = 'paid'
  AND worker.is_peer
  AND worker.hourly_rate < position.pay_standard_rate
ORDER BY
  id;
