-- power-not-discussed: Program in which nobody has talked about power lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the power interval after the later of started on, the
--   latest held on of this program's supervision records whose held on is recorded and whose
--   held on is on or before the day of the check and whose topics include power and the latest
--   held on of this program's meeting records for which (held on is recorded and held on is on
--   or before the day of the check) and whose kind is one of care_planning, case_planning,
--   handover, multidisciplinary_team, team and whose topics include power.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   meeting.topics, program.ended_on, program.started_on, program.status, supervision.held_on,
--   supervision.topics.
-- Unknown as well when no meeting or supervision records were supplied.
-- Checks PRA-PWR-02 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Power)
--
-- Limit power_interval = 6 months; source: PRA-PWR-02 names no frequency; twice a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, organisation_id TEXT, program_id TEXT)
--   meeting (committee_id TEXT, held_on DATE, kind TEXT, program_id TEXT, topics TEXT[])
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   supervision (held_on DATE, topics TEXT[], worker_id TEXT)
--   worker (id TEXT, organisation_id TEXT, program_id TEXT)
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
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      OR meeting.kind IS NULL
    )
    AND (
      ARRAY_CONTAINS(meeting.topics, 'power') OR meeting.topics IS NULL
    )
), latest_meeting AS (
  SELECT
    COALESCE(meeting.program_id, committee.program_id) AS key_0,
    MAX(meeting.held_on) FILTER(WHERE
      meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
      AND ARRAY_CONTAINS(meeting.topics, 'power')) AS known,
    MAX(meeting.held_on) FILTER(WHERE
      (
        meeting.kind IN ('care_planning', 'case_planning', 'handover', 'multidisciplinary_team', 'team')
        OR meeting.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(meeting.topics, 'power') OR meeting.topics IS NULL
      )) AS possible
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
), latest_supervision_unlinked AS (
  SELECT
    MAX(supervision.held_on) AS possible
  FROM supervision
  LEFT JOIN worker
    ON worker.id = supervision.worker_id
  WHERE
    worker.program_id IS NULL
    AND (
      worker.id IS NULL OR worker.organisation_id IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(supervision.topics, 'power') OR supervision.topics IS NULL
    )
), latest_supervision AS (
  SELECT
    worker.program_id AS key_0,
    MAX(supervision.held_on) FILTER(WHERE
      ARRAY_CONTAINS(supervision.topics, 'power')) AS known,
    MAX(supervision.held_on) FILTER(WHERE
      ARRAY_CONTAINS(supervision.topics, 'power') OR supervision.topics IS NULL) AS possible
  FROM supervision
  LEFT JOIN worker
    ON worker.id = supervision.worker_id
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_supervision
  ON latest_supervision.key_0 = program.id
CROSS JOIN latest_supervision_unlinked
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
      latest_supervision.known IS NULL
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
      latest_supervision.possible IS NULL
    )
    OR NOT (
      latest_supervision_unlinked.possible IS NULL
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
        GREATEST(latest_supervision.possible, latest_supervision_unlinked.possible) IS NULL
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
        latest_supervision.possible,
        latest_supervision_unlinked.possible,
        latest_meeting.possible,
        latest_meeting_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_supervision.possible,
      latest_supervision_unlinked.possible,
      latest_meeting.possible,
      latest_meeting_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
