-- professionals-not-engaged: Program that has not been in touch with health professionals
--   lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the stakeholder contact interval after the later of
--   started on and the latest held on of this program's engagement records for which the
--   stakeholder's group is one of allied_health_professionals, clinical_service,
--   general_practitioners, health_professionals and whose held on is on or before the day of
--   the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   program.ended_on, program.started_on, program.status, stakeholder.group.
-- Unknown as well when no engagement or stakeholder records were supplied.
-- Checks GOV-STK-05 (Operating a Peer Support Service, Stakeholder management)
-- Checks GOV-STK-01 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit stakeholder_contact_interval = 6 months; source: GOV-STK-01, GOV-STK-05 and GOV-STK-07
--   name no frequency; two contacts in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, program_id TEXT, stakeholder_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, id TEXT)
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
      stakeholder."group" IN (
        'allied_health_professionals',
        'clinical_service',
        'general_practitioners',
        'health_professionals'
      )
      OR stakeholder."group" IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      stakeholder."group" IN (
        'allied_health_professionals',
        'clinical_service',
        'general_practitioners',
        'health_professionals'
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      (
        stakeholder."group" IN (
          'allied_health_professionals',
          'clinical_service',
          'general_practitioners',
          'health_professionals'
        )
        OR stakeholder."group" IS NULL
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        stakeholder."group" IN (
          'allied_health_professionals',
          'clinical_service',
          'general_practitioners',
          'health_professionals'
        )
        OR stakeholder."group" IS NULL
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
  ) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
