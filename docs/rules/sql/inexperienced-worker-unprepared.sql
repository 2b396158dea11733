-- inexperienced-worker-unprepared: Inexperienced worker who supported people before completing
--   the induction
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and inexperienced is yes and (the earliest held
--   on of the service event records whose worker ids include this worker and whose held on is
--   on or after this worker's started on and whose held on is on or before the day of the check
--   exists).
-- It is due: the last day in time is the earliest held on of the service event records whose
--   worker ids include this worker and whose held on is on or after this worker's started on
--   and whose held on is on or before the day of the check.
-- Holds when (there is at least one of this worker's training records whose kind includes
--   induction and whose completed on is on or before the day of the check and whose (completed
--   on is on or before the earliest held on of the service event records whose worker ids
--   include this worker and whose held on is on or after this worker's started on and whose
--   held on is on or before the day of the check)) or (the last day in time is on or after the
--   day of the check).
-- Unknown when one of these is missing and would decide it: service_event.held_on,
--   training.completed_on, training.kind, worker.ended_on, worker.inexperienced,
--   worker.started_on.
-- Unknown as well when no service event or training records were supplied.
-- Checks GOV-DOC-02 (Operating a Peer Support Service, Duty of care)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   service_event (held_on DATE, id TEXT, worker_ids TEXT[])
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, inexperienced BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM service_event AS one
), earliest_service_event_unlinked AS (
  SELECT
    worker.id AS key_0,
    MIN(service_event.held_on) FILTER(WHERE
      (
        service_event.held_on >= worker.started_on OR worker.started_on IS NULL
      )
      AND service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM worker
  CROSS JOIN service_event
  WHERE
    service_event.worker_ids IS NULL
  GROUP BY
    worker.id
), earliest_service_event AS (
  SELECT
    worker.id AS key_0,
    MIN(service_event.held_on) FILTER(WHERE
      service_event.held_on >= worker.started_on
      AND service_event.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MIN(service_event.held_on) FILTER(WHERE
      (
        service_event.held_on >= worker.started_on OR worker.started_on IS NULL
      )
      AND service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM worker
  CROSS JOIN service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id AND member."key" = worker.id
  GROUP BY
    worker.id
), any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN earliest_service_event
    ON earliest_service_event.key_0 = worker.id
  LEFT JOIN earliest_service_event_unlinked
    ON earliest_service_event_unlinked.key_0 = worker.id
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'induction') OR training.kind IS NULL
    )
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.completed_on IS NULL
    )
    AND (
      training.completed_on IS NULL
      OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
      OR (
        COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
        AND earliest_service_event.possible IS NULL
        AND earliest_service_event_unlinked.possible IS NULL
      )
      OR earliest_service_event.known IS NULL
      OR (
        COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
        AND (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
          OR NOT (
            earliest_service_event.possible IS NULL
          )
          OR NOT (
            earliest_service_event_unlinked.possible IS NULL
          )
        )
        AND NOT (
          earliest_service_event.known IS NULL
        )
        AND training.completed_on <= CASE
          WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
          THEN NULL
          ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
        END
      )
      OR (
        COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
        AND (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
          OR NOT (
            earliest_service_event.possible IS NULL
          )
          OR NOT (
            earliest_service_event_unlinked.possible IS NULL
          )
        )
        AND (
          training.completed_on > CASE
            WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
          END
          OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
          OR (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
            AND earliest_service_event.possible IS NULL
            AND earliest_service_event_unlinked.possible IS NULL
          )
        )
        AND training.completed_on <= earliest_service_event.known
      )
    )
  GROUP BY
    worker.id
), any_training AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'induction')
      AND training.completed_on <= CAST('2026-11-22' AS DATE)
      AND COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
      AND (
        COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
        OR NOT (
          earliest_service_event.possible IS NULL
        )
        OR NOT (
          earliest_service_event_unlinked.possible IS NULL
        )
      )
      AND NOT (
        earliest_service_event.known IS NULL
      )
      AND training.completed_on <= CASE
        WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
        THEN NULL
        ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
      END) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'induction') OR training.kind IS NULL
      )
      AND (
        training.completed_on <= CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
      )
      AND (
        training.completed_on IS NULL
        OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND earliest_service_event.possible IS NULL
          AND earliest_service_event_unlinked.possible IS NULL
        )
        OR earliest_service_event.known IS NULL
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND NOT (
            earliest_service_event.known IS NULL
          )
          AND training.completed_on <= CASE
            WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
          END
        )
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on > CASE
              WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
            END
            OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
              AND earliest_service_event.possible IS NULL
              AND earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND training.completed_on <= earliest_service_event.known
        )
      )
      AND (
        NOT ARRAY_CONTAINS(training.kind, 'induction')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
        OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND earliest_service_event.possible IS NULL
          AND earliest_service_event_unlinked.possible IS NULL
        )
        OR earliest_service_event.known IS NULL
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND training.completed_on > earliest_service_event.known
        )
        OR (
          COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR NOT (
              earliest_service_event.possible IS NULL
            )
            OR NOT (
              earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on > CASE
              WHEN COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_service_event.possible, earliest_service_event_unlinked.possible)
            END
            OR COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
              AND earliest_service_event.possible IS NULL
              AND earliest_service_event_unlinked.possible IS NULL
            )
          )
          AND training.completed_on <= earliest_service_event.known
        )
      )) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN earliest_service_event
    ON earliest_service_event.key_0 = worker.id
  LEFT JOIN earliest_service_event_unlinked
    ON earliest_service_event_unlinked.key_0 = worker.id
  WHERE
    training.worker_id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN earliest_service_event
  ON earliest_service_event.key_0 = worker.id
LEFT JOIN earliest_service_event_unlinked
  ON earliest_service_event_unlinked.key_0 = worker.id
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
LEFT JOIN any_training_unlinked
  ON any_training_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.inexperienced
  AND COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) <= 0
  AND (
    COALESCE(earliest_service_event.undated, 0) + COALESCE(earliest_service_event_unlinked.undated, 0) > 0
    OR NOT (
      earliest_service_event.possible IS NULL
    )
    OR NOT (
      earliest_service_event_unlinked.possible IS NULL
    )
  )
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
  AND earliest_service_event.known < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
