-- nonconformance-recurred: Non-conformance that came back after it was closed
-- Lists the keys of the nonconformance records that fail on 2026-11-22.
--
-- Judges nonconformance records.
-- Applies when closed on is not recorded or closed on is after the day of the check.
-- Holds when recurrence of is not recorded.
-- Unknown when one of these is missing and would decide it: nonconformance.closed_on,
--   nonconformance.recurrence_of.
-- Checks GOV-POL-14 (Operating a Peer Support Service, Policies & procedures)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   nonconformance (closed_on DATE, id TEXT, recurrence_of TEXT)
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
  AND NOT (
    nonconformance.recurrence_of IS NULL
  )
ORDER BY
  id;
