-- peak-body-not-consulted: Program that has not asked the peak body for expertise or
--   endorsement lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's stakeholder
--   records whose group is peak_body).
-- It is due: the last day in time is the stakeholder input interval after the later of started
--   on and the latest held on of this program's engagement records for which the stakeholder's
--   group is peak_body and for which (kind is one of consultation, endorsement_request,
--   seeking_feedback or topics include endorsement) and whose held on is on or before the day
--   of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, engagement.topics, program.ended_on, program.started_on, program.status,
--   stakeholder.group.
-- Unknown as well when no engagement or stakeholder records were supplied.
-- Checks GOV-STK-08 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit stakeholder_input_interval = 1 year; source: GOV-STK-08, GOV-STK-09 and GOV-STK-15 name
--   no frequency; at least once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT, stakeholder_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) FILTER(WHERE
      engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      engagement.held_on IS NULL) AS undated
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND (
      stakeholder."group" = 'peak_body' OR stakeholder."group" IS NULL
    )
    AND (
      engagement.kind IN ('consultation', 'endorsement_request', 'seeking_feedback')
      OR engagement.kind IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'endorsement')
      OR engagement.topics IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      stakeholder."group" = 'peak_body'
      AND (
        engagement.kind IN ('consultation', 'endorsement_request', 'seeking_feedback')
        OR ARRAY_CONTAINS(engagement.topics, 'endorsement')
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      (
        stakeholder."group" = 'peak_body' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.kind IN ('consultation', 'endorsement_request', 'seeking_feedback')
        OR engagement.kind IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'endorsement')
        OR engagement.topics IS NULL
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        stakeholder."group" = 'peak_body' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.kind IN ('consultation', 'endorsement_request', 'seeking_feedback')
        OR engagement.kind IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'endorsement')
        OR engagement.topics IS NULL
      )
      AND engagement.held_on IS NULL) AS undated
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
  GROUP BY
    engagement.program_id
), any_stakeholder AS (
  SELECT
    stakeholder.program_id AS key_0,
    COUNT(*) AS counted
  FROM stakeholder
  WHERE
    NOT (
      stakeholder.program_id IS NULL
    ) AND stakeholder."group" = 'peak_body'
  GROUP BY
    stakeholder.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_stakeholder
  ON any_stakeholder.key_0 = program.id
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
  AND COALESCE(any_stakeholder.counted, 0) > 0
  AND (
    NOT (
      latest_engagement.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_engagement.undated, 0) + COALESCE(latest_engagement_unlinked.undated, 0) > 0
    OR NOT (
      latest_engagement.possible IS NULL
    )
    OR NOT (
      latest_engagement_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_engagement.undated, 0) + COALESCE(latest_engagement_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_engagement.possible,
        latest_engagement_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
