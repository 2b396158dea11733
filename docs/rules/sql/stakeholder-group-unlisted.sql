-- stakeholder-group-unlisted: Program that left a group out of its list of stakeholders
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and there is at least one of this program's stakeholder
--   records.
-- Looks at each item of other_staff, peak_body, target_group, one by one.
-- Holds when there is at least one of this program's stakeholder records whose group is the
--   item.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, stakeholder.group.
-- Unknown as well when no stakeholder records were supplied.
-- Checks GOV-STK-01 (Operating a Peer Support Service, Stakeholder management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (group TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(['other_staff', 'peak_body', 'target_group']) AS value
  FROM program
), items_of_stakeholder_group_unlisted AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_stakeholder_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      stakeholder."group" = item.value
      OR stakeholder."group" IS NULL
      OR item.value IS NULL) AS may_count
  FROM program
  CROSS JOIN items_of_stakeholder_group_unlisted AS item
  CROSS JOIN stakeholder
  WHERE
    item.id = program.id AND stakeholder.program_id IS NULL
  GROUP BY
    program.id,
    item.n
), any_stakeholder AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      stakeholder."group" = item.value) AS counted,
    COUNT(*) FILTER(WHERE
      stakeholder."group" IS NULL OR item.value IS NULL) AS may_count
  FROM program
  CROSS JOIN items_of_stakeholder_group_unlisted AS item
  CROSS JOIN stakeholder
  WHERE
    item.id = program.id AND stakeholder.program_id = program.id
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_stakeholder.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_stakeholder.may_count, 0) + COALESCE(any_stakeholder_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_stakeholder_group_unlisted AS item
  LEFT JOIN any_stakeholder
    ON any_stakeholder.key_0 = program.id AND any_stakeholder.key_1 = item.n
  LEFT JOIN any_stakeholder_unlinked
    ON any_stakeholder_unlinked.key_0 = program.id
    AND any_stakeholder_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
), any_stakeholder_2 AS (
  SELECT
    stakeholder.program_id AS key_0,
    COUNT(*) AS counted
  FROM stakeholder
  WHERE
    NOT (
      stakeholder.program_id IS NULL
    )
  GROUP BY
    stakeholder.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_stakeholder_2 AS any_stakeholder
  ON any_stakeholder.key_0 = program.id
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
  AND COALESCE(any_stakeholder.counted, 0) > 0
  AND items.fails
ORDER BY
  id;
