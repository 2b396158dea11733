-- nonconformance-overdue: Non-conformance open past its due date
-- Lists the keys of the nonconformance records that fail on 2026-11-22.
--
-- Judges nonconformance records.
-- Applies when due on is recorded.
-- It is due: the last day in time is due on.
-- Holds when (closed on is recorded and closed on is on or before the day of the check) or the
--   last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: nonconformance.closed_on,
--   nonconformance.due_on.
-- Checks GOV-POL-03 (Operating a Peer Support Service, Policies & procedures)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   nonconformance (closed_on DATE, due_on DATE, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  nonconformance.id AS id
FROM nonconformance
WHERE
  (
    nonconformance.closed_on IS NULL
    OR nonconformance.closed_on > CAST('2026-11-22' AS DATE)
  )
  AND nonconformance.due_on < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
