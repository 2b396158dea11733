-- boundaries-not-supervised: Peer worker whose supervision has not dealt with boundaries
--   recently
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- It is due: the last day in time is the boundary supervision interval after the later of
--   started on and the latest held on of this worker's supervision records whose kind is one of
--   co_supervision, line, peer, professional and whose topics include boundaries and whose held
--   on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: supervision.held_on,
--   supervision.kind, supervision.topics, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no supervision records were supplied.
-- Checks PRA-BND-03 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Limit boundary_supervision_interval = 6 months; source: PRA-BND-03 names no frequency; twice
--   a year keeps the matter alive
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   supervision (held_on DATE, kind TEXT, topics TEXT[], worker_id TEXT)
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
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(supervision.topics, 'boundaries') OR supervision.topics IS NULL
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
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(supervision.topics, 'boundaries') OR supervision.topics IS NULL
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
  ) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
