-- objective-without-activity: Objective for which nothing was done
-- Lists the keys of the objective records that fail on 2026-11-22.
--
-- Judges objective records.
-- Applies when (approved on is on or before the day of the check and (retired on is not
--   recorded or retired on is after the day of the check)) and ((the program's status is
--   recorded and the program's status is operating) or (the program's status is not recorded
--   and the program's started on is on or before the day of the check and (the program's ended
--   on is not recorded or the program's ended on is after the day of the check))).
-- It is due: the last day in time is the activity window after the later of approved on and the
--   latest held on of this objective's service event records whose objective id is recorded and
--   whose kind is not recorded_break and whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: objective.approved_on,
--   objective.retired_on, program.ended_on, program.started_on, program.status,
--   service_event.held_on, service_event.kind, service_event.objective_id.
-- Unknown as well when no program or service event records were supplied.
-- Checks GOV-OBJ-02 (Operating a Peer Support Service, Service objectives)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   objective (approved_on DATE, id TEXT, program_id TEXT, retired_on DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, kind TEXT, objective_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_service_event_unlinked AS (
  SELECT
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM service_event
  WHERE
    FALSE
), latest_service_event AS (
  SELECT
    service_event.objective_id AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM service_event
  WHERE
    NOT (
      service_event.objective_id IS NULL
    )
    AND (
      service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
    )
  GROUP BY
    service_event.objective_id
)
SELECT
  objective.id AS id
FROM objective
LEFT JOIN program
  ON program.id = objective.program_id
LEFT JOIN latest_service_event
  ON latest_service_event.key_0 = objective.id
CROSS JOIN latest_service_event_unlinked
WHERE
  objective.approved_on <= CAST('2026-11-22' AS DATE)
  AND (
    objective.retired_on IS NULL OR objective.retired_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    program.id IS NULL
  )
  AND (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_service_event.possible,
        latest_service_event_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
    END,
    objective.approved_on
  ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
