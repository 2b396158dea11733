-- peer-paid-below-colleagues: Peer worker paid less than colleagues of the same grade
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (engagement is paid and peer is yes) and
--   (the number of the worker records whose organisation id is this worker's organisation id
--   and whose started on is on or before the day of the check and for which (ended on is not
--   recorded or ended on is after the day of the check) and whose engagement is paid and whose
--   peer is no and for which the position's grade is this worker's position's grade, is at
--   least 1).
-- Holds when hourly rate times the number of the worker records whose organisation id is this
--   worker's organisation id and whose started on is on or before the day of the check and for
--   which (ended on is not recorded or ended on is after the day of the check) and whose
--   engagement is paid and whose peer is no and for which the position's grade is this worker's
--   position's grade, is at least the equal pay share times the sum of hourly rate of the
--   worker records whose organisation id is this worker's organisation id and whose started on
--   is on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose engagement is paid and whose peer is no and for which
--   the position's grade is this worker's position's grade.
-- Unknown when one of these is missing and would decide it: position.grade, worker.ended_on,
--   worker.engagement, worker.hourly_rate, worker.is_peer, worker.organisation_id,
--   worker.started_on.
-- Unknown as well when no position records were supplied.
-- Checks WFD-REM-02 (Integrating peer support in mental health (review and qualitative case
--   study), Challenges of participation)
--
-- Limit equal_pay_share = 0.95; source: WFD-REM-02 names no number; a twentieth below is within
--   steps of a grade
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (grade BIGINT, id TEXT)
--   worker (ended_on DATE, engagement TEXT, hourly_rate DECIMAL(38, 10), id TEXT, is_peer
--     BOOLEAN, organisation_id TEXT, position_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH sum_worker_unlinked AS (
  SELECT
    worker.id AS key_0,
    SUM(worker_2.hourly_rate) FILTER(WHERE
      worker_2.hourly_rate < 0) AS below,
    SUM(worker_2.hourly_rate) FILTER(WHERE
      worker_2.hourly_rate > 0) AS above,
    COUNT(*) FILTER(WHERE
      worker_2.hourly_rate IS NULL) AS gone
  FROM worker
  CROSS JOIN worker AS worker_2
  LEFT JOIN position
    ON position.id = worker_2.position_id
  LEFT JOIN position AS position_2
    ON position_2.id = worker.position_id
  WHERE
    worker_2.organisation_id IS NULL
    AND (
      worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
    )
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
    )
    AND (
      NOT worker_2.is_peer OR worker_2.is_peer IS NULL
    )
    AND (
      position.grade = position_2.grade
      OR position.grade IS NULL
      OR position_2.grade IS NULL
    )
  GROUP BY
    worker.id
), sum_worker AS (
  SELECT
    worker.id AS key_0,
    SUM(worker_2.hourly_rate) FILTER(WHERE
      worker_2.started_on <= CAST('2026-11-22' AS DATE)
      AND worker_2.engagement = 'paid'
      AND NOT worker_2.is_peer
      AND position.grade = position_2.grade) AS total,
    SUM(worker_2.hourly_rate) FILTER(WHERE
      (
        worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
      )
      AND (
        worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
      )
      AND (
        NOT worker_2.is_peer OR worker_2.is_peer IS NULL
      )
      AND (
        position.grade = position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND (
        worker_2.started_on > CAST('2026-11-22' AS DATE)
        OR worker_2.started_on IS NULL
        OR worker_2.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker_2.engagement <> 'paid'
        OR worker_2.engagement IS NULL
        OR worker_2.is_peer
        OR worker_2.is_peer IS NULL
        OR position.grade <> position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND worker_2.hourly_rate < 0) AS below,
    SUM(worker_2.hourly_rate) FILTER(WHERE
      (
        worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
      )
      AND (
        worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
      )
      AND (
        NOT worker_2.is_peer OR worker_2.is_peer IS NULL
      )
      AND (
        position.grade = position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND (
        worker_2.started_on > CAST('2026-11-22' AS DATE)
        OR worker_2.started_on IS NULL
        OR worker_2.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker_2.engagement <> 'paid'
        OR worker_2.engagement IS NULL
        OR worker_2.is_peer
        OR worker_2.is_peer IS NULL
        OR position.grade <> position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND worker_2.hourly_rate > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
      )
      AND (
        worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
      )
      AND (
        NOT worker_2.is_peer OR worker_2.is_peer IS NULL
      )
      AND (
        position.grade = position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND worker_2.hourly_rate IS NULL) AS gone
  FROM worker
  CROSS JOIN worker AS worker_2
  LEFT JOIN position
    ON position.id = worker_2.position_id
  LEFT JOIN position AS position_2
    ON position_2.id = worker.position_id
  WHERE
    worker_2.organisation_id = worker.organisation_id
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.id
), count_worker_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN worker AS worker_2
  LEFT JOIN position
    ON position.id = worker_2.position_id
  LEFT JOIN position AS position_2
    ON position_2.id = worker.position_id
  WHERE
    worker_2.organisation_id IS NULL
    AND (
      worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
    )
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
    )
    AND (
      NOT worker_2.is_peer OR worker_2.is_peer IS NULL
    )
    AND (
      position.grade = position_2.grade
      OR position.grade IS NULL
      OR position_2.grade IS NULL
    )
  GROUP BY
    worker.id
), count_worker AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      worker_2.started_on <= CAST('2026-11-22' AS DATE)
      AND worker_2.engagement = 'paid'
      AND NOT worker_2.is_peer
      AND position.grade = position_2.grade) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
      )
      AND (
        worker_2.engagement = 'paid' OR worker_2.engagement IS NULL
      )
      AND (
        NOT worker_2.is_peer OR worker_2.is_peer IS NULL
      )
      AND (
        position.grade = position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )
      AND (
        worker_2.started_on > CAST('2026-11-22' AS DATE)
        OR worker_2.started_on IS NULL
        OR worker_2.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker_2.engagement <> 'paid'
        OR worker_2.engagement IS NULL
        OR worker_2.is_peer
        OR worker_2.is_peer IS NULL
        OR position.grade <> position_2.grade
        OR position.grade IS NULL
        OR position_2.grade IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN worker AS worker_2
  LEFT JOIN position
    ON position.id = worker_2.position_id
  LEFT JOIN position AS position_2
    ON position_2.id = worker.position_id
  WHERE
    worker_2.organisation_id = worker.organisation_id
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN count_worker
  ON count_worker.key_0 = worker.id
LEFT JOIN count_worker_unlinked
  ON count_worker_unlinked.key_0 = worker.id
LEFT JOIN sum_worker
  ON sum_worker.key_0 = worker.id
LEFT JOIN sum_worker_unlinked
  ON sum_worker_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.engagement = 'paid'
  AND worker.is_peer
  AND NOT (
    worker.organisation_id IS NULL
  )
  AND CASE
    WHEN worker.organisation_id IS NULL
    THEN NULL
    ELSE COALESCE(count_worker.counted, 0)
  END >= CAST('1' AS DECIMAL(1, 0))
  AND NOT (
    worker.hourly_rate IS NULL
  )
  AND COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) <= 0
  AND (
    COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
    OR COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) <= 0
  )
  AND CASE
    WHEN (
      worker.hourly_rate * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0)
      END
    ) IS NULL
    OR (
      worker.hourly_rate * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0) + COALESCE(count_worker_unlinked.may_count, 0)
      END
    ) IS NULL
    THEN NULL
    ELSE GREATEST(
      worker.hourly_rate * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0)
      END,
      worker.hourly_rate * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0) + COALESCE(count_worker_unlinked.may_count, 0)
      END
    )
  END < CASE
    WHEN (
      CAST('0.95' AS DECIMAL(3, 2)) * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.below, 0) + COALESCE(sum_worker_unlinked.below, 0)
        END
      END
    ) IS NULL
    OR (
      CAST('0.95' AS DECIMAL(3, 2)) * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.above, 0) + COALESCE(sum_worker_unlinked.above, 0)
        END
      END
    ) IS NULL
    THEN NULL
    ELSE LEAST(
      CAST('0.95' AS DECIMAL(3, 2)) * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.below, 0) + COALESCE(sum_worker_unlinked.below, 0)
        END
      END,
      CAST('0.95' AS DECIMAL(3, 2)) * CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(sum_worker.gone, 0) + COALESCE(sum_worker_unlinked.gone, 0) > 0
          THEN NULL
          ELSE COALESCE(sum_worker.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_worker.above, 0) + COALESCE(sum_worker_unlinked.above, 0)
        END
      END
    )
  END
ORDER BY
  id;
