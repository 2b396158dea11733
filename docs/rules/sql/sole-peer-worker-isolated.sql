-- sole-peer-worker-isolated: Only peer worker of a program or place without recent contact with
--   other peers
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and peer is yes and ((program id is recorded
--   and (the number of the worker records whose program id is this worker's program id and
--   whose program id is recorded and whose started on is on or before the day of the check and
--   for which (ended on is not recorded or ended on is after the day of the check) and whose
--   peer is yes, is less than the fewest peers together)) or (the number of the worker records
--   whose location is this worker's location and whose organisation id is this worker's
--   organisation id and whose started on is on or before the day of the check and for which
--   (ended on is not recorded or ended on is after the day of the check) and whose peer is yes,
--   is less than the fewest peers together)).
-- Holds when (there is at least one of this worker's supervision records whose external is yes
--   and whose peer led is yes and whose held on is recorded and whose held on is on or before
--   the day of the check and for which the isolation limit after held on is on or after the day
--   of the check) or (there is at least one of the meeting records whose attendee ids include
--   this worker and whose kind is peer_network and whose held on is on or before the day of the
--   check and for which the isolation limit after held on is on or after the day of the check)
--   or (there is at least one of this worker's training records whose kind includes
--   peer_networking and whose completed on is recorded and whose completed on is on or before
--   the day of the check and for which the isolation limit after completed on is on or after
--   the day of the check).
-- Unknown when one of these is missing and would decide it: meeting.held_on, meeting.kind,
--   supervision.external, supervision.held_on, supervision.peer_led, training.completed_on,
--   training.kind, worker.ended_on, worker.is_peer, worker.location, worker.organisation_id,
--   worker.program_id, worker.started_on.
-- Unknown as well when no meeting or supervision or training records were supplied.
-- Checks WFD-NET-04 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
-- Checks WFD-NET-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Providing appropriate training and support)
--
-- Limit fewest_peers_together = 2; source: WFD-NET-04 speaks of the first or only one; with two
--   nobody is the only one
-- Limit isolation_limit = 3 months; source: WFD-NET-02 and WFD-NET-04 name no limit; a quarter
--   alone is a clear sign
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   meeting (attendee_ids TEXT[], held_on DATE, id TEXT, kind TEXT)
--   supervision (external BOOLEAN, held_on DATE, peer_led BOOLEAN, worker_id TEXT)
--   training (completed_on DATE, kind TEXT[], worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, location TEXT, organisation_id TEXT,
--     program_id TEXT, started_on DATE)
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
    AND (
      ARRAY_CONTAINS(training.kind, 'peer_networking') OR training.kind IS NULL
    )
    AND training.completed_on <= CAST('2026-11-22' AS DATE)
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
        NOT ARRAY_CONTAINS(training.kind, 'peer_networking')
        OR training.kind IS NULL
        OR training.completed_on > CAST('2026-11-22' AS DATE)
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
), any_meeting_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM meeting
  WHERE
    meeting.attendee_ids IS NULL
    AND (
      meeting.kind = 'peer_network' OR meeting.kind IS NULL
    )
    AND (
      meeting.held_on <= CAST('2026-11-22' AS DATE) OR meeting.held_on IS NULL
    )
    AND (
      CAST(meeting.held_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
      OR meeting.held_on IS NULL
    )
), any_meeting AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) FILTER(WHERE
      meeting.kind = 'peer_network'
      AND meeting.held_on <= CAST('2026-11-22' AS DATE)
      AND CAST(meeting.held_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        meeting.kind = 'peer_network' OR meeting.kind IS NULL
      )
      AND (
        meeting.held_on <= CAST('2026-11-22' AS DATE) OR meeting.held_on IS NULL
      )
      AND (
        CAST(meeting.held_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
        OR meeting.held_on IS NULL
      )
      AND (
        meeting.kind <> 'peer_network'
        OR meeting.kind IS NULL
        OR meeting.held_on > CAST('2026-11-22' AS DATE)
        OR meeting.held_on IS NULL
        OR CAST(meeting.held_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM meeting
  CROSS JOIN member
  WHERE
    member."row" = meeting.id AND NOT (
      member."key" IS NULL
    )
  GROUP BY
    member."key"
), any_supervision_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM supervision
  WHERE
    supervision.worker_id IS NULL
    AND (
      supervision.external OR supervision.external IS NULL
    )
    AND (
      supervision.peer_led OR supervision.peer_led IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_supervision AS (
  SELECT
    supervision.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      supervision.external AND supervision.peer_led) AS counted,
    COUNT(*) FILTER(WHERE
      (
        supervision.external OR supervision.external IS NULL
      )
      AND (
        supervision.peer_led OR supervision.peer_led IS NULL
      )
      AND (
        NOT supervision.external
        OR supervision.external IS NULL
        OR NOT supervision.peer_led
        OR supervision.peer_led IS NULL
        OR supervision.held_on > CAST('2026-11-22' AS DATE)
        OR CAST(supervision.held_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM supervision
  WHERE
    NOT (
      supervision.worker_id IS NULL
    )
    AND supervision.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(supervision.held_on + INTERVAL 3 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    supervision.worker_id
), count_worker_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN worker AS worker_2
  WHERE
    worker_2.location IS NULL
    AND (
      worker_2.organisation_id = worker.organisation_id
      OR worker_2.organisation_id IS NULL
      OR worker.organisation_id IS NULL
    )
    AND (
      worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
    )
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker_2.is_peer OR worker_2.is_peer IS NULL
    )
  GROUP BY
    worker.id
), count_worker AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      worker_2.organisation_id = worker.organisation_id
      AND worker_2.started_on <= CAST('2026-11-22' AS DATE)
      AND worker_2.is_peer) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker_2.organisation_id = worker.organisation_id
        OR worker_2.organisation_id IS NULL
        OR worker.organisation_id IS NULL
      )
      AND (
        worker_2.started_on <= CAST('2026-11-22' AS DATE) OR worker_2.started_on IS NULL
      )
      AND (
        worker_2.is_peer OR worker_2.is_peer IS NULL
      )
      AND (
        worker_2.organisation_id <> worker.organisation_id
        OR worker_2.organisation_id IS NULL
        OR worker.organisation_id IS NULL
        OR worker_2.started_on > CAST('2026-11-22' AS DATE)
        OR worker_2.started_on IS NULL
        OR worker_2.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker_2.is_peer
        OR worker_2.is_peer IS NULL
      )) AS may_count
  FROM worker
  CROSS JOIN worker AS worker_2
  WHERE
    worker_2.location = worker.location
    AND (
      worker_2.ended_on IS NULL OR worker_2.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.id
), count_worker_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
  FROM worker
  WHERE
    FALSE
), count_worker_2 AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE) AND worker.is_peer) AS counted,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
      )) AS may_count
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.program_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN count_worker_2 AS count_worker
  ON count_worker.key_0 = worker.program_id
CROSS JOIN count_worker_unlinked_2 AS count_worker_unlinked
LEFT JOIN count_worker AS count_worker_2
  ON count_worker_2.key_0 = worker.id
LEFT JOIN count_worker_unlinked AS count_worker_unlinked_2
  ON count_worker_unlinked_2.key_0 = worker.id
LEFT JOIN any_supervision
  ON any_supervision.key_0 = worker.id
CROSS JOIN any_supervision_unlinked
LEFT JOIN any_meeting
  ON any_meeting.key_0 = worker.id
CROSS JOIN any_meeting_unlinked
LEFT JOIN any_training
  ON any_training.key_0 = worker.id
CROSS JOIN any_training_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.is_peer
  AND (
    (
      NOT (
        worker.program_id IS NULL
      )
      AND CASE
        WHEN worker.program_id IS NULL
        THEN NULL
        ELSE COALESCE(count_worker.counted, 0) + COALESCE(count_worker.may_count, 0) + COALESCE(count_worker_unlinked.may_count, 0)
      END < CAST('2' AS DECIMAL(1, 0))
    )
    OR (
      NOT (
        worker.location IS NULL
      )
      AND CASE
        WHEN worker.location IS NULL
        THEN NULL
        ELSE COALESCE(count_worker_2.counted, 0) + COALESCE(count_worker_2.may_count, 0) + COALESCE(count_worker_unlinked_2.may_count, 0)
      END < CAST('2' AS DECIMAL(1, 0))
    )
  )
  AND COALESCE(any_supervision.counted, 0) <= 0
  AND COALESCE(any_supervision.may_count, 0) + COALESCE(any_supervision_unlinked.may_count, 0) <= 0
  AND COALESCE(any_meeting.counted, 0) <= 0
  AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) <= 0
  AND COALESCE(any_training.counted, 0) <= 0
  AND COALESCE(any_training.may_count, 0) + COALESCE(any_training_unlinked.may_count, 0) <= 0
ORDER BY
  id;
