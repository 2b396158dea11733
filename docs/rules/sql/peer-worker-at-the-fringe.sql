-- peer-worker-at-the-fringe: Peer worker most of whose events lie outside the role
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and (there is at least one of
--   the service event records whose worker ids include this worker and whose held on is on or
--   before the day of the check and for which the team fringe window after held on is after the
--   day of the check).
-- Holds when the share of the service event records whose worker ids include this worker and
--   whose held on is on or before the day of the check and for which the team fringe window
--   after held on is after the day of the check for which within role is yes, is at least the
--   events within role.
-- Unknown when one of these is missing and would decide it: service_event.held_on,
--   service_event.within_role, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no service event records were supplied.
-- Checks WFD-STG-09 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit events_within_role = 0.5; source: WFD-STG-09 names no number; at least half
-- Limit team_fringe_window = 3 months; source: WFD-STG-09 names no time; a quarter shows a
--   pattern
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   service_event (held_on DATE, id TEXT, within_role BOOLEAN, worker_ids TEXT[])
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.worker_ids) AS "key"
  FROM service_event AS one
), share_service_event_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      service_event.within_role OR service_event.within_role IS NULL) AS may_for,
    COUNT(*) FILTER(WHERE
      NOT service_event.within_role OR service_event.within_role IS NULL) AS may_against
  FROM service_event
  WHERE
    service_event.worker_ids IS NULL
    AND (
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      OR service_event.held_on IS NULL
    )
    AND (
      CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      OR service_event.held_on IS NULL
    )
), share_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)) AS whole,
    COUNT(*) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
      AND (
        service_event.within_role OR service_event.within_role IS NULL
      )) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
      )
      AND (
        service_event.within_role OR service_event.within_role IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        service_event.held_on <= CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
      )
      AND (
        service_event.held_on > CAST('2026-11-22' AS DATE)
        OR service_event.held_on IS NULL
        OR CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) <= CAST('2026-11-22' AS DATE)
      )
      AND (
        NOT service_event.within_role OR service_event.within_role IS NULL
      )) AS may_against
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id AND NOT (
      member."key" IS NULL
    )
  GROUP BY
    member."key"
), any_service_event AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted
  FROM service_event
  CROSS JOIN member
  WHERE
    member."row" = service_event.id
    AND NOT (
      member."key" IS NULL
    )
    AND service_event.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(service_event.held_on + INTERVAL 3 MONTH AS DATE) > CAST('2026-11-22' AS DATE)
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_service_event
  ON any_service_event.key_0 = worker.id
LEFT JOIN share_service_event
  ON share_service_event.key_0 = worker.id
CROSS JOIN share_service_event_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND COALESCE(any_service_event.counted, 0) > 0
  AND (
    COALESCE(share_service_event.whole, 0) + COALESCE(share_service_event.may_against, 0) + COALESCE(share_service_event_unlinked.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_service_event.whole, 0) + COALESCE(share_service_event.may_for, 0) + COALESCE(share_service_event_unlinked.may_for, 0)
  ) > 0
  AND CASE
    WHEN (
      COALESCE(share_service_event.whole, 0) + COALESCE(share_service_event.may_for, 0) + COALESCE(share_service_event_unlinked.may_for, 0)
    ) > 0
    THEN COALESCE(share_service_event.may_part, 0) + COALESCE(share_service_event.may_for, 0) + COALESCE(share_service_event_unlinked.may_for, 0)
    ELSE NULL
  END < (
    CAST('0.5' AS DECIMAL(2, 1)) * GREATEST(
      COALESCE(share_service_event.whole, 0) + COALESCE(share_service_event.may_for, 0) + COALESCE(share_service_event_unlinked.may_for, 0),
      1
    )
  )
ORDER BY
  id;
