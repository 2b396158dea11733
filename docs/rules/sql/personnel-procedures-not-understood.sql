-- personnel-procedures-not-understood: Worker who does not know the procedures on departure,
--   discipline and grievances
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (there is at least one of the policy
--   records whose organisation id is this worker's organisation id and for which status is one
--   of active, under_review and for which (topics include termination_and_departure or topics
--   include disciplinary_action or topics include grievances_of_staff)).
-- Holds when (there is none of the policy records whose organisation id is this worker's
--   organisation id and for which status is one of active, under_review and for which (topics
--   include termination_and_departure or topics include disciplinary_action or topics include
--   grievances_of_staff) and for which (there is none of the acknowledgement records whose
--   document is it and whose worker id is this worker's key and whose acknowledged on is on or
--   before the day of the check)) or ((there is at least one of this worker's training records
--   whose completed on is recorded and whose completed on is on or before the day of the check
--   and whose topics include termination_and_departure) and (there is at least one of this
--   worker's training records whose completed on is recorded and whose completed on is on or
--   before the day of the check and whose topics include disciplinary_action) and (there is at
--   least one of this worker's training records whose completed on is recorded and whose
--   completed on is on or before the day of the check and whose topics include
--   grievances_of_staff)).
-- A breach stands below that of policy-unacknowledged where the same record fails it.
-- Unknown when one of these is missing and would decide it: acknowledgement.acknowledged_on,
--   acknowledgement.worker_id, policy.organisation_id, policy.status, policy.topics,
--   training.completed_on, training.topics, worker.ended_on, worker.id, worker.organisation_id,
--   worker.started_on.
-- Unknown as well when no acknowledgement or policy or training records were supplied.
-- Checks PER-END-02 (Operating a Peer Support Service, Management of staff)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   acknowledgement (acknowledged_on DATE, document_id TEXT, worker_id TEXT)
--   policy (id TEXT, organisation_id TEXT, status TEXT, topics TEXT[])
--   training (completed_on DATE, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_acknowledgement_unlinked AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN acknowledgement
  WHERE
    policy.organisation_id = worker.organisation_id
    AND acknowledgement.document_id IS NULL
    AND (
      acknowledgement.worker_id = worker.id
      OR acknowledgement.worker_id IS NULL
      OR worker.id IS NULL
    )
    AND (
      acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
      OR acknowledgement.acknowledged_on IS NULL
    )
  GROUP BY
    worker.id,
    policy.id
), any_acknowledgement AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) FILTER(WHERE
      acknowledgement.worker_id = worker.id
      AND acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        acknowledgement.worker_id = worker.id
        OR acknowledgement.worker_id IS NULL
        OR worker.id IS NULL
      )
      AND (
        acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
        OR acknowledgement.acknowledged_on IS NULL
      )
      AND (
        acknowledgement.worker_id <> worker.id
        OR acknowledgement.worker_id IS NULL
        OR worker.id IS NULL
        OR acknowledgement.acknowledged_on > CAST('2026-11-22' AS DATE)
        OR acknowledgement.acknowledged_on IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN acknowledgement
  WHERE
    policy.organisation_id = worker.organisation_id
    AND acknowledgement.document_id = policy.id
  GROUP BY
    worker.id,
    policy.id
), any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.topics, 'grievances_of_staff') OR training.topics IS NULL
    )
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'grievances_of_staff')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'grievances_of_staff') OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'grievances_of_staff')
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
), any_training_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.topics, 'disciplinary_action') OR training.topics IS NULL
    )
), any_training_2 AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'disciplinary_action')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'disciplinary_action') OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'disciplinary_action')
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
), any_training_unlinked_3 AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.topics, 'termination_and_departure')
      OR training.topics IS NULL
    )
), any_training_3 AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'termination_and_departure')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'termination_and_departure')
        OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'termination_and_departure')
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
), any_policy AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS counted
  FROM worker
  CROSS JOIN policy
  LEFT JOIN any_acknowledgement
    ON any_acknowledgement.key_0 = worker.id AND any_acknowledgement.key_1 = policy.id
  LEFT JOIN any_acknowledgement_unlinked
    ON any_acknowledgement_unlinked.key_0 = worker.id
    AND any_acknowledgement_unlinked.key_1 = policy.id
  WHERE
    policy.organisation_id = worker.organisation_id
    AND policy.status IN ('active', 'under_review')
    AND (
      ARRAY_CONTAINS(policy.topics, 'termination_and_departure')
      OR ARRAY_CONTAINS(policy.topics, 'disciplinary_action')
      OR ARRAY_CONTAINS(policy.topics, 'grievances_of_staff')
    )
    AND COALESCE(any_acknowledgement.counted, 0) <= 0
    AND COALESCE(any_acknowledgement.may_count, 0) + COALESCE(any_acknowledgement_unlinked.may_count, 0) <= 0
  GROUP BY
    worker.id
), any_policy_2 AS (
  SELECT
    policy.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM policy
  WHERE
    NOT (
      policy.organisation_id IS NULL
    )
    AND policy.status IN ('active', 'under_review')
    AND (
      ARRAY_CONTAINS(policy.topics, 'termination_and_departure')
      OR ARRAY_CONTAINS(policy.topics, 'disciplinary_action')
      OR ARRAY_CONTAINS(policy.topics, 'grievances_of_staff')
    )
  GROUP BY
    policy.organisation_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_policy_2 AS any_policy
  ON any_policy.key_0 = worker.organisation_id
LEFT JOIN any_policy AS any_policy_2
  ON any_policy_2.key_0 = worker.id
LEFT JOIN any_training_3 AS any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked_3 AS any_training_unlinked
LEFT JOIN any_training_2
  ON any_training_2.key_0 = worker.id
CROSS JOIN any_training_unlinked_2
LEFT JOIN any_training AS any_training_3
  ON any_training_3.key_0 = worker.id
CROSS JOIN any_training_unlinked AS any_training_unlinked_3
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.organisation_id IS NULL
  )
  AND COALESCE(any_policy.counted, 0) > 0
  AND COALESCE(any_policy_2.counted, 0) > 0
  AND (
    (
      COALESCE(any_training.counted, 0) <= 0
      AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_training_2.counted, 0) <= 0
      AND COALESCE(any_training_2.may_count, 0) + COALESCE(any_training_unlinked_2.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_training_3.counted, 0) <= 0
      AND COALESCE(any_training_3.may_count, 0) + COALESCE(any_training_unlinked_3.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
