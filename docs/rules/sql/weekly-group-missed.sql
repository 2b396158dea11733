-- weekly-group-missed: Group program with a week without a group meeting
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include group_mutual_support.
-- Looks at each period of the group meeting interval that has ended, one by one.
-- The first period begins with started on.
-- Periods are looked at that ended up to the group look back ago.
-- Holds when there is at least one of this program's service event records whose kind is
--   group_meeting and whose held on is on or after the first day of the period and whose held
--   on is on or before the last day of the period.
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   program.ended_on, program.started_on, program.status, service_event.held_on,
--   service_event.kind.
-- Unknown as well when no service event records were supplied.
-- Checks MOD-GRP-01 (Peer Support, Roles, Clients and Settings, Group based mutual support)
--
-- Limit group_look_back = 3 months; source: as far back as shifts are judged
-- Limit group_meeting_interval = 7 days; source: Peer Support, Roles, Clients and Settings,
--   Group based mutual support (MOD-GRP-01); one exemplary program, no norm
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, kind TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      CASE
        WHEN program.started_on IS NULL OR (
          (
            0 * 28
          ) + 7
        ) < 1
        THEN NULL
        ELSE RANGE(
          CAST(GREATEST(
            (
              CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) - program.started_on AS BIGINT) // GREATEST((
                0 * 31
              ) + 7, 1)
            ) - 2,
            0
          ) AS BIGINT),
          CAST(GREATEST(
            (
              CAST(CAST('2026-11-22' AS DATE) - program.started_on AS BIGINT) // GREATEST((
                0 * 28
              ) + 7, 1)
            ) + 2,
            0
          ) AS BIGINT)
        )
      END
    ) AS n,
    program.started_on AS start,
    CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) AS since
  FROM program
), items_of_weekly_group_missed AS (
  SELECT
    listed.id,
    listed.n,
    CAST(NULL AS TEXT) AS value,
    CAST(listed.start + INTERVAL (CAST(0 * listed.n AS INT)) MONTH AS DATE) + CAST(7 * listed.n AS INT) AS first,
    (
      CAST(listed.start + INTERVAL (CAST(0 * (
        listed.n + 1
      ) AS INT)) MONTH AS DATE) + CAST(7 * (
        listed.n + 1
      ) AS INT)
    ) - 1 AS last
  FROM listed
  WHERE
    (
      CAST((
        (
          CAST(listed.start + INTERVAL (CAST(0 * (
            listed.n + 1
          ) AS INT)) MONTH AS DATE) + CAST(7 * (
            listed.n + 1
          ) AS INT)
        ) - 1
      ) + INTERVAL (CAST(0 * 1 AS INT)) MONTH AS DATE) + CAST(0 * 1 AS INT)
    ) < CAST('2026-11-22' AS DATE)
    AND (
      (
        CAST(listed.start + INTERVAL (CAST(0 * (
          listed.n + 1
        ) AS INT)) MONTH AS DATE) + CAST(7 * (
          listed.n + 1
        ) AS INT)
      ) - 1
    ) >= listed.since
), any_service_event_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_weekly_group_missed AS item
  CROSS JOIN service_event
  WHERE
    item.id = program.id
    AND service_event.program_id IS NULL
    AND (
      service_event.kind = 'group_meeting' OR service_event.kind IS NULL
    )
    AND (
      service_event.held_on >= item.first
      OR service_event.held_on IS NULL
      OR item.first IS NULL
    )
    AND (
      service_event.held_on <= item.last
      OR service_event.held_on IS NULL
      OR item.last IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_service_event AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      service_event.kind = 'group_meeting'
      AND service_event.held_on >= item.first
      AND service_event.held_on <= item.last) AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event.kind = 'group_meeting' OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on >= item.first
        OR service_event.held_on IS NULL
        OR item.first IS NULL
      )
      AND (
        service_event.held_on <= item.last
        OR service_event.held_on IS NULL
        OR item.last IS NULL
      )
      AND (
        service_event.kind <> 'group_meeting'
        OR service_event.kind IS NULL
        OR service_event.held_on < item.first
        OR service_event.held_on IS NULL
        OR item.first IS NULL
        OR service_event.held_on > item.last
        OR item.last IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_weekly_group_missed AS item
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
  CROSS JOIN items_of_weekly_group_missed AS item
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
  AND ARRAY_CONTAINS(program.delivery_models, 'group_mutual_support')
  AND NOT (
    program.started_on IS NULL
  )
  AND (
    (
      0 * 28
    ) + 7
  ) >= 1
  AND items.fails
ORDER BY
  id;
