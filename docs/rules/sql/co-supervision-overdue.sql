-- co-supervision-overdue: Peer worker without recent peer-led co-supervision
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- It is due: the last day in time is the co supervision interval after the later of started on
--   and the latest held on of this worker's supervision records whose kind is co_supervision
--   and whose peer led is yes and whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- A breach stands below that of peer-led-supervision-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: supervision.held_on,
--   supervision.kind, supervision.peer_led, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no supervision records were supplied.
-- Checks PER-MAN-03 (Operating a Peer Support Service, Management of staff)
--
-- Limit co_supervision_interval = 2 months; source: PER-MAN-03 and WFD-SUP-04 name no
--   frequency; every second month besides line supervision
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   supervision (held_on DATE, kind TEXT, peer_led BOOLEAN, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_supervision_unlinked AS (
  SELECT
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.kind = 'co_supervision' OR supervision.kind IS NULL
    )
    AND (
      supervision.peer_led OR supervision.peer_led IS NULL
    )
), latest_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND (
      supervision.kind = 'co_supervision' OR supervision.kind IS NULL
    )
    AND (
      supervision.peer_led OR supervision.peer_led IS NULL
    )
  GROUP BY
    supervision.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = worker.id
CROSS JOIN latest_supervision_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_supervision.possible,
        latest_supervision_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
    END,
    worker.started_on
  ) + INTERVAL 2 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
