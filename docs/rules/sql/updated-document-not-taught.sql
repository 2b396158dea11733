-- updated-document-not-taught: Worker who was not taught a document that was updated
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (the latest approved on of the policy
--   records whose organisation id is this worker's organisation id and for which status is one
--   of active, under_review and for which (there is at least one of the policy records whose
--   organisation id is this policy's organisation id and whose title is this policy's title and
--   for which its key is not this policy's key and whose status is one of retired, superseded)
--   and for which (program id is not recorded or (this worker's program id is recorded and
--   program id is this worker's program id)) and for which (applies to include all_personnel or
--   (applies to include volunteers and this worker's engagement is volunteer) or (applies to
--   include paid_staff and this worker's engagement is paid) or (applies to include
--   peer_workers and this worker's peer is yes) or (applies to include front_line and this
--   worker's frontline is yes)) and for which the document training limit after approved on is
--   before the day of the check exists) and (the latest approved on of the policy records whose
--   organisation id is this worker's organisation id and for which status is one of active,
--   under_review and for which (there is at least one of the policy records whose organisation
--   id is this policy's organisation id and whose title is this policy's title and for which
--   its key is not this policy's key and whose status is one of retired, superseded) and for
--   which (program id is not recorded or (this worker's program id is recorded and program id
--   is this worker's program id)) and for which (applies to include all_personnel or (applies
--   to include volunteers and this worker's engagement is volunteer) or (applies to include
--   paid_staff and this worker's engagement is paid) or (applies to include peer_workers and
--   this worker's peer is yes) or (applies to include front_line and this worker's frontline is
--   yes)) and for which the document training limit after approved on is before the day of the
--   check, is after the day of the check minus the look back) and (started on is on or before
--   the latest approved on of the policy records whose organisation id is this worker's
--   organisation id and for which status is one of active, under_review and for which (there is
--   at least one of the policy records whose organisation id is this policy's organisation id
--   and whose title is this policy's title and for which its key is not this policy's key and
--   whose status is one of retired, superseded) and for which (program id is not recorded or
--   (this worker's program id is recorded and program id is this worker's program id)) and for
--   which (applies to include all_personnel or (applies to include volunteers and this worker's
--   engagement is volunteer) or (applies to include paid_staff and this worker's engagement is
--   paid) or (applies to include peer_workers and this worker's peer is yes) or (applies to
--   include front_line and this worker's frontline is yes)) and for which the document training
--   limit after approved on is before the day of the check).
-- Holds when (there is at least one of this worker's acknowledgement records whose acknowledged
--   on is on or before the day of the check and for which (there is at least one of the policy
--   records whose its key is this acknowledgement's document id and for which status is one of
--   active, under_review and for which (there is at least one of the policy records whose
--   organisation id is this policy's organisation id and whose title is this policy's title and
--   for which its key is not this policy's key and whose status is one of retired, superseded))
--   and whose (acknowledged on is on or after the latest approved on of the policy records
--   whose organisation id is this worker's organisation id and for which status is one of
--   active, under_review and for which (there is at least one of the policy records whose
--   organisation id is this policy's organisation id and whose title is this policy's title and
--   for which its key is not this policy's key and whose status is one of retired, superseded)
--   and for which (program id is not recorded or (this worker's program id is recorded and
--   program id is this worker's program id)) and for which (applies to include all_personnel or
--   (applies to include volunteers and this worker's engagement is volunteer) or (applies to
--   include paid_staff and this worker's engagement is paid) or (applies to include
--   peer_workers and this worker's peer is yes) or (applies to include front_line and this
--   worker's frontline is yes)) and for which the document training limit after approved on is
--   before the day of the check)) or (there is at least one of this worker's training records
--   whose kind includes document_update and whose completed on is recorded and whose completed
--   on is on or before the day of the check and whose (completed on is on or after the latest
--   approved on of the policy records whose organisation id is this worker's organisation id
--   and for which status is one of active, under_review and for which (there is at least one of
--   the policy records whose organisation id is this policy's organisation id and whose title
--   is this policy's title and for which its key is not this policy's key and whose status is
--   one of retired, superseded) and for which (program id is not recorded or (this worker's
--   program id is recorded and program id is this worker's program id)) and for which (applies
--   to include all_personnel or (applies to include volunteers and this worker's engagement is
--   volunteer) or (applies to include paid_staff and this worker's engagement is paid) or
--   (applies to include peer_workers and this worker's peer is yes) or (applies to include
--   front_line and this worker's frontline is yes)) and for which the document training limit
--   after approved on is before the day of the check)).
-- A breach stands below that of policy-unacknowledged where the same record fails it.
-- A breach stands below that of privacy-guideline-unacknowledged where the same record fails
--   it.
-- Unknown when one of these is missing and would decide it: acknowledgement.acknowledged_on,
--   acknowledgement.document_id, policy.applies_to, policy.approved_on, policy.id,
--   policy.organisation_id, policy.program_id, policy.status, policy.title,
--   training.completed_on, training.kind, worker.ended_on, worker.engagement, worker.frontline,
--   worker.is_peer, worker.organisation_id, worker.program_id, worker.started_on.
-- Unknown as well when no acknowledgement or policy or training records were supplied.
-- Checks GOV-POL-18 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit document_training_limit = 3 months; source: GOV-POL-18 names no limit; one quarter
--   after approval
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   acknowledgement (acknowledged_on DATE, document_id TEXT, worker_id TEXT)
--   policy (applies_to TEXT[], approved_on DATE, id TEXT, organisation_id TEXT, program_id
--     TEXT, status TEXT, title TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, engagement TEXT, frontline BOOLEAN, id TEXT, is_peer BOOLEAN,
--     organisation_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_policy_unlinked AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN policy AS policy_2
  WHERE
    policy.organisation_id IS NULL
    AND policy_2.organisation_id IS NULL
    AND (
      policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
    )
    AND (
      policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
    )
    AND (
      policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
    )
  GROUP BY
    worker.id,
    policy.id
), any_policy AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) FILTER(WHERE
      policy_2.title = policy.title
      AND policy_2.id <> policy.id
      AND policy_2.status IN ('retired', 'superseded')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
      )
      AND (
        policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
      )
      AND (
        policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
      )
      AND (
        policy_2.title <> policy.title
        OR policy_2.title IS NULL
        OR policy.title IS NULL
        OR policy_2.id = policy.id
        OR policy_2.id IS NULL
        OR policy.id IS NULL
        OR NOT policy_2.status IN ('retired', 'superseded')
        OR policy_2.status IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN policy AS policy_2
  WHERE
    FALSE
  GROUP BY
    worker.id,
    policy.id
), any_policy_unlinked_2 AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN policy AS policy_2
  WHERE
    policy.organisation_id = worker.organisation_id
    AND policy_2.organisation_id IS NULL
    AND (
      policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
    )
    AND (
      policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
    )
    AND (
      policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
    )
  GROUP BY
    worker.id,
    policy.id
), any_policy_2 AS (
  SELECT
    worker.id AS key_0,
    policy.id AS key_1,
    COUNT(*) FILTER(WHERE
      policy_2.title = policy.title
      AND policy_2.id <> policy.id
      AND policy_2.status IN ('retired', 'superseded')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
      )
      AND (
        policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
      )
      AND (
        policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
      )
      AND (
        policy_2.title <> policy.title
        OR policy_2.title IS NULL
        OR policy.title IS NULL
        OR policy_2.id = policy.id
        OR policy_2.id IS NULL
        OR policy.id IS NULL
        OR NOT policy_2.status IN ('retired', 'superseded')
        OR policy_2.status IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN policy
  CROSS JOIN policy AS policy_2
  WHERE
    policy.organisation_id = worker.organisation_id
    AND policy_2.organisation_id = policy.organisation_id
  GROUP BY
    worker.id,
    policy.id
), any_policy_unlinked_3 AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) AS may_count
  FROM policy
  CROSS JOIN policy AS policy_2
  WHERE
    policy.id IS NULL
    AND policy_2.organisation_id IS NULL
    AND (
      policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
    )
    AND (
      policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
    )
  GROUP BY
    policy.id
), any_policy_3 AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) FILTER(WHERE
      policy_2.title = policy.title
      AND policy_2.id <> policy.id
      AND policy_2.status IN ('retired', 'superseded')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
      )
      AND (
        policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
      )
      AND (
        policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
      )
      AND (
        policy_2.title <> policy.title
        OR policy_2.title IS NULL
        OR policy.title IS NULL
        OR policy_2.id = policy.id
        OR policy_2.id IS NULL
        OR policy.id IS NULL
        OR NOT policy_2.status IN ('retired', 'superseded')
        OR policy_2.status IS NULL
      )) AS may_count
  FROM policy
  CROSS JOIN policy AS policy_2
  WHERE
    policy.id IS NULL AND policy_2.organisation_id = policy.organisation_id
  GROUP BY
    policy.id
), any_policy_unlinked_4 AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) AS may_count
  FROM policy
  CROSS JOIN policy AS policy_2
  WHERE
    NOT (
      policy.id IS NULL
    )
    AND policy_2.organisation_id IS NULL
    AND (
      policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
    )
    AND (
      policy_2.id <> policy.id OR policy_2.id IS NULL
    )
    AND (
      policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
    )
  GROUP BY
    policy.id
), any_policy_4 AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) FILTER(WHERE
      policy_2.title = policy.title
      AND policy_2.id <> policy.id
      AND policy_2.status IN ('retired', 'superseded')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy_2.title = policy.title OR policy_2.title IS NULL OR policy.title IS NULL
      )
      AND (
        policy_2.id <> policy.id OR policy_2.id IS NULL OR policy.id IS NULL
      )
      AND (
        policy_2.status IN ('retired', 'superseded') OR policy_2.status IS NULL
      )
      AND (
        policy_2.title <> policy.title
        OR policy_2.title IS NULL
        OR policy.title IS NULL
        OR policy_2.id = policy.id
        OR policy_2.id IS NULL
        OR policy.id IS NULL
        OR NOT policy_2.status IN ('retired', 'superseded')
        OR policy_2.status IS NULL
      )) AS may_count
  FROM policy
  CROSS JOIN policy AS policy_2
  WHERE
    NOT (
      policy.id IS NULL
    ) AND policy_2.organisation_id = policy.organisation_id
  GROUP BY
    policy.id
), latest_policy_unlinked AS (
  SELECT
    worker.id AS key_0,
    MAX(policy.approved_on) FILTER(WHERE
      CAST(policy.approved_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      policy.approved_on IS NULL) AS undated
  FROM worker
  CROSS JOIN policy
  LEFT JOIN any_policy
    ON any_policy.key_0 = worker.id AND any_policy.key_1 = policy.id
  LEFT JOIN any_policy_unlinked
    ON any_policy_unlinked.key_0 = worker.id AND any_policy_unlinked.key_1 = policy.id
  WHERE
    policy.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      policy.program_id IS NULL
      OR (
        NOT (
          worker.program_id IS NULL
        )
        AND (
          policy.program_id = worker.program_id OR policy.program_id IS NULL
        )
      )
    )
    AND (
      ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
      OR policy.applies_to IS NULL
      OR (
        (
          ARRAY_CONTAINS(policy.applies_to, 'volunteers') OR policy.applies_to IS NULL
        )
        AND (
          worker.engagement = 'volunteer' OR worker.engagement IS NULL
        )
      )
      OR (
        (
          ARRAY_CONTAINS(policy.applies_to, 'paid_staff') OR policy.applies_to IS NULL
        )
        AND (
          worker.engagement = 'paid' OR worker.engagement IS NULL
        )
      )
      OR (
        (
          ARRAY_CONTAINS(policy.applies_to, 'peer_workers') OR policy.applies_to IS NULL
        )
        AND (
          worker.is_peer OR worker.is_peer IS NULL
        )
      )
      OR (
        (
          ARRAY_CONTAINS(policy.applies_to, 'front_line') OR policy.applies_to IS NULL
        )
        AND (
          worker.frontline OR worker.frontline IS NULL
        )
      )
    )
  GROUP BY
    worker.id
), latest_policy AS (
  SELECT
    worker.id AS key_0,
    MAX(policy.approved_on) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND NOT (
        policy.organisation_id IS NULL
      )
      AND COALESCE(any_policy.counted, 0) > 0
      AND (
        policy.program_id IS NULL OR policy.program_id = worker.program_id
      )
      AND (
        ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
        OR (
          ARRAY_CONTAINS(policy.applies_to, 'volunteers')
          AND worker.engagement = 'volunteer'
        )
        OR (
          ARRAY_CONTAINS(policy.applies_to, 'paid_staff') AND worker.engagement = 'paid'
        )
        OR (
          ARRAY_CONTAINS(policy.applies_to, 'peer_workers') AND worker.is_peer
        )
        OR (
          ARRAY_CONTAINS(policy.applies_to, 'front_line') AND worker.frontline
        )
      )
      AND CAST(policy.approved_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)) AS known,
    MAX(policy.approved_on) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        policy.organisation_id IS NULL
        OR (
          NOT (
            policy.organisation_id IS NULL
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
        policy.program_id IS NULL
        OR (
          NOT (
            worker.program_id IS NULL
          )
          AND (
            policy.program_id = worker.program_id OR policy.program_id IS NULL
          )
        )
      )
      AND (
        ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
        OR policy.applies_to IS NULL
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'volunteers') OR policy.applies_to IS NULL
          )
          AND (
            worker.engagement = 'volunteer' OR worker.engagement IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'paid_staff') OR policy.applies_to IS NULL
          )
          AND (
            worker.engagement = 'paid' OR worker.engagement IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'peer_workers') OR policy.applies_to IS NULL
          )
          AND (
            worker.is_peer OR worker.is_peer IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'front_line') OR policy.applies_to IS NULL
          )
          AND (
            worker.frontline OR worker.frontline IS NULL
          )
        )
      )
      AND CAST(policy.approved_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        policy.organisation_id IS NULL
        OR (
          NOT (
            policy.organisation_id IS NULL
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
        policy.program_id IS NULL
        OR (
          NOT (
            worker.program_id IS NULL
          )
          AND (
            policy.program_id = worker.program_id OR policy.program_id IS NULL
          )
        )
      )
      AND (
        ARRAY_CONTAINS(policy.applies_to, 'all_personnel')
        OR policy.applies_to IS NULL
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'volunteers') OR policy.applies_to IS NULL
          )
          AND (
            worker.engagement = 'volunteer' OR worker.engagement IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'paid_staff') OR policy.applies_to IS NULL
          )
          AND (
            worker.engagement = 'paid' OR worker.engagement IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'peer_workers') OR policy.applies_to IS NULL
          )
          AND (
            worker.is_peer OR worker.is_peer IS NULL
          )
        )
        OR (
          (
            ARRAY_CONTAINS(policy.applies_to, 'front_line') OR policy.applies_to IS NULL
          )
          AND (
            worker.frontline OR worker.frontline IS NULL
          )
        )
      )
      AND policy.approved_on IS NULL) AS undated
  FROM worker
  CROSS JOIN policy
  LEFT JOIN any_policy_2 AS any_policy
    ON any_policy.key_0 = worker.id AND any_policy.key_1 = policy.id
  LEFT JOIN any_policy_unlinked_2 AS any_policy_unlinked
    ON any_policy_unlinked.key_0 = worker.id AND any_policy_unlinked.key_1 = policy.id
  WHERE
    policy.organisation_id = worker.organisation_id
  GROUP BY
    worker.id
), any_policy_unlinked_5 AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  LEFT JOIN any_policy_3 AS any_policy
    ON any_policy.key_0 = policy.id
  LEFT JOIN any_policy_unlinked_3 AS any_policy_unlinked
    ON any_policy_unlinked.key_0 = policy.id
  WHERE
    policy.id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      policy.organisation_id IS NULL
      OR (
        NOT (
          policy.organisation_id IS NULL
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
), any_policy_5 AS (
  SELECT
    policy.id AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND NOT (
        policy.organisation_id IS NULL
      )
      AND COALESCE(any_policy.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        policy.organisation_id IS NULL
        OR (
          NOT (
            policy.organisation_id IS NULL
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
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR policy.organisation_id IS NULL
        OR (
          NOT (
            policy.organisation_id IS NULL
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
  FROM policy
  LEFT JOIN any_policy_4 AS any_policy
    ON any_policy.key_0 = policy.id
  LEFT JOIN any_policy_unlinked_4 AS any_policy_unlinked
    ON any_policy_unlinked.key_0 = policy.id
  WHERE
    NOT (
      policy.id IS NULL
    )
  GROUP BY
    policy.id
), any_training_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN latest_policy
    ON latest_policy.key_0 = worker.id
  LEFT JOIN latest_policy_unlinked
    ON latest_policy_unlinked.key_0 = worker.id
  WHERE
    training.worker_id IS NULL
    AND (
      ARRAY_CONTAINS(training.kind, 'document_update') OR training.kind IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.organisation_id IS NULL
      OR (
        NOT (
          worker.organisation_id IS NULL
        ) AND latest_policy.known IS NULL
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
            AND latest_policy.possible IS NULL
            AND latest_policy_unlinked.possible IS NULL
          )
        )
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND NOT (
          latest_policy.known IS NULL
        )
        AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR NOT (
            latest_policy.possible IS NULL
          )
          OR NOT (
            latest_policy_unlinked.possible IS NULL
          )
        )
        AND training.completed_on >= CASE
          WHEN worker.organisation_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            THEN NULL
            ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
          END
        END
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND NOT (
          latest_policy.known IS NULL
        )
        AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR NOT (
            latest_policy.possible IS NULL
          )
          OR NOT (
            latest_policy_unlinked.possible IS NULL
          )
        )
        AND (
          training.completed_on < CASE
            WHEN worker.organisation_id IS NULL
            THEN NULL
            ELSE CASE
              WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
            END
          END
          OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
            AND latest_policy.possible IS NULL
            AND latest_policy_unlinked.possible IS NULL
          )
        )
        AND training.completed_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
      )
    )
  GROUP BY
    worker.id
), any_training AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'document_update')
      AND NOT (
        worker.organisation_id IS NULL
      )
      AND NOT (
        latest_policy.known IS NULL
      )
      AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
        OR NOT (
          latest_policy.possible IS NULL
        )
        OR NOT (
          latest_policy_unlinked.possible IS NULL
        )
      )
      AND training.completed_on >= CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
        END
      END) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'document_update') OR training.kind IS NULL
      )
      AND (
        worker.organisation_id IS NULL
        OR (
          NOT (
            worker.organisation_id IS NULL
          ) AND latest_policy.known IS NULL
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND training.completed_on >= CASE
            WHEN worker.organisation_id IS NULL
            THEN NULL
            ELSE CASE
              WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
            END
          END
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on < CASE
              WHEN worker.organisation_id IS NULL
              THEN NULL
              ELSE CASE
                WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
                THEN NULL
                ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
              END
            END
            OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
          AND training.completed_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
        )
      )
      AND (
        NOT ARRAY_CONTAINS(training.kind, 'document_update')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
        OR worker.organisation_id IS NULL
        OR (
          NOT (
            worker.organisation_id IS NULL
          ) AND latest_policy.known IS NULL
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND training.completed_on < CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND (
            training.completed_on < CASE
              WHEN worker.organisation_id IS NULL
              THEN NULL
              ELSE CASE
                WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
                THEN NULL
                ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
              END
            END
            OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
          AND training.completed_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
        )
      )) AS may_count
  FROM worker
  CROSS JOIN training
  LEFT JOIN latest_policy
    ON latest_policy.key_0 = worker.id
  LEFT JOIN latest_policy_unlinked
    ON latest_policy_unlinked.key_0 = worker.id
  WHERE
    training.worker_id = worker.id
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.id
), any_acknowledgement_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN acknowledgement
  LEFT JOIN latest_policy
    ON latest_policy.key_0 = worker.id
  LEFT JOIN latest_policy_unlinked
    ON latest_policy_unlinked.key_0 = worker.id
  LEFT JOIN any_policy_5 AS any_policy
    ON any_policy.key_0 = acknowledgement.document_id
  CROSS JOIN any_policy_unlinked_5 AS any_policy_unlinked
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
    AND (
      acknowledgement.acknowledged_on IS NULL
      OR worker.organisation_id IS NULL
      OR (
        NOT (
          worker.organisation_id IS NULL
        ) AND latest_policy.known IS NULL
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
            AND latest_policy.possible IS NULL
            AND latest_policy_unlinked.possible IS NULL
          )
        )
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND NOT (
          latest_policy.known IS NULL
        )
        AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR NOT (
            latest_policy.possible IS NULL
          )
          OR NOT (
            latest_policy_unlinked.possible IS NULL
          )
        )
        AND acknowledgement.acknowledged_on >= CASE
          WHEN worker.organisation_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            THEN NULL
            ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
          END
        END
      )
      OR (
        NOT (
          worker.organisation_id IS NULL
        )
        AND NOT (
          latest_policy.known IS NULL
        )
        AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
        AND (
          COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR NOT (
            latest_policy.possible IS NULL
          )
          OR NOT (
            latest_policy_unlinked.possible IS NULL
          )
        )
        AND (
          acknowledgement.acknowledged_on < CASE
            WHEN worker.organisation_id IS NULL
            THEN NULL
            ELSE CASE
              WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
            END
          END
          OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          OR (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
            AND latest_policy.possible IS NULL
            AND latest_policy_unlinked.possible IS NULL
          )
        )
        AND acknowledgement.acknowledged_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
      )
    )
  GROUP BY
    worker.id
), any_acknowledgement AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      acknowledgement.acknowledged_on <= CAST('2026-11-22' AS DATE)
      AND NOT (
        acknowledgement.document_id IS NULL
      )
      AND COALESCE(any_policy.counted, 0) > 0
      AND NOT (
        worker.organisation_id IS NULL
      )
      AND NOT (
        latest_policy.known IS NULL
      )
      AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
        OR NOT (
          latest_policy.possible IS NULL
        )
        OR NOT (
          latest_policy_unlinked.possible IS NULL
        )
      )
      AND acknowledgement.acknowledged_on >= CASE
        WHEN worker.organisation_id IS NULL
        THEN NULL
        ELSE CASE
          WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
        END
      END) AS counted,
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
        acknowledgement.acknowledged_on IS NULL
        OR worker.organisation_id IS NULL
        OR (
          NOT (
            worker.organisation_id IS NULL
          ) AND latest_policy.known IS NULL
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND acknowledgement.acknowledged_on >= CASE
            WHEN worker.organisation_id IS NULL
            THEN NULL
            ELSE CASE
              WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
              THEN NULL
              ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
            END
          END
        )
        OR (
          NOT (
            acknowledgement.acknowledged_on IS NULL
          )
          AND NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND (
            acknowledgement.acknowledged_on < CASE
              WHEN worker.organisation_id IS NULL
              THEN NULL
              ELSE CASE
                WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
                THEN NULL
                ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
              END
            END
            OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
          AND acknowledgement.acknowledged_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
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
        OR worker.organisation_id IS NULL
        OR (
          NOT (
            worker.organisation_id IS NULL
          ) AND latest_policy.known IS NULL
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND acknowledgement.acknowledged_on < CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
        )
        OR (
          NOT (
            acknowledgement.acknowledged_on IS NULL
          )
          AND NOT (
            worker.organisation_id IS NULL
          )
          AND NOT (
            latest_policy.known IS NULL
          )
          AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR NOT (
              latest_policy.possible IS NULL
            )
            OR NOT (
              latest_policy_unlinked.possible IS NULL
            )
          )
          AND (
            acknowledgement.acknowledged_on < CASE
              WHEN worker.organisation_id IS NULL
              THEN NULL
              ELSE CASE
                WHEN COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
                THEN NULL
                ELSE GREATEST(latest_policy.possible, latest_policy_unlinked.possible)
              END
            END
            OR COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
            OR (
              COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
              AND latest_policy.possible IS NULL
              AND latest_policy_unlinked.possible IS NULL
            )
          )
          AND acknowledgement.acknowledged_on >= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
        )
      )) AS may_count
  FROM worker
  CROSS JOIN acknowledgement
  LEFT JOIN latest_policy
    ON latest_policy.key_0 = worker.id
  LEFT JOIN latest_policy_unlinked
    ON latest_policy_unlinked.key_0 = worker.id
  LEFT JOIN any_policy_5 AS any_policy
    ON any_policy.key_0 = acknowledgement.document_id
  CROSS JOIN any_policy_unlinked_5 AS any_policy_unlinked
  WHERE
    acknowledgement.worker_id = worker.id
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_policy
  ON latest_policy.key_0 = worker.id
LEFT JOIN latest_policy_unlinked
  ON latest_policy_unlinked.key_0 = worker.id
LEFT JOIN any_acknowledgement
  ON any_acknowledgement.key_0 = worker.id
LEFT JOIN any_acknowledgement_unlinked
  ON any_acknowledgement_unlinked.key_0 = worker.id
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
LEFT JOIN any_training_unlinked
  ON any_training_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.organisation_id IS NULL
  )
  AND NOT (
    latest_policy.known IS NULL
  )
  AND COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) <= 0
  AND (
    COALESCE(latest_policy.undated, 0) + COALESCE(latest_policy_unlinked.undated, 0) > 0
    OR NOT (
      latest_policy.possible IS NULL
    )
    OR NOT (
      latest_policy_unlinked.possible IS NULL
    )
  )
  AND CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND worker.started_on <= CASE WHEN worker.organisation_id IS NULL THEN NULL ELSE latest_policy.known END
  AND COALESCE(any_acknowledgement.counted, 0) <= 0
  AND COALESCE(any_acknowledgement.may_count, 0) + COALESCE(any_acknowledgement_unlinked.may_count, 0) <= 0
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
