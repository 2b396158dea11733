-- introduction-decision-missing: New program that started before a matter was settled
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is planned) or (((status is recorded and status
--   is operating) or (status is not recorded and started on is on or before the day of the
--   check and (ended on is not recorded or ended on is after the day of the check))) and
--   started on is after the day of the check minus the introduction period).
-- Looks at each item of integration_with_organisation, monitoring_and_evaluation,
--   nature_of_roles, remuneration, training_and_support, one by one.
-- Holds when there is at least one of this program's review records whose kind is one of
--   design, planning, preparation and whose completed on is recorded and whose completed on is
--   on or before the day of the check and whose completed on is on or before this program's
--   started on and whose decided includes the item.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, review.completed_on, review.decided, review.kind.
-- Unknown as well when no review records were supplied.
-- Checks WFD-RDY-09 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, decided TEXT[], kind TEXT, organisation_id TEXT, program_id
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      [
        'integration_with_organisation',
        'monitoring_and_evaluation',
        'nature_of_roles',
        'remuneration',
        'training_and_support'
      ]
    ) AS value
  FROM program
), items_of_introduction_decision_missing AS (
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
  CROSS JOIN items_of_introduction_decision_missing AS item
  CROSS JOIN review
  WHERE
    item.id = program.id
    AND review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind IN ('design', 'planning', 'preparation') OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      review.completed_on <= program.started_on OR program.started_on IS NULL
    )
    AND (
      ARRAY_CONTAINS(review.decided, item.value)
      OR review.decided IS NULL
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
      review.kind IN ('design', 'planning', 'preparation')
      AND review.completed_on <= program.started_on
      AND ARRAY_CONTAINS(review.decided, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind IN ('design', 'planning', 'preparation') OR review.kind IS NULL
      )
      AND (
        review.completed_on <= program.started_on OR program.started_on IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.decided, item.value)
        OR review.decided IS NULL
        OR item.value IS NULL
      )
      AND (
        NOT review.kind IN ('design', 'planning', 'preparation')
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR review.completed_on > program.started_on
        OR program.started_on IS NULL
        OR NOT ARRAY_CONTAINS(review.decided, item.value)
        OR review.decided IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_introduction_decision_missing AS item
  CROSS JOIN review
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
  CROSS JOIN items_of_introduction_decision_missing AS item
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
LEFT JOIN items
  ON items.id = program.id
WHERE
  (
    program.status = 'planned'
    OR (
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
      AND program.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  )
  AND items.fails
ORDER BY
  id;
