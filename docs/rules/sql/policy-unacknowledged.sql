-- policy-unacknowledged: Worker who has not acknowledged a policy that applies to the role
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when started on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when there is none of the policy records whose organisation id is this worker's
--   organisation id and whose status is one of active, under_review and for which (program id
--   is not recorded or (this worker's program id is recorded and program id is this worker's
--   program id)) and whose topics do not include privacy_and_confidentiality and for which
--   (applies to include all_personnel or (applies to include volunteers and this worker's
--   engagement is volunteer) or (applies to include paid_staff and this worker's engagement is
--   paid) or (applies to include peer_workers and this worker's peer is yes) or (applies to
--   include front_line and this worker's frontline is yes)) and for which (there is none of the
--   acknowledgement records whose document is it and whose worker id is this worker's key and
--   whose acknowledged on is on or before the day of the check).
-- Unknown when one of these is missing and would decide it: acknowledgement.acknowledged_on,
--   acknowledgement.worker_id, policy.applies_to, policy.organisation_id, policy.program_id,
--   policy.status, policy.topics, worker.ended_on, worker.engagement, worker.frontline,
--   worker.id, worker.is_peer, worker.organisation_id, worker.program_id, worker.started_on.
-- Unknown as well when no acknowledgement or policy records were supplied.
-- Checks GOV-DOC-04 (Operating a Peer Support Service, Duty of care)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   acknowledgement (acknowledged_on DATE, document_id TEXT, worker_id TEXT)
--   policy (applies_to TEXT[], id TEXT, organisation_id TEXT, program_id TEXT, status TEXT,
--     topics TEXT[])
--   worker (ended_on DATE, engagement TEXT, frontline BOOLEAN, id TEXT, is_peer BOOLEAN,
--     organisation_id TEXT, program_id TEXT, started_on DATE)
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
      policy.program_id IS NULL OR policy.program_id = worker.program_id
    )
    AND NOT ARRAY_CONTAINS(policy.topics, 'privacy_and_confidentiality')
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
    AND COALESCE(any_acknowledgement.counted, 0) <= 0
    AND COALESCE(any_acknowledgement.may_count, 0) + COALESCE(any_acknowledgement_unlinked.may_count, 0) <= 0
  GROUP BY
    worker.id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_policy
  ON any_policy.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.organisation_id IS NULL
  )
  AND COALESCE(any_policy.counted, 0) > 0
ORDER BY
  id;
