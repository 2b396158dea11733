-- professionals-uneducated: Organisation in which professionals beside peer workers did not
--   learn about recovery
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))) and whose clinical team is yes.
-- Holds when the share of this organisation's worker records whose started on is on or before
--   the day of the check and for which (ended on is not recorded or ended on is after the day
--   of the check) and for which the position's discipline is one of allied_health, clinical and
--   for which the program's clinical team is yes for which there is at least one of its
--   training records for which (topics include recovery or topics include
--   results_of_peer_support) and whose completed on is recorded and whose completed on is on or
--   before the day of the check and for which the readiness training interval after completed
--   on is on or after the day of the check, is at least the educated professionals share.
-- Unknown when one of these is missing and would decide it: position.discipline,
--   program.clinical_team, program.ended_on, program.started_on, program.status,
--   training.completed_on, training.topics, worker.ended_on, worker.started_on.
-- Unknown as well when no position or program or training or worker records were supplied.
-- Checks WFD-RDY-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
--
-- Limit educated_professionals_share = 1.0; source: WFD-RDY-08 speaks of clinicians and
--   professionals without a number; none is left out
-- Limit readiness_training_interval = 2 years; source: WFD-RDY-02 and WFD-RDY-08 name no
--   frequency; a refresher every two years
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   position (discipline TEXT, id TEXT)
--   program (clinical_team BOOLEAN, ended_on DATE, id TEXT, organisation_id TEXT, started_on
--     DATE, status TEXT)
--   training (completed_on DATE, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, organisation_id TEXT, position_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.topics, 'recovery')
      OR training.topics IS NULL
      OR ARRAY_CONTAINS(training.topics, 'results_of_peer_support')
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(training.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'recovery')
      OR ARRAY_CONTAINS(training.topics, 'results_of_peer_support')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'recovery')
        OR training.topics IS NULL
        OR ARRAY_CONTAINS(training.topics, 'results_of_peer_support')
      )
      AND (
        (
          (
            NOT ARRAY_CONTAINS(training.topics, 'recovery') OR training.topics IS NULL
          )
          AND (
            NOT ARRAY_CONTAINS(training.topics, 'results_of_peer_support')
            OR training.topics IS NULL
          )
        )
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
  LEFT JOIN position
    ON position.id = worker.position_id
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
      position.discipline IN ('allied_health', 'clinical')
      OR position.discipline IS NULL
    )
    AND (
      program.clinical_team OR program.clinical_team IS NULL
    )
), share_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND position.discipline IN ('allied_health', 'clinical')
      AND program.clinical_team) AS whole,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND position.discipline IN ('allied_health', 'clinical')
      AND program.clinical_team
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
        position.discipline IN ('allied_health', 'clinical')
        OR position.discipline IS NULL
      )
      AND (
        program.clinical_team OR program.clinical_team IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT position.discipline IN ('allied_health', 'clinical')
        OR position.discipline IS NULL
        OR NOT program.clinical_team
        OR program.clinical_team IS NULL
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
        position.discipline IN ('allied_health', 'clinical')
        OR position.discipline IS NULL
      )
      AND (
        program.clinical_team OR program.clinical_team IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT position.discipline IN ('allied_health', 'clinical')
        OR position.discipline IS NULL
        OR NOT program.clinical_team
        OR program.clinical_team IS NULL
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
  LEFT JOIN position
    ON position.id = worker.position_id
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
    AND program.clinical_team
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN share_worker
  ON share_worker.key_0 = organisation.id
CROSS JOIN share_worker_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
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
