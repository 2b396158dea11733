-- volunteer-let-go-without-document: Volunteer who was let go without reference to a role
--   document
-- Lists the keys of the separation records that fail on 2026-11-22.
--
-- Judges separation records.
-- Applies when kind is termination and the worker's engagement is volunteer and decided on is
--   on or before the day of the check and decided on is after the day of the check minus the
--   look back.
-- Holds when role document id is recorded and the role document's approved on is on or before
--   decided on.
-- Unknown when one of these is missing and would decide it: position_description.approved_on,
--   separation.decided_on, separation.kind, separation.role_document_id, worker.engagement.
-- Unknown as well when no position description or worker records were supplied.
-- Checks PER-VOL-11 (Operating a Peer Support Service, Volunteer management)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position_description (approved_on DATE, id TEXT)
--   separation (decided_on DATE, id TEXT, kind TEXT, role_document_id TEXT, worker_id TEXT)
--   worker (engagement TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  separation.id AS id
FROM separation
LEFT JOIN worker
  ON worker.id = separation.worker_id
LEFT JOIN position_description
  ON position_description.id = separation.role_document_id
WHERE
  separation.kind = 'termination'
  AND NOT (
    worker.id IS NULL
  )
  AND worker.engagement = 'volunteer'
  AND separation.decided_on <= CAST('2026-11-22' AS DATE)
  AND separation.decided_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    separation.role_document_id IS NULL
    OR position_description.approved_on > separation.decided_on
  )
ORDER BY
  id;
