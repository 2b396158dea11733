-- volunteer-liability-unreviewed: Organisation with volunteers without a recent review of its
--   liability for them
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose engagement is volunteer.
-- It is due: the last day in time is the volunteer liability interval after the latest
--   completed on of this organisation's review records whose kind is liability and whose topics
--   include volunteers and whose completed on is on or before the day of the check.
-- Holds when (the latest completed on of this organisation's review records whose kind is
--   liability and whose topics include volunteers and whose completed on is on or before the
--   day of the check exists) and (the last day in time is on or after the day of the check).
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: review.completed_on, review.kind,
--   review.topics, worker.ended_on, worker.engagement, worker.started_on.
-- Unknown as well when no review or worker records were supplied.
-- Checks PER-VOL-06 (Operating a Peer Support Service, Volunteer management)
--
-- Limit volunteer_liability_interval = 1 year; source: PER-VOL-06 names no frequency; one cycle
--   of the annual program review
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
--   worker (ended_on DATE, engagement TEXT, organisation_id TEXT, program_id TEXT, started_on
--     DATE)
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
    AND (
      ARRAY_CONTAINS(review.topics, 'volunteers') OR review.topics IS NULL
    )
), latest_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'liability'
      AND ARRAY_CONTAINS(review.topics, 'volunteers')
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind = 'liability' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.topics, 'volunteers') OR review.topics IS NULL
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'liability' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.topics, 'volunteers') OR review.topics IS NULL
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
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'volunteer'
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN latest_review
  ON latest_review.key_0 = organisation.id
CROSS JOIN latest_review_unlinked
WHERE
  COALESCE(any_worker.counted, 0) > 0
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
