-- accredited-training-rare: Program in which few peer workers hold or follow accredited
--   training
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose engagement is paid and
--   whose peer is yes).
-- Holds when the share of this program's worker records whose started on is on or before the
--   day of the check and for which (ended on is not recorded or ended on is after the day of
--   the check) and whose peer is yes for which there is at least one of its training records
--   whose accredited is yes and for which ((completed on is recorded and completed on is on or
--   before the day of the check) or (started on is recorded and started on is on or before the
--   day of the check)), is at least the accredited share.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, training.accredited, training.completed_on,
--   training.started_on, worker.ended_on, worker.engagement, worker.is_peer, worker.started_on.
-- Unknown as well when no training or worker records were supplied.
-- Checks WFD-TRN-06 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit accredited_share = 0.5; source: WFD-TRN-06 names no number; one half
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   training (accredited BOOLEAN, completed_on DATE, started_on DATE, worker_id TEXT)
--   worker (ended_on DATE, engagement TEXT, id TEXT, is_peer BOOLEAN, organisation_id TEXT,
--     program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND (
      training.accredited OR training.accredited IS NULL
    )
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.started_on <= CAST('2026-11-22' AS DATE)
    )
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      training.accredited) AS counted,
    COUNT(*) FILTER(WHERE
      (
        training.accredited OR training.accredited IS NULL
      )
      AND (
        NOT training.accredited
        OR training.accredited IS NULL
        OR (
          (
            training.completed_on IS NULL
            OR training.completed_on > CAST('2026-11-22' AS DATE)
          )
          AND (
            training.started_on IS NULL OR training.started_on > CAST('2026-11-22' AS DATE)
          )
        )
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.started_on <= CAST('2026-11-22' AS DATE)
    )
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
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
  WHERE
    worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.is_peer OR worker.is_peer IS NULL
    )
), share_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE) AND worker.is_peer) AS whole,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.is_peer
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
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
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
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
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
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id
  CROSS JOIN any_training_unlinked
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.program_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'paid'
    AND worker.is_peer
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN share_worker
  ON share_worker.key_0 = program.id
CROSS JOIN share_worker_unlinked
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
    CAST('0.5' AS DECIMAL(2, 1)) * GREATEST(
      COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0),
      1
    )
  )
ORDER BY
  id;
