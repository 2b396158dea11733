-- warm-line-individual-supervision-overdue: Worker of a warm line without individual
--   supervision in the last week
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and program id is recorded and the program's
--   services announced include out_of_hours_phone_line and (there is at least one of the shift
--   records whose worker ids include this worker and whose starts at is after the day of the
--   check minus the roster look back and whose starts at is on or before the day of the check).
-- It is due: the last day in time is the warm line individual supervision interval after the
--   later of started on and the latest held on of this worker's supervision records whose kind
--   is one of co_supervision, line, peer, professional and whose format is individual and whose
--   held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- A breach stands below that of supervision-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: program.services_announced,
--   shift.starts_at, supervision.format, supervision.held_on, supervision.kind,
--   worker.ended_on, worker.program_id, worker.started_on.
-- Unknown as well when no program or shift or supervision records were supplied.
-- Checks MOD-TEL-08 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit roster_look_back = 3 months; source: a quarter of rosters is what a team leader can
--   still act on
-- Limit warm_line_individual_supervision_interval = 7 days; source: Peer Support, Roles,
--   Clients and Settings, Telephone support (MOD-TEL-08), weekly read as said of both kinds;
--   one studied line, no norm
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, services_announced TEXT[])
--   shift (id TEXT, starts_at TIMESTAMP, starts_at_end TIMESTAMP, worker_ids TEXT[])
--   supervision (format TEXT, held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM shift AS one
), latest_supervision_unlinked AS (
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
      supervision.format = 'individual' OR supervision.format IS NULL
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
      supervision.format = 'individual' OR supervision.format IS NULL
    )
  GROUP BY
    supervision.worker_id
), any_shift AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM shift
  CROSS JOIN member
  WHERE
    member."row" = shift.id
    AND NOT (
      member."key" IS NULL
    )
    AND CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
    AND CAST(shift.starts_at_end AS DATE) <= CAST('2026-11-22' AS DATE)
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN any_shift
  ON any_shift.key_0 = worker.id
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = worker.id
CROSS JOIN latest_supervision_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.program_id IS NULL
  )
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.services_announced IS NULL
  )
  AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
  AND COALESCE(any_shift.counted, 0) > 0
  AND (
    CAST(GREATEST(
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
    ) AS DATE) + 7
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
