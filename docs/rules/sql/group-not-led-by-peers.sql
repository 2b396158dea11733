-- group-not-led-by-peers: Group meeting of a mutual help program that peers did not lead
-- Lists the keys of the service_event records that fail on 2026-11-22.
--
-- Judges service event records.
-- Applies when kind is group_meeting and the program's delivery models include
--   group_mutual_support and (held on is on or before the day of the check and held on is after
--   the day of the check minus the event look back).
-- Holds when facilitated by peers is yes.
-- Unknown when one of these is missing and would decide it: program.delivery_models,
--   service_event.facilitated_by_peers, service_event.held_on, service_event.kind.
-- Unknown as well when no program records were supplied.
-- Checks MOD-GRP-02 (Peer Support, Roles, Clients and Settings, Group based mutual support)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (delivery_models TEXT[], id TEXT)
--   service_event (facilitated_by_peers BOOLEAN, held_on DATE, id TEXT, kind TEXT, program_id
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  service_event.id AS id
FROM service_event
LEFT JOIN program
  ON program.id = service_event.program_id
WHERE
  service_event.kind = 'group_meeting'
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'group_mutual_support')
  AND service_event.held_on <= CAST('2026-11-22' AS DATE)
  AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND NOT service_event.facilitated_by_peers
ORDER BY
  id;
