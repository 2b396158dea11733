-- peak-body-without-news: Peak body or aligned organisation that has heard nothing lately
-- Lists the keys of the stakeholder records that fail on 2026-11-22.
--
-- Judges stakeholder records.
-- Applies when group is one of aligned_organisation, peak_body and (key is not recorded or key
--   is no) and ((the program's status is recorded and the program's status is operating) or
--   (the program's status is not recorded and the program's started on is on or before the day
--   of the check and (the program's ended on is not recorded or the program's ended on is after
--   the day of the check))).
-- It is due: the last day in time is the outside update interval after the latest held on of
--   this stakeholder's engagement records for which (kind is one of regular_updates,
--   report_shared or topics include successes_and_findings or topics include results) and whose
--   held on is on or before the day of the check.
-- Holds when (the latest held on of this stakeholder's engagement records for which (kind is
--   one of regular_updates, report_shared or topics include successes_and_findings or topics
--   include results) and whose held on is on or before the day of the check exists) and (the
--   last day in time is on or after the day of the check).
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, engagement.topics, program.ended_on, program.started_on, program.status,
--   stakeholder.group, stakeholder.is_key.
-- Unknown as well when no engagement or program records were supplied.
-- Checks GOV-REP-15 (Operating a Peer Support Service, Reporting)
--
-- Limit outside_update_interval = 1 year; source: GOV-REP-15 and GOV-REP-16 say regular and
--   optional; yearly is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, stakeholder_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, id TEXT, is_key BOOLEAN, program_id TEXT)
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
    engagement.stakeholder_id IS NULL
    AND (
      engagement.kind IN ('regular_updates', 'report_shared')
      OR engagement.kind IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'successes_and_findings')
      OR engagement.topics IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'results')
    )
), latest_engagement AS (
  SELECT
    engagement.stakeholder_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      (
        engagement.kind IN ('regular_updates', 'report_shared')
        OR ARRAY_CONTAINS(engagement.topics, 'successes_and_findings')
        OR ARRAY_CONTAINS(engagement.topics, 'results')
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      (
        engagement.kind IN ('regular_updates', 'report_shared')
        OR engagement.kind IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'successes_and_findings')
        OR engagement.topics IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'results')
      )
      AND engagement.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        engagement.kind IN ('regular_updates', 'report_shared')
        OR engagement.kind IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'successes_and_findings')
        OR engagement.topics IS NULL
        OR ARRAY_CONTAINS(engagement.topics, 'results')
      )
      AND engagement.held_on IS NULL) AS undated
  FROM engagement
  WHERE
    NOT (
      engagement.stakeholder_id IS NULL
    )
  GROUP BY
    engagement.stakeholder_id
)
SELECT
  stakeholder.id AS id
FROM stakeholder
LEFT JOIN program
  ON program.id = stakeholder.program_id
LEFT JOIN latest_engagement
  ON latest_engagement.key_0 = stakeholder.id
CROSS JOIN latest_engagement_unlinked
WHERE
  stakeholder."group" IN ('aligned_organisation', 'peak_body')
  AND (
    stakeholder.is_key IS NULL OR NOT stakeholder.is_key
  )
  AND NOT (
    program.id IS NULL
  )
  AND (
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
      latest_engagement.known IS NULL
      AND COALESCE(latest_engagement.undated, 0) + COALESCE(latest_engagement_unlinked.undated, 0) <= 0
      AND latest_engagement.possible IS NULL
      AND latest_engagement_unlinked.possible IS NULL
    )
    OR (
      NOT (
        latest_engagement.known IS NULL
      )
      AND (
        COALESCE(latest_engagement.undated, 0) + COALESCE(latest_engagement_unlinked.undated, 0) > 0
        OR NOT (
          latest_engagement.possible IS NULL
        )
        OR NOT (
          latest_engagement_unlinked.possible IS NULL
        )
      )
      AND CAST(CASE
        WHEN COALESCE(latest_engagement.undated, 0) + COALESCE(latest_engagement_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_engagement.possible,
          latest_engagement_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible)
      END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
  )
ORDER BY
  id;
