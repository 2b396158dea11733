-- best-practice-not-discussed: Program that has not talked with others about best practice
--   lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the practice exchange interval after the later of started
--   on and the latest held on of this program's engagement records for which (topics include
--   best_practice or topics include new_developments) and whose held on is on or before the day
--   of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.topics, program.ended_on, program.started_on, program.status.
-- Unknown as well when no engagement records were supplied.
-- Checks EVA-SCN-05 (Operating a Peer Support Service, Researching other services)
--
-- Limit practice_exchange_interval = 1 year; source: GOV-GEN-04, GOV-SUS-08, PER-REC-10 and
--   EVA-SCN-05 name no frequency; once in each yearly review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, program_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) FILTER(WHERE
      engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      engagement.held_on IS NULL) AS undated
  FROM engagement
  WHERE
    engagement.program_id IS NULL
    AND (
      ARRAY_CONTAINS(engagement.topics, 'best_practice')
      OR engagement.topics IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'new_developments')
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      (
        ARRAY_CONTAINS(engagement.topics, 'best_practice')
        OR ARRAY_CONTAINS(engagement.topics, 'new_developments')
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      (
        ARRAY_CONTAINS(engagement.topics, 'best_practice')
        OR engagement.topics IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'new_developments')
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(engagement.topics, 'best_practice')
        OR engagement.topics IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'new_developments')
      )
      AND engagement.held_on IS NULL) AS undated
  FROM engagement
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
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
