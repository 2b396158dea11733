-- administration-too-thin: Organisation with too little administration behind the front line
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when (there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check)))) and (there is at least one of this organisation's worker records whose
--   started on is on or before the day of the check and for which (ended on is not recorded or
--   ended on is after the day of the check) and whose frontline is yes).
-- Holds when the sum of hours per week of this organisation's worker records whose started on
--   is on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose level is administration, is at least the
--   administration share times the sum of hours per week of this organisation's worker records
--   whose started on is on or before the day of the check and for which (ended on is not
--   recorded or ended on is after the day of the check) and whose frontline is yes.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, worker.ended_on, worker.frontline,
--   worker.hours_per_week, worker.level, worker.started_on.
-- Unknown as well when no program or worker records were supplied.
-- Checks GOV-SUS-13 (Operating a Peer Support Service, Sustainability)
--
-- Limit administration_share = 0.1; source: GOV-SUS-13 names no number; half a day of
--   administration for a week at the front line
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, frontline BOOLEAN, hours_per_week DECIMAL(38, 10), level TEXT,
--     organisation_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH sum_worker_unlinked AS (
  SELECT
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week < 0) AS below,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      worker.hours_per_week IS NULL) AS gone
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
      worker.frontline OR worker.frontline IS NULL
    )
), sum_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE) AND worker.frontline) AS total,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.frontline OR worker.frontline IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.frontline
        OR worker.frontline IS NULL
      )
      AND worker.hours_per_week < 0) AS below,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.frontline OR worker.frontline IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.frontline
        OR worker.frontline IS NULL
      )
      AND worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.frontline OR worker.frontline IS NULL
      )
      AND worker.hours_per_week IS NULL) AS gone
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
), sum_worker_unlinked_2 AS (
  SELECT
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      worker.hours_per_week IS NULL) AS gone
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
      worker.level = 'administration' OR worker.level IS NULL
    )
), sum_worker_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    SUM(worker.hours_per_week) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.level = 'administration') AS total,
    SUM(worker.hours_per_week) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'administration' OR worker.level IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.level <> 'administration'
        OR worker.level IS NULL
      )
      AND worker.hours_per_week > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.level = 'administration' OR worker.level IS NULL
      )
      AND worker.hours_per_week IS NULL) AS gone
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
    AND worker.frontline
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
LEFT JOIN sum_worker_2 AS sum_worker
  ON sum_worker.key_0 = organisation.id
CROSS JOIN sum_worker_unlinked_2 AS sum_worker_unlinked
LEFT JOIN sum_worker AS sum_worker_2
  ON sum_worker_2.key_0 = organisation.id
CROSS JOIN sum_worker_unlinked AS sum_worker_unlinked_2
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) <= 0
  AND COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) <= 0
  AND (
    COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
    OR COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) <= 0
  )
  AND CASE
    WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.above, 0) + COALESCE(sum_worker_unlinked.above, 0)
  END < CASE
    WHEN (
      CAST('0.1' AS DECIMAL(2, 1)) * CASE
        WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
        THEN NULL
        ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.below, 0) + COALESCE(sum_worker_unlinked_2.below, 0)
      END
    ) IS NULL
    OR (
      CAST('0.1' AS DECIMAL(2, 1)) * CASE
        WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
        THEN NULL
        ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.above, 0) + COALESCE(sum_worker_unlinked_2.above, 0)
      END
    ) IS NULL
    THEN NULL
    ELSE LEAST(
      CAST('0.1' AS DECIMAL(2, 1)) * CASE
        WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
        THEN NULL
        ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.below, 0) + COALESCE(sum_worker_unlinked_2.below, 0)
      END,
      CAST('0.1' AS DECIMAL(2, 1)) * CASE
        WHEN COALESCE(sum_worker_2.gone, 0) + COALESCE(sum_worker_unlinked_2.gone, 0) > 0
        THEN NULL
        ELSE COALESCE(sum_worker_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker_2.above, 0) + COALESCE(sum_worker_unlinked_2.above, 0)
      END
    )
  END
ORDER BY
  id;
