-- readiness-after-first-peer: Mainstream program whose team was prepared only after peer
--   workers had come
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (hosted by mainstream is yes and peer operated is no)
--   and (the earliest started on of this program's worker records whose peer is yes, is after
--   the day of the check minus the look back) and (the earliest started on of this program's
--   worker records whose peer is yes, is on or before the day of the check) and (the earliest
--   completed on of this program's training records for which (completed on is recorded and
--   completed on is on or before the day of the check) and whose kind includes readiness
--   exists).
-- Holds when the earliest completed on of this program's training records for which (completed
--   on is recorded and completed on is on or before the day of the check) and whose kind
--   includes readiness, is on or before the earliest started on of this program's worker
--   records whose peer is yes.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.hosted_by_mainstream, program.peer_operated, program.started_on, program.status,
--   training.completed_on, training.kind, worker.is_peer, worker.started_on.
-- Unknown as well when no training or worker records were supplied.
-- Checks WFD-RDY-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, peer_operated BOOLEAN,
--     started_on DATE, status TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (id TEXT, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_training_unlinked AS (
  SELECT
    MIN(training.completed_on) AS possible
  FROM training
  LEFT JOIN worker
    ON worker.id = training.worker_id
  WHERE
    worker.program_id IS NULL
    AND (
      worker.id IS NULL OR worker.organisation_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL
    )
), earliest_training AS (
  SELECT
    worker.program_id AS key_0,
    MIN(training.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'readiness')) AS known,
    MIN(training.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'readiness') OR training.kind IS NULL) AS possible
  FROM training
  LEFT JOIN worker
    ON worker.id = training.worker_id
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.program_id
), earliest_worker_unlinked AS (
  SELECT
    MIN(worker.started_on) FILTER(WHERE
      worker.is_peer OR worker.is_peer IS NULL) AS possible,
    COUNT(*) FILTER(WHERE
      (
        worker.is_peer OR worker.is_peer IS NULL
      ) AND worker.started_on IS NULL) AS undated
  FROM worker
  WHERE
    worker.program_id IS NULL AND worker.organisation_id IS NULL
), earliest_worker AS (
  SELECT
    worker.program_id AS key_0,
    MIN(worker.started_on) FILTER(WHERE
      worker.is_peer) AS known,
    MIN(worker.started_on) FILTER(WHERE
      worker.is_peer OR worker.is_peer IS NULL) AS possible,
    COUNT(*) FILTER(WHERE
      (
        worker.is_peer OR worker.is_peer IS NULL
      ) AND worker.started_on IS NULL) AS undated
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN earliest_worker
  ON earliest_worker.key_0 = program.id
CROSS JOIN earliest_worker_unlinked
LEFT JOIN earliest_training
  ON earliest_training.key_0 = program.id
CROSS JOIN earliest_training_unlinked
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
  AND program.hosted_by_mainstream
  AND NOT program.peer_operated
  AND COALESCE(earliest_worker.undated, 0) + COALESCE(earliest_worker_unlinked.undated, 0) <= 0
  AND (
    COALESCE(earliest_worker.undated, 0) + COALESCE(earliest_worker_unlinked.undated, 0) > 0
    OR NOT (
      earliest_worker.possible IS NULL
    )
    OR NOT (
      earliest_worker_unlinked.possible IS NULL
    )
  )
  AND CASE
    WHEN COALESCE(earliest_worker.undated, 0) + COALESCE(earliest_worker_unlinked.undated, 0) > 0
    THEN NULL
    ELSE LEAST(earliest_worker.possible, earliest_worker_unlinked.possible)
  END > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND earliest_worker.known <= CAST('2026-11-22' AS DATE)
  AND (
    NOT (
      earliest_training.possible IS NULL
    )
    OR NOT (
      earliest_training_unlinked.possible IS NULL
    )
  )
  AND NOT (
    earliest_training.known IS NULL
  )
  AND LEAST(earliest_training.possible, earliest_training_unlinked.possible) > earliest_worker.known
ORDER BY
  id;
