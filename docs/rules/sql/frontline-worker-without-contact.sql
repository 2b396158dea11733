-- frontline-worker-without-contact: Worker at the front line with whom management has had no
--   contact lately
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and frontline is yes and (program id is not
--   recorded or the program's manager id is not recorded or the program's manager id is not
--   this worker's key).
-- It is due: the last day in time is the frontline contact interval after the later of started
--   on and the latest held on of this worker's supervision records for which (kind is one of
--   co_supervision, line, peer, professional or kind is management_contact) and whose held on
--   is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of the meeting records whose attendee ids include this
--   worker and for which (held on is recorded and held on is on or before the day of the check)
--   and whose kind is one of care_planning, case_planning, handover, multidisciplinary_team,
--   team and for which the frontline contact interval after held on is on or after the day of
--   the check and for which this worker's manager id is recorded and whose attendee ids include
--   this worker's manager id.
-- A breach stands below that of supervision-overdue where the same record fails it.
-- A breach stands below that of line-supervision-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: meeting.attendee_ids,
--   meeting.held_on, meeting.kind, program.manager_id, supervision.held_on, supervision.kind,
--   worker.ended_on, worker.frontline, worker.id, worker.manager_id, worker.program_id,
--   worker.started_on.
-- Unknown as well when no meeting or program or supervision records were supplied.
-- Checks GOV-DOC-10 (Operating a Peer Support Service, Duty of care)
--
-- Limit frontline_contact_interval = 14 days; source: GOV-DOC-10 says regular; a fortnight
--   bridges monthly supervision
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT)
--   program (id TEXT, manager_id TEXT)
--   supervision (held_on DATE, kind TEXT, worker_id TEXT)
--   worker (ended_on DATE, frontline BOOLEAN, id TEXT, manager_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.attendee_ids) AS "key"
  FROM meeting AS one
), any_meeting_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN meeting
  WHERE
    meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
    AND (
      CAST(meeting.held_on AS DATE) + 14
    ) >= CAST('2026-11-22' AS DATE)
    AND NOT (
      worker.manager_id IS NULL
    )
  GROUP BY
    worker.id
), any_meeting AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      AND ARRAY_CONTAINS(meeting.attendee_ids, worker.manager_id)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(meeting.attendee_ids, worker.manager_id)
        OR meeting.attendee_ids IS NULL
      )
      AND (
        meeting.held_on > CAST('2026-11-22' AS DATE)
        OR NOT meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
        OR (
          CAST(meeting.held_on AS DATE) + 14
        ) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(meeting.attendee_ids, worker.manager_id)
        OR meeting.attendee_ids IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND member."key" = worker.id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      CAST(meeting.held_on AS DATE) + 14
    ) >= CAST('2026-11-22' AS DATE)
    AND NOT (
      worker.manager_id IS NULL
    )
  GROUP BY
    worker.id
), latest_supervision_unlinked AS (
  SELECT
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
      OR supervision.kind = 'management_contact'
    )
), latest_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    MAX(supervision.held_on) FILTER(WHERE
      supervision.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      supervision.held_on IS NULL) AS undated
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND (
      supervision.kind IN ('co_supervision', 'line', 'peer', 'professional')
      OR supervision.kind IS NULL
      OR supervision.kind = 'management_contact'
    )
  GROUP BY
    supervision.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = worker.id
CROSS JOIN latest_supervision_unlinked
LEFT JOIN any_meeting
  ON any_meeting.key_0 = worker.id
LEFT JOIN any_meeting_unlinked
  ON any_meeting_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.frontline
  AND (
    worker.program_id IS NULL
    OR (
      program.manager_id IS NULL AND NOT (
        program.id IS NULL
      )
    )
    OR program.manager_id <> worker.id
  )
  AND (
    CAST(GREATEST(
      CASE
        WHEN COALESCE(latest_supervision.undated, 0) + COALESCE(latest_supervision_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_supervision.possible,
          latest_supervision_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible)
      END,
      worker.started_on
    ) AS DATE) + 14
  ) < CAST('2026-11-22' AS DATE)
  AND COALESCE(any_meeting.counted, 0) <= 0
  AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) <= 0
ORDER BY
  id;
