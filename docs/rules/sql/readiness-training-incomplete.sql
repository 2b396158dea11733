-- readiness-training-incomplete: Organisation in which part of the staff has had no recent
--   readiness training
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when (there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check)))) and (there is at least one of this organisation's worker records whose
--   started on is on or before the day of the check and for which (ended on is not recorded or
--   ended on is after the day of the check) and for which the new staff readiness limit after
--   started on is before the day of the check).
-- Holds when the share of this organisation's worker records whose started on is on or before
--   the day of the check and for which (ended on is not recorded or ended on is after the day
--   of the check) and for which the new staff readiness limit after started on is before the
--   day of the check for which there is at least one of its training records whose kind
--   includes readiness and whose completed on is recorded and whose completed on is on or
--   before the day of the check and for which the readiness training interval after completed
--   on is on or after the day of the check, is at least the readiness share.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, training.completed_on, training.kind, worker.ended_on,
--   worker.started_on.
-- Unknown as well when no program or training or worker records were supplied.
-- Checks WFD-RDY-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit new_staff_readiness_limit = 3 months; source: WFD-RDY-02 names no limit; a quarter
--   gives time for a joint session
-- Limit readiness_share = 1.0; source: Peer-based mental health supports, Providing appropriate
--   training and support (WFD-RDY-02): all staff
-- Limit readiness_training_interval = 2 years; source: WFD-RDY-02 and WFD-RDY-08 name no
--   frequency; a refresher every two years
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, organisation_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
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
        NOT ARRAY_CONTAINS(training.kind, 'readiness')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
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
), share_worker_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
      )) AS may_against
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
      CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      OR worker.started_on IS NULL
    )
), share_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)) AS whole,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      )
      AND (
        COALESCE(any_training.counted, 0) > 0
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      )
      AND (
        (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_training.counted, 0) <= 0
          AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
        )
      )) AS may_against
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
), any_worker AS (
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
    AND CAST(worker.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
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
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN share_worker
  ON share_worker.key_0 = organisation.id
CROSS JOIN share_worker_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_worker.counted, 0) > 0
  AND (
    COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_against, 0) + COALESCE(share_worker_unlinked.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0)
  ) > 0
  AND CASE
    WHEN (
      COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0)
    ) > 0
    THEN COALESCE(share_worker.may_part, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0)
    ELSE NULL
  END < (
    CAST('1.0' AS DECIMAL(2, 1)) * GREATEST(
      COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0),
      1
    )
  )
ORDER BY
  id;
