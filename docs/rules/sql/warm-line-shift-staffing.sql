-- warm-line-shift-staffing: Shift of a warm line with too few or too many peer workers
-- Lists the keys of the shift records that fail on 2026-11-22.
--
-- Judges shift records.
-- Applies when the program's services announced include out_of_hours_phone_line and starts at
--   is after the day of the check minus the roster look back.
-- Holds when (the number of the worker records named in worker ids whose peer is yes, is at
--   least the warm line fewest peers) and (the number of the worker records named in worker ids
--   whose peer is yes, is at most the warm line most peers).
-- Unknown when one of these is missing and would decide it: program.services_announced,
--   shift.starts_at, shift.worker_ids, worker.is_peer.
-- Unknown as well when no program or worker records were supplied.
-- Checks MOD-TEL-03 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit roster_look_back = 3 months; source: a quarter of rosters is what a team leader can
--   still act on
-- Limit warm_line_fewest_peers = 2; source: Peer Support, Roles, Clients and Settings,
--   Telephone support (MOD-TEL-03); one studied line, no norm
-- Limit warm_line_most_peers = 4; source: Peer Support, Roles, Clients and Settings, Telephone
--   support (MOD-TEL-03); one studied line, no norm
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, services_announced TEXT[])
--   shift (id TEXT, program_id TEXT, starts_at TIMESTAMP, starts_at_end TIMESTAMP, worker_ids
--     TEXT[])
--   worker (id TEXT, is_peer BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH members AS (
  SELECT
    one.id AS owner,
    UNNEST(one.worker_ids) AS "key"
  FROM shift AS one
), count_worker AS (
  SELECT
    members.owner AS key_0,
    COUNT(*) FILTER(WHERE
      NOT (
        worker.id IS NULL
      ) AND worker.is_peer) AS counted,
    COUNT(*) FILTER(WHERE
      worker.id IS NULL
      OR (
        NOT (
          worker.id IS NULL
        ) AND worker.is_peer IS NULL
      )) AS may_count
  FROM members
  LEFT JOIN worker
    ON worker.id = members."key"
  GROUP BY
    members.owner
)
SELECT
  shift.id AS id
FROM shift
LEFT JOIN program
  ON program.id = shift.program_id
LEFT JOIN count_worker
  ON count_worker.key_0 = shift.id
WHERE
  NOT (
    program.id IS NULL
  )
  AND NOT (
    program.services_announced IS NULL
  )
  AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
  AND NOT (
    shift.starts_at_end IS NULL
  )
  AND CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND (
    (
      NOT (
        shift.worker_ids IS NULL
      )
      AND CASE
        WHEN shift.worker_ids IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0)
      END < CAST('2' AS DECIMAL(1, 0))
    )
    OR (
      NOT (
        shift.worker_ids IS NULL
      )
      AND CASE
        WHEN shift.worker_ids IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0)
      END > CAST('4' AS DECIMAL(1, 0))
    )
  )
ORDER BY
  id;
