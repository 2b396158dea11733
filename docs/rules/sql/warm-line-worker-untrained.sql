-- warm-line-worker-untrained: Worker on the roster of a warm line before completing an
--   introductory training
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and program id is recorded and the program's
--   services announced include out_of_hours_phone_line and (the earliest starts at of the shift
--   records whose worker ids include this worker and whose starts at is after the day of the
--   check minus the roster look back exists).
-- It is due: the last day in time is the earliest starts at of the shift records whose worker
--   ids include this worker and whose starts at is after the day of the check minus the roster
--   look back.
-- Holds when (there is at least one of this worker's training records for which (kind includes
--   introductory or kind includes induction) and whose completed on is on or before the day of
--   the check and whose (completed on is on or before the earliest starts at of the shift
--   records whose worker ids include this worker and whose starts at is after the day of the
--   check minus the roster look back)) or (the last day in time is on or after the day of the
--   check).
-- Unknown when one of these is missing and would decide it: program.services_announced,
--   shift.starts_at, training.completed_on, training.kind, worker.ended_on, worker.program_id,
--   worker.started_on.
-- Unknown as well when no program or shift or training records were supplied.
-- Checks MOD-TEL-06 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit roster_look_back = 3 months; source: a quarter of rosters is what a team leader can
--   still act on
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, services_announced TEXT[])
--   shift (id TEXT, starts_at TIMESTAMP, starts_at_end TIMESTAMP, worker_ids TEXT[])
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM shift AS one
), earliest_shift_unlinked AS (
  SELECT
    MIN(shift.starts_at) FILTER(WHERE
      (
        CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR (
          CAST(shift.starts_at AS DATE) <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
          AND CAST(shift.starts_at_end AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
      )
      AND NOT (
        shift.starts_at_end IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
        OR (
          CAST(shift.starts_at AS DATE) <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
          AND CAST(shift.starts_at_end AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
      )
      AND (
        shift.starts_at_end IS NULL OR shift.starts_at IS NULL
      )) AS undated
  FROM shift
  WHERE
    shift.worker_ids IS NULL
), earliest_shift AS (
  SELECT
    member."key" AS key_0,
    MIN(shift.starts_at_end) FILTER(WHERE
      CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS known,
    MIN(shift.starts_at) FILTER(WHERE
      (
        CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR (
          CAST(shift.starts_at AS DATE) <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
          AND CAST(shift.starts_at_end AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
      )
      AND NOT (
        shift.starts_at_end IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(shift.starts_at AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
        OR (
          CAST(shift.starts_at AS DATE) <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
          AND CAST(shift.starts_at_end AS DATE) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        )
      )
      AND (
        shift.starts_at_end IS NULL OR shift.starts_at IS NULL
      )) AS undated
  FROM shift
  CROSS JOIN member
  WHERE
    member."row" = shift.id AND NOT (
      member."key" IS NULL
    )
  GROUP BY
    member."key"
), any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN earliest_shift
    ON earliest_shift.key_0 = worker.id
  CROSS JOIN earliest_shift_unlinked
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'introductory')
      OR training.kind IS NULL
      OR ARRAY_CONTAINS(training.kind, 'induction')
    )
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.completed_on IS NULL
    )
    AND (
      training.completed_on IS NULL
      OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
      OR (
        COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
        AND earliest_shift.possible IS NULL
        AND earliest_shift_unlinked.possible IS NULL
      )
      OR earliest_shift.known IS NULL
      OR (
        COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
        AND (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
          OR NOT (
            earliest_shift.possible IS NULL
          )
          OR NOT (
            earliest_shift_unlinked.possible IS NULL
          )
        )
        AND NOT (
          earliest_shift.known IS NULL
        )
        AND training.completed_on <= CAST(CASE
          WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
          THEN NULL
          ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
        END AS DATE)
      )
      OR (
        COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
        AND (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
          OR NOT (
            earliest_shift.possible IS NULL
          )
          OR NOT (
            earliest_shift_unlinked.possible IS NULL
          )
        )
        AND (
          training.completed_on > CAST(CASE
            WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
          END AS DATE)
          OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
          OR (
            COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
            AND earliest_shift.possible IS NULL
            AND earliest_shift_unlinked.possible IS NULL
          )
        )
        AND training.completed_on <= CAST(earliest_shift.known AS DATE)
      )
    )
  GROUP BY
    worker.id
), any_training AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'introductory')
        OR ARRAY_CONTAINS(training.kind, 'induction')
      )
      AND training.completed_on <= CAST('2026-11-22' AS DATE)
      AND COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
      AND (
        COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
        OR NOT (
          earliest_shift.possible IS NULL
        )
        OR NOT (
          earliest_shift_unlinked.possible IS NULL
        )
      )
      AND NOT (
        earliest_shift.known IS NULL
      )
      AND training.completed_on <= CAST(CASE
        WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
        THEN NULL
        ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
      END AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'introductory')
        OR training.kind IS NULL
        OR ARRAY_CONTAINS(training.kind, 'induction')
      )
      AND (
        training.completed_on <= CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
      )
      AND (
        training.completed_on IS NULL
        OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND earliest_shift.possible IS NULL
          AND earliest_shift_unlinked.possible IS NULL
        )
        OR earliest_shift.known IS NULL
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR NOT (
              earliest_shift.possible IS NULL
            )
            OR NOT (
              earliest_shift_unlinked.possible IS NULL
            )
          )
          AND NOT (
            earliest_shift.known IS NULL
          )
          AND training.completed_on <= CAST(CASE
            WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            THEN NULL
            ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
          END AS DATE)
        )
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR NOT (
              earliest_shift.possible IS NULL
            )
            OR NOT (
              earliest_shift_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on > CAST(CASE
              WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
            END AS DATE)
            OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
              AND earliest_shift.possible IS NULL
              AND earliest_shift_unlinked.possible IS NULL
            )
          )
          AND training.completed_on <= CAST(earliest_shift.known AS DATE)
        )
      )
      AND (
        (
          (
            NOT ARRAY_CONTAINS(training.kind, 'introductory') OR training.kind IS NULL
          )
          AND (
            NOT ARRAY_CONTAINS(training.kind, 'induction') OR training.kind IS NULL
          )
        )
        OR training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
        OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND earliest_shift.possible IS NULL
          AND earliest_shift_unlinked.possible IS NULL
        )
        OR earliest_shift.known IS NULL
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR NOT (
              earliest_shift.possible IS NULL
            )
            OR NOT (
              earliest_shift_unlinked.possible IS NULL
            )
          )
          AND training.completed_on > CAST(earliest_shift.known AS DATE)
        )
        OR (
          COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
          AND (
            COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR NOT (
              earliest_shift.possible IS NULL
            )
            OR NOT (
              earliest_shift_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on > CAST(CASE
              WHEN COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
              THEN NULL
              ELSE LEAST(earliest_shift.possible, earliest_shift_unlinked.possible)
            END AS DATE)
            OR COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
            OR (
              COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
              AND earliest_shift.possible IS NULL
              AND earliest_shift_unlinked.possible IS NULL
            )
          )
          AND training.completed_on <= CAST(earliest_shift.known AS DATE)
        )
      )) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN earliest_shift
    ON earliest_shift.key_0 = worker.id
  CROSS JOIN earliest_shift_unlinked
  WHERE
    training.worker_id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN earliest_shift
  ON earliest_shift.key_0 = worker.id
CROSS JOIN earliest_shift_unlinked
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
LEFT JOIN any_training_unlinked
  ON any_training_unlinked.key_0 = worker.id
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
  AND COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) <= 0
  AND (
    COALESCE(earliest_shift.undated, 0) + COALESCE(earliest_shift_unlinked.undated, 0) > 0
    OR NOT (
      earliest_shift.possible IS NULL
    )
    OR NOT (
      earliest_shift_unlinked.possible IS NULL
    )
  )
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
  AND CAST(earliest_shift.known AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
