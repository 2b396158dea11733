-- trained-peers-fewer: Organisation with fewer trained peer workers than a year ago
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's worker records whose ended on is
--   recorded and whose ended on is on or before the day of the check.
-- Holds when the number of this organisation's worker records whose started on is on or before
--   the day of the check and for which (ended on is not recorded or ended on is after the day
--   of the check) and whose peer is yes and for which (there is at least one of its training
--   records whose completed on is recorded and whose completed on is on or before the day of
--   the check and whose kind includes peer_specific), is at least the number of this
--   organisation's worker records whose peer is yes and whose started on is on or before the
--   day of the check minus the activity window and for which (ended on is not recorded or ended
--   on is after the day of the check minus the activity window) and for which (there is at
--   least one of its training records whose kind includes peer_specific and whose completed on
--   is on or before the day of the check minus the activity window).
-- Unknown when one of these is missing and would decide it: training.completed_on,
--   training.kind, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no training or worker records were supplied.
-- Checks WFD-CAR-01 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Background)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training AS (
  SELECT
    organisation.id AS key_0,
    worker.id AS key_1,
    COUNT(*) AS counted
  FROM organisation
  CROSS JOIN worker
  CROSS JOIN training
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    COALESCE(worker.organisation_id, program.organisation_id) = organisation.id
    AND training.worker_id = worker.id
    AND ARRAY_CONTAINS(training.kind, 'peer_specific')
    AND training.completed_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  GROUP BY
    organisation.id,
    worker.id
), any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, 'peer_specific') OR training.kind IS NULL
    )
), any_training_2 AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'peer_specific')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'peer_specific') OR training.kind IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.kind, 'peer_specific')
        OR training.kind IS NULL
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    training.worker_id
), count_worker AS (
  SELECT
    organisation.id AS key_0,
    COUNT(*) AS counted
  FROM organisation
  CROSS JOIN worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training
    ON any_training.key_0 = organisation.id AND any_training.key_1 = worker.id
  WHERE
    COALESCE(worker.organisation_id, program.organisation_id) = organisation.id
    AND worker.is_peer
    AND worker.started_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    AND (
      worker.ended_on IS NULL
      OR worker.ended_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
    AND COALESCE(any_training.counted, 0) > 0
  GROUP BY
    organisation.id
), count_worker_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_training_2 AS any_training
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
      worker.is_peer OR worker.is_peer IS NULL
    )
    AND (
      COALESCE(any_training.counted, 0) > 0
      OR (
        COALESCE(any_training.counted, 0) <= 0
        AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
      )
    )
), count_worker_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.is_peer
      AND COALESCE(any_training.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
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
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
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
  LEFT JOIN any_training_2 AS any_training
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
    AND worker.ended_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN count_worker_2 AS count_worker
  ON count_worker.key_0 = organisation.id
CROSS JOIN count_worker_unlinked
LEFT JOIN count_worker AS count_worker_2
  ON count_worker_2.key_0 = organisation.id
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND (
    COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0) + COALESCE(count_worker_unlinked.may_count, 0)
  ) < COALESCE(count_worker_2.counted, 0)
ORDER BY
  id;
