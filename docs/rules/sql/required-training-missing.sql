-- required-training-missing: Peer worker without training that the position requires
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- Looks at each item of the position's required training, one by one.
-- Holds when there is at least one of this worker's training records whose completed on is on
--   or before the day of the check and for which (expires on is not recorded or expires on is
--   on or after the day of the check) and whose course is the item.
-- A breach stands below that of frontline-worker-untrained where the same record fails it.
-- Unknown when one of these is missing and would decide it: position.required_training,
--   training.completed_on, training.course, training.expires_on, worker.ended_on,
--   worker.is_peer, worker.started_on.
-- Unknown as well when no position or training records were supplied.
-- Checks WFD-TRN-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
-- Checks WFD-SUP-03 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, required_training TEXT[])
--   training (completed_on DATE, course TEXT, expires_on DATE, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    worker.id AS id,
    UNNEST(position.required_training) AS value
  FROM worker
  LEFT JOIN position
    ON position.id = worker.position_id
), items_of_required_training_missing AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN items_of_required_training_missing AS item
  CROSS JOIN training
  WHERE
    item.id = worker.id
    AND training.worker_id IS NULL
    AND (
      training.completed_on <= CAST('2026-11-22' AS DATE)
      OR training.completed_on IS NULL
    )
    AND (
      training.expires_on IS NULL OR training.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      training.course = item.value OR training.course IS NULL OR item.value IS NULL
    )
  GROUP BY
    worker.id,
    item.n
), any_training AS (
  SELECT
    worker.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      training.completed_on <= CAST('2026-11-22' AS DATE)
      AND training.course = item.value) AS counted,
    COUNT(*) FILTER(WHERE
      (
        training.completed_on <= CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
      )
      AND (
        training.course = item.value OR training.course IS NULL OR item.value IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR training.completed_on IS NULL
        OR training.expires_on < CAST('2026-11-22' AS DATE)
        OR training.course <> item.value
        OR training.course IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN items_of_required_training_missing AS item
  CROSS JOIN training
  WHERE
    item.id = worker.id
    AND training.worker_id = worker.id
    AND (
      training.expires_on IS NULL OR training.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.id,
    item.n
), items AS (
  SELECT
    worker.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_training.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM worker
  CROSS JOIN items_of_required_training_missing AS item
  LEFT JOIN any_training
    ON any_training.key_0 = worker.id AND any_training.key_1 = item.n
  LEFT JOIN any_training_unlinked
    ON any_training_unlinked.key_0 = worker.id AND any_training_unlinked.key_1 = item.n
  WHERE
    item.id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN items
  ON items.id = worker.id
LEFT JOIN position
  ON position.id = worker.position_id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    position.required_training IS NULL
  )
  AND items.fails
ORDER BY
  id;
