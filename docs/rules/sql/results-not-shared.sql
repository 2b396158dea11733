-- results-not-shared: Program that has shared none of its results lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the results sharing interval after the later of started
--   on, the latest held on of this program's engagement records for which (held on is recorded
--   and held on is on or before the day of the check) and for which (kind is one of
--   publication, report_shared or topics include results) and the latest submitted on of this
--   program's report records whose kind is evaluation_results and whose submitted on is
--   recorded and whose submitted on is on or before the day of the check and whose recipient is
--   one of government, peak_body, public, sector_body.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, engagement.topics, program.ended_on, program.started_on, program.status,
--   report.kind, report.recipient, report.submitted_on.
-- Unknown as well when no engagement or report records were supplied.
-- Checks EVA-OUT-06 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing responsive evaluation and continuous improvement processes)
--
-- Limit results_sharing_interval = 2 years; source: EVA-OUT-06 names no frequency; every second
--   year is realistic for small services
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   report (kind TEXT, program_id TEXT, recipient TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_report_unlinked AS (
  SELECT
    MAX(report.submitted_on) AS possible
  FROM report
  WHERE
    report.program_id IS NULL
    AND (
      report.kind = 'evaluation_results' OR report.kind IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
    AND (
      report.recipient IN ('government', 'peak_body', 'public', 'sector_body')
      OR report.recipient IS NULL
    )
), latest_report AS (
  SELECT
    report.program_id AS key_0,
    MAX(report.submitted_on) FILTER(WHERE
      report.kind = 'evaluation_results'
      AND report.recipient IN ('government', 'peak_body', 'public', 'sector_body')) AS known,
    MAX(report.submitted_on) FILTER(WHERE
      (
        report.kind = 'evaluation_results' OR report.kind IS NULL
      )
      AND (
        report.recipient IN ('government', 'peak_body', 'public', 'sector_body')
        OR report.recipient IS NULL
      )) AS possible
  FROM report
  WHERE
    NOT (
      report.program_id IS NULL
    )
    AND report.submitted_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    report.program_id
), latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind IN ('publication', 'report_shared')
      OR engagement.kind IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'results')
      OR engagement.topics IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind IN ('publication', 'report_shared')
      OR ARRAY_CONTAINS(engagement.topics, 'results')) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind IN ('publication', 'report_shared')
      OR engagement.kind IS NULL
      OR ARRAY_CONTAINS(engagement.topics, 'results')
      OR engagement.topics IS NULL) AS possible
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
LEFT JOIN latest_report
  ON latest_report.key_0 = program.id
CROSS JOIN latest_report_unlinked
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
    )
    OR NOT (
      latest_report.known IS NULL
    )
    OR NOT (
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
      latest_report.possible IS NULL
    )
    OR NOT (
      latest_report_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible) IS NULL
        AND FALSE
      )
      OR (
        GREATEST(latest_report.possible, latest_report_unlinked.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        latest_engagement.possible,
        latest_engagement_unlinked.possible,
        latest_report.possible,
        latest_report_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_engagement.possible,
      latest_engagement_unlinked.possible,
      latest_report.possible,
      latest_report_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 24 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
