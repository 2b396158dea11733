-- peer-worker-overstretched: Peer worker with too many contacts outside the role or the agreed
--   hours
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- Holds when the number of the service event records whose worker ids include this worker and
--   whose held on is on or before the day of the check and for which the outside role window
--   after held on is after the day of the check and whose within role is no, is at most the
--   outside role limit.
-- Unknown when one of these is missing and would decide it: service_event.held_on,
--   service_event.within_role, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no service event records were supplied.
-- Checks WFD-NET-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit outside_role_limit = 2; source: WFD-NET-02 names no number; the threshold proposed for
--   PRA-BND-02
-- Limit outside_role_window = 1 month; source: WFD-NET-02 names no time; a month, as for
--   contacts outside the role in general (PRA-BND-02)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   service_event (held_on DATE, id TEXT, within_role BOOLEAN, worker_ids TEXT[])
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM service_event AS one
), count_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id
    AND NOT (
      member."key" IS NULL
    )
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(service_event.held_on + INTERVAL 1 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
    AND NOT service_event.within_role
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN count_service_event
  ON count_service_event.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND COALESCE(count_service_event.counted, 0) > CAST('2' AS DECIMAL(1, 0))
ORDER BY
  id;
