-- interventions-unevaluated: Program that has not evaluated the support that peers give lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the evaluation interval after the later of started on and
--   the latest completed on of this program's review records for which (kind is one of
--   evaluation, intervention_evaluation or (kind is annual_program and topics include
--   recipient_outcomes)) and whose completed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.kind, review.topics.
-- Unknown as well when no review records were supplied.
-- Checks EVA-OUT-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing responsive evaluation and continuous improvement processes)
--
-- Limit evaluation_interval = 1 year; source: EVA-QUA-01, EVA-OUT-01, EVA-OUT-02 and EVA-OUT-11
--   name no frequency; once in each annual review is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_review_unlinked AS (
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
      review.kind IN ('evaluation', 'intervention_evaluation')
      OR review.kind IS NULL
      OR (
        (
          review.kind = 'annual_program' OR review.kind IS NULL
        )
        AND (
          ARRAY_CONTAINS(review.topics, 'recipient_outcomes') OR review.topics IS NULL
        )
      )
    )
), latest_review AS (
  SELECT
    review.program_id AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind IN ('evaluation', 'intervention_evaluation')
        OR (
          review.kind = 'annual_program'
          AND ARRAY_CONTAINS(review.topics, 'recipient_outcomes')
        )
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(review.completed_on) FILTER(WHERE
      (
        review.kind IN ('evaluation', 'intervention_evaluation')
        OR review.kind IS NULL
        OR (
          (
            review.kind = 'annual_program' OR review.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(review.topics, 'recipient_outcomes') OR review.topics IS NULL
          )
        )
      )
      AND review.completed_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        review.kind IN ('evaluation', 'intervention_evaluation')
        OR review.kind IS NULL
        OR (
          (
            review.kind = 'annual_program' OR review.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(review.topics, 'recipient_outcomes') OR review.topics IS NULL
          )
        )
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
ORDER BY
  id;
