-- nothing-delivered-by-peers: Program in which no peer worker has delivered anything lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the peer delivery interval after the later of started on
--   and the latest held on of this program's service event records for which (facilitated by
--   peers is yes or (there is at least one of the worker records named in worker ids whose peer
--   is yes)) and whose kind is not recorded_break and whose held on is on or before the day of
--   the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of this program's shift records for which (there is at
--   least one of the worker records named in worker ids whose peer is yes) and whose starts at
--   is on or before the day of the check and for which the peer delivery interval after starts
--   at is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, service_event.facilitated_by_peers,
--   service_event.held_on, service_event.kind, service_event.worker_ids, shift.starts_at,
--   shift.worker_ids, worker.is_peer.
-- Unknown as well when no service event or shift or worker records were supplied.
-- Checks PAR-INV-03 (Peer-based mental health supports, a guide for incorporating best
--   practices, Promoting effective collaboration and integration)
--
-- Limit peer_delivery_interval = 1 month; source: PAR-INV-03 names no frequency; delivery shows
--   in every month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (facilitated_by_peers BOOLEAN, held_on DATE, id TEXT, kind TEXT, program_id
--     TEXT, worker_ids TEXT[])
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
), members_2 AS (
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
), any_worker_2 AS (
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
  FROM members_2 AS members
  LEFT JOIN worker
    ON worker.id = members."key"
  GROUP BY
    members.owner
), any_shift_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM shift
  LEFT JOIN any_worker
    ON any_worker.key_0 = shift.id
  WHERE
    shift.program_id IS NULL
    AND (
      shift.worker_ids IS NULL
      OR (
        NOT (
          shift.worker_ids IS NULL
        )
        AND (
          COALESCE(any_worker.counted, 0) > 0
          OR (
            COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
          )
        )
      )
    )
    AND (
      shift.starts_at IS NULL
      OR shift.starts_at_end IS NULL
      OR (
        NOT (
          shift.starts_at IS NULL
        )
        AND CAST(shift.starts_at_end AS DATE) <= CAST('2026-11-22' AS DATE)
      )
      OR (
        CAST(shift.starts_at_end AS DATE) > CAST('2026-11-22' AS DATE)
        AND CAST(shift.starts_at AS DATE) <= CAST('2026-11-22' AS DATE)
      )
    )
    AND (
      shift.starts_at IS NULL
      OR shift.starts_at_end IS NULL
      OR (
        NOT (
          shift.starts_at_end IS NULL
        )
        AND CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      )
      OR (
        CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        AND CAST(CAST(shift.starts_at_end AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      )
    )
), any_shift AS (
  SELECT
    shift.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      NOT (
        shift.worker_ids IS NULL
      )
      AND COALESCE(any_worker.counted, 0) > 0
      AND CAST(shift.starts_at_end AS DATE) <= CAST('2026-11-22' AS DATE)
      AND CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        shift.worker_ids IS NULL
        OR (
          NOT (
            shift.worker_ids IS NULL
          )
          AND (
            COALESCE(any_worker.counted, 0) > 0
            OR (
              COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
            )
          )
        )
      )
      AND (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR (
          NOT (
            shift.starts_at IS NULL
          )
          AND CAST(shift.starts_at_end AS DATE) <= CAST('2026-11-22' AS DATE)
        )
        OR (
          CAST(shift.starts_at_end AS DATE) > CAST('2026-11-22' AS DATE)
          AND CAST(shift.starts_at AS DATE) <= CAST('2026-11-22' AS DATE)
        )
      )
      AND (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        )
        OR (
          CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
          AND CAST(CAST(shift.starts_at_end AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        )
      )
      AND (
        shift.worker_ids IS NULL
        OR (
          NOT (
            shift.worker_ids IS NULL
          )
          AND (
            (
              COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
            )
            OR (
              COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) <= 0
            )
          )
        )
        OR shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(shift.starts_at AS DATE) > CAST('2026-11-22' AS DATE)
        )
        OR (
          CAST(shift.starts_at_end AS DATE) > CAST('2026-11-22' AS DATE)
          AND CAST(shift.starts_at AS DATE) <= CAST('2026-11-22' AS DATE)
        )
        OR (
          NOT (
            shift.starts_at IS NULL
          )
          AND CAST(CAST(shift.starts_at_end AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        )
        OR (
          CAST(CAST(shift.starts_at AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
          AND CAST(CAST(shift.starts_at_end AS DATE) + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        )
      )) AS may_count
  FROM shift
  LEFT JOIN any_worker
    ON any_worker.key_0 = shift.id
  WHERE
    NOT (
      shift.program_id IS NULL
    )
  GROUP BY
    shift.program_id
), latest_service_event_unlinked AS (
  SELECT
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM service_event
  LEFT JOIN any_worker_2 AS any_worker
    ON any_worker.key_0 = service_event.id
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.facilitated_by_peers
      OR service_event.facilitated_by_peers IS NULL
      OR service_event.worker_ids IS NULL
      OR (
        NOT (
          service_event.worker_ids IS NULL
        )
        AND (
          COALESCE(any_worker.counted, 0) > 0
          OR (
            COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
          )
        )
      )
    )
    AND (
      service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
    )
), latest_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      (
        service_event.facilitated_by_peers
        OR (
          NOT (
            service_event.worker_ids IS NULL
          )
          AND COALESCE(any_worker.counted, 0) > 0
        )
      )
      AND service_event.kind <> 'recorded_break'
      AND service_event.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(service_event.held_on) FILTER(WHERE
      (
        service_event.facilitated_by_peers
        OR service_event.facilitated_by_peers IS NULL
        OR service_event.worker_ids IS NULL
        OR (
          NOT (
            service_event.worker_ids IS NULL
          )
          AND (
            COALESCE(any_worker.counted, 0) > 0
            OR (
              COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
            )
          )
        )
      )
      AND (
        service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
      )
      AND service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        service_event.facilitated_by_peers
        OR service_event.facilitated_by_peers IS NULL
        OR service_event.worker_ids IS NULL
        OR (
          NOT (
            service_event.worker_ids IS NULL
          )
          AND (
            COALESCE(any_worker.counted, 0) > 0
            OR (
              COALESCE(any_worker.counted, 0) <= 0 AND COALESCE(any_worker.may_count, 0) > 0
            )
          )
        )
      )
      AND (
        service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
      )
      AND service_event.held_on IS NULL) AS undated
  FROM service_event
  LEFT JOIN any_worker_2 AS any_worker
    ON any_worker.key_0 = service_event.id
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_service_event
  ON latest_service_event.key_0 = program.id
CROSS JOIN latest_service_event_unlinked
LEFT JOIN any_shift
  ON any_shift.key_0 = program.id
CROSS JOIN any_shift_unlinked
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
  AND (
    NOT (
      latest_service_event.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
    OR NOT (
      latest_service_event.possible IS NULL
    )
    OR NOT (
      latest_service_event_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_service_event.possible,
        latest_service_event_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND COALESCE(any_shift.counted, 0) <= 0
  AND COALESCE(any_shift.may_count, 0) + COALESCE(any_shift_unlinked.may_count, 0) <= 0
ORDER BY
  id;
