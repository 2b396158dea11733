-- ward-support-beside-care: Ward program without one-to-one support on the ward, or without a
--   link to the clinical team
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include ward_based and the event look
--   back after started on is on or before the day of the check.
-- Holds when clinical team is yes and (there is at least one of this program's service event
--   records whose held on is on or before the day of the check and whose held on is after the
--   day of the check minus the event look back and whose kind is individual_session and whose
--   place is ward).
-- Unknown when one of these is missing and would decide it: program.clinical_team,
--   program.delivery_models, program.ended_on, program.started_on, program.status,
--   service_event.held_on, service_event.kind, service_event.place.
-- Unknown as well when no service event records were supplied.
-- Checks MOD-WRD-01 (Peer Support, Roles, Clients and Settings, Ward-based support)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (clinical_team BOOLEAN, delivery_models TEXT[], ended_on DATE, id TEXT, started_on
--     DATE, status TEXT)
--   service_event (held_on DATE, kind TEXT, place TEXT, program_id TEXT)
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
      service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.kind = 'individual_session' OR service_event.kind IS NULL
    )
    AND (
      service_event.place = 'ward' OR service_event.place IS NULL
    )
), any_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      AND service_event.kind = 'individual_session'
      AND service_event.place = 'ward') AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.kind = 'individual_session' OR service_event.kind IS NULL
      )
      AND (
        service_event.place = 'ward' OR service_event.place IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.kind <> 'individual_session'
        OR service_event.kind IS NULL
        OR service_event.place <> 'ward'
        OR service_event.place IS NULL
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
  AND ARRAY_CONTAINS(program.delivery_models, 'ward_based')
  AND CAST(program.started_on + INTERVAL 3 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND (
    NOT program.clinical_team
    OR (
      COALESCE(any_service_event.counted, 0) <= 0
      AND COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) <= 0
    )
  )
ORDER BY
  id;
