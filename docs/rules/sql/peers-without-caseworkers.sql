-- peers-without-caseworkers: Community program in which no caseworker works beside the peers
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include community_based and (there is
--   at least one of this program's worker records whose started on is on or before the day of
--   the check and for which (ended on is not recorded or ended on is after the day of the
--   check) and whose engagement is paid and whose peer is yes).
-- Holds when there is at least one of this program's worker records whose started on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose position id is recorded and for which the position's
--   discipline is casework.
-- Unknown when one of these is missing and would decide it: position.discipline,
--   program.delivery_models, program.ended_on, program.started_on, program.status,
--   worker.ended_on, worker.engagement, worker.is_peer, worker.position_id, worker.started_on.
-- Unknown as well when no position or worker records were supplied.
-- Checks MOD-COM-01 (Peer Support, Roles, Clients and Settings, Community based models)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (discipline TEXT, id TEXT)
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, engagement TEXT, is_peer BOOLEAN, organisation_id TEXT, position_id
--     TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_worker_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN position
    ON position.id = worker.position_id
  WHERE
    worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND NOT (
      worker.position_id IS NULL
    )
    AND (
      position.discipline = 'casework' OR position.discipline IS NULL
    )
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND position.discipline = 'casework') AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        position.discipline = 'casework' OR position.discipline IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR position.discipline <> 'casework'
        OR position.discipline IS NULL
      )) AS may_count
  FROM worker
  LEFT JOIN position
    ON position.id = worker.position_id
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND NOT (
      worker.position_id IS NULL
    )
  GROUP BY
    worker.program_id
), any_worker_2 AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'paid'
    AND worker.is_peer
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker_2 AS any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN any_worker AS any_worker_2
  ON any_worker_2.key_0 = program.id
CROSS JOIN any_worker_unlinked
WHERE
  (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'community_based')
  AND COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_worker_2.counted, 0) <= 0
  AND COALESCE(any_worker_2.may_count, 0) + COALESCE(any_worker_unlinked.may_count, 0) <= 0
ORDER BY
  id;
