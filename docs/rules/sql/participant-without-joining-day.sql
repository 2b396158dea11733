-- participant-without-joining-day: Participant who takes part and has no day of joining
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when there is at least one of the service event records whose participant ids include
--   this participant and whose participant ids is recorded and whose held on is on or before
--   the day of the check and whose held on is after the day of the check minus the look back.
-- Holds when joined on is recorded.
-- Unknown when one of these is missing and would decide it: participant.joined_on,
--   service_event.held_on, service_event.participant_ids.
-- Unknown as well when no service event records were supplied.
-- Checks EVA-STA-05 (Operating a Peer Support Service, Service evaluation)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   participant (id TEXT, joined_on DATE)
--   service_event (held_on DATE, id TEXT, participant_ids TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.participant_ids) AS "key"
  FROM service_event AS one
), any_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id
    AND NOT (
      member."key" IS NULL
    )
    AND NOT (
      service_event.participant_ids IS NULL
    )
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
    AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  GROUP BY
    member."key"
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN any_service_event
  ON any_service_event.key_0 = participant.id
WHERE
  COALESCE(any_service_event.counted, 0) > 0 AND participant.joined_on IS NULL
ORDER BY
  id;
