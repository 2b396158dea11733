-- reference-group-one-sided: Reference group in which one perspective is missing
-- Lists the keys of the committee records that fail on 2026-11-22.
--
-- Judges committee records.
-- Applies when kind is reference_group and ((the program's status is recorded and the program's
--   status is planned) or (((the program's status is recorded and the program's status is
--   operating) or (the program's status is not recorded and the program's started on is on or
--   before the day of the check and (the program's ended on is not recorded or the program's
--   ended on is after the day of the check))) and the program's started on is after the day of
--   the check minus the introduction period)).
-- Looks at each item of academic, lived_experience, practitioner, one by one.
-- Holds when there is at least one of this committee's membership records whose joined on is on
--   or before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose background is the item.
-- Unknown when one of these is missing and would decide it: committee.kind,
--   membership.background, membership.ended_on, membership.joined_on, program.ended_on,
--   program.started_on, program.status.
-- Unknown as well when no membership or program records were supplied.
-- Checks PAR-COD-05 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, program_id TEXT)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, joined_on DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    committee.id AS id,
    UNNEST(['academic', 'lived_experience', 'practitioner']) AS value
  FROM committee
), items_of_reference_group_one_sided AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_membership_unlinked AS (
  SELECT
    committee.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM committee
  CROSS JOIN items_of_reference_group_one_sided AS item
  CROSS JOIN membership
  WHERE
    item.id = committee.id
    AND membership.committee_id IS NULL
    AND (
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = item.value
      OR membership.background IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    committee.id,
    item.n
), any_membership AS (
  SELECT
    committee.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.background = item.value) AS counted,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.background = item.value
        OR membership.background IS NULL
        OR item.value IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR membership.background <> item.value
        OR membership.background IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM committee
  CROSS JOIN items_of_reference_group_one_sided AS item
  CROSS JOIN membership
  WHERE
    item.id = committee.id
    AND membership.committee_id = committee.id
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    committee.id,
    item.n
), items AS (
  SELECT
    committee.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_membership.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM committee
  CROSS JOIN items_of_reference_group_one_sided AS item
  LEFT JOIN any_membership
    ON any_membership.key_0 = committee.id AND any_membership.key_1 = item.n
  LEFT JOIN any_membership_unlinked
    ON any_membership_unlinked.key_0 = committee.id
    AND any_membership_unlinked.key_1 = item.n
  WHERE
    item.id = committee.id
  GROUP BY
    committee.id
)
SELECT
  committee.id AS id
FROM committee
LEFT JOIN program
  ON program.id = committee.program_id
LEFT JOIN items
  ON items.id = committee.id
WHERE
  committee.kind = 'reference_group'
  AND NOT (
    program.id IS NULL
  )
  AND (
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
