-- line-supervision-overdue: Worker without recent line supervision
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when started on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- It is due: the last day in time is the line supervision interval after the later of started
--   on and the latest held on of this worker's supervision records whose kind is line and whose
--   held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- A breach stands below that of supervision-overdue where the same record fails it.
-- A breach stands below that of supervisor-unnamed where the same record fails it.
-- Unknown when one of these is missing and would decide it: supervision.held_on,
--   supervision.kind, worker.ended_on, worker.started_on.
-- Unknown as well when no supervision records were supplied.
-- Checks GOV-DOC-11 (Operating a Peer Support Service, Duty of care)
--
-- Limit line_supervision_interval = 1 month; source: GOV-DOC-11 says ongoing; monthly is usual
--   for line supervision
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   supervision (held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, started_on DATE)
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
      supervision.kind = 'line' OR supervision.kind IS NULL
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
      supervision.kind = 'line' OR supervision.kind IS NULL
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
  ) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
