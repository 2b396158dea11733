-- peer-worker-feedback-not-sought: Program that has not asked its peer workers for feedback
--   lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose peer is yes).
-- It is due: the last day in time is the peer feedback interval after the later of started on
--   and the latest given on of this program's feedback records whose source kind is
--   peer_workers and whose given on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.given_on,
--   feedback.source_kind, program.ended_on, program.started_on, program.status,
--   worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no feedback or worker records were supplied.
-- Checks EVA-QUA-07 (Operating a Peer Support Service, Service evaluation)
--
-- Limit peer_feedback_interval = 6 months; source: EVA-QUA-07 names no frequency; same rhythm
--   as the users' sessions
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, program_id TEXT, source_kind TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, is_peer BOOLEAN, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_feedback_unlinked AS (
  SELECT
    MAX(feedback.given_on) FILTER(WHERE
      feedback.given_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      feedback.given_on IS NULL) AS undated
  FROM feedback
  WHERE
    feedback.program_id IS NULL
    AND (
      feedback.source_kind = 'peer_workers' OR feedback.source_kind IS NULL
    )
), latest_feedback AS (
  SELECT
    feedback.program_id AS key_0,
    MAX(feedback.given_on) FILTER(WHERE
      feedback.source_kind = 'peer_workers'
      AND feedback.given_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(feedback.given_on) FILTER(WHERE
      (
        feedback.source_kind = 'peer_workers' OR feedback.source_kind IS NULL
      )
      AND feedback.given_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        feedback.source_kind = 'peer_workers' OR feedback.source_kind IS NULL
      )
      AND feedback.given_on IS NULL) AS undated
  FROM feedback
  WHERE
    NOT (
      feedback.program_id IS NULL
    )
  GROUP BY
    feedback.program_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.is_peer
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN latest_feedback
  ON latest_feedback.key_0 = program.id
CROSS JOIN latest_feedback_unlinked
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
  AND COALESCE(any_worker.counted, 0) > 0
  AND (
    NOT (
      latest_feedback.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
    OR NOT (
      latest_feedback.possible IS NULL
    )
    OR NOT (
      latest_feedback_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(
    CASE
      WHEN COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_feedback.possible,
        latest_feedback_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_feedback.possible, latest_feedback_unlinked.possible)
    END,
    program.started_on
  ) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
