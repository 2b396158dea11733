-- external-peer-supervision-overdue: Organisation without experienced peer workers and without
--   recent peer supervision from outside
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when (there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose peer is yes) and (there is none of this
--   organisation's worker records whose started on is on or before the day of the check and for
--   which (ended on is not recorded or ended on is after the day of the check) and whose peer
--   is yes and whose experienced peer is yes).
-- It is due: the last day in time is the external peer supervision interval after the latest
--   held on of this organisation's supervision records whose external is yes and whose peer led
--   is yes and whose kind is one of co_supervision, line, peer, professional and whose held on
--   is on or before the day of the check.
-- Holds when (the latest held on of this organisation's supervision records whose external is
--   yes and whose peer led is yes and whose kind is one of co_supervision, line, peer,
--   professional and whose held on is on or before the day of the check exists) and (the last
--   day in time is on or after the day of the check).
-- Unknown when one of these is missing and would decide it: supervision.external,
--   supervision.held_on, supervision.kind, supervision.peer_led, worker.ended_on,
--   worker.experienced_peer, worker.is_peer, worker.started_on.
-- Unknown as well when no supervision or worker records were supplied.
-- Checks PER-MAN-04 (Operating a Peer Support Service, Management of staff)
--
-- Limit external_peer_supervision_interval = 2 months; source: PER-MAN-04 names no frequency;
--   same rhythm as co-supervision inside
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   supervision (external BOOLEAN, held_on DATE, kind TEXT, peer_led BOOLEAN, worker_id TEXT)
--   worker (ended_on DATE, experienced_peer BOOLEAN, id TEXT, is_peer BOOLEAN, organisation_id
--     TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_supervision_unlinked AS (
  SELECT
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  LEFT JOIN worker
    ON worker.id = supervision.worker_id
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    worker.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      supervision.external OR supervision.external IS NULL
    )
    AND (
      supervision.peer_led OR supervision.peer_led IS NULL
    )
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
), latest_supervision AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    MAX(supervision.held_on) FILTER(WHERE
      supervision.external
      AND supervision.peer_led
      AND supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      AND supervision.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(supervision.held_on) FILTER(WHERE
      (
        supervision.external OR supervision.external IS NULL
      )
      AND (
        supervision.peer_led OR supervision.peer_led IS NULL
      )
      AND (
        supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
      )
      AND supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        supervision.external OR supervision.external IS NULL
      )
      AND (
        supervision.peer_led OR supervision.peer_led IS NULL
      )
      AND (
        supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
      )
      AND supervision.held_on IS NULL) AS undated
  FROM supervision
  LEFT JOIN worker
    ON worker.id = supervision.worker_id
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    NOT (
      worker.organisation_id IS NULL
    )
    OR NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    worker.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.is_peer OR worker.is_peer IS NULL
    )
    AND (
      worker.experienced_peer OR worker.experienced_peer IS NULL
    )
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.is_peer
      AND worker.experienced_peer) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.experienced_peer OR worker.experienced_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
        OR NOT worker.experienced_peer
        OR worker.experienced_peer IS NULL
      )) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker_2 AS any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN any_worker AS any_worker_2
  ON any_worker_2.key_0 = organisation.id
CROSS JOIN any_worker_unlinked
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = organisation.id
CROSS JOIN latest_supervision_unlinked
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_worker_2.counted, 0) <= 0
  AND COALESCE(any_worker_2.may_count, 0) + COALESCE(any_worker_unlinked.may_count, 0) <= 0
  AND (
    (
      latest_supervision.known IS NULL
      AND COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) <= 0
      AND latest_supervision.possible IS NULL
      AND latest_supervision_unlinked.possible IS NULL
    )
    OR (
      NOT (
        latest_supervision.known IS NULL
      )
      AND (
        COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
        OR NOT (
          latest_supervision.possible IS NULL
        )
        OR NOT (
          latest_supervision_unlinked.possible IS NULL
        )
      )
      AND CAST(CASE
        WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_supervision.possible,
          latest_supervision_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
      END + INTERVAL 2 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
  )
ORDER BY
  id;
