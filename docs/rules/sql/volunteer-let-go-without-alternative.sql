-- volunteer-let-go-without-alternative: Volunteer who was let go before another role was
--   considered
-- Lists the keys of the separation records that fail on 2026-11-22.
--
-- Judges separation records.
-- Applies when kind is termination and the worker's engagement is volunteer and decided on is
--   on or before the day of the check and decided on is after the day of the check minus the
--   look back.
-- Holds when alternative considered on is recorded and alternative considered on is on or
--   before decided on.
-- Unknown when one of these is missing and would decide it:
--   separation.alternative_considered_on, separation.decided_on, separation.kind,
--   worker.engagement.
-- Unknown as well when no worker records were supplied.
-- Checks PER-VOL-12 (Operating a Peer Support Service, Volunteer management)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   separation (alternative_considered_on DATE, decided_on DATE, id TEXT, kind TEXT, worker_id
--     TEXT)
--   worker (engagement TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  separation.id AS id
FROM separation
LEFT JOIN worker
  ON worker.id = separation.worker_id
WHERE
  separation.kind = 'termination'
  AND NOT (
    worker.id IS NULL
  )
  AND worker.engagement = 'volunteer'
  AND separation.decided_on <= CAST('2026-11-22' AS DATE)
  AND separation.decided_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    separation.alternative_considered_on IS NULL
    OR separation.alternative_considered_on > separation.decided_on
  )
ORDER BY
  id;
