-- overstepping-not-supervised: Worker with too many contacts outside the role, with whom nobody
--   has talked about it
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (the number of the service event records
--   whose worker ids include this worker and whose held on is on or before the day of the check
--   and for which the outside role window after held on is after the day of the check and whose
--   within role is no, is more than the outside role limit).
-- Holds when there is at least one of this worker's supervision records whose kind is one of
--   co_supervision, line, peer, professional and whose held on is recorded and whose held on is
--   on or before the day of the check and whose (held on is on or after the latest held on of
--   the service event records whose worker ids include this worker and whose held on is on or
--   before the day of the check and for which the outside role window after held on is after
--   the day of the check and whose within role is no) and for which (topics include
--   overstepping_the_role or topics include boundaries).
-- A breach stands below that of peer-worker-overstretched where the same record fails it.
-- Unknown when one of these is missing and would decide it: service_event.held_on,
--   service_event.within_role, supervision.held_on, supervision.kind, supervision.topics,
--   worker.ended_on, worker.started_on.
-- Unknown as well when no service event or supervision records were supplied.
-- Checks PRA-BND-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing clear ethical practice guidelines and boundaries)
--
-- Limit outside_role_limit = 2; source: WFD-NET-02 names no number; the threshold proposed for
--   PRA-BND-02
-- Limit outside_role_window = 1 month; source: WFD-NET-02 names no time; a month, as for
--   contacts outside the role in general (PRA-BND-02)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   service_event (held_on DATE, id TEXT, within_role BOOLEAN, worker_ids TEXT[])
--   supervision (held_on DATE, kind TEXT, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM service_event AS one
), latest_service_event_unlinked AS (
  SELECT
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 1 MONTH AS DATE) > CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM service_event
  WHERE
    service_event.worker_ids IS NULL
    AND (
      NOT service_event.within_role OR service_event.within_role IS NULL
    )
), latest_service_event AS (
  SELECT
    member."key" AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 1 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND NOT service_event.within_role) AS known,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 1 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND (
        NOT service_event.within_role OR service_event.within_role IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        NOT service_event.within_role OR service_event.within_role IS NULL
      )
      AND service_event.held_on IS NULL) AS undated
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id AND NOT (
      member."key" IS NULL
    )
  GROUP BY
    member."key"
), any_supervision_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN supervision
  LEFT JOIN latest_service_event
    ON latest_service_event.key_0 = worker.id
  CROSS JOIN latest_service_event_unlinked
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      latest_service_event.known IS NULL
      OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
      OR (
        COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
        AND latest_service_event.possible IS NULL
        AND latest_service_event_unlinked.possible IS NULL
      )
      OR (
        NOT (
          latest_service_event.known IS NULL
        )
        AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          OR NOT (
            latest_service_event.possible IS NULL
          )
          OR NOT (
            latest_service_event_unlinked.possible IS NULL
          )
        )
        AND supervision.held_on >= CASE
          WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
        END
      )
      OR (
        COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          OR NOT (
            latest_service_event.possible IS NULL
          )
          OR NOT (
            latest_service_event_unlinked.possible IS NULL
          )
        )
        AND (
          supervision.held_on < CASE
            WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            THEN NULL
            ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
          END
          OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
          OR (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
            AND latest_service_event.possible IS NULL
            AND latest_service_event_unlinked.possible IS NULL
          )
        )
        AND supervision.held_on >= latest_service_event.known
      )
    )
    AND (
      ARRAY_CONTAINS(supervision.topics, 'overstepping_the_role')
      OR supervision.topics IS NULL
      OR ARRAY_CONTAINS(supervision.topics, 'boundaries')
    )
  GROUP BY
    worker.id
), any_supervision AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      AND NOT (
        latest_service_event.known IS NULL
      )
      AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        OR NOT (
          latest_service_event.possible IS NULL
        )
        OR NOT (
          latest_service_event_unlinked.possible IS NULL
        )
      )
      AND supervision.held_on >= CASE
        WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
      END
      AND (
        ARRAY_CONTAINS(supervision.topics, 'overstepping_the_role')
        OR ARRAY_CONTAINS(supervision.topics, 'boundaries')
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
      )
      AND (
        latest_service_event.known IS NULL
        OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND latest_service_event.possible IS NULL
          AND latest_service_event_unlinked.possible IS NULL
        )
        OR (
          NOT (
            latest_service_event.known IS NULL
          )
          AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              latest_service_event.possible IS NULL
            )
            OR NOT (
              latest_service_event_unlinked.possible IS NULL
            )
          )
          AND supervision.held_on >= CASE
            WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            THEN NULL
            ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
          END
        )
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              latest_service_event.possible IS NULL
            )
            OR NOT (
              latest_service_event_unlinked.possible IS NULL
            )
          )
          AND (
            supervision.held_on < CASE
              WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
            END
            OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
              AND latest_service_event.possible IS NULL
              AND latest_service_event_unlinked.possible IS NULL
            )
          )
          AND supervision.held_on >= latest_service_event.known
        )
      )
      AND (
        ARRAY_CONTAINS(supervision.topics, 'overstepping_the_role')
        OR supervision.topics IS NULL
        OR ARRAY_CONTAINS(supervision.topics, 'boundaries')
      )
      AND (
        NOT supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
        OR supervision.held_on > CAST('2026-11-22' AS DATE)
        OR latest_service_event.known IS NULL
        OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND latest_service_event.possible IS NULL
          AND latest_service_event_unlinked.possible IS NULL
        )
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              latest_service_event.possible IS NULL
            )
            OR NOT (
              latest_service_event_unlinked.possible IS NULL
            )
          )
          AND supervision.held_on < latest_service_event.known
        )
        OR (
          COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              latest_service_event.possible IS NULL
            )
            OR NOT (
              latest_service_event_unlinked.possible IS NULL
            )
          )
          AND (
            supervision.held_on < CASE
              WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
            END
            OR COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
              AND latest_service_event.possible IS NULL
              AND latest_service_event_unlinked.possible IS NULL
            )
          )
          AND supervision.held_on >= latest_service_event.known
        )
        OR (
          (
            NOT ARRAY_CONTAINS(supervision.topics, 'overstepping_the_role')
            OR supervision.topics IS NULL
          )
          AND (
            NOT ARRAY_CONTAINS(supervision.topics, 'boundaries')
            OR supervision.topics IS NULL
          )
        )
      )) AS may_count
  FROM worker
  CROSS JOIN supervision
  LEFT JOIN latest_service_event
    ON latest_service_event.key_0 = worker.id
  CROSS JOIN latest_service_event_unlinked
  WHERE
    supervision.worker_id = worker.id
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.id
), count_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id
    AND NOT (
      member."key" IS NULL
    )
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(service_event.held_on + INTERVAL 1 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
    AND NOT service_event.within_role
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN count_service_event
  ON count_service_event.key_0 = worker.id
LEFT JOIN any_supervision
  ON any_supervision.key_0 = worker.id
LEFT JOIN any_supervision_unlinked
  ON any_supervision_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND COALESCE(count_service_event.counted, 0) > CAST('2' AS DECIMAL(1, 0))
  AND COALESCE(any_supervision.counted, 0) <= 0
  AND COALESCE(any_supervision.may_count, 0) + COALESCE(any_supervision_unlinked.may_count, 0) <= 0
ORDER BY
  id;
