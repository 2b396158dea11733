-- role-conflict-not-supervised: Declared conflict of roles that supervision has not dealt with
--   lately
-- Lists the keys of the relationship_declaration records that fail on 2026-11-22.
--
-- Judges relationship declaration records.
-- Applies when ((kind is not none and declared on is on or before the day of the check and
--   (ended on is not recorded or ended on is after the day of the check)) and kind is one of
--   advocate_against_own_employer, consumer_and_worker_of_same_service) and (the worker's
--   started on is on or before the day of the check and (the worker's ended on is not recorded
--   or the worker's ended on is after the day of the check)).
-- It is due: the last day in time is the role conflict interval after the later of declared on
--   and the latest held on of the supervision records whose worker id is this relationship
--   declaration's worker id and whose kind is one of co_supervision, line, peer, professional
--   and whose topics include conflict_of_roles and whose held on is on or before the day of the
--   check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it:
--   relationship_declaration.declared_on, relationship_declaration.ended_on,
--   relationship_declaration.kind, relationship_declaration.worker_id, supervision.held_on,
--   supervision.kind, supervision.topics, supervision.worker_id, worker.ended_on,
--   worker.started_on.
-- Unknown as well when no supervision or worker records were supplied.
-- Checks PRA-BND-04 (Integrating peer support in mental health (review and qualitative case
--   study), What service users are telling us; Professionalisation of the consumer role)
--
-- Limit role_conflict_interval = 3 months; source: PRA-BND-04 names no frequency; read again
--   once a quarter
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   relationship_declaration (declared_on DATE, ended_on DATE, id TEXT, kind TEXT, worker_id
--     TEXT)
--   supervision (held_on DATE, kind TEXT, topics TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_supervision_unlinked AS (
  SELECT
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(supervision.topics, 'conflict_of_roles')
      OR supervision.topics IS NULL
    )
), latest_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(supervision.topics, 'conflict_of_roles')
      OR supervision.topics IS NULL
    )
  GROUP BY
    supervision.worker_id
)
SELECT
  relationship_declaration.id AS id
FROM relationship_declaration
LEFT JOIN worker
  ON worker.id = relationship_declaration.worker_id
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = relationship_declaration.worker_id
CROSS JOIN latest_supervision_unlinked
WHERE
  relationship_declaration.kind <> 'none'
  AND relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)
  AND (
    relationship_declaration.ended_on IS NULL
    OR relationship_declaration.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND relationship_declaration.kind IN ('advocate_against_own_employer', 'consumer_and_worker_of_same_service')
  AND NOT (
    worker.id IS NULL
  )
  AND worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(CASE
    WHEN COALESCE(
      CASE
        WHEN relationship_declaration.worker_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
          THEN GREATEST(
            latest_supervision.possible,
            latest_supervision_unlinked.possible,
            CAST('2026-11-22' AS DATE)
          )
          ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
        END
      END IS NULL
      AND relationship_declaration.worker_id IS NULL,
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN relationship_declaration.worker_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_supervision.possible,
              latest_supervision_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
          END
        END,
        relationship_declaration.declared_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN relationship_declaration.worker_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
          THEN GREATEST(
            latest_supervision.possible,
            latest_supervision_unlinked.possible,
            CAST('2026-11-22' AS DATE)
          )
          ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
        END
      END,
      relationship_declaration.declared_on
    )
  END + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
