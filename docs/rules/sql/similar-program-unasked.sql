-- similar-program-unasked: Program that has not talked with a similar one about supporting peer
--   workers
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the practice exchange interval after the later of started
--   on and the latest held on of this program's engagement records for which (held on is
--   recorded and held on is on or before the day of the check) and whose topics include
--   supporting_peer_workers and for which the stakeholder's group is similar_program and whose
--   held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.topics, program.ended_on, program.started_on, program.status, stakeholder.group.
-- Unknown as well when no engagement or stakeholder records were supplied.
-- Checks GOV-GEN-04 (Operating a Peer Support Service, Introduction)
--
-- Limit practice_exchange_interval = 1 year; source: GOV-GEN-04, GOV-SUS-08, PER-REC-10 and
--   EVA-SCN-05 name no frequency; once in each yearly review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, program_id TEXT, stakeholder_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(engagement.topics, 'supporting_peer_workers')
      OR engagement.topics IS NULL
    )
    AND (
      stakeholder."group" = 'similar_program' OR stakeholder."group" IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      ARRAY_CONTAINS(engagement.topics, 'supporting_peer_workers')
      AND stakeholder."group" = 'similar_program') AS known,
    MAX(engagement.held_on) FILTER(WHERE
      (
        ARRAY_CONTAINS(engagement.topics, 'supporting_peer_workers')
        OR engagement.topics IS NULL
      )
      AND (
        stakeholder."group" = 'similar_program' OR stakeholder."group" IS NULL
      )) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
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
