-- announced-service-not-delivered: Peer-led organisation that announces a service and does not
--   deliver it
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include peer_led_organisation and the
--   activity window after started on is on or before the day of the check.
-- Holds when (services announced do not include round_the_clock_peer_respite or (there is at
--   least one of this program's service event records whose held on is on or before the day of
--   the check and for which the activity window after held on is after the day of the check and
--   whose kind is not recorded_break and whose kind is respite_stay)) and ((services announced
--   do not include out_of_hours_phone_line and services announced do not include
--   round_the_clock_phone_line) or (there is at least one of this program's service event
--   records whose held on is on or before the day of the check and for which the activity
--   window after held on is after the day of the check and whose kind is not recorded_break and
--   whose kind is call)) and (services announced do not include centre_based_programs or (there
--   is at least one of this program's service event records whose held on is on or before the
--   day of the check and for which the activity window after held on is after the day of the
--   check and whose kind is not recorded_break and whose kind is centre_program)) and (services
--   announced do not include group_and_individual_peer_support or (there is at least one of
--   this program's service event records whose held on is on or before the day of the check and
--   for which the activity window after held on is after the day of the check and whose kind is
--   not recorded_break and whose kind is one of group_meeting, individual_session)).
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   program.ended_on, program.services_announced, program.started_on, program.status,
--   service_event.held_on, service_event.kind.
-- Unknown as well when no service event records were supplied.
-- Checks MOD-ORG-02 (Peer Support, Roles, Clients and Settings, Peer-led organisations)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, services_announced TEXT[],
--     started_on DATE, status TEXT)
--   service_event (held_on DATE, kind TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_service_event_unlinked AS (
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
      service_event.kind IN ('group_meeting', 'individual_session')
      OR service_event.kind IS NULL
    )
), any_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND service_event.kind IN ('group_meeting', 'individual_session')) AS counted,
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
        service_event.kind IN ('group_meeting', 'individual_session')
        OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR NOT service_event.kind IN ('group_meeting', 'individual_session')
      )) AS may_count
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
), any_service_event_unlinked_2 AS (
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
      service_event.kind = 'centre_program' OR service_event.kind IS NULL
    )
), any_service_event_2 AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND service_event.kind = 'centre_program') AS counted,
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
        service_event.kind = 'centre_program' OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR service_event.kind <> 'centre_program'
      )) AS may_count
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
), any_service_event_unlinked_3 AS (
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
      service_event.kind = 'call' OR service_event.kind IS NULL
    )
), any_service_event_3 AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND service_event.kind = 'call') AS counted,
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
        service_event.kind = 'call' OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR service_event.kind <> 'call'
      )) AS may_count
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
  GROUP BY
    service_event.program_id
), any_service_event_unlinked_4 AS (
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
      service_event.kind = 'respite_stay' OR service_event.kind IS NULL
    )
), any_service_event_4 AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event.kind <> 'recorded_break'
      AND service_event.kind = 'respite_stay') AS counted,
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
        service_event.kind = 'respite_stay' OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
        OR service_event.kind <> 'respite_stay'
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
LEFT JOIN any_service_event_4 AS any_service_event
  ON any_service_event.key_0 = program.id
CROSS JOIN any_service_event_unlinked_4 AS any_service_event_unlinked
LEFT JOIN any_service_event_3 AS any_service_event_2
  ON any_service_event_2.key_0 = program.id
CROSS JOIN any_service_event_unlinked_3 AS any_service_event_unlinked_2
LEFT JOIN any_service_event_2 AS any_service_event_3
  ON any_service_event_3.key_0 = program.id
CROSS JOIN any_service_event_unlinked_2 AS any_service_event_unlinked_3
LEFT JOIN any_service_event AS any_service_event_4
  ON any_service_event_4.key_0 = program.id
CROSS JOIN any_service_event_unlinked AS any_service_event_unlinked_4
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
  AND ARRAY_CONTAINS(program.delivery_models, 'peer_led_organisation')
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND (
    (
      NOT (
        program.services_announced IS NULL
      )
      AND ARRAY_CONTAINS(program.services_announced, 'round_the_clock_peer_respite')
      AND COALESCE(any_service_event.counted, 0) <= 0
      AND COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) <= 0
    )
    OR (
      (
        (
          NOT (
            program.services_announced IS NULL
          )
          AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
        )
        OR (
          NOT (
            program.services_announced IS NULL
          )
          AND ARRAY_CONTAINS(program.services_announced, 'round_the_clock_phone_line')
        )
      )
      AND COALESCE(any_service_event_2.counted, 0) <= 0
      AND COALESCE(any_service_event_2.may_count, 0) + COALESCE(any_service_event_unlinked_2.may_count, 0) <= 0
    )
    OR (
      NOT (
        program.services_announced IS NULL
      )
      AND ARRAY_CONTAINS(program.services_announced, 'centre_based_programs')
      AND COALESCE(any_service_event_3.counted, 0) <= 0
      AND COALESCE(any_service_event_3.may_count, 0) + COALESCE(any_service_event_unlinked_3.may_count, 0) <= 0
    )
    OR (
      NOT (
        program.services_announced IS NULL
      )
      AND ARRAY_CONTAINS(program.services_announced, 'group_and_individual_peer_support')
      AND COALESCE(any_service_event_4.counted, 0) <= 0
      AND COALESCE(any_service_event_4.may_count, 0) + COALESCE(any_service_event_unlinked_4.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
