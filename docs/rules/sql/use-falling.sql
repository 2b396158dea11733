-- use-falling: Program that fewer and fewer people use
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's service event
--   records whose held on is on or before the day of the check minus the use period minus the
--   use period minus the use period minus the use period).
-- Holds when (the sum of participant count of this program's service event records whose held
--   on is on or before the day of the check and whose held on is after the day of the check
--   minus the use period, is at least the sum of participant count of this program's service
--   event records whose held on is after the day of the check minus the use period minus the
--   use period and whose held on is on or before the day of the check minus the use period) or
--   (the sum of participant count of this program's service event records whose held on is
--   after the day of the check minus the use period minus the use period and whose held on is
--   on or before the day of the check minus the use period, is at least the sum of participant
--   count of this program's service event records whose held on is after the day of the check
--   minus the use period minus the use period minus the use period and whose held on is on or
--   before the day of the check minus the use period minus the use period) or (the sum of
--   participant count of this program's service event records whose held on is after the day of
--   the check minus the use period minus the use period minus the use period and whose held on
--   is on or before the day of the check minus the use period minus the use period, is at least
--   the sum of participant count of this program's service event records whose held on is after
--   the day of the check minus the use period minus the use period minus the use period minus
--   the use period and whose held on is on or before the day of the check minus the use period
--   minus the use period minus the use period).
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, service_event.held_on, service_event.participant_count.
-- Unknown as well when no service event records were supplied.
-- Checks GOV-SUS-03 (Operating a Peer Support Service, Sustainability)
--
-- Limit use_period = 3 months; source: GOV-SUS-03 names no period; three quarters that fall are
--   more than a season
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   service_event (held_on DATE, participant_count BIGINT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH sum_service_event_unlinked AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count < 0) AS below,
    COUNT(*) FILTER(WHERE
      service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on > CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
  GROUP BY
    program.id
), sum_service_event AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.held_on > CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      AND service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS total,
    SUM(service_event.participant_count) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )
      AND service_event.participant_count < 0) AS below,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id = program.id
  GROUP BY
    program.id
), sum_service_event_unlinked_2 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count < 0) AS below,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
  GROUP BY
    program.id
), sum_service_event_2 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      AND service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS total,
    SUM(service_event.participant_count) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )
      AND service_event.participant_count < 0) AS below,
    SUM(service_event.participant_count) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )
      AND service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id = program.id
  GROUP BY
    program.id
), sum_service_event_unlinked_3 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count < 0) AS below,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      OR service_event.held_on IS NULL
    )
  GROUP BY
    program.id
), sum_service_event_3 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
      AND service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS total,
    SUM(service_event.participant_count) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )
      AND service_event.participant_count < 0) AS below,
    SUM(service_event.participant_count) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
        OR service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
      )
      AND service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on > CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id = program.id
  GROUP BY
    program.id
), sum_service_event_unlinked_4 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
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
  GROUP BY
    program.id
), sum_service_event_4 AS (
  SELECT
    program.id AS key_0,
    SUM(service_event.participant_count) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)) AS total,
    SUM(service_event.participant_count) FILTER(WHERE
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
      )
      AND service_event.participant_count > 0) AS above,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
        OR service_event.held_on IS NULL
      )
      AND service_event.participant_count IS NULL) AS gone
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id = program.id
  GROUP BY
    program.id
), any_service_event AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS counted
  FROM program
  CROSS JOIN service_event
  WHERE
    service_event.program_id = program.id
    AND service_event.held_on <= CAST(CAST(CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE) + INTERVAL (-3) MONTH AS DATE)
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_service_event
  ON any_service_event.key_0 = program.id
LEFT JOIN sum_service_event_4 AS sum_service_event
  ON sum_service_event.key_0 = program.id
LEFT JOIN sum_service_event_unlinked_4 AS sum_service_event_unlinked
  ON sum_service_event_unlinked.key_0 = program.id
LEFT JOIN sum_service_event_3 AS sum_service_event_2
  ON sum_service_event_2.key_0 = program.id
LEFT JOIN sum_service_event_unlinked_3 AS sum_service_event_unlinked_2
  ON sum_service_event_unlinked_2.key_0 = program.id
LEFT JOIN sum_service_event_2 AS sum_service_event_3
  ON sum_service_event_3.key_0 = program.id
LEFT JOIN sum_service_event_unlinked_2 AS sum_service_event_unlinked_3
  ON sum_service_event_unlinked_3.key_0 = program.id
LEFT JOIN sum_service_event AS sum_service_event_4
  ON sum_service_event_4.key_0 = program.id
LEFT JOIN sum_service_event_unlinked AS sum_service_event_unlinked_4
  ON sum_service_event_unlinked_4.key_0 = program.id
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
  AND COALESCE(any_service_event.counted, 0) > 0
  AND COALESCE(sum_service_event.gone, 0) + COALESCE(sum_service_event_unlinked.gone, 0) <= 0
  AND COALESCE(sum_service_event_2.gone, 0) + COALESCE(sum_service_event_unlinked_2.gone, 0) <= 0
  AND CASE
    WHEN COALESCE(sum_service_event.gone, 0) + COALESCE(sum_service_event_unlinked.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event.above, 0) + COALESCE(sum_service_event_unlinked.above, 0)
  END < CASE
    WHEN COALESCE(sum_service_event_2.gone, 0) + COALESCE(sum_service_event_unlinked_2.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event_2.below, 0) + COALESCE(sum_service_event_unlinked_2.below, 0)
  END
  AND COALESCE(sum_service_event_3.gone, 0) + COALESCE(sum_service_event_unlinked_3.gone, 0) <= 0
  AND CASE
    WHEN COALESCE(sum_service_event_2.gone, 0) + COALESCE(sum_service_event_unlinked_2.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event_2.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event_2.above, 0) + COALESCE(sum_service_event_unlinked_2.above, 0)
  END < CASE
    WHEN COALESCE(sum_service_event_3.gone, 0) + COALESCE(sum_service_event_unlinked_3.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event_3.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event_3.below, 0) + COALESCE(sum_service_event_unlinked_3.below, 0)
  END
  AND COALESCE(sum_service_event_4.gone, 0) + COALESCE(sum_service_event_unlinked_4.gone, 0) <= 0
  AND CASE
    WHEN COALESCE(sum_service_event_3.gone, 0) + COALESCE(sum_service_event_unlinked_3.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event_3.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event_3.above, 0) + COALESCE(sum_service_event_unlinked_3.above, 0)
  END < CASE
    WHEN COALESCE(sum_service_event_4.gone, 0) + COALESCE(sum_service_event_unlinked_4.gone, 0) > 0
    THEN NULL
    ELSE COALESCE(sum_service_event_4.total, 0) + COALESCE(NULL, 0) + COALESCE(sum_service_event_4.below, 0) + COALESCE(sum_service_event_unlinked_4.below, 0)
  END
ORDER BY
  id;
