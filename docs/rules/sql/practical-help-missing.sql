-- practical-help-missing: Community program that leaves out a kind of practical help
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include community_based and the
--   activity window after started on is on or before the day of the check.
-- Looks at each item of everyday_tasks, family_and_friends, personal_goals, one by one.
-- Holds when there is at least one of this program's service event records whose held on is on
--   or before the day of the check and for which the activity window after held on is after the
--   day of the check and whose kind is not recorded_break and whose purposes include the item.
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   program.ended_on, program.started_on, program.status, service_event.held_on,
--   service_event.kind, service_event.purposes.
-- Unknown as well when no service event records were supplied.
-- Checks MOD-COM-04 (Peer Support, Roles, Clients and Settings, Community based models)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, kind TEXT, program_id TEXT, purposes TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(['everyday_tasks', 'family_and_friends', 'personal_goals']) AS value
  FROM program
), items_of_practical_help_missing AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_service_event_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_practical_help_missing AS item
  CROSS JOIN service_event
  WHERE
    item.id = program.id
    AND service_event.program_id IS NULL
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
      ARRAY_CONTAINS(service_event.purposes, item.value)
      OR service_event.purposes IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_service_event AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND ARRAY_CONTAINS(service_event.purposes, item.value)) AS counted,
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
        ARRAY_CONTAINS(service_event.purposes, item.value)
        OR service_event.purposes IS NULL
        OR item.value IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR NOT ARRAY_CONTAINS(service_event.purposes, item.value)
        OR service_event.purposes IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_practical_help_missing AS item
  CROSS JOIN service_event
  WHERE
    item.id = program.id AND service_event.program_id = program.id
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_service_event.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_practical_help_missing AS item
  LEFT JOIN any_service_event
    ON any_service_event.key_0 = program.id AND any_service_event.key_1 = item.n
  LEFT JOIN any_service_event_unlinked
    ON any_service_event_unlinked.key_0 = program.id
    AND any_service_event_unlinked.key_1 = item.n
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
  AND ARRAY_CONTAINS(program.delivery_models, 'community_based')
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
