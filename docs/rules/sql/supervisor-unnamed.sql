-- supervisor-unnamed: Worker for whom no supervisor is named
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when started on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when manager id is recorded or (there is at least one of this worker's supervision
--   records whose external is yes and whose kind is one of co_supervision, line, peer,
--   professional and whose held on is recorded and whose held on is on or before the day of the
--   check and for which the supervision interval after held on is on or after the day of the
--   check).
-- A breach stands below that of supervision-structure-incomplete where its program fails it.
-- Unknown when one of these is missing and would decide it: supervision.external,
--   supervision.held_on, supervision.kind, worker.ended_on, worker.manager_id,
--   worker.started_on.
-- Unknown as well when no supervision records were supplied.
-- Checks GOV-SUS-05 (Operating a Peer Support Service, Sustainability)
--
-- Limit supervision_interval = 1 month; source: PER-MAN-02 names no frequency; monthly is usual
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   supervision (external BOOLEAN, held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, manager_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_supervision_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.external OR supervision.external IS NULL
    )
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      supervision.external
      AND supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        supervision.external OR supervision.external IS NULL
      )
      AND (
        supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
      )
      AND (
        NOT supervision.external
        OR supervision.external IS NULL
        OR NOT supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
        OR supervision.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    supervision.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_supervision
  ON any_supervision.key_0 = worker.id
CROSS JOIN any_supervision_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.manager_id IS NULL
  AND COALESCE(any_supervision.counted, 0) <= 0
  AND COALESCE(any_supervision.may_count, 0) + COALESCE(any_supervision_unlinked.may_count, 0) <= 0
ORDER BY
  id;
