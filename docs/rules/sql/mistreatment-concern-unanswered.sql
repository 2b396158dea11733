-- mistreatment-concern-unanswered: Peer worker's concern about being treated as a patient, left
--   without a response
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when raised by is peer_workers and (topics include treated_as_patient or topics
--   include negative_attitude) and the program's clinical team is yes.
-- It is due: the last day in time is the mistreatment response limit after raised on.
-- Holds when (responded on is recorded and responded on is on or before the day of the check)
--   or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: concern.raised_by,
--   concern.raised_on, concern.responded_on, concern.topics, program.clinical_team.
-- Unknown as well when no program records were supplied.
-- Checks WFD-STG-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Power)
--
-- Limit mistreatment_response_limit = 1 month; source: WFD-STG-08 names no limit; one month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (id TEXT, program_id TEXT, raised_by TEXT, raised_on DATE, responded_on DATE,
--     topics TEXT[])
--   program (clinical_team BOOLEAN, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
LEFT JOIN program
  ON program.id = concern.program_id
WHERE
  concern.raised_by = 'peer_workers'
  AND (
    (
      NOT (
        concern.topics IS NULL
      )
      AND ARRAY_CONTAINS(concern.topics, 'treated_as_patient')
    )
    OR (
      NOT (
        concern.topics IS NULL
      )
      AND ARRAY_CONTAINS(concern.topics, 'negative_attitude')
    )
  )
  AND program.clinical_team
  AND (
    concern.responded_on IS NULL OR concern.responded_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(concern.raised_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
