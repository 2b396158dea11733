-- curriculum-without-students: Recovery college whose courses were chosen without students
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include peer_education and the
--   activity window after started on is on or before the day of the check.
-- Holds when (there is at least one of this program's review records whose kind is curriculum
--   and whose completed on is recorded and whose completed on is on or before the day of the
--   check and for which the activity window after completed on is on or after the day of the
--   check and whose consulted includes service_users) or (there is at least one of this
--   program's participant records for which (there is at least one of the meeting records whose
--   attendee ids include it and whose held on is recorded and whose held on is on or before the
--   day of the check and whose program id is this program's key and whose kind is curriculum
--   and for which the activity window after held on is on or after the day of the check)).
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   meeting.program_id, program.delivery_models, program.ended_on, program.id,
--   program.started_on, program.status, review.completed_on, review.consulted, review.kind.
-- Unknown as well when no meeting or participant or review records were supplied.
-- Checks MOD-EDU-03 (Peer Support, Roles, Clients and Settings, Peer education)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT, program_id TEXT)
--   participant (id TEXT, program_id TEXT)
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, consulted TEXT[], kind TEXT, organisation_id TEXT, program_id
--     TEXT)
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
    participant.id AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN participant
  CROSS JOIN meeting
  WHERE
    participant.program_id IS NULL
    AND meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.program_id = program.id
      OR meeting.program_id IS NULL
      OR program.id IS NULL
    )
    AND (
      meeting.kind = 'curriculum' OR meeting.kind IS NULL
    )
    AND CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    participant.id
), any_meeting AS (
  SELECT
    program.id AS key_0,
    participant.id AS key_1,
    COUNT(*) FILTER(WHERE
      meeting.program_id = program.id AND meeting.kind = 'curriculum') AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.program_id = program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
      )
      AND (
        meeting.kind = 'curriculum' OR meeting.kind IS NULL
      )
      AND (
        meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.program_id <> program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
        OR meeting.kind <> 'curriculum'
        OR meeting.kind IS NULL
        OR CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN participant
  CROSS JOIN meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND participant.program_id IS NULL
    AND member."key" = participant.id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    participant.id
), any_meeting_unlinked_2 AS (
  SELECT
    program.id AS key_0,
    participant.id AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN participant
  CROSS JOIN meeting
  WHERE
    participant.program_id = program.id
    AND meeting.attendee_ids IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.program_id = program.id OR meeting.program_id IS NULL
    )
    AND (
      meeting.kind = 'curriculum' OR meeting.kind IS NULL
    )
    AND CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    participant.id
), any_meeting_2 AS (
  SELECT
    program.id AS key_0,
    participant.id AS key_1,
    COUNT(*) FILTER(WHERE
      meeting.program_id = program.id AND meeting.kind = 'curriculum') AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.program_id = program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
      )
      AND (
        meeting.kind = 'curriculum' OR meeting.kind IS NULL
      )
      AND (
        meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.program_id <> program.id
        OR meeting.program_id IS NULL
        OR program.id IS NULL
        OR meeting.kind <> 'curriculum'
        OR meeting.kind IS NULL
        OR CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM program
  CROSS JOIN participant
  CROSS JOIN meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND participant.program_id = program.id
    AND member."key" = participant.id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(meeting.held_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    participant.id
), any_participant_unlinked AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      COALESCE(any_meeting.counted, 0) > 0
      OR (
        COALESCE(any_meeting.counted, 0) <= 0
        AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) > 0
      )) AS may_count
  FROM program
  CROSS JOIN participant
  LEFT JOIN any_meeting
    ON any_meeting.key_0 = program.id AND any_meeting.key_1 = participant.id
  LEFT JOIN any_meeting_unlinked
    ON any_meeting_unlinked.key_0 = program.id
    AND any_meeting_unlinked.key_1 = participant.id
  WHERE
    participant.program_id IS NULL
  GROUP BY
    program.id
), any_participant AS (
  SELECT
    program.id AS key_0,
    COUNT(*) FILTER(WHERE
      COALESCE(any_meeting.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      COALESCE(any_meeting.counted, 0) <= 0
      AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) > 0) AS may_count
  FROM program
  CROSS JOIN participant
  LEFT JOIN any_meeting_2 AS any_meeting
    ON any_meeting.key_0 = program.id AND any_meeting.key_1 = participant.id
  LEFT JOIN any_meeting_unlinked_2 AS any_meeting_unlinked
    ON any_meeting_unlinked.key_0 = program.id
    AND any_meeting_unlinked.key_1 = participant.id
  WHERE
    participant.program_id = program.id
  GROUP BY
    program.id
), any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND (
      review.kind = 'curriculum' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.consulted, 'service_users') OR review.consulted IS NULL
    )
), any_review AS (
  SELECT
    review.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'curriculum' AND ARRAY_CONTAINS(review.consulted, 'service_users')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'curriculum' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'service_users') OR review.consulted IS NULL
      )
      AND (
        review.kind <> 'curriculum'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.consulted, 'service_users')
        OR review.consulted IS NULL
      )) AS may_count
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_review
  ON any_review.key_0 = program.id
CROSS JOIN any_review_unlinked
LEFT JOIN any_participant
  ON any_participant.key_0 = program.id
LEFT JOIN any_participant_unlinked
  ON any_participant_unlinked.key_0 = program.id
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
  AND ARRAY_CONTAINS(program.delivery_models, 'peer_education')
  AND CAST(program.started_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
  AND COALESCE(any_participant.counted, 0) <= 0
  AND COALESCE(any_participant.may_count, 0) + COALESCE(any_participant_unlinked.may_count, 0) <= 0
ORDER BY
  id;
