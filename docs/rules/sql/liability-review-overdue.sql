-- liability-review-overdue: Organisation without a recent review of its liabilities
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))).
-- It is due: the last day in time is the liability review interval after the latest completed
--   on of this organisation's review records whose kind is liability and whose completed on is
--   on or before the day of the check.
-- Holds when (the latest completed on of this organisation's review records whose kind is
--   liability and whose completed on is on or before the day of the check exists) and (the last
--   day in time is on or after the day of the check).
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.kind.
-- Unknown as well when no program or review records were supplied.
-- Checks GOV-DOC-01 (Operating a Peer Support Service, Duty of care)
--
-- Limit liability_review_interval = 6 months; source: GOV-DOC-01 says continual; the rhythm of
--   the internal audit is the least that can be shown
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
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
      review.kind = 'liability' OR review.kind IS NULL
    )
), latest_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'liability' AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind = 'liability' OR review.kind IS NULL
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'liability' OR review.kind IS NULL
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
    COUNT(*) FILTER(WHERE
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN latest_review
  ON latest_review.key_0 = organisation.id
CROSS JOIN latest_review_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
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
      END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
  )
ORDER BY
  id;
