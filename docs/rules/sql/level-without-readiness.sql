-- level-without-readiness: Organisation in which a whole level of staff has had no part in
--   readiness training
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))).
-- Holds when ((there is none of this organisation's worker records whose started on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose level is front_line) or (there is at least one of this
--   organisation's worker records whose started on is on or before the day of the check and for
--   which (ended on is not recorded or ended on is after the day of the check) and whose level
--   is front_line and for which (there is at least one of this worker's training records for
--   which (completed on is recorded and completed on is on or before the day of the check) and
--   whose kind includes readiness and for which the readiness training interval after completed
--   on is on or after the day of the check))) and ((there is none of this organisation's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose level is management) or
--   (there is at least one of this organisation's worker records whose started on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose level is management and for which (there is at least one of
--   this worker's training records for which (completed on is recorded and completed on is on
--   or before the day of the check) and whose kind includes readiness and for which the
--   readiness training interval after completed on is on or after the day of the check))) and
--   ((there is none of this organisation's worker records whose started on is on or before the
--   day of the check and for which (ended on is not recorded or ended on is after the day of
--   the check) and whose level is executive) or (there is at least one of this organisation's
--   worker records whose started on is on or before the day of the check and for which (ended
--   on is not recorded or ended on is after the day of the check) and whose level is executive
--   and for which (there is at least one of this worker's training records for which (completed
--   on is recorded and completed on is on or before the day of the check) and whose kind
--   includes readiness and for which the readiness training interval after completed on is on
--   or after the day of the check))) and ((there is none of this organisation's worker records
--   whose started on is on or before the day of the check and for which (ended on is not
--   recorded or ended on is after the day of the check) and whose level is board) or (there is
--   at least one of this organisation's worker records whose started on is on or before the day
--   of the check and for which (ended on is not recorded or ended on is after the day of the
--   check) and whose level is board and for which (there is at least one of this worker's
--   training records for which (completed on is recorded and completed on is on or before the
--   day of the check) and whose kind includes readiness and for which the readiness training
--   interval after completed on is on or after the day of the check))).
-- A breach stands below that of readiness-training-incomplete where the same record fails it.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, training.completed_on, training.kind, worker.ended_on,
--   worker.level, worker.started_on.
-- Unknown as well when no program or training or worker records were supplied.
-- Checks WFD-RDY-06 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit readiness_training_interval = 2 years; source: WFD-RDY-02 and WFD-RDY-08 name no
--   frequency; a refresher every two years
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, level TEXT, organisation_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL
    )
    AND CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'readiness')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.kind, 'readiness')
        OR training.kind IS NULL
        OR CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    training.worker_id
), any_worker_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
      worker.level = 'board' OR worker.level IS NULL
    )
    AND (
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
    )
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.level = 'board'
      AND COALESCE(any_training.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'board' OR worker.level IS NULL
      )
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.level <> 'board'
        OR worker.level IS NULL
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
        )
      )) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
    AND worker.level = 'board'
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
      worker.level = 'executive' OR worker.level IS NULL
    )
    AND (
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
    )
), any_worker_3 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.level = 'executive'
      AND COALESCE(any_training.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'executive' OR worker.level IS NULL
      )
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.level <> 'executive'
        OR worker.level IS NULL
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
        )
      )) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
), any_worker_4 AS (
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
    AND worker.level = 'executive'
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_unlinked_3 AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
      worker.level = 'management' OR worker.level IS NULL
    )
    AND (
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
    )
), any_worker_5 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.level = 'management'
      AND COALESCE(any_training.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'management' OR worker.level IS NULL
      )
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.level <> 'management'
        OR worker.level IS NULL
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
        )
      )) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
), any_worker_6 AS (
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
    AND worker.level = 'management'
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_unlinked_4 AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
      worker.level = 'front_line' OR worker.level IS NULL
    )
    AND (
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
    )
), any_worker_7 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.level = 'front_line'
      AND COALESCE(any_training.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'front_line' OR worker.level IS NULL
      )
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.level <> 'front_line'
        OR worker.level IS NULL
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
        )
      )) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
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
), any_worker_8 AS (
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
    AND worker.level = 'front_line'
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) FILTER(WHERE
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN any_worker_8 AS any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN any_worker_7 AS any_worker_2
  ON any_worker_2.key_0 = organisation.id
CROSS JOIN any_worker_unlinked_4 AS any_worker_unlinked
LEFT JOIN any_worker_6 AS any_worker_3
  ON any_worker_3.key_0 = organisation.id
LEFT JOIN any_worker_5 AS any_worker_4
  ON any_worker_4.key_0 = organisation.id
CROSS JOIN any_worker_unlinked_3 AS any_worker_unlinked_2
LEFT JOIN any_worker_4 AS any_worker_5
  ON any_worker_5.key_0 = organisation.id
LEFT JOIN any_worker_3 AS any_worker_6
  ON any_worker_6.key_0 = organisation.id
CROSS JOIN any_worker_unlinked_2 AS any_worker_unlinked_3
LEFT JOIN any_worker_2 AS any_worker_7
  ON any_worker_7.key_0 = organisation.id
LEFT JOIN any_worker AS any_worker_8
  ON any_worker_8.key_0 = organisation.id
CROSS JOIN any_worker_unlinked AS any_worker_unlinked_4
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND (
    (
      COALESCE(any_worker.counted, 0) > 0
      AND COALESCE(any_worker_2.counted, 0) <= 0
      AND COALESCE(any_worker_2.may_count, 0) + COALESCE(any_worker_unlinked.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_worker_3.counted, 0) > 0
      AND COALESCE(any_worker_4.counted, 0) <= 0
      AND COALESCE(any_worker_4.may_count, 0) + COALESCE(any_worker_unlinked_2.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_worker_5.counted, 0) > 0
      AND COALESCE(any_worker_6.counted, 0) <= 0
      AND COALESCE(any_worker_6.may_count, 0) + COALESCE(any_worker_unlinked_3.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_worker_7.counted, 0) > 0
      AND COALESCE(any_worker_8.counted, 0) <= 0
      AND COALESCE(any_worker_8.may_count, 0) + COALESCE(any_worker_unlinked_4.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
