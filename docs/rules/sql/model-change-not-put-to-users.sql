-- model-change-not-put-to-users: Change of the delivery model that no users' group session
--   discussed
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is delivery_model and effective on is after the day of the check minus the
--   look back.
-- Holds when there is at least one of the meeting records for which the program's key is this
--   change's program's key and whose kind is users_group_session and whose topics include
--   change_of_model and whose held on is on or before the day of the check and whose held on is
--   after this change's effective on minus the look back.
-- Unknown when one of these is missing and would decide it: change.effective_on, change.kind,
--   meeting.held_on, meeting.kind, meeting.topics, program.id.
-- Unknown as well when no meeting records were supplied.
-- Checks EVA-QUA-06 (Operating a Peer Support Service, Service evaluation)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (effective_on DATE, id TEXT, kind TEXT, program_id TEXT)
--   committee (id TEXT, program_id TEXT)
--   meeting (committee_id TEXT, held_on DATE, kind TEXT, program_id TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_meeting_unlinked AS (
  SELECT
    change.id AS key_0,
    COUNT(*) AS may_count
  FROM change
  CROSS JOIN meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND (
      meeting.kind = 'users_group_session' OR meeting.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(meeting.topics, 'change_of_model') OR meeting.topics IS NULL
    )
    AND (
      meeting.held_on <= CAST('2026-11-22' AS DATE) OR meeting.held_on IS NULL
    )
    AND (
      meeting.held_on > CAST(change.effective_on + INTERVAL (-12) MONTH AS DATE)
      OR meeting.held_on IS NULL
      OR change.effective_on IS NULL
    )
  GROUP BY
    change.id
), any_meeting AS (
  SELECT
    change.id AS key_0,
    COUNT(*) FILTER(WHERE
      meeting.kind = 'users_group_session'
      AND ARRAY_CONTAINS(meeting.topics, 'change_of_model')
      AND meeting.held_on <= CAST('2026-11-22' AS DATE)
      AND meeting.held_on > CAST(change.effective_on + INTERVAL (-12) MONTH AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.kind = 'users_group_session' OR meeting.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(meeting.topics, 'change_of_model') OR meeting.topics IS NULL
      )
      AND (
        meeting.held_on <= CAST('2026-11-22' AS DATE) OR meeting.held_on IS NULL
      )
      AND (
        meeting.held_on > CAST(change.effective_on + INTERVAL (-12) MONTH AS DATE)
        OR meeting.held_on IS NULL
        OR change.effective_on IS NULL
      )
      AND (
        meeting.kind <> 'users_group_session'
        OR meeting.kind IS NULL
        OR NOT ARRAY_CONTAINS(meeting.topics, 'change_of_model')
        OR meeting.topics IS NULL
        OR meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.held_on IS NULL
        OR meeting.held_on <= CAST(change.effective_on + INTERVAL (-12) MONTH AS DATE)
        OR change.effective_on IS NULL
      )) AS may_count
  FROM change
  CROSS JOIN meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    COALESCE(meeting.program_id, committee.program_id) = change.program_id
  GROUP BY
    change.id
)
SELECT
  change.id AS id
FROM change
LEFT JOIN any_meeting
  ON any_meeting.key_0 = change.id
LEFT JOIN any_meeting_unlinked
  ON any_meeting_unlinked.key_0 = change.id
WHERE
  change.kind = 'delivery_model'
  AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    change.program_id IS NULL
  )
  AND COALESCE(any_meeting.counted, 0) <= 0
  AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) <= 0
ORDER BY
  id;
