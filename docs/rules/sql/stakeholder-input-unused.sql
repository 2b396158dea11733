-- stakeholder-input-unused: Program that asked stakeholders for input and used none of it
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's engagement
--   records for which (held on is recorded and held on is on or before the day of the check)
--   and whose kind is one of consultation, seeking_feedback, use_in_design_and_evaluation and
--   for which the stakeholder input interval after held on is on or after the day of the
--   check).
-- Holds when there is at least one of this program's engagement records for which (held on is
--   recorded and held on is on or before the day of the check) and whose kind is one of
--   consultation, seeking_feedback, use_in_design_and_evaluation and for which the stakeholder
--   input interval after held on is on or after the day of the check and whose used in is
--   recorded.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, engagement.used_in, program.ended_on, program.started_on, program.status.
-- Unknown as well when no engagement records were supplied.
-- Checks GOV-STK-09 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit stakeholder_input_interval = 1 year; source: GOV-STK-08, GOV-STK-09 and GOV-STK-15 name
--   no frequency; at least once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT, used_in TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_engagement_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      OR engagement.kind IS NULL
    )
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND NOT (
      engagement.used_in IS NULL
    )
), any_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR NOT engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM engagement
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND NOT (
      engagement.used_in IS NULL
    )
  GROUP BY
    engagement.program_id
), any_engagement_2 AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) AS counted
  FROM engagement
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_engagement_2 AS any_engagement
  ON any_engagement.key_0 = program.id
LEFT JOIN any_engagement AS any_engagement_2
  ON any_engagement_2.key_0 = program.id
CROSS JOIN any_engagement_unlinked
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
  AND COALESCE(any_engagement.counted, 0) > 0
  AND COALESCE(any_engagement_2.counted, 0) <= 0
  AND COALESCE(any_engagement_2.may_count, 0) + COALESCE(any_engagement_unlinked.may_count, 0) <= 0
ORDER BY
  id;
