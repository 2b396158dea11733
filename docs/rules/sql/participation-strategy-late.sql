-- participation-strategy-late: New program that started before its target group had a part in
--   it
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and started on is after the day of the check minus the
--   look back and (there is at least one of this program's policy records whose topics include
--   participation_strategy).
-- Holds when there is at least one of this program's policy records whose topics include
--   participation_strategy and whose approved on is on or before this program's started on.
-- Unknown when one of these is missing and would decide it: policy.approved_on, policy.topics,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no policy records were supplied.
-- Checks GOV-STK-06 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   policy (approved_on DATE, organisation_id TEXT, program_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_policy_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN policy
  WHERE
    policy.program_id IS NULL
    AND policy.organisation_id IS NULL
    AND (
      ARRAY_CONTAINS(policy.topics, 'participation_strategy') OR policy.topics IS NULL
    )
    AND (
      policy.approved_on <= program.started_on
      OR policy.approved_on IS NULL
      OR program.started_on IS NULL
    )
  GROUP BY
    program.id
), any_policy AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(policy.topics, 'participation_strategy')
      AND policy.approved_on <= program.started_on) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(policy.topics, 'participation_strategy') OR policy.topics IS NULL
      )
      AND (
        policy.approved_on <= program.started_on
        OR policy.approved_on IS NULL
        OR program.started_on IS NULL
      )
      AND (
        NOT ARRAY_CONTAINS(policy.topics, 'participation_strategy')
        OR policy.topics IS NULL
        OR policy.approved_on > program.started_on
        OR policy.approved_on IS NULL
        OR program.started_on IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN policy
  WHERE
    policy.program_id = program.id
  GROUP BY
    program.id
), any_policy_2 AS (
  SELECT
    policy.program_id AS key_0,
    COUNT(*) AS counted
  FROM policy
  WHERE
    NOT (
      policy.program_id IS NULL
    )
    AND ARRAY_CONTAINS(policy.topics, 'participation_strategy')
  GROUP BY
    policy.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_policy_2 AS any_policy
  ON any_policy.key_0 = program.id
LEFT JOIN any_policy AS any_policy_2
  ON any_policy_2.key_0 = program.id
LEFT JOIN any_policy_unlinked
  ON any_policy_unlinked.key_0 = program.id
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
  AND program.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND COALESCE(any_policy.counted, 0) > 0
  AND COALESCE(any_policy_2.counted, 0) <= 0
  AND COALESCE(any_policy_2.may_count, 0) + COALESCE(any_policy_unlinked.may_count, 0) <= 0
ORDER BY
  id;
