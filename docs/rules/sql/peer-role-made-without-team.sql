-- peer-role-made-without-team: Peer position of a clinical team that was made without those
--   beside it
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when designated is yes and ((the program's status is recorded and the program's
--   status is operating) or (the program's status is not recorded and the program's started on
--   is on or before the day of the check and (the program's ended on is not recorded or the
--   program's ended on is after the day of the check))) and the program's clinical team is yes.
-- Looks at each item of caseworkers, managers, supervisors, one by one.
-- Holds when developed with includes the item.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position.developed_with, program.clinical_team, program.ended_on, program.started_on,
--   program.status.
-- Unknown as well when no program records were supplied.
-- Checks WFD-RDY-11 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, developed_with TEXT[], id TEXT, program_id TEXT)
--   program (clinical_team BOOLEAN, ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    position.id AS id,
    UNNEST(['caseworkers', 'managers', 'supervisors']) AS value
  FROM position
), items_of_peer_role_made_without_team AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    position.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(position.developed_with, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM position
  CROSS JOIN items_of_peer_role_made_without_team AS item
  WHERE
    item.id = position.id
  GROUP BY
    position.id
)
SELECT
  position.id AS id
FROM position
LEFT JOIN program
  ON program.id = position.program_id
LEFT JOIN items
  ON items.id = position.id
WHERE
  position.designated
  AND NOT (
    program.id IS NULL
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
  AND program.clinical_team
  AND items.fails
ORDER BY
  id;
