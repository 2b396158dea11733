-- event-without-number: Event of which nobody knows how many took part
-- Lists the keys of the service_event records that fail on 2026-11-22.
--
-- Judges service event records.
-- Applies when held on is on or before the day of the check and held on is after the day of the
--   check minus the event look back and kind is not recorded_break.
-- Holds when participant count is recorded or participant ids is recorded.
-- Unknown when one of these is missing and would decide it: service_event.held_on,
--   service_event.kind, service_event.participant_count, service_event.participant_ids.
-- Checks EVA-STA-02 (Operating a Peer Support Service, Service evaluation)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   service_event (held_on DATE, id TEXT, kind TEXT, participant_count BIGINT, participant_ids
--     TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  service_event.id AS id
FROM service_event
WHERE
  service_event.held_on <= CAST('2026-11-22' AS DATE)
  AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND service_event.kind <> 'recorded_break'
  AND service_event.participant_count IS NULL
  AND service_event.participant_ids IS NULL
ORDER BY
  id;
