-- peer-worker-outside-team: Peer worker of a clinical team who has taken part in no meeting of
--   the team lately
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and program id is recorded and
--   the program's clinical team is yes.
-- It is due: the last day in time is the team meeting interval after the later of started on
--   and the latest held on of the meeting records whose attendee ids include this worker and
--   for which (held on is recorded and held on is on or before the day of the check) and whose
--   kind is one of care_planning, case_planning, handover, multidisciplinary_team, team and
--   whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   program.clinical_team, worker.ended_on, worker.is_peer, worker.program_id,
--   worker.started_on.
-- Unknown as well when no meeting or program records were supplied.
-- Checks WFD-RDY-12 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Success Factors)
--
-- Limit team_meeting_interval = 1 month; source: PAR-INV-05, PAR-INV-06 and WFD-RDY-12 name no
--   frequency; at least one meeting a month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT)
--   program (clinical_team BOOLEAN, id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.attendee_ids) AS "key"
  FROM meeting AS one
), latest_meeting_unlinked AS (
  SELECT
    MAX(meeting.held_on) AS possible
  FROM meeting
  WHERE
    meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
), latest_meeting AS (
  SELECT
    member."key" AS key_0,
    MAX(meeting.held_on) AS possible
  FROM meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND NOT (
      member."key" IS NULL
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN latest_meeting
  ON latest_meeting.key_0 = worker.id
CROSS JOIN latest_meeting_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND NOT (
    worker.program_id IS NULL
  )
  AND program.clinical_team
  AND CAST(GREATEST(latest_meeting.possible, latest_meeting_unlinked.possible, worker.started_on) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
