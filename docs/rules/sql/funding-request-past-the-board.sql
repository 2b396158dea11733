-- funding-request-past-the-board: Funding request that the board does not get
-- Lists the keys of the funding_request records that fail on 2026-11-22.
--
-- Judges funding request records.
-- Applies when (submitted on is recorded and submitted on is on or before the day of the check
--   and submitted on is after the day of the check minus the look back) and submitted to is
--   none of funder, government.
-- Holds when submitted to is board.
-- Unknown when one of these is missing and would decide it: funding_request.submitted_on,
--   funding_request.submitted_to.
-- Checks EVA-BUD-12 (Operating a Peer Support Service, Budget review)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_request (id TEXT, submitted_on DATE, submitted_to TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  funding_request.id AS id
FROM funding_request
WHERE
  funding_request.submitted_on <= CAST('2026-11-22' AS DATE)
  AND funding_request.submitted_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT funding_request.submitted_to IN ('funder', 'government')
  AND funding_request.submitted_to <> 'board'
ORDER BY
  id;
