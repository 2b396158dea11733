-- stakeholder-input-not-sought: Program that has not asked stakeholders for their input lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the stakeholder input interval after the later of started
--   on and the latest held on of this program's engagement records for which (held on is
--   recorded and held on is on or before the day of the check) and whose kind is one of
--   consultation, seeking_feedback, use_in_design_and_evaluation and whose held on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, program.ended_on, program.started_on, program.status.
-- Unknown as well when no engagement records were supplied.
-- Checks GOV-STK-09 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit stakeholder_input_interval = 1 year; source: GOV-STK-08, GOV-STK-09 and GOV-STK-15 name
--   no frequency; at least once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      OR engagement.kind IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      OR engagement.kind IS NULL) AS possible
  FROM engagement
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_engagement
  ON latest_engagement.key_0 = program.id
CROSS JOIN latest_engagement_unlinked
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
    NOT (
      latest_engagement.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_engagement.possible IS NULL
    )
    OR NOT (
      latest_engagement_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible, program.started_on) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
