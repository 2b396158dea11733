-- supervisor-without-return-to-work: Supervisor who was told nothing about supporting
--   somebody's return to work
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (there is at least one of the worker
--   records whose manager is this worker and whose started on is on or before the day of the
--   check and for which (ended on is not recorded or ended on is after the day of the check)
--   and whose manager id is recorded).
-- Holds when there is at least one of this worker's training records whose completed on is
--   recorded and whose completed on is on or before the day of the check and whose topics
--   include return_to_work.
-- Also holds when there is at least one of this worker's acknowledgement records whose
--   acknowledged on is on or before the day of the check and for which (there is at least one
--   of the policy records whose its key is this acknowledgement's document id and whose status
--   is one of active, under_review and whose topics include return_to_work).
-- Unknown when one of these is missing and would decide it: acknowledgement.acknowledged_on,
--   acknowledgement.document_id, policy.id, policy.status, policy.topics,
--   training.completed_on, training.topics, worker.ended_on, worker.manager_id,
--   worker.started_on.
-- Unknown as well when no acknowledgement or policy or training records were supplied.
-- Checks PER-REC-08 (Operating a Peer Support Service, Recruiting personnel (quotation of
--   return-to-work guidelines))
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   acknowledgement (acknowledged_on DATE, document_id TEXT, worker_id TEXT)
--   policy (id TEXT, status TEXT, topics TEXT[])
--   training (completed_on DATE, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, manager_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_policy_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  WHERE
    policy.id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'return_to_work') OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'return_to_work')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'return_to_work') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'return_to_work')
        OR policy.topics IS NULL
      )) AS may_count
  FROM policy
  WHERE
    NOT (
      policy.id IS NULL
    )
  GROUP BY
    policy.id
), any_acknowledgement_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM acknowledgement
  LEFT JOIN any_policy
    ON any_policy.key_0 = acknowledgement.document_id
  CROSS JOIN any_policy_unlinked
  WHERE
    acknowledgement.worker_id IS NULL
    AND (
      acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
      OR acknowledgement.acknowledged_on IS NULL
    )
    AND (
      acknowledgement.document_id IS NULL
      OR (
        NOT (
          acknowledgement.document_id IS NULL
        )
        AND (
          COALESCE(any_policy.counted, 0) > 0
          OR (
            COALESCE(any_policy.counted, 0) <= 0
            AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) > 0
          )
        )
      )
    )
), any_acknowledgement AS (
  SELECT
    acknowledgement.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
      AND NOT (
        acknowledgement.document_id IS NULL
      )
      AND COALESCE(any_policy.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
        OR acknowledgement.acknowledged_on IS NULL
      )
      AND (
        acknowledgement.document_id IS NULL
        OR (
          NOT (
            acknowledgement.document_id IS NULL
          )
          AND (
            COALESCE(any_policy.counted, 0) > 0
            OR (
              COALESCE(any_policy.counted, 0) <= 0
              AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) > 0
            )
          )
        )
      )
      AND (
        acknowledgement.acknowledged_on > CAST('2026-11-22' AS DATE)
        OR acknowledgement.acknowledged_on IS NULL
        OR acknowledgement.document_id IS NULL
        OR (
          NOT (
            acknowledgement.document_id IS NULL
          )
          AND (
            (
              COALESCE(any_policy.counted, 0) <= 0
              AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) > 0
            )
            OR (
              COALESCE(any_policy.counted, 0) <= 0
              AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
            )
          )
        )
      )) AS may_count
  FROM acknowledgement
  LEFT JOIN any_policy
    ON any_policy.key_0 = acknowledgement.document_id
  CROSS JOIN any_policy_unlinked
  WHERE
    NOT (
      acknowledgement.worker_id IS NULL
    )
  GROUP BY
    acknowledgement.worker_id
), any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.topics, 'return_to_work') OR training.topics IS NULL
    )
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'return_to_work')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'return_to_work') OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'return_to_work')
        OR training.topics IS NULL
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    training.worker_id
), any_worker AS (
  SELECT
    worker.manager_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.manager_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.manager_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_worker
  ON any_worker.key_0 = worker.id
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked
LEFT JOIN any_acknowledgement
  ON any_acknowledgement.key_0 = worker.id
CROSS JOIN any_acknowledgement_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
  AND COALESCE(any_acknowledgement.counted, 0) <= 0
  AND COALESCE(any_acknowledgement.may_count, 0) + COALESCE(any_acknowledgement_unlinked.may_count, 0) <= 0
ORDER BY
  id;
