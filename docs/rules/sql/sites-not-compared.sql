-- sites-not-compared: Organisation that does not compare its programs in town and country
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when (there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))) and whose site kind is urban) and (there is at least one of this
--   organisation's program records for which ((status is recorded and status is operating) or
--   (status is not recorded and started on is on or before the day of the check and (ended on
--   is not recorded or ended on is after the day of the check))) and whose site kind is one of
--   remote, rural).
-- It is due: the last day in time is the evaluation interval after the latest completed on of
--   this organisation's review records whose kind is site_comparison and whose completed on is
--   on or before the day of the check.
-- Holds when (the latest completed on of this organisation's review records whose kind is
--   site_comparison and whose completed on is on or before the day of the check exists) and
--   (the last day in time is on or after the day of the check).
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.site_kind, program.started_on, program.status, review.completed_on, review.kind.
-- Unknown as well when no program or review records were supplied.
-- Checks EVA-OUT-16 (Integrating peer support in mental health (review and qualitative case
--   study), An opportunity to build the evidence base)
--
-- Limit evaluation_interval = 1 year; source: EVA-QUA-01, EVA-OUT-01, EVA-OUT-02 and EVA-OUT-11
--   name no frequency; once in each annual review is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, site_kind TEXT, started_on DATE,
--     status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) FILTER(WHERE
      review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      review.completed_on IS NULL) AS undated
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    review.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      review.kind = 'site_comparison' OR review.kind IS NULL
    )
), latest_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'site_comparison'
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind = 'site_comparison' OR review.kind IS NULL
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'site_comparison' OR review.kind IS NULL
      )
      AND review.completed_on IS NULL) AS undated
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    NOT (
      review.organisation_id IS NULL
    )
    OR NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    COALESCE(review.organisation_id, program.organisation_id)
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
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
    AND program.site_kind IN ('remote', 'rural')
  GROUP BY
    program.organisation_id
), any_program_2 AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
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
    AND program.site_kind = 'urban'
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program_2 AS any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN any_program AS any_program_2
  ON any_program_2.key_0 = organisation.id
LEFT JOIN latest_review
  ON latest_review.key_0 = organisation.id
CROSS JOIN latest_review_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_program_2.counted, 0) > 0
  AND (
    (
      latest_review.known IS NULL
      AND COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) <= 0
      AND latest_review.possible IS NULL
      AND latest_review_unlinked.possible IS NULL
    )
    OR (
      NOT (
        latest_review.known IS NULL
      )
      AND (
        COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
        OR NOT (
          latest_review.possible IS NULL
        )
        OR NOT (
          latest_review_unlinked.possible IS NULL
        )
      )
      AND CAST(CASE
        WHEN COALESCE(latest_review.undated, 0) + COALESCE(latest_review_unlinked.undated, 0) > 0
        THEN GREATEST(latest_review.possible, latest_review_unlinked.possible, CAST('2026-11-22' AS DATE))
        ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
      END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
  )
ORDER BY
  id;
