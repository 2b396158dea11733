-- growth-not-budgeted: Budget that does not show how much the activity has grown
-- Lists the keys of the budget records that fail on 2026-11-22.
--
-- Judges budget records.
-- Applies when (approved on is recorded and (approved on is on or before the day of the check
--   and period start is on or before the day of the check and period end is on or after the day
--   of the check)) and (there is at least one of the service event records whose program id is
--   this budget's program id and whose held on is on or before the day of the check minus the
--   activity window minus the activity window) and (the number of the service event records
--   whose program id is this budget's program id and whose held on is on or before the day of
--   the check and for which the activity window after held on is after the day of the check and
--   whose kind is not recorded_break, is more than the growth share times the number of the
--   service event records whose program id is this budget's program id and whose held on is on
--   or before the day of the check minus the activity window and whose held on is after the day
--   of the check minus the activity window minus the activity window and whose kind is not
--   recorded_break).
-- Holds when (lines include additional_staff and the additional staff of lines is more than 0)
--   or (lines include training and the training of lines is more than 0) or (lines include
--   additional_sessions and the additional sessions of lines is more than 0) or (lines include
--   additional_call_operators and the additional call operators of lines is more than 0).
-- Unknown when one of these is missing and would decide it: budget.approved_on, budget.lines,
--   budget.period_end, budget.period_start, budget.program_id, service_event.held_on,
--   service_event.kind, service_event.program_id.
-- Unknown as well when no service event records were supplied.
-- Checks EVA-BUD-06 (Operating a Peer Support Service, Budget review)
--
-- Limit activity_window = 1 year; source: GOV-OBJ-02, MOD-COM-04, MOD-ORG-02 and others name no
--   time; counted over the review year
-- Limit growth_share = 1.1; source: EVA-BUD-06 names no number; a tenth more is within planning
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   budget (approved_on DATE, id TEXT, lines MAP(TEXT, DECIMAL(38, 10)), period_end DATE,
--     period_start DATE, program_id TEXT)
--   service_event (held_on DATE, kind TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH count_service_event_unlinked AS (
  SELECT
    budget.id AS key_0,
    COUNT(*) AS may_count
  FROM budget
  CROSS JOIN service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
    )
  GROUP BY
    budget.id
), count_service_event AS (
  SELECT
    budget.id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      AND service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
      AND service_event.kind <> 'recorded_break') AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.kind <> 'recorded_break' OR service_event.kind IS NULL
      )
      AND (
        service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
        OR service_event.kind = 'recorded_break'
        OR service_event.kind IS NULL
      )) AS may_count
  FROM budget
  CROSS JOIN service_event
  WHERE
    service_event.program_id = budget.program_id
  GROUP BY
    budget.id
), count_service_event_2 AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) AS counted
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(service_event.held_on + INTERVAL 12 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
    AND service_event.kind <> 'recorded_break'
  GROUP BY
    service_event.program_id
), any_service_event AS (
  SELECT
    budget.id AS key_0,
    COUNT(*) AS counted
  FROM budget
  CROSS JOIN service_event
  WHERE
    service_event.program_id = budget.program_id
    AND service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE) + INTERVAL (-12) MONTH AS DATE)
  GROUP BY
    budget.id
)
SELECT
  budget.id AS id
FROM budget
LEFT JOIN any_service_event
  ON any_service_event.key_0 = budget.id
LEFT JOIN count_service_event_2 AS count_service_event
  ON count_service_event.key_0 = budget.program_id
LEFT JOIN count_service_event AS count_service_event_2
  ON count_service_event_2.key_0 = budget.id
LEFT JOIN count_service_event_unlinked
  ON count_service_event_unlinked.key_0 = budget.id
WHERE
  budget.approved_on <= CAST('2026-11-22' AS DATE)
  AND budget.period_start <= CAST('2026-11-22' AS DATE)
  AND budget.period_end >= CAST('2026-11-22' AS DATE)
  AND NOT (
    budget.program_id IS NULL
  )
  AND COALESCE(any_service_event.counted, 0) > 0
  AND CASE
    WHEN budget.program_id IS NULL
    THEN NULL
    ELSE COALESCE(count_service_event.counted, 0)
  END > CASE
    WHEN (
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE COALESCE(count_service_event_2.counted, 0)
      END
    ) IS NULL
    OR (
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE COALESCE(count_service_event_2.counted, 0) + COALESCE(count_service_event_2.may_count, 0) + COALESCE(count_service_event_unlinked.may_count, 0)
      END
    ) IS NULL
    THEN NULL
    ELSE GREATEST(
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE COALESCE(count_service_event_2.counted, 0)
      END,
      CAST('1.1' AS DECIMAL(2, 1)) * CASE
        WHEN budget.program_id IS NULL
        THEN NULL
        ELSE COALESCE(count_service_event_2.counted, 0) + COALESCE(count_service_event_2.may_count, 0) + COALESCE(count_service_event_unlinked.may_count, 0)
      END
    )
  END
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_staff')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_staff'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'training')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'training'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_sessions')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_sessions'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
  AND (
    (
      NOT (
        budget.lines IS NULL
      )
      AND NOT ARRAY_CONTAINS(MAP_KEYS(budget.lines), 'additional_call_operators')
    )
    OR LIST_EXTRACT(MAP_EXTRACT(budget.lines, 'additional_call_operators'), 1) <= CAST('0' AS DECIMAL(1, 0))
  )
ORDER BY
  id;
