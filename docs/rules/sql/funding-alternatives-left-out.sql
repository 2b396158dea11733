-- funding-alternatives-left-out: Funding request that considers neither savings nor money from
--   outside
-- Lists the keys of the funding_request records that fail on 2026-11-22.
--
-- Judges funding request records.
-- Applies when (submitted on is recorded and submitted on is on or before the day of the check
--   and submitted on is after the day of the check minus the look back) and submitted to is
--   none of funder, government.
-- Looks at each item of external_funding_options, possible_savings, one by one.
-- Holds when contents include the item.
-- Unknown when one of these is missing and would decide it: funding_request.contents,
--   funding_request.submitted_on, funding_request.submitted_to.
-- Checks EVA-BUD-10 (Operating a Peer Support Service, Budget review)
-- Checks EVA-BUD-11 (Operating a Peer Support Service, Budget review)
-- Checks EVA-BUD-12 (Operating a Peer Support Service, Budget review)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   funding_request (contents TEXT[], id TEXT, submitted_on DATE, submitted_to TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    funding_request.id AS id,
    UNNEST(['external_funding_options', 'possible_savings']) AS value
  FROM funding_request
), items_of_funding_alternatives_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    funding_request.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(funding_request.contents, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM funding_request
  CROSS JOIN items_of_funding_alternatives_left_out AS item
  WHERE
    item.id = funding_request.id
  GROUP BY
    funding_request.id
)
SELECT
  funding_request.id AS id
FROM funding_request
LEFT JOIN items
  ON items.id = funding_request.id
WHERE
  funding_request.submitted_on <= CAST('2026-11-22' AS DATE)
  AND funding_request.submitted_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    funding_request.submitted_to IS NULL
  )
  AND NOT funding_request.submitted_to IN ('funder', 'government')
  AND items.fails
ORDER BY
  id;
