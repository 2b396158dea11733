-- annual-review-input-left-out: Program whose latest annual review left out evaluation data
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (the latest completed on of this program's review
--   records whose kind is annual_program and whose completed on is recorded and whose completed
--   on is on or before the day of the check exists).
-- Looks at each item of core_statistics, costs, feedback_forms, peer_worker_feedback,
--   users_group_sessions, one by one.
-- Holds when there is at least one of this program's review records whose kind is
--   annual_program and whose completed on is recorded and whose completed on is on or before
--   the day of the check and whose (completed on is the latest completed on of this program's
--   review records whose kind is annual_program and whose completed on is recorded and whose
--   completed on is on or before the day of the check) and whose inputs include the item.
-- A breach stands below that of program-review-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.inputs, review.kind.
-- Unknown as well when no review records were supplied.
-- Checks EVA-REV-02 (Operating a Peer Support Service, Service evaluation)
-- Checks EVA-STA-06 (Operating a Peer Support Service, Service evaluation)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, inputs TEXT[], kind TEXT, organisation_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      [
        'core_statistics',
        'costs',
        'feedback_forms',
        'peer_worker_feedback',
        'users_group_sessions'
      ]
    ) AS value
  FROM program
), items_of_annual_review_input_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) AS possible
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'annual_program' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
), latest_review AS (
  SELECT
    review.program_id AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'annual_program') AS known,
    MAX(review.completed_on) FILTER(WHERE
      review.kind = 'annual_program' OR review.kind IS NULL) AS possible
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
), any_review_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_annual_review_input_left_out AS item
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = program.id
  CROSS JOIN latest_review_unlinked
  WHERE
    item.id = program.id
    AND review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'annual_program' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      latest_review.known IS NULL
      OR (
        latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
      )
      OR (
        (
          NOT (
            latest_review.possible IS NULL
          )
          OR NOT (
            latest_review_unlinked.possible IS NULL
          )
        )
        AND latest_review.known = GREATEST(latest_review.possible, latest_review_unlinked.possible)
        AND review.completed_on = latest_review.known
      )
      OR (
        (
          NOT (
            latest_review.possible IS NULL
          )
          OR NOT (
            latest_review_unlinked.possible IS NULL
          )
        )
        AND review.completed_on >= latest_review.known
        AND (
          review.completed_on <= GREATEST(latest_review.possible, latest_review_unlinked.possible)
          OR (
            latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
          )
        )
        AND (
          latest_review.known <> GREATEST(latest_review.possible, latest_review_unlinked.possible)
          OR (
            latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
          )
          OR review.completed_on <> latest_review.known
        )
      )
    )
    AND (
      ARRAY_CONTAINS(review.inputs, item.value)
      OR review.inputs IS NULL
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
      review.kind = 'annual_program'
      AND (
        NOT (
          latest_review.possible IS NULL
        )
        OR NOT (
          latest_review_unlinked.possible IS NULL
        )
      )
      AND latest_review.known = GREATEST(latest_review.possible, latest_review_unlinked.possible)
      AND review.completed_on = latest_review.known
      AND ARRAY_CONTAINS(review.inputs, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'annual_program' OR review.kind IS NULL
      )
      AND (
        latest_review.known IS NULL
        OR (
          latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
        )
        OR (
          (
            NOT (
              latest_review.possible IS NULL
            )
            OR NOT (
              latest_review_unlinked.possible IS NULL
            )
          )
          AND latest_review.known = GREATEST(latest_review.possible, latest_review_unlinked.possible)
          AND review.completed_on = latest_review.known
        )
        OR (
          (
            NOT (
              latest_review.possible IS NULL
            )
            OR NOT (
              latest_review_unlinked.possible IS NULL
            )
          )
          AND review.completed_on >= latest_review.known
          AND (
            review.completed_on <= GREATEST(latest_review.possible, latest_review_unlinked.possible)
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
          )
          AND (
            latest_review.known <> GREATEST(latest_review.possible, latest_review_unlinked.possible)
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
            OR review.completed_on <> latest_review.known
          )
        )
      )
      AND (
        ARRAY_CONTAINS(review.inputs, item.value)
        OR review.inputs IS NULL
        OR item.value IS NULL
      )
      AND (
        review.kind <> 'annual_program'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR latest_review.known IS NULL
        OR (
          latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
        )
        OR (
          (
            NOT (
              latest_review.possible IS NULL
            )
            OR NOT (
              latest_review_unlinked.possible IS NULL
            )
          )
          AND review.completed_on < latest_review.known
        )
        OR (
          NOT (
            latest_review.known IS NULL
          )
          AND (
            NOT (
              latest_review.possible IS NULL
            )
            OR NOT (
              latest_review_unlinked.possible IS NULL
            )
          )
          AND review.completed_on > GREATEST(latest_review.possible, latest_review_unlinked.possible)
        )
        OR (
          (
            NOT (
              latest_review.possible IS NULL
            )
            OR NOT (
              latest_review_unlinked.possible IS NULL
            )
          )
          AND review.completed_on >= latest_review.known
          AND (
            review.completed_on <= GREATEST(latest_review.possible, latest_review_unlinked.possible)
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
          )
          AND (
            latest_review.known <> GREATEST(latest_review.possible, latest_review_unlinked.possible)
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
            OR review.completed_on <> latest_review.known
          )
        )
        OR NOT ARRAY_CONTAINS(review.inputs, item.value)
        OR review.inputs IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_annual_review_input_left_out AS item
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = program.id
  CROSS JOIN latest_review_unlinked
  WHERE
    item.id = program.id
    AND review.program_id = program.id
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
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
  CROSS JOIN items_of_annual_review_input_left_out AS item
  LEFT JOIN any_review
    ON any_review.key_0 = program.id AND any_review.key_1 = item.n
  LEFT JOIN any_review_unlinked
    ON any_review_unlinked.key_0 = program.id AND any_review_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_review
  ON latest_review.key_0 = program.id
CROSS JOIN latest_review_unlinked
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
  AND NOT (
    latest_review.known IS NULL
  )
  AND (
    NOT (
      latest_review.possible IS NULL
    )
    OR NOT (
      latest_review_unlinked.possible IS NULL
    )
  )
  AND items.fails
ORDER BY
  id;
