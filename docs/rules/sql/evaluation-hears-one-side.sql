-- evaluation-hears-one-side: Evaluation of a peer operated service that left a group out
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and peer operated is yes and (there is at least one of
--   this program's review records whose kind is one of annual_program, evaluation,
--   intervention_evaluation, qualitative_evaluation, workforce_evaluation and for which
--   (completed on is recorded and completed on is on or before the day of the check) and for
--   which the evaluation interval after completed on is on or after the day of the check).
-- Looks at each item of clinicians, general_practitioners, peer_workers, service_users, one by
--   one.
-- Holds when there is at least one of this program's review records whose kind is one of
--   annual_program, evaluation, intervention_evaluation, qualitative_evaluation,
--   workforce_evaluation and for which (completed on is recorded and completed on is on or
--   before the day of the check) and for which the evaluation interval after completed on is on
--   or after the day of the check and whose consulted includes the item.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.peer_operated, program.started_on, program.status, review.completed_on,
--   review.consulted, review.kind.
-- Unknown as well when no review records were supplied.
-- Checks MOD-POS-02 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Peer Operated Services (POS))
--
-- Limit evaluation_interval = 1 year; source: EVA-QUA-01, EVA-OUT-01, EVA-OUT-02 and EVA-OUT-11
--   name no frequency; once in each annual review is the least
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, peer_operated BOOLEAN, started_on DATE, status TEXT)
--   review (completed_on DATE, consulted TEXT[], kind TEXT, organisation_id TEXT, program_id
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(['clinicians', 'general_practitioners', 'peer_workers', 'service_users']) AS value
  FROM program
), items_of_evaluation_hears_one_side AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_review_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_evaluation_hears_one_side AS item
  CROSS JOIN review
  WHERE
    item.id = program.id
    AND review.program_id IS NULL
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
      ARRAY_CONTAINS(review.consulted, item.value)
      OR review.consulted IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_review AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      review.kind IN (
        'annual_program',
        'evaluation',
        'intervention_evaluation',
        'qualitative_evaluation',
        'workforce_evaluation'
      )
      AND ARRAY_CONTAINS(review.consulted, item.value)) AS counted,
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
        ARRAY_CONTAINS(review.consulted, item.value)
        OR review.consulted IS NULL
        OR item.value IS NULL
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
        OR NOT ARRAY_CONTAINS(review.consulted, item.value)
        OR review.consulted IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_evaluation_hears_one_side AS item
  CROSS JOIN review
  WHERE
    item.id = program.id
    AND review.program_id = program.id
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_review.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_evaluation_hears_one_side AS item
  LEFT JOIN any_review
    ON any_review.key_0 = program.id AND any_review.key_1 = item.n
  LEFT JOIN any_review_unlinked
    ON any_review_unlinked.key_0 = program.id AND any_review_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
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
LEFT JOIN items
  ON items.id = program.id
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
  AND program.peer_operated
  AND COALESCE(any_review.counted, 0) > 0
  AND items.fails
ORDER BY
  id;
