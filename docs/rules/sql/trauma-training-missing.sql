-- trauma-training-missing: Peer worker of a program with Intentional Peer Support without
--   training on trauma
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and the program's peer approach
--   is intentional_peer_support.
-- Holds when there is at least one of this worker's training records whose completed on is
--   recorded and whose completed on is on or before the day of the check and whose topics
--   include trauma_informed_practice.
-- Unknown when one of these is missing and would decide it: program.peer_approach,
--   training.completed_on, training.topics, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no program or training records were supplied.
-- Checks PRA-IPS-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, A Trauma informed Approach)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (id TEXT, peer_approach TEXT)
--   training (completed_on DATE, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, program_id TEXT, started_on DATE)
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
      ARRAY_CONTAINS(training.topics, 'trauma_informed_practice')
      OR training.topics IS NULL
    )
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.topics, 'trauma_informed_practice')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.topics, 'trauma_informed_practice')
        OR training.topics IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.topics, 'trauma_informed_practice')
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
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    program.id IS NULL
  )
  AND program.peer_approach = 'intentional_peer_support'
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
