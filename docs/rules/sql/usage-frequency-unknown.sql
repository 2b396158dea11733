-- usage-frequency-unknown: Program that does not know how often people use it
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the usage statistics age after the later of started on and
--   the latest period end of this program's statistic records whose measure is
--   frequency_of_usage and whose period end is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of this program's service event records whose held on
--   is on or before the day of the check and whose held on is after the day of the check minus
--   the event look back and whose participant ids is recorded.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, service_event.held_on, service_event.participant_ids,
--   statistic.measure, statistic.period_end.
-- Unknown as well when no service event or statistic records were supplied.
-- Checks EVA-STA-04 (Operating a Peer Support Service, Service evaluation)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
-- Limit usage_statistics_age = 4 months; source: EVA-STA-04 names no frequency; quarterly, with
--   a month to work the figures out
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, participant_ids TEXT[], program_id TEXT)
--   statistic (measure TEXT, period_end DATE, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_service_event_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND NOT (
      service_event.participant_ids IS NULL
    )
), any_service_event AS (
  SELECT
    service_event.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )) AS may_count
  FROM service_event
  WHERE
    NOT (
      service_event.program_id IS NULL
    )
    AND NOT (
      service_event.participant_ids IS NULL
    )
  GROUP BY
    service_event.program_id
), latest_statistic_unlinked AS (
  SELECT
    MAX(statistic.period_end) FILTER(WHERE
      statistic.period_end <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      statistic.period_end IS NULL) AS undated
  FROM statistic
  WHERE
    statistic.program_id IS NULL
    AND (
      statistic.measure = 'frequency_of_usage' OR statistic.measure IS NULL
    )
), latest_statistic AS (
  SELECT
    statistic.program_id AS key_0,
    MAX(statistic.period_end) FILTER(WHERE
      statistic.measure = 'frequency_of_usage'
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(statistic.period_end) FILTER(WHERE
      (
        statistic.measure = 'frequency_of_usage' OR statistic.measure IS NULL
      )
      AND statistic.period_end <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        statistic.measure = 'frequency_of_usage' OR statistic.measure IS NULL
      )
      AND statistic.period_end IS NULL) AS undated
  FROM statistic
  WHERE
    NOT (
      statistic.program_id IS NULL
    )
  GROUP BY
    statistic.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_statistic
  ON latest_statistic.key_0 = program.id
CROSS JOIN latest_statistic_unlinked
LEFT JOIN any_service_event
  ON any_service_event.key_0 = program.id
CROSS JOIN any_service_event_unlinked
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
      latest_statistic.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
    OR NOT (
      latest_statistic.possible IS NULL
    )
    OR NOT (
      latest_statistic_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_statistic.undated, 0) + COALESCE(latest_statistic_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_statistic.possible,
        latest_statistic_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_statistic.possible, latest_statistic_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 4 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND COALESCE(any_service_event.counted, 0) <= 0
  AND COALESCE(any_service_event.may_count, 0) + COALESCE(any_service_event_unlinked.may_count, 0) <= 0
ORDER BY
  id;
