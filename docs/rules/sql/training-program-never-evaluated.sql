-- training-program-never-evaluated: Program that has never asked whether the training of its
--   peer workers works
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the evaluation interval after started on is on or
--   before the day of the check and (there is at least one of this program's worker records
--   whose started on is on or before the day of the check and for which (ended on is not
--   recorded or ended on is after the day of the check) and whose peer is yes).
-- Holds when there is at least one of this program's review records for which (completed on is
--   recorded and completed on is on or before the day of the check) and for which (kind is
--   training_evaluation or (kind is one of annual_program, evaluation and topics include
--   training_relevance_and_effectiveness)).
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.kind, review.topics,
--   worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no review or worker records were supplied.
-- Checks WFD-TRN-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
--
-- Limit evaluation_interval = 1 year; source: EVA-QUA-01, EVA-OUT-01, EVA-OUT-02 and EVA-OUT-11
--   name no frequency; once in each annual review is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
--   worker (ended_on DATE, is_peer BOOLEAN, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      review.kind = 'training_evaluation'
      OR review.kind IS NULL
      OR (
        (
          review.kind IN ('annual_program', 'evaluation') OR review.kind IS NULL
        )
        AND (
          ARRAY_CONTAINS(review.topics, 'training_relevance_and_effectiveness')
          OR review.topics IS NULL
        )
      )
    )
), any_review AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'training_evaluation'
      OR (
        review.kind IN ('annual_program', 'evaluation')
        AND ARRAY_CONTAINS(review.topics, 'training_relevance_and_effectiveness')
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'training_evaluation'
        OR review.kind IS NULL
        OR (
          (
            review.kind IN ('annual_program', 'evaluation') OR review.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(review.topics, 'training_relevance_and_effectiveness')
            OR review.topics IS NULL
          )
        )
      )
      AND (
        review.completed_on > CAST('2026-11-22' AS DATE)
        OR (
          (
            review.kind <> 'training_evaluation' OR review.kind IS NULL
          )
          AND (
            NOT review.kind IN ('annual_program', 'evaluation')
            OR review.kind IS NULL
            OR NOT ARRAY_CONTAINS(review.topics, 'training_relevance_and_effectiveness')
            OR review.topics IS NULL
          )
        )
      )) AS may_count
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.is_peer
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN any_review
  ON any_review.key_0 = program.id
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
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
