-- reference-group-inactive: New program without a reference group that has met lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is planned) or (((status is recorded and status
--   is operating) or (status is not recorded and started on is on or before the day of the
--   check and (ended on is not recorded or ended on is after the day of the check))) and
--   started on is after the day of the check minus the introduction period).
-- It is due: the last day in time is the advisory interval after the later of started on and
--   the latest held on of this program's meeting records for which the committee's kind is
--   reference_group and whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: committee.kind, meeting.held_on,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no committee or meeting records were supplied.
-- Checks PAR-COD-05 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit advisory_interval = 6 months; source: PAR-COD-01 and PAR-COD-05 name no frequency; same
--   rhythm as the users' sessions
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   meeting (committee_id TEXT, held_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_meeting_unlinked AS (
  SELECT
    MAX(meeting.held_on) FILTER(WHERE
      meeting.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      meeting.held_on IS NULL) AS undated
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND (
      committee.id IS NULL OR committee.organisation_id IS NULL
    )
    AND (
      committee.kind = 'reference_group' OR committee.kind IS NULL
    )
), latest_meeting AS (
  SELECT
    COALESCE(meeting.program_id, committee.program_id) AS key_0,
    MAX(meeting.held_on) FILTER(WHERE
      committee.kind = 'reference_group'
      AND meeting.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(meeting.held_on) FILTER(WHERE
      (
        committee.kind = 'reference_group' OR committee.kind IS NULL
      )
      AND meeting.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        committee.kind = 'reference_group' OR committee.kind IS NULL
      )
      AND meeting.held_on IS NULL) AS undated
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  WHERE
    NOT (
      meeting.program_id IS NULL
    ) OR NOT (
      committee.program_id IS NULL
    )
  GROUP BY
    COALESCE(meeting.program_id, committee.program_id)
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_meeting
  ON latest_meeting.key_0 = program.id
CROSS JOIN latest_meeting_unlinked
WHERE
  (
    program.status = 'planned'
    OR (
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
      AND program.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  )
  AND (
    NOT (
      latest_meeting.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_meeting.undated, 0) + COALESCE(latest_meeting_unlinked.undated, 0) > 0
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
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_meeting.undated, 0) + COALESCE(latest_meeting_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_meeting.possible,
        latest_meeting_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_meeting.possible, latest_meeting_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
