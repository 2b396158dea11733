-- representative-without-induction: Representative who attended before being introduced to the
--   committee
-- Lists the keys of the membership records that fail on 2026-11-22.
--
-- Judges membership records.
-- Applies when ((joined on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and background is lived_experience) and (the
--   earliest held on of the meeting records whose committee id is this membership's committee
--   id and whose held on is recorded and whose held on is on or before the day of the check and
--   whose held on is on or after this membership's joined on and whose attendee ids include
--   this membership's key exists).
-- Holds when inducted on is recorded and (inducted on is on or before the earliest held on of
--   the meeting records whose committee id is this membership's committee id and whose held on
--   is recorded and whose held on is on or before the day of the check and whose held on is on
--   or after this membership's joined on and whose attendee ids include this membership's key).
-- Unknown when one of these is missing and would decide it: meeting.attendee_ids,
--   meeting.committee_id, meeting.held_on, membership.background, membership.committee_id,
--   membership.ended_on, membership.id, membership.inducted_on, membership.joined_on.
-- Unknown as well when no meeting records were supplied.
-- Checks PAR-REP-06 (Integrating peer support in mental health (review and qualitative case
--   study), Importance of lived experience)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], committee_id TEXT, held_on DATE)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, id TEXT, inducted_on DATE,
--     joined_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_meeting_unlinked AS (
  SELECT
    membership.id AS key_0,
    MIN(meeting.held_on) AS possible
  FROM membership
  CROSS JOIN meeting
  WHERE
    meeting.committee_id IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      meeting.held_on >= membership.joined_on OR membership.joined_on IS NULL
    )
    AND (
      ARRAY_CONTAINS(meeting.attendee_ids, membership.id)
      OR meeting.attendee_ids IS NULL
      OR membership.id IS NULL
    )
  GROUP BY
    membership.id
), earliest_meeting AS (
  SELECT
    membership.id AS key_0,
    MIN(meeting.held_on) FILTER(WHERE
      meeting.held_on >= membership.joined_on
      AND ARRAY_CONTAINS(meeting.attendee_ids, membership.id)) AS known,
    MIN(meeting.held_on) FILTER(WHERE
      (
        meeting.held_on >= membership.joined_on OR membership.joined_on IS NULL
      )
      AND (
        ARRAY_CONTAINS(meeting.attendee_ids, membership.id)
        OR meeting.attendee_ids IS NULL
        OR membership.id IS NULL
      )) AS possible
  FROM membership
  CROSS JOIN meeting
  WHERE
    meeting.committee_id = membership.committee_id
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    membership.id
)
SELECT
  membership.id AS id
FROM membership
LEFT JOIN earliest_meeting
  ON earliest_meeting.key_0 = membership.id
LEFT JOIN earliest_meeting_unlinked
  ON earliest_meeting_unlinked.key_0 = membership.id
WHERE
  membership.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND membership.background = 'lived_experience'
  AND NOT (
    membership.committee_id IS NULL
  )
  AND (
    NOT (
      earliest_meeting.possible IS NULL
    )
    OR NOT (
      earliest_meeting_unlinked.possible IS NULL
    )
  )
  AND NOT (
    earliest_meeting.known IS NULL
  )
  AND (
    membership.inducted_on IS NULL
    OR (
      (
        NOT (
          earliest_meeting.possible IS NULL
        )
        OR NOT (
          earliest_meeting_unlinked.possible IS NULL
        )
      )
      AND membership.inducted_on > CASE WHEN membership.committee_id IS NULL THEN NULL ELSE earliest_meeting.known END
    )
  )
ORDER BY
  id;
