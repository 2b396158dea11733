-- supervision-structure-incomplete: Program without a supervision policy, or with workers for
--   whom no supervision is arranged
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when ((there is at least one of this program's policy records whose status is one of
--   active, under_review and whose topics include supervision) or (there is at least one of the
--   organisation's policy records whose status is one of active, under_review and whose program
--   id is not recorded and whose topics include supervision)) and (there is none of this
--   program's worker records whose started on is on or before the day of the check and for
--   which (ended on is not recorded or ended on is after the day of the check) and for which
--   (it is not so that (manager id is recorded or (there is at least one of this worker's
--   supervision records whose external is yes and whose kind is one of co_supervision, line,
--   peer, professional and whose held on is recorded and whose held on is on or before the day
--   of the check and for which the supervision interval after held on is on or after the day of
--   the check)))).
-- A breach stands below that of required-policy-missing where its organisation fails it in
--   supervision.
-- Unknown when one of these is missing and would decide it: policy.program_id, policy.status,
--   policy.topics, program.ended_on, program.started_on, program.status, supervision.external,
--   supervision.held_on, supervision.kind, worker.ended_on, worker.manager_id,
--   worker.started_on.
-- Unknown as well when no organisation or policy or supervision or worker records were
--   supplied.
-- Checks WFD-SUP-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
--
-- Limit supervision_interval = 1 month; source: PER-MAN-02 names no frequency; monthly is usual
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   policy (organisation_id TEXT, program_id TEXT, status TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   supervision (external BOOLEAN, held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, manager_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_supervision_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.external OR supervision.external IS NULL
    )
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      supervision.external
      AND supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        supervision.external OR supervision.external IS NULL
      )
      AND (
        supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
      )
      AND (
        NOT supervision.external
        OR supervision.external IS NULL
        OR NOT supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
        OR supervision.kind IS NULL
        OR supervision.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    supervision.worker_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN any_supervision
    ON any_supervision.key_0 = worker.id
  CROSS JOIN any_supervision_unlinked
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.manager_id IS NULL
    AND COALESCE(any_supervision.counted, 0) <= 0
    AND COALESCE(any_supervision.may_count, 0) + COALESCE(any_supervision_unlinked.may_count, 0) <= 0
  GROUP BY
    worker.program_id
), any_policy_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    policy.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND policy.program_id IS NULL
    AND (
      ARRAY_CONTAINS(policy.topics, 'supervision') OR policy.topics IS NULL
    )
), any_policy AS (
  SELECT
    COALESCE(policy.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'supervision')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'supervision') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'supervision')
        OR policy.topics IS NULL
      )) AS may_count
  FROM policy
  LEFT JOIN program
    ON program.id = policy.program_id
  WHERE
    (
      NOT (
        policy.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND policy.program_id IS NULL
  GROUP BY
    COALESCE(policy.organisation_id, program.organisation_id)
), any_policy_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM policy
  WHERE
    policy.program_id IS NULL
    AND policy.organisation_id IS NULL
    AND (
      policy.status IN ('active', 'under_review') OR policy.status IS NULL
    )
    AND (
      ARRAY_CONTAINS(policy.topics, 'supervision') OR policy.topics IS NULL
    )
), any_policy_2 AS (
  SELECT
    policy.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      policy.status IN ('active', 'under_review')
      AND ARRAY_CONTAINS(policy.topics, 'supervision')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        policy.status IN ('active', 'under_review') OR policy.status IS NULL
      )
      AND (
        ARRAY_CONTAINS(policy.topics, 'supervision') OR policy.topics IS NULL
      )
      AND (
        NOT policy.status IN ('active', 'under_review')
        OR policy.status IS NULL
        OR NOT ARRAY_CONTAINS(policy.topics, 'supervision')
        OR policy.topics IS NULL
      )) AS may_count
  FROM policy
  WHERE
    NOT (
      policy.program_id IS NULL
    )
  GROUP BY
    policy.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_policy_2 AS any_policy
  ON any_policy.key_0 = program.id
CROSS JOIN any_policy_unlinked_2 AS any_policy_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_policy AS any_policy_2
  ON any_policy_2.key_0 = organisation.id
CROSS JOIN any_policy_unlinked AS any_policy_unlinked_2
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
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
  AND (
    (
      COALESCE(any_policy.counted, 0) <= 0
      AND COALESCE(any_policy.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
      AND NOT (
        organisation.id IS NULL
      )
      AND COALESCE(any_policy_2.counted, 0) <= 0
      AND COALESCE(any_policy_2.may_count, 0) + COALESCE(any_policy_unlinked_2.may_count, 0) <= 0
    )
    OR COALESCE(any_worker.counted, 0) > 0
  )
ORDER BY
  id;
