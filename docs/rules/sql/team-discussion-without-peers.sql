-- team-discussion-without-peers: Program with a clinical team in whose discussions no peer
--   worker has taken part lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and clinical team is yes and the team meeting interval
--   after started on is on or before the day of the check.
-- Holds when there is at least one of this program's worker records whose started on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose peer is yes and for which (there is at least one of the
--   meeting records whose attendee ids include it and whose held on is recorded and whose held
--   on is on or before the day of the check and whose program id is this program's key and
--   whose kind is one of care_planning, multidisciplinary_team, team and for which the team
--   meeting interval after held on is on or after the day of the check).
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   meeting.program_id, program.clinical_team, program.ended_on, program.id,
--   program.started_on, program.status, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no meeting or worker records were supplied.
-- Checks PAR-INV-05 (Peer-based mental health supports, a guide for incorporating best
--   practices, Promoting effective collaboration and integration)
--
-- Limit team_meeting_interval = 1 month; source: PAR-INV-05, PAR-INV-06 and WFD-RDY-12 name no
--   frequency; at least one meeting a month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT, program_id TEXT)
--   program (clinical_team BOOLEAN, ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT,
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
    program.id AS key_0,
    worker.id AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN worker
  CROSS JOIN meeting
  WHERE
    worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.program_id = program.id
      OR meeting.program_id IS NULL
      OR program.id IS NULL
    )
    AND (
      meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
    AND CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    worker.id
), any_meeting AS (
  SELECT
    program.id AS key_0,
    worker.id AS key_1,
    COUNT(*) FILTER(WHERE
      meeting.program_id = program.id
      AND meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.program_id = program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
      )
      AND (
        meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
      )
      AND (
        meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.program_id <> program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
        OR NOT meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
        OR CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN worker
  CROSS JOIN meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND member."key" = worker.id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    worker.id
), any_meeting_unlinked_2 AS (
  SELECT
    program.id AS key_0,
    worker.id AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN worker
  CROSS JOIN meeting
  WHERE
    worker.program_id = program.id
    AND meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.program_id = program.id OR meeting.program_id IS NULL
    )
    AND (
      meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
    AND CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    worker.id
), any_meeting_2 AS (
  SELECT
    program.id AS key_0,
    worker.id AS key_1,
    COUNT(*) FILTER(WHERE
      meeting.program_id = program.id
      AND meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.program_id = program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
      )
      AND (
        meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
      )
      AND (
        meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.program_id <> program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
        OR NOT meeting.kind IN ('care_planning', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
        OR CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN worker
  CROSS JOIN meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND worker.program_id = program.id
    AND member."key" = worker.id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(meeting.held_on + INTERVAL 1 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    worker.id
), any_worker_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN worker
  LEFT JOIN any_meeting
    ON any_meeting.key_0 = program.id AND any_meeting.key_1 = worker.id
  LEFT JOIN any_meeting_unlinked
    ON any_meeting_unlinked.key_0 = program.id
    AND any_meeting_unlinked.key_1 = worker.id
  WHERE
    worker.program_id IS NULL
    AND worker.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.is_peer OR worker.is_peer IS NULL
    )
    AND (
      COALESCE(any_meeting.counted, 0) > 0
      OR (
        COALESCE(any_meeting.counted, 0) <= 0
        AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) > 0
      )
    )
  GROUP BY
    program.id
), any_worker AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.is_peer
      AND COALESCE(any_meeting.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        COALESCE(any_meeting.counted, 0) > 0
        OR (
          COALESCE(any_meeting.counted, 0) <= 0
          AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) > 0
        )
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
        OR (
          COALESCE(any_meeting.counted, 0) <= 0
          AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) > 0
        )
        OR (
          COALESCE(any_meeting.counted, 0) <= 0
          AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) <= 0
        )
      )) AS may_count
  FROM program
  CROSS JOIN worker
  LEFT JOIN any_meeting_2 AS any_meeting
    ON any_meeting.key_0 = program.id AND any_meeting.key_1 = worker.id
  LEFT JOIN any_meeting_unlinked_2 AS any_meeting_unlinked
    ON any_meeting_unlinked.key_0 = program.id
    AND any_meeting_unlinked.key_1 = worker.id
  WHERE
    worker.program_id = program.id
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN any_worker_unlinked
  ON any_worker_unlinked.key_0 = program.id
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
  AND program.clinical_team
  AND CAST(program.started_on + INTERVAL 1 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND COALESCE(any_worker.counted, 0) <= 0
  AND COALESCE(any_worker.may_count, 0) + COALESCE(any_worker_unlinked.may_count, 0) <= 0
ORDER BY
  id;
