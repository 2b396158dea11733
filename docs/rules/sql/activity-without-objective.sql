-- activity-without-objective: Kind of activity that serves no objective
-- Lists the keys of the service_event records that fail on 2026-11-22.
--
-- Judges service event records.
-- Applies when (held on is on or before the day of the check and the activity window after held
--   on is after the day of the check and kind is not recorded_break) and ((the program's status
--   is recorded and the program's status is operating) or (the program's status is not recorded
--   and the program's started on is on or before the day of the check and (the program's ended
--   on is not recorded or the program's ended on is after the day of the check))) and (held on
--   is the latest held on of the service event records whose program id is this service event's
--   program id and whose kind is this service event's kind and whose held on is on or before
--   the day of the check).
-- Holds when there is at least one of the service event records whose program id is this
--   service event's program id and whose kind is this service event's kind and whose held on is
--   on or before the day of the check and for which the activity window after held on is after
--   the day of the check and whose kind is not recorded_break and whose objective id is
--   recorded and for which (the objective's approved on is on or before the day of the check
--   and (the objective's retired on is not recorded or the objective's retired on is after the
--   day of the check)).
-- Unknown when one of these is missing and would decide it: objective.approved_on,
--   objective.retired_on, program.ended_on, program.started_on, program.status,
--   service_event.held_on, service_event.kind, service_event.objective_id,
--   service_event.program_id.
-- Unknown as well when no objective or program records were supplied.
-- Checks GOV-OBJ-02 (Operating a Peer Support Service, Service objectives)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   objective (approved_on DATE, id TEXT, retired_on DATE)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, id TEXT, kind TEXT, objective_id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_service_event_unlinked AS (
  SELECT
    service_event.id AS key_0,
    COUNT(*) AS may_count
  FROM service_event
  CROSS JOIN service_event AS service_event_2
  LEFT JOIN objective
    ON objective.id = service_event_2.objective_id
  WHERE
    service_event_2.program_id IS NULL
    AND (
      service_event_2.kind = service_event.kind
      OR service_event_2.kind IS NULL
      OR service_event.kind IS NULL
    )
    AND (
      service_event_2.held_on <= CAST('2026-11-22' AS DATE)
      OR service_event_2.held_on IS NULL
    )
    AND (
      CAST(service_event_2.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      OR service_event_2.held_on IS NULL
    )
    AND (
      service_event_2.kind <> 'recorded_break' OR service_event_2.kind IS NULL
    )
    AND NOT (
      service_event_2.objective_id IS NULL
    )
    AND (
      objective.id IS NULL
      OR (
        NOT (
          objective.id IS NULL
        )
        AND (
          objective.approved_on <= CAST('2026-11-22' AS DATE)
          OR objective.approved_on IS NULL
        )
        AND (
          objective.retired_on IS NULL OR objective.retired_on > CAST('2026-11-22' AS DATE)
        )
      )
    )
  GROUP BY
    service_event.id
), any_service_event AS (
  SELECT
    service_event.id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event_2.kind = service_event.kind
      AND service_event_2.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event_2.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND service_event_2.kind <> 'recorded_break'
      AND NOT (
        objective.id IS NULL
      )
      AND objective.approved_on <= CAST('2026-11-22' AS DATE)
      AND (
        objective.retired_on IS NULL OR objective.retired_on > CAST('2026-11-22' AS DATE)
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event_2.kind = service_event.kind
        OR service_event_2.kind IS NULL
        OR service_event.kind IS NULL
      )
      AND (
        service_event_2.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event_2.held_on IS NULL
      )
      AND (
        CAST(service_event_2.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
        OR service_event_2.held_on IS NULL
      )
      AND (
        service_event_2.kind <> 'recorded_break' OR service_event_2.kind IS NULL
      )
      AND (
        objective.id IS NULL
        OR (
          NOT (
            objective.id IS NULL
          )
          AND (
            objective.approved_on <= CAST('2026-11-22' AS DATE)
            OR objective.approved_on IS NULL
          )
          AND (
            objective.retired_on IS NULL OR objective.retired_on > CAST('2026-11-22' AS DATE)
          )
        )
      )
      AND (
        service_event_2.kind <> service_event.kind
        OR service_event_2.kind IS NULL
        OR service_event.kind IS NULL
        OR service_event_2.held_on > CAST('2026-11-22' AS DATE)
        OR service_event_2.held_on IS NULL
        OR CAST(service_event_2.held_on + INTERVAL 12 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
        OR service_event_2.kind = 'recorded_break'
        OR objective.id IS NULL
        OR (
          NOT (
            objective.id IS NULL
          )
          AND (
            objective.approved_on > CAST('2026-11-22' AS DATE)
            OR objective.approved_on IS NULL
            OR (
              NOT (
                objective.retired_on IS NULL
              )
              AND objective.retired_on <= CAST('2026-11-22' AS DATE)
            )
          )
        )
      )) AS may_count
  FROM service_event
  CROSS JOIN service_event AS service_event_2
  LEFT JOIN objective
    ON objective.id = service_event_2.objective_id
  WHERE
    service_event_2.program_id = service_event.program_id
    AND NOT (
      service_event_2.objective_id IS NULL
    )
  GROUP BY
    service_event.id
), latest_service_event_unlinked AS (
  SELECT
    service_event.id AS key_0,
    MAX(service_event_2.held_on) FILTER(WHERE
      service_event_2.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event_2.held_on IS NULL) AS undated
  FROM service_event
  CROSS JOIN service_event AS service_event_2
  WHERE
    service_event_2.program_id IS NULL
    AND (
      service_event_2.kind = service_event.kind
      OR service_event_2.kind IS NULL
      OR service_event.kind IS NULL
    )
  GROUP BY
    service_event.id
), latest_service_event AS (
  SELECT
    service_event.id AS key_0,
    MAX(service_event_2.held_on) FILTER(WHERE
      service_event_2.kind = service_event.kind
      AND service_event_2.held_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(service_event_2.held_on) FILTER(WHERE
      (
        service_event_2.kind = service_event.kind
        OR service_event_2.kind IS NULL
        OR service_event.kind IS NULL
      )
      AND service_event_2.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        service_event_2.kind = service_event.kind
        OR service_event_2.kind IS NULL
        OR service_event.kind IS NULL
      )
      AND service_event_2.held_on IS NULL) AS undated
  FROM service_event
  CROSS JOIN service_event AS service_event_2
  WHERE
    service_event_2.program_id = service_event.program_id
  GROUP BY
    service_event.id
)
SELECT
  service_event.id AS id
FROM service_event
LEFT JOIN program
  ON program.id = service_event.program_id
LEFT JOIN latest_service_event
  ON latest_service_event.key_0 = service_event.id
LEFT JOIN latest_service_event_unlinked
  ON latest_service_event_unlinked.key_0 = service_event.id
LEFT JOIN any_service_event
  ON any_service_event.key_0 = service_event.id
LEFT JOIN any_service_event_unlinked
  ON any_service_event_unlinked.key_0 = service_event.id
WHERE
  service_event.held_on <= CAST('2026-11-22' AS DATE)
  AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
  AND service_event.kind <> 'recorded_break'
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
  AND NOT (
    service_event.program_id IS NULL
  )
  AND NOT (
    latest_service_event.known IS NULL
  )
  AND COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) <= 0
  AND (
    COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
    OR NOT (
      latest_service_event.possible IS NULL
    )
    OR NOT (
      latest_service_event_unlinked.possible IS NULL
    )
  )
  AND CASE
    WHEN service_event.program_id IS NULL
    THEN NULL
    ELSE latest_service_event.known
  END = CASE
    WHEN service_event.program_id IS NULL
    THEN NULL
    ELSE CASE
      WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
      THEN NULL
      ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
    END
  END
  AND service_event.held_on = CASE
    WHEN service_event.program_id IS NULL
    THEN NULL
    ELSE latest_service_event.known
  END
  AND COALESCE(any_service_event.counted, 0) <= 0
  AND COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) <= 0
ORDER BY
  id;
