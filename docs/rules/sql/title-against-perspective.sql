-- title-against-perspective: Peer worker whose title belongs to the other perspective
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and position id is recorded and the position's
--   title class is recorded and the position's title class is one of carer_peer_support_worker,
--   peer_support_worker.
-- Holds when perspective is family_carer (where the position's title class is
--   carer_peer_support_worker, else personal).
-- Unknown when one of these is missing and would decide it: position.title_class,
--   worker.ended_on, worker.perspective, worker.position_id, worker.started_on.
-- Unknown as well when no position records were supplied.
-- Checks MOD-CLS-13 (Peer Support, Roles, Clients and Settings, Common titles)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, title_class TEXT)
--   worker (ended_on DATE, id TEXT, perspective TEXT, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  worker.id AS id
FROM worker
LEFT JOIN position
  ON position.id = worker.position_id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.position_id IS NULL
  )
  AND position.title_class IN ('carer_peer_support_worker', 'peer_support_worker')
  AND (
    (
      (
        position.title_class = 'carer_peer_support_worker'
        OR position.title_class <> 'carer_peer_support_worker'
        OR 'family_carer' = 'personal'
      )
      AND worker.perspective < CASE
        WHEN position.title_class = 'carer_peer_support_worker'
        THEN 'family_carer'
        WHEN NOT (
          position.title_class = 'carer_peer_support_worker'
        )
        THEN 'personal'
        ELSE CASE
          WHEN 'family_carer' = 'personal' AND 'family_carer' = 'personal'
          THEN 'family_carer'
          ELSE NULL
        END
      END
    )
    OR (
      (
        position.title_class = 'carer_peer_support_worker'
        OR position.title_class <> 'carer_peer_support_worker'
        OR 'family_carer' = 'personal'
      )
      AND worker.perspective > CASE
        WHEN position.title_class = 'carer_peer_support_worker'
        THEN 'family_carer'
        WHEN NOT (
          position.title_class = 'carer_peer_support_worker'
        )
        THEN 'personal'
        ELSE CASE
          WHEN 'family_carer' = 'personal' AND 'family_carer' = 'personal'
          THEN 'family_carer'
          ELSE NULL
        END
      END
    )
  )
ORDER BY
  id;
