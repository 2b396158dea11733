-- skills-part-not-considered: Telephone program that neither teaches skills nor decided against
--   it
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include telephone_support and the
--   activity window after started on is on or before the day of the check.
-- Holds when (there is at least one of this program's service event records whose held on is on
--   or before the day of the check and for which the activity window after held on is after the
--   day of the check and whose kind is not recorded_break and whose purposes include skills) or
--   (there is at least one of this program's review records whose completed on is recorded and
--   whose completed on is on or before the day of the check and for which the activity window
--   after completed on is on or after the day of the check and whose decided includes
--   skills_part).
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   program.ended_on, program.started_on, program.status, review.completed_on, review.decided,
--   service_event.held_on, service_event.kind, service_event.purposes.
-- Unknown as well when no review or service event records were supplied.
-- Checks MOD-TEL-01 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, decided TEXT[], organisation_id TEXT, program_id TEXT)
--   service_event (held_on DATE, kind TEXT, program_id TEXT, purposes TEXT[])
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
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.decided, 'skills_part') OR review.decided IS NULL
    )
), any_review AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(review.decided, 'skills_part')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(review.decided, 'skills_part') OR review.decided IS NULL
      )
      AND (
        review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.decided, 'skills_part')
        OR review.decided IS NULL
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
), any_service_event_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(service_event.purposes, 'skills')
      OR service_event.purposes IS NULL
    )
), any_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND ARRAY_CONTAINS(service_event.purposes, 'skills')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(service_event.purposes, 'skills')
        OR service_event.purposes IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR NOT ARRAY_CONTAINS(service_event.purposes, 'skills')
        OR service_event.purposes IS NULL
      )) AS may_count
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_service_event
  ON any_service_event.key_0 = program.id
CROSS JOIN any_service_event_unlinked
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
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'telephone_support')
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND COALESCE(any_service_event.counted, 0) <= 0
  AND COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) <= 0
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
