-- objectives-change-not-told-worker: Change of the objectives of which part of the personnel
--   was not informed
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when (kind is objectives and approved on is recorded and approved on is on or before
--   the day of the check and approved on is after the day of the check minus the look back) and
--   the change information limit after approved on is before the day of the check.
-- Holds when there is none of the worker records whose program id is this change's program id
--   and whose program id is recorded and whose started on is on or before the day of the check
--   and for which (ended on is not recorded or ended on is after the day of the check) and
--   whose started on is on or before this change's approved on and for which this change's
--   informed worker ids do not include its key.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   change.informed_worker_ids, change.kind, change.program_id, worker.ended_on, worker.id,
--   worker.program_id, worker.started_on.
-- Unknown as well when no worker records were supplied.
-- Checks GOV-OBJ-09 (Operating a Peer Support Service, Service objectives)
--
-- Limit change_information_limit = 30 days; source: GOV-OBJ-09 names no limit; one month after
--   approval
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, id TEXT, informed_worker_ids TEXT[], kind TEXT, program_id TEXT)
--   worker (ended_on DATE, id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_worker AS (
  SELECT
    change.id AS key_0,
    COUNT(*) AS counted
  FROM change
  CROSS JOIN worker
  WHERE
    worker.program_id = change.program_id
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.started_on <= change.approved_on
    AND NOT ARRAY_CONTAINS(change.informed_worker_ids, worker.id)
  GROUP BY
    change.id
)
SELECT
  change.id AS id
FROM change
LEFT JOIN any_worker
  ON any_worker.key_0 = change.id
WHERE
  change.kind = 'objectives'
  AND change.approved_on <= CAST('2026-11-22' AS DATE)
  AND change.approved_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    CAST(change.approved_on AS DATE) + 30
  ) < CAST('2026-11-22' AS DATE)
  AND NOT (
    change.program_id IS NULL
  )
  AND COALESCE(any_worker.counted, 0) > 0
ORDER BY
  id;
