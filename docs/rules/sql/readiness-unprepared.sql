-- readiness-unprepared: Mainstream service that does nothing to prepare its workforce for peer
--   workers
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))) and whose hosted by mainstream is yes and whose peer operated is no.
-- Holds when has readiness plan is yes or (there is at least one of this organisation's
--   training records for which (completed on is recorded and completed on is on or before the
--   day of the check) and whose kind includes readiness).
-- Unknown when one of these is missing and would decide it: organisation.has_readiness_plan,
--   program.ended_on, program.hosted_by_mainstream, program.peer_operated, program.started_on,
--   program.status, training.completed_on, training.kind.
-- Unknown as well when no program or training records were supplied.
-- Checks WFD-RDY-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (has_readiness_plan BOOLEAN, id TEXT)
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, organisation_id TEXT,
--     peer_operated BOOLEAN, started_on DATE, status TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (id TEXT, organisation_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  LEFT JOIN worker
    ON worker.id = training.worker_id
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    worker.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL
    )
), any_training AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
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
      )) AS may_count
  FROM training
  LEFT JOIN worker
    ON worker.id = training.worker_id
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
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
    AND (
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )
    )
    AND program.hosted_by_mainstream
    AND NOT program.peer_operated
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN any_training
  ON any_training.key_0 = organisation.id
CROSS JOIN any_training_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND NOT organisation.has_readiness_plan
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
