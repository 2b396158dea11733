-- mistreatment-incident-unanswered: Incident in which a peer worker was treated as a patient,
--   left without a response
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when affected includes peer_workers and kind is one of negative_attitude,
--   treated_as_patient and the program's clinical team is yes.
-- It is due: the last day in time is the mistreatment response limit after occurred on.
-- Holds when (responded on is recorded and responded on is on or before the day of the check)
--   or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: incident.affected, incident.kind,
--   incident.occurred_on, incident.responded_on, program.clinical_team.
-- Unknown as well when no program records were supplied.
-- Checks WFD-STG-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Power)
--
-- Limit mistreatment_response_limit = 1 month; source: WFD-STG-08 names no limit; one month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (affected TEXT[], id TEXT, kind TEXT, occurred_on TIMESTAMP, occurred_on_end
--     TIMESTAMP, program_id TEXT, responded_on DATE)
--   program (clinical_team BOOLEAN, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
LEFT JOIN program
  ON program.id = incident.program_id
WHERE
  NOT (
    incident.affected IS NULL
  )
  AND ARRAY_CONTAINS(incident.affected, 'peer_workers')
  AND incident.kind IN ('negative_attitude', 'treated_as_patient')
  AND program.clinical_team
  AND (
    incident.responded_on IS NULL
    OR incident.responded_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    incident.occurred_on IS NULL
  )
  AND CAST(CAST(incident.occurred_on_end AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
