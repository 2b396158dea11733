-- advocacy-missing: Program that has not spoken up for people with mental illness lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the policy input interval after the later of started on,
--   the latest held on of this program's engagement records whose held on is recorded and whose
--   held on is on or before the day of the check and whose topics include advocacy and the
--   latest held on of this program's meeting records whose held on is recorded and whose held
--   on is on or before the day of the check and whose topics include advocacy.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.topics, meeting.held_on, meeting.topics, program.ended_on, program.started_on,
--   program.status.
-- Unknown as well when no engagement or meeting records were supplied.
-- Checks PAR-INV-10 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit policy_input_interval = 1 year; source: PAR-INV-09 and PAR-INV-10 name no frequency; at
--   least once a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, organisation_id TEXT, program_id TEXT)
--   engagement (held_on DATE, program_id TEXT, topics TEXT[])
--   meeting (committee_id TEXT, held_on DATE, program_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_meeting_unlinked AS (
  SELECT
    MAX(meeting.held_on) AS possible
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND (
      committee.id IS NULL OR committee.organisation_id IS NULL
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(meeting.topics, 'advocacy') OR meeting.topics IS NULL
    )
), latest_meeting AS (
  SELECT
    COALESCE(meeting.program_id, committee.program_id) AS key_0,
    MAX(meeting.held_on) FILTER(WHERE
      ARRAY_CONTAINS(meeting.topics, 'advocacy')) AS known,
    MAX(meeting.held_on) FILTER(WHERE
      ARRAY_CONTAINS(meeting.topics, 'advocacy') OR meeting.topics IS NULL) AS possible
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    (
      NOT (
        meeting.program_id IS NULL
      ) OR NOT (
        committee.program_id IS NULL
      )
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(meeting.program_id, committee.program_id)
), latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(engagement.topics, 'advocacy') OR engagement.topics IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      ARRAY_CONTAINS(engagement.topics, 'advocacy')) AS known,
    MAX(engagement.held_on) FILTER(WHERE
      ARRAY_CONTAINS(engagement.topics, 'advocacy') OR engagement.topics IS NULL) AS possible
  FROM engagement
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_engagement
  ON latest_engagement.key_0 = program.id
CROSS JOIN latest_engagement_unlinked
LEFT JOIN latest_meeting
  ON latest_meeting.key_0 = program.id
CROSS JOIN latest_meeting_unlinked
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
  AND (
    NOT (
      latest_engagement.known IS NULL
    )
    OR NOT (
      latest_meeting.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_engagement.possible IS NULL
    )
    OR NOT (
      latest_engagement_unlinked.possible IS NULL
    )
    OR NOT (
      latest_meeting.possible IS NULL
    )
    OR NOT (
      latest_meeting_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible) IS NULL
        AND FALSE
      )
      OR (
        GREATEST(latest_meeting.possible, latest_meeting_unlinked.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        latest_engagement.possible,
        latest_engagement_unlinked.possible,
        latest_meeting.possible,
        latest_meeting_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_engagement.possible,
      latest_engagement_unlinked.possible,
      latest_meeting.possible,
      latest_meeting_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
