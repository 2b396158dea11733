-- outcomes-not-used-in-review: Program that measured results and left them out of its annual
--   review
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (the latest completed on of this program's review
--   records whose kind is annual_program and whose completed on is recorded and whose completed
--   on is on or before the day of the check exists) and (there is at least one of this
--   program's outcome records whose (measured on is on or before the latest completed on of
--   this program's review records whose kind is annual_program and whose completed on is
--   recorded and whose completed on is on or before the day of the check) and for which (the
--   outcome measurement interval after measured on is after the latest completed on of this
--   program's review records whose kind is annual_program and whose completed on is recorded
--   and whose completed on is on or before the day of the check)).
-- Holds when there is at least one of this program's review records whose kind is
--   annual_program and whose completed on is recorded and whose completed on is on or before
--   the day of the check and whose (completed on is the latest completed on of this program's
--   review records whose kind is annual_program and whose completed on is recorded and whose
--   completed on is on or before the day of the check) and whose inputs include outcomes.
-- Unknown when one of these is missing and would decide it: outcome.measured_on,
--   program.ended_on, program.started_on, program.status, review.completed_on, review.inputs,
--   review.kind.
-- Unknown as well when no outcome or review records were supplied.
-- Checks EVA-OUT-04 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing responsive evaluation and continuous improvement processes)
--
-- Limit outcome_measurement_interval = 1 year; source: EVA-OUT-07 to EVA-OUT-19 and MOD-TEL-10
--   name no frequency; at least yearly
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   outcome (measured_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, inputs TEXT[], kind TEXT, organisation_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_review_unlinked AS (
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
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = program.id
  CROSS JOIN latest_review_unlinked
  WHERE
    review.program_id IS NULL
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
      ARRAY_CONTAINS(review.inputs, 'outcomes') OR review.inputs IS NULL
    )
  GROUP BY
    program.id
), any_review AS (
  SELECT
    program.id AS key_0,
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
      AND ARRAY_CONTAINS(review.inputs, 'outcomes')) AS counted,
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
        ARRAY_CONTAINS(review.inputs, 'outcomes') OR review.inputs IS NULL
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
        OR NOT ARRAY_CONTAINS(review.inputs, 'outcomes')
        OR review.inputs IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = program.id
  CROSS JOIN latest_review_unlinked
  WHERE
    review.program_id = program.id
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id
), any_outcome AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS counted
  FROM program
  CROSS JOIN outcome
  LEFT JOIN latest_review
    ON latest_review.key_0 = program.id
  CROSS JOIN latest_review_unlinked
  WHERE
    outcome.program_id = program.id
    AND (
      NOT (
        latest_review.possible IS NULL
      )
      OR NOT (
        latest_review_unlinked.possible IS NULL
      )
    )
    AND outcome.measured_on <= latest_review.known
    AND CAST(outcome.measured_on + INTERVAL 12 MONTH AS DATE) > GREATEST(latest_review.possible, latest_review_unlinked.possible)
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_review
  ON latest_review.key_0 = program.id
CROSS JOIN latest_review_unlinked
LEFT JOIN any_outcome
  ON any_outcome.key_0 = program.id
LEFT JOIN any_review
  ON any_review.key_0 = program.id
LEFT JOIN any_review_unlinked
  ON any_review_unlinked.key_0 = program.id
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
  AND COALESCE(any_outcome.counted, 0) > 0
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
