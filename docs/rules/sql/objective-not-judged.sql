-- objective-not-judged: Objective that the latest annual review of its program did not judge
-- Lists the keys of the objective records that fail on 2026-11-22.
--
-- Judges objective records.
-- Applies when (approved on is on or before the day of the check and (retired on is not
--   recorded or retired on is after the day of the check)) and (the latest completed on of the
--   review records whose program id is this objective's program id and whose kind is
--   annual_program and whose completed on is recorded and whose completed on is on or before
--   the day of the check exists) and (approved on is on or before the latest completed on of
--   the review records whose program id is this objective's program id and whose kind is
--   annual_program and whose completed on is recorded and whose completed on is on or before
--   the day of the check).
-- Holds when there is at least one of the review records whose program id is this objective's
--   program id and whose kind is annual_program and whose completed on is recorded and whose
--   completed on is on or before the day of the check and whose (completed on is the latest
--   completed on of the review records whose program id is this objective's program id and
--   whose kind is annual_program and whose completed on is recorded and whose completed on is
--   on or before the day of the check) and whose objective ids include this objective's key.
-- Unknown when one of these is missing and would decide it: objective.approved_on,
--   objective.id, objective.program_id, objective.retired_on, review.completed_on, review.kind,
--   review.objective_ids, review.program_id.
-- Unknown as well when no review records were supplied.
-- Checks EVA-REV-03 (Operating a Peer Support Service, Service evaluation)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   objective (approved_on DATE, id TEXT, program_id TEXT, retired_on DATE)
--   review (completed_on DATE, kind TEXT, objective_ids TEXT[], program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) AS possible
  FROM review
  WHERE
    review.program_id IS NULL
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
    objective.id AS key_0,
    COUNT(*) AS may_count
  FROM objective
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = objective.program_id
  CROSS JOIN latest_review_unlinked
  WHERE
    review.program_id IS NULL
    AND (
      review.kind = 'annual_program' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      objective.program_id IS NULL
      OR (
        NOT (
          objective.program_id IS NULL
        ) AND latest_review.known IS NULL
      )
      OR (
        NOT (
          objective.program_id IS NULL
        )
        AND latest_review.possible IS NULL
        AND latest_review_unlinked.possible IS NULL
      )
      OR (
        NOT (
          objective.program_id IS NULL
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
        AND CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END = CASE
          WHEN objective.program_id IS NULL
          THEN NULL
          ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
        END
        AND review.completed_on = CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
      )
      OR (
        NOT (
          objective.program_id IS NULL
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
        AND review.completed_on >= CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
        AND (
          review.completed_on <= CASE
            WHEN objective.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
          END
          OR (
            latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
          )
        )
        AND (
          CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END <> CASE
            WHEN objective.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
          END
          OR (
            latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
          )
          OR review.completed_on <> CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
        )
      )
    )
    AND (
      ARRAY_CONTAINS(review.objective_ids, objective.id)
      OR review.objective_ids IS NULL
      OR objective.id IS NULL
    )
  GROUP BY
    objective.id
), any_review AS (
  SELECT
    objective.id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'annual_program'
      AND NOT (
        objective.program_id IS NULL
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
      AND CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END = CASE
        WHEN objective.program_id IS NULL
        THEN NULL
        ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
      END
      AND review.completed_on = CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
      AND ARRAY_CONTAINS(review.objective_ids, objective.id)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'annual_program' OR review.kind IS NULL
      )
      AND (
        objective.program_id IS NULL
        OR (
          NOT (
            objective.program_id IS NULL
          ) AND latest_review.known IS NULL
        )
        OR (
          NOT (
            objective.program_id IS NULL
          )
          AND latest_review.possible IS NULL
          AND latest_review_unlinked.possible IS NULL
        )
        OR (
          NOT (
            objective.program_id IS NULL
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
          AND CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END = CASE
            WHEN objective.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
          END
          AND review.completed_on = CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
        )
        OR (
          NOT (
            objective.program_id IS NULL
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
          AND review.completed_on >= CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
          AND (
            review.completed_on <= CASE
              WHEN objective.program_id IS NULL
              THEN NULL
              ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
            END
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
          )
          AND (
            CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END <> CASE
              WHEN objective.program_id IS NULL
              THEN NULL
              ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
            END
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
            OR review.completed_on <> CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
          )
        )
      )
      AND (
        ARRAY_CONTAINS(review.objective_ids, objective.id)
        OR review.objective_ids IS NULL
        OR objective.id IS NULL
      )
      AND (
        review.kind <> 'annual_program'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR objective.program_id IS NULL
        OR (
          NOT (
            objective.program_id IS NULL
          ) AND latest_review.known IS NULL
        )
        OR (
          NOT (
            objective.program_id IS NULL
          )
          AND latest_review.possible IS NULL
          AND latest_review_unlinked.possible IS NULL
        )
        OR (
          NOT (
            objective.program_id IS NULL
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
          AND review.completed_on < CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
        )
        OR (
          NOT (
            objective.program_id IS NULL
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
          AND review.completed_on > CASE
            WHEN objective.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
          END
        )
        OR (
          NOT (
            objective.program_id IS NULL
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
          AND review.completed_on >= CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
          AND (
            review.completed_on <= CASE
              WHEN objective.program_id IS NULL
              THEN NULL
              ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
            END
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
          )
          AND (
            CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END <> CASE
              WHEN objective.program_id IS NULL
              THEN NULL
              ELSE GREATEST(latest_review.possible, latest_review_unlinked.possible)
            END
            OR (
              latest_review.possible IS NULL AND latest_review_unlinked.possible IS NULL
            )
            OR review.completed_on <> CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
          )
        )
        OR NOT ARRAY_CONTAINS(review.objective_ids, objective.id)
        OR review.objective_ids IS NULL
        OR objective.id IS NULL
      )) AS may_count
  FROM objective
  CROSS JOIN review
  LEFT JOIN latest_review
    ON latest_review.key_0 = objective.program_id
  CROSS JOIN latest_review_unlinked
  WHERE
    review.program_id = objective.program_id
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    objective.id
)
SELECT
  objective.id AS id
FROM objective
LEFT JOIN latest_review
  ON latest_review.key_0 = objective.program_id
CROSS JOIN latest_review_unlinked
LEFT JOIN any_review
  ON any_review.key_0 = objective.id
LEFT JOIN any_review_unlinked
  ON any_review_unlinked.key_0 = objective.id
WHERE
  objective.approved_on <= CAST('2026-11-22' AS DATE)
  AND (
    objective.retired_on IS NULL OR objective.retired_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    objective.program_id IS NULL
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
  AND objective.approved_on <= CASE WHEN objective.program_id IS NULL THEN NULL ELSE latest_review.known END
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
