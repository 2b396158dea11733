-- peer-network-unused: Peer worker who has not met other peers in a network lately
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes.
-- It is due: the last day in time is the network interval after the later of started on and the
--   latest held on of the meeting records whose attendee ids include this worker and whose kind
--   is peer_network and whose held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of this worker's training records whose completed on is
--   recorded and whose completed on is on or before the day of the check and whose kind
--   includes peer_networking and for which the network interval after completed on is on or
--   after the day of the check.
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   training.completed_on, training.kind, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no meeting or training records were supplied.
-- Checks WFD-NET-03 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
-- Checks WFD-NET-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit network_interval = 3 months; source: WFD-NET-03 and WFD-NET-05 name no frequency; once
--   a quarter
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.attendee_ids) AS "key"
  FROM meeting AS one
), any_training_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM training
  WHERE
    training.worker_id IS NULL
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(training.kind, 'peer_networking') OR training.kind IS NULL
    )
    AND CAST(training.completed_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_training AS (
  SELECT
    training.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      ARRAY_CONTAINS(training.kind, 'peer_networking')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        ARRAY_CONTAINS(training.kind, 'peer_networking') OR training.kind IS NULL
      )
      AND (
        training.completed_on > CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(training.kind, 'peer_networking')
        OR training.kind IS NULL
        OR CAST(training.completed_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM training
  WHERE
    NOT (
      training.worker_id IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(training.completed_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    training.worker_id
), latest_meeting_unlinked AS (
  SELECT
    MAX(meeting.held_on) FILTER(WHERE
      meeting.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      meeting.held_on IS NULL) AS undated
  FROM meeting
  WHERE
    meeting.attendee_ids IS NULL
    AND (
      meeting.kind = 'peer_network' OR meeting.kind IS NULL
    )
), latest_meeting AS (
  SELECT
    member."key" AS key_0,
    MAX(meeting.held_on) FILTER(WHERE
      meeting.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      meeting.held_on IS NULL) AS undated
  FROM meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id
    AND NOT (
      member."key" IS NULL
    )
    AND (
      meeting.kind = 'peer_network' OR meeting.kind IS NULL
    )
  GROUP BY
    member."key"
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN latest_meeting
  ON latest_meeting.key_0 = worker.id
CROSS JOIN latest_meeting_unlinked
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
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
    worker.started_on
  ) + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
