-- hierarchy-unreviewed-after-change: Service added or closed without a new look at the
--   hierarchy
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is one of service_added, service_closed and (effective on is recorded and
--   effective on is on or before the day of the check and effective on is after the day of the
--   check minus the look back).
-- It is due: the last day in time is the structure review limit after effective on.
-- Holds when ((the earliest completed on of the review records for which the organisation's key
--   is this change's organisation's key and for which (completed on is recorded and completed
--   on is on or before the day of the check) and for which (kind is structure or (kind is one
--   of annual_program, evaluation, other and (topics include reporting_line or topics include
--   hierarchy))) and whose completed on is on or after this change's effective on exists) and
--   (the earliest completed on of the review records for which the organisation's key is this
--   change's organisation's key and for which (completed on is recorded and completed on is on
--   or before the day of the check) and for which (kind is structure or (kind is one of
--   annual_program, evaluation, other and (topics include reporting_line or topics include
--   hierarchy))) and whose completed on is on or after this change's effective on, is on or
--   before the day of the check)) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: change.effective_on, change.kind,
--   organisation.id, review.completed_on, review.kind, review.topics.
-- Unknown as well when no review records were supplied.
-- Checks GOV-HIE-02 (Operating a Peer Support Service, Organisational hierarchy)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit structure_review_limit = 3 months; source: GOV-HIE-02 names no limit; one quarter
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (effective_on DATE, id TEXT, kind TEXT, program_id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_review_unlinked AS (
  SELECT
    change.id AS key_0,
    MIN(review.completed_on) AS possible
  FROM change
  CROSS JOIN review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    review.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      review.kind = 'structure'
      OR review.kind IS NULL
      OR (
        (
          review.kind IN ('annual_program', 'evaluation', 'other') OR review.kind IS NULL
        )
        AND (
          ARRAY_CONTAINS(review.topics, 'reporting_line')
          OR review.topics IS NULL
          OR ARRAY_CONTAINS(review.topics, 'hierarchy')
        )
      )
    )
    AND (
      review.completed_on >= change.effective_on OR change.effective_on IS NULL
    )
  GROUP BY
    change.id
), earliest_review AS (
  SELECT
    change.id AS key_0,
    MIN(review.completed_on) FILTER(WHERE
      (
        review.kind = 'structure'
        OR (
          review.kind IN ('annual_program', 'evaluation', 'other')
          AND (
            ARRAY_CONTAINS(review.topics, 'reporting_line')
            OR ARRAY_CONTAINS(review.topics, 'hierarchy')
          )
        )
      )
      AND review.completed_on >= change.effective_on) AS known,
    MIN(review.completed_on) FILTER(WHERE
      (
        review.kind = 'structure'
        OR review.kind IS NULL
        OR (
          (
            review.kind IN ('annual_program', 'evaluation', 'other') OR review.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(review.topics, 'reporting_line')
            OR review.topics IS NULL
            OR ARRAY_CONTAINS(review.topics, 'hierarchy')
          )
        )
      )
      AND (
        review.completed_on >= change.effective_on OR change.effective_on IS NULL
      )) AS possible
  FROM change
  CROSS JOIN review
  LEFT JOIN program
    ON program.id = review.program_id
  LEFT JOIN program AS program_2
    ON program_2.id = change.program_id
  WHERE
    COALESCE(review.organisation_id, program.organisation_id) = COALESCE(NULL, program_2.organisation_id)
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    change.id
)
SELECT
  change.id AS id
FROM change
LEFT JOIN earliest_review
  ON earliest_review.key_0 = change.id
LEFT JOIN earliest_review_unlinked
  ON earliest_review_unlinked.key_0 = change.id
LEFT JOIN program
  ON program.id = change.program_id
WHERE
  change.kind IN ('service_added', 'service_closed')
  AND change.effective_on <= CAST('2026-11-22' AS DATE)
  AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    (
      earliest_review.possible IS NULL
      AND earliest_review_unlinked.possible IS NULL
      AND NOT (
        program.organisation_id IS NULL
      )
      AND earliest_review.known IS NULL
    )
    OR (
      NOT (
        program.organisation_id IS NULL
      )
      AND (
        NOT (
          earliest_review.possible IS NULL
        )
        OR NOT (
          earliest_review_unlinked.possible IS NULL
        )
      )
      AND NOT (
        earliest_review.known IS NULL
      )
      AND CASE
        WHEN COALESCE(NULL, program.organisation_id) IS NULL
        THEN NULL
        ELSE LEAST(earliest_review.possible, earliest_review_unlinked.possible)
      END > CAST('2026-11-22' AS DATE)
    )
  )
  AND CAST(change.effective_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
