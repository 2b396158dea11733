-- evaluation-without-approach: Evaluation that does not say which approach was practised
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's review
--   records whose kind is one of annual_program, evaluation, intervention_evaluation,
--   qualitative_evaluation, workforce_evaluation and for which (completed on is recorded and
--   completed on is on or before the day of the check) and for which the evaluation interval
--   after completed on is on or after the day of the check).
-- Holds when there is at least one of this program's review records whose kind is one of
--   annual_program, evaluation, intervention_evaluation, qualitative_evaluation,
--   workforce_evaluation and for which (completed on is recorded and completed on is on or
--   before the day of the check) and for which the evaluation interval after completed on is on
--   or after the day of the check and whose topics include peer_support_approach.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.kind, review.topics.
-- Unknown as well when no review records were supplied.
-- Checks EVA-OUT-20 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Models of peer support)
--
-- Limit evaluation_interval = 1 year; source: EVA-QUA-01, EVA-OUT-01, EVA-OUT-02 and EVA-OUT-11
--   name no frequency; once in each annual review is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind IN (
        'annual_program',
        'evaluation',
        'intervention_evaluation',
        'qualitative_evaluation',
        'workforce_evaluation'
      )
      OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.topics, 'peer_support_approach') OR review.topics IS NULL
    )
), any_review AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind IN (
        'annual_program',
        'evaluation',
        'intervention_evaluation',
        'qualitative_evaluation',
        'workforce_evaluation'
      )
      AND ARRAY_CONTAINS(review.topics, 'peer_support_approach')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind IN (
          'annual_program',
          'evaluation',
          'intervention_evaluation',
          'qualitative_evaluation',
          'workforce_evaluation'
        )
        OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.topics, 'peer_support_approach') OR review.topics IS NULL
      )
      AND (
        NOT review.kind IN (
          'annual_program',
          'evaluation',
          'intervention_evaluation',
          'qualitative_evaluation',
          'workforce_evaluation'
        )
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.topics, 'peer_support_approach')
        OR review.topics IS NULL
      )) AS may_count
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
), any_review_2 AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) AS counted
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.kind IN (
      'annual_program',
      'evaluation',
      'intervention_evaluation',
      'qualitative_evaluation',
      'workforce_evaluation'
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_review_2 AS any_review
  ON any_review.key_0 = program.id
LEFT JOIN any_review AS any_review_2
  ON any_review_2.key_0 = program.id
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
  AND COALESCE(any_review.counted, 0) > 0
  AND COALESCE(any_review_2.counted, 0) <= 0
  AND COALESCE(any_review_2.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
