-- attitudes-unmeasured: Organisation that does not follow the attitudes of managers and
--   practitioners
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))) and whose hosted by mainstream is yes and whose peer operated is no and for
--   which the attitude interval after started on is on or before the day of the check.
-- Holds when (there is at least one of this organisation's outcome records whose domain is
--   attitudes_of_managers_and_practitioners and whose measured on is on or before the day of
--   the check and for which the attitude interval after measured on is on or after the day of
--   the check) or (there is at least one of this organisation's review records whose completed
--   on is recorded and whose completed on is on or before the day of the check and for which
--   the attitude interval after completed on is on or after the day of the check and for which
--   (kind is receptivity or (kind is one of annual_program, evaluation and topics include
--   attitude_and_practice_of_managers_and_practitioners))).
-- Unknown when one of these is missing and would decide it: outcome.domain,
--   outcome.measured_on, program.ended_on, program.hosted_by_mainstream, program.peer_operated,
--   program.started_on, program.status, review.completed_on, review.kind, review.topics.
-- Unknown as well when no outcome or program or review records were supplied.
-- Checks EVA-OUT-13 (Integrating peer support in mental health (review and qualitative case
--   study), An opportunity to build the evidence base)
--
-- Limit attitude_interval = 2 years; source: EVA-OUT-13 and WFD-RDY-05 name no frequency; same
--   rhythm as readiness training
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   outcome (domain TEXT, measured_on DATE, program_id TEXT)
--   program (ended_on DATE, hosted_by_mainstream BOOLEAN, id TEXT, organisation_id TEXT,
--     peer_operated BOOLEAN, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    review.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      review.kind = 'receptivity'
      OR review.kind IS NULL
      OR (
        (
          review.kind IN ('annual_program', 'evaluation') OR review.kind IS NULL
        )
        AND (
          ARRAY_CONTAINS(review.topics, 'attitude_and_practice_of_managers_and_practitioners')
          OR review.topics IS NULL
        )
      )
    )
), any_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'receptivity'
      OR (
        review.kind IN ('annual_program', 'evaluation')
        AND ARRAY_CONTAINS(review.topics, 'attitude_and_practice_of_managers_and_practitioners')
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'receptivity'
        OR review.kind IS NULL
        OR (
          (
            review.kind IN ('annual_program', 'evaluation') OR review.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(review.topics, 'attitude_and_practice_of_managers_and_practitioners')
            OR review.topics IS NULL
          )
        )
      )
      AND (
        review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 24 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR (
          (
            review.kind <> 'receptivity' OR review.kind IS NULL
          )
          AND (
            NOT review.kind IN ('annual_program', 'evaluation')
            OR review.kind IS NULL
            OR NOT ARRAY_CONTAINS(review.topics, 'attitude_and_practice_of_managers_and_practitioners')
            OR review.topics IS NULL
          )
        )
      )) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    (
      NOT (
        review.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(review.organisation_id, program.organisation_id)
), any_outcome_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM outcome
  LEFT JOIN program
    ON program.id = outcome.program_id
  WHERE
    program.organisation_id IS NULL
    AND (
      outcome.domain = 'attitudes_of_managers_and_practitioners'
      OR outcome.domain IS NULL
    )
    AND (
      outcome.measured_on <= CAST('2026-11-22' AS DATE) OR outcome.measured_on IS NULL
    )
    AND (
      CAST(outcome.measured_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR outcome.measured_on IS NULL
    )
), any_outcome AS (
  SELECT
    COALESCE(NULL, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      outcome.domain = 'attitudes_of_managers_and_practitioners'
      AND outcome.measured_on <= CAST('2026-11-22' AS DATE)
      AND CAST(outcome.measured_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        outcome.domain = 'attitudes_of_managers_and_practitioners'
        OR outcome.domain IS NULL
      )
      AND (
        outcome.measured_on <= CAST('2026-11-22' AS DATE) OR outcome.measured_on IS NULL
      )
      AND (
        CAST(outcome.measured_on + INTERVAL 24 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR outcome.measured_on IS NULL
      )
      AND (
        outcome.domain <> 'attitudes_of_managers_and_practitioners'
        OR outcome.domain IS NULL
        OR outcome.measured_on > CAST('2026-11-22' AS DATE)
        OR outcome.measured_on IS NULL
        OR CAST(outcome.measured_on + INTERVAL 24 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM outcome
  LEFT JOIN program
    ON program.id = outcome.program_id
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    COALESCE(NULL, program.organisation_id)
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
    AND (
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )
    )
    AND program.hosted_by_mainstream
    AND NOT program.peer_operated
    AND CAST(program.started_on + INTERVAL 24 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN any_outcome
  ON any_outcome.key_0 = organisation.id
CROSS JOIN any_outcome_unlinked
LEFT JOIN any_review
  ON any_review.key_0 = organisation.id
CROSS JOIN any_review_unlinked
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND COALESCE(any_outcome.counted, 0) <= 0
  AND COALESCE(any_outcome.may_count, 0) + COALESCE(any_outcome_unlinked.may_count, 0) <= 0
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
