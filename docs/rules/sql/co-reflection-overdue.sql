-- co-reflection-overdue: Peer worker of a program of Intentional Peer Support without shared
--   reflection lately
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and program id is recorded and
--   the program's peer approach is intentional_peer_support.
-- It is due: the last day in time is the co reflection interval after the later of started on
--   and the latest held on of this worker's supervision records whose kind is one of
--   co_reflection, co_supervision and whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.peer_approach,
--   supervision.held_on, supervision.kind, worker.ended_on, worker.is_peer, worker.program_id,
--   worker.started_on.
-- Unknown as well when no program or supervision records were supplied.
-- Checks PRA-IPS-10 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Promoting Innovative Practice and Social Change)
--
-- Limit co_reflection_interval = 2 months; source: PRA-IPS-10 names no frequency; same rhythm
--   as co-supervision
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, peer_approach TEXT)
--   supervision (held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, program_id TEXT, started_on DATE)
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
      supervision.kind IN ('co_reflection', 'co_supervision')
      OR supervision.kind IS NULL
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
      supervision.kind IN ('co_reflection', 'co_supervision')
      OR supervision.kind IS NULL
    )
  GROUP BY
    supervision.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = worker.id
CROSS JOIN latest_supervision_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    worker.program_id IS NULL
  )
  AND NOT (
    program.id IS NULL
  )
  AND program.peer_approach = 'intentional_peer_support'
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
