-- objectives-review-overdue: Program without a recent review of why it was set up
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the objectives review interval after the later of started
--   on and the latest completed on of this program's review records whose kind is objectives
--   and whose completed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of the organisation's review records whose program id
--   is not recorded and whose kind is objectives and for which (completed on is recorded and
--   completed on is on or before the day of the check) and for which the objectives review
--   interval after completed on is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.kind, review.program_id.
-- Unknown as well when no organisation or review records were supplied.
-- Checks GOV-OBJ-01 (Operating a Peer Support Service, Service objectives)
--
-- Limit objectives_review_interval = 1 year; source: GOV-OBJ-01 names no frequency; fits the
--   yearly formal review
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    review.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND review.program_id IS NULL
    AND (
      review.kind = 'objectives' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'objectives') AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'objectives' OR review.kind IS NULL
      )
      AND (
        review.kind <> 'objectives'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    (
      NOT (
        review.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND review.program_id IS NULL
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(review.organisation_id, program.organisation_id)
), latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) FILTER(WHERE
      review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      review.completed_on IS NULL) AS undated
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'objectives' OR review.kind IS NULL
    )
), latest_review AS (
  SELECT
    review.program_id AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'objectives' AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind = 'objectives' OR review.kind IS NULL
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'objectives' OR review.kind IS NULL
      )
      AND review.completed_on IS NULL) AS undated
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
  GROUP BY
    review.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_review
  ON latest_review.key_0 = program.id
CROSS JOIN latest_review_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_review
  ON any_review.key_0 = organisation.id
CROSS JOIN any_review_unlinked
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
      latest_review.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
    OR NOT (
      latest_review.possible IS NULL
    )
    OR NOT (
      latest_review_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
      THEN GREATEST(latest_review.possible, latest_review_unlinked.possible, CAST('2026-11-22' AS DATE))
      ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
