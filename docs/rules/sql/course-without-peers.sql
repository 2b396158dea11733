-- course-without-peers: Course of a recovery college that no peer delivered
-- Lists the keys of the service_event records that fail on 2026-11-22.
--
-- Judges service event records.
-- Applies when kind is course and the program's delivery models include peer_education and
--   (held on is on or before the day of the check and held on is after the day of the check
--   minus the event look back).
-- Holds when facilitated by peers is yes or (there is at least one of the worker records named
--   in worker ids whose peer is yes).
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   service_event.facilitated_by_peers, service_event.held_on, service_event.kind,
--   service_event.worker_ids, worker.is_peer.
-- Unknown as well when no program or worker records were supplied.
-- Checks MOD-EDU-02 (Peer Support, Roles, Clients and Settings, Peer education)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], id TEXT)
--   service_event (facilitated_by_peers BOOLEAN, held_on DATE, id TEXT, kind TEXT, program_id
--     TEXT, worker_ids TEXT[])
--   worker (id TEXT, is_peer BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH members AS (
  SELECT
    one.id AS owner,
    UNNEST(one.worker_ids) AS "key"
  FROM service_event AS one
), any_worker AS (
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
  service_event.id AS id
FROM service_event
LEFT JOIN program
  ON program.id = service_event.program_id
LEFT JOIN any_worker
  ON any_worker.key_0 = service_event.id
WHERE
  service_event.kind = 'course'
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'peer_education')
  AND service_event.held_on <= CAST('2026-11-22' AS DATE)
  AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND NOT service_event.facilitated_by_peers
  AND NOT (
    service_event.worker_ids IS NULL
  )
  AND COALESCE(any_worker.counted, 0) <= 0
  AND COALESCE(any_worker.may_count, 0) <= 0
ORDER BY
  id;
