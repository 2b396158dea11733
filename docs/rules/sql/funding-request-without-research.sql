-- funding-request-without-research: Funding request that cites no research
-- Lists the keys of the funding_request records that fail on 2026-11-22.
--
-- Judges funding request records.
-- Applies when submitted on is recorded and submitted on is on or before the day of the check
--   and submitted on is after the day of the check minus the look back.
-- Holds when contents include current_research_on_effectiveness_and_model.
-- Unknown when one of these is missing and would decide it: funding_request.contents,
--   funding_request.submitted_on.
-- Checks EVA-BUD-08 (Operating a Peer Support Service, Budget review)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_request (contents TEXT[], id TEXT, submitted_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  funding_request.id AS id
FROM funding_request
WHERE
  funding_request.submitted_on <= CAST('2026-11-22' AS DATE)
  AND funding_request.submitted_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    funding_request.contents IS NULL
  )
  AND NOT ARRAY_CONTAINS(funding_request.contents, 'current_research_on_effectiveness_and_model')
ORDER BY
  id;
