-- model-not-put-to-partners: Program that has not asked peak body and allied health
--   professionals about its model lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the stakeholder input interval after started on is
--   before the day of the check.
-- Holds when ((there is at least one of this program's review records for which (kind is
--   annual_program and completed on is recorded and completed on is on or before the day of the
--   check) and for which the stakeholder input interval after completed on is on or after the
--   day of the check and whose topics include consultation_of_peak_body) or (there is at least
--   one of this program's engagement records for which (held on is recorded and held on is on
--   or before the day of the check) and whose kind is one of consultation, seeking_feedback,
--   use_in_design_and_evaluation and for which the stakeholder input interval after held on is
--   on or after the day of the check and for which the stakeholder's group is peak_body)) and
--   ((there is at least one of this program's review records for which (kind is annual_program
--   and completed on is recorded and completed on is on or before the day of the check) and for
--   which the stakeholder input interval after completed on is on or after the day of the check
--   and whose topics include consultation_of_allied_health_professionals) or (there is at least
--   one of this program's engagement records for which (held on is recorded and held on is on
--   or before the day of the check) and whose kind is one of consultation, seeking_feedback,
--   use_in_design_and_evaluation and for which the stakeholder input interval after held on is
--   on or after the day of the check and for which the stakeholder's group is
--   allied_health_professionals)).
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, program.ended_on, program.started_on, program.status, review.completed_on,
--   review.kind, review.topics, stakeholder.group.
-- Unknown as well when no engagement or review or stakeholder records were supplied.
-- Checks EVA-SCN-04 (Operating a Peer Support Service, Researching other services)
--
-- Limit stakeholder_input_interval = 1 year; source: GOV-STK-08, GOV-STK-09 and GOV-STK-15 name
--   no frequency; at least once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT, stakeholder_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, kind TEXT, organisation_id TEXT, program_id TEXT, topics TEXT[])
--   stakeholder (group TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_engagement_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      OR engagement.kind IS NULL
    )
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" = 'allied_health_professionals'
      OR stakeholder."group" IS NULL
    )
), any_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      AND stakeholder."group" = 'allied_health_professionals') AS counted,
    COUNT(*) FILTER(WHERE
      (
        engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
      )
      AND (
        stakeholder."group" = 'allied_health_professionals'
        OR stakeholder."group" IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR NOT engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR stakeholder."group" <> 'allied_health_professionals'
        OR stakeholder."group" IS NULL
      )) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'annual_program' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.topics, 'consultation_of_allied_health_professionals')
      OR review.topics IS NULL
    )
), any_review AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'annual_program'
      AND ARRAY_CONTAINS(review.topics, 'consultation_of_allied_health_professionals')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'annual_program' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.topics, 'consultation_of_allied_health_professionals')
        OR review.topics IS NULL
      )
      AND (
        review.kind <> 'annual_program'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.topics, 'consultation_of_allied_health_professionals')
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
), any_engagement_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      OR engagement.kind IS NULL
    )
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      stakeholder."group" = 'peak_body' OR stakeholder."group" IS NULL
    )
), any_engagement_2 AS (
  SELECT
    engagement.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
      AND stakeholder."group" = 'peak_body') AS counted,
    COUNT(*) FILTER(WHERE
      (
        engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
      )
      AND (
        stakeholder."group" = 'peak_body' OR stakeholder."group" IS NULL
      )
      AND (
        engagement.held_on > CAST('2026-11-22' AS DATE)
        OR NOT engagement.kind IN ('consultation', 'seeking_feedback', 'use_in_design_and_evaluation')
        OR engagement.kind IS NULL
        OR CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR stakeholder."group" <> 'peak_body'
        OR stakeholder."group" IS NULL
      )) AS may_count
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(engagement.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), any_review_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'annual_program' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.topics, 'consultation_of_peak_body')
      OR review.topics IS NULL
    )
), any_review_2 AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'annual_program'
      AND ARRAY_CONTAINS(review.topics, 'consultation_of_peak_body')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'annual_program' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.topics, 'consultation_of_peak_body')
        OR review.topics IS NULL
      )
      AND (
        review.kind <> 'annual_program'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.topics, 'consultation_of_peak_body')
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
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_review_2 AS any_review
  ON any_review.key_0 = program.id
CROSS JOIN any_review_unlinked_2 AS any_review_unlinked
LEFT JOIN any_engagement_2 AS any_engagement
  ON any_engagement.key_0 = program.id
CROSS JOIN any_engagement_unlinked_2 AS any_engagement_unlinked
LEFT JOIN any_review AS any_review_2
  ON any_review_2.key_0 = program.id
CROSS JOIN any_review_unlinked AS any_review_unlinked_2
LEFT JOIN any_engagement AS any_engagement_2
  ON any_engagement_2.key_0 = program.id
CROSS JOIN any_engagement_unlinked AS any_engagement_unlinked_2
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
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND (
    (
      COALESCE(any_review.counted, 0) <= 0
      AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
      AND COALESCE(any_engagement.counted, 0) <= 0
      AND COALESCE(any_engagement.may_count, 0) + COALESCE(any_engagement_unlinked.may_count, 0) <= 0
    )
    OR (
      COALESCE(any_review_2.counted, 0) <= 0
      AND COALESCE(any_review_2.may_count, 0) + COALESCE(any_review_unlinked_2.may_count, 0) <= 0
      AND COALESCE(any_engagement_2.counted, 0) <= 0
      AND COALESCE(any_engagement_2.may_count, 0) + COALESCE(any_engagement_unlinked_2.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
