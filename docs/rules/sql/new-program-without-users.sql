-- new-program-without-users: New program that was designed without service users
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is planned) or (((status is recorded and status
--   is operating) or (status is not recorded and started on is on or before the day of the
--   check and (ended on is not recorded or ended on is after the day of the check))) and
--   started on is after the day of the check minus the introduction period).
-- Holds when (there is at least one of this program's review records whose kind is design and
--   whose completed on is recorded and whose completed on is on or before the day of the check
--   and whose completed on is on or before this program's started on and whose consulted
--   includes service_users) or (there is at least one of this program's membership records for
--   which the committee's kind is design and whose background is lived_experience and whose
--   joined on is on or before this program's started on).
-- Unknown when one of these is missing and would decide it: committee.kind,
--   membership.background, membership.joined_on, program.ended_on, program.started_on,
--   program.status, review.completed_on, review.consulted, review.kind.
-- Unknown as well when no committee or membership or review records were supplied.
-- Checks PAR-COD-03 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   membership (background TEXT, committee_id TEXT, joined_on DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, consulted TEXT[], kind TEXT, organisation_id TEXT, program_id
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_membership_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  WHERE
    committee.program_id IS NULL
    AND (
      committee.id IS NULL OR committee.organisation_id IS NULL
    )
    AND (
      committee.kind = 'design' OR committee.kind IS NULL
    )
    AND (
      membership.background = 'lived_experience' OR membership.background IS NULL
    )
    AND (
      membership.joined_on <= program.started_on
      OR membership.joined_on IS NULL
      OR program.started_on IS NULL
    )
  GROUP BY
    program.id
), any_membership AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      committee.kind = 'design'
      AND membership.background = 'lived_experience'
      AND membership.joined_on <= program.started_on) AS counted,
    COUNT(*) FILTER(WHERE
      (
        committee.kind = 'design' OR committee.kind IS NULL
      )
      AND (
        membership.background = 'lived_experience' OR membership.background IS NULL
      )
      AND (
        membership.joined_on <= program.started_on
        OR membership.joined_on IS NULL
        OR program.started_on IS NULL
      )
      AND (
        committee.kind <> 'design'
        OR committee.kind IS NULL
        OR membership.background <> 'lived_experience'
        OR membership.background IS NULL
        OR membership.joined_on > program.started_on
        OR membership.joined_on IS NULL
        OR program.started_on IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  WHERE
    committee.program_id = program.id
  GROUP BY
    program.id
), any_review_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'design' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      review.completed_on <= program.started_on OR program.started_on IS NULL
    )
    AND (
      ARRAY_CONTAINS(review.consulted, 'service_users') OR review.consulted IS NULL
    )
  GROUP BY
    program.id
), any_review AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'design'
      AND review.completed_on <= program.started_on
      AND ARRAY_CONTAINS(review.consulted, 'service_users')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'design' OR review.kind IS NULL
      )
      AND (
        review.completed_on <= program.started_on OR program.started_on IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'service_users') OR review.consulted IS NULL
      )
      AND (
        review.kind <> 'design'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR review.completed_on > program.started_on
        OR program.started_on IS NULL
        OR NOT ARRAY_CONTAINS(review.consulted, 'service_users')
        OR review.consulted IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN review
  WHERE
    review.program_id = program.id
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_review
  ON any_review.key_0 = program.id
LEFT JOIN any_review_unlinked
  ON any_review_unlinked.key_0 = program.id
LEFT JOIN any_membership
  ON any_membership.key_0 = program.id
LEFT JOIN any_membership_unlinked
  ON any_membership_unlinked.key_0 = program.id
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
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
  AND COALESCE(any_membership.counted, 0) <= 0
  AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) <= 0
ORDER BY
  id;
