-- advertised-before-asking-inside: Position advertised outside before anybody inside was asked
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when advertised on is recorded and advertised on is on or before the day of the check
--   and advertised on is after the day of the check minus the look back.
-- Holds when internal search on is recorded and internal search on is on or before advertised
--   on.
-- Unknown when one of these is missing and would decide it: recruitment.advertised_on,
--   recruitment.internal_search_on.
-- Checks PER-REC-01 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   recruitment (advertised_on DATE, id TEXT, internal_search_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  recruitment.id AS id
FROM recruitment
WHERE
  recruitment.advertised_on <= CAST('2026-11-22' AS DATE)
  AND recruitment.advertised_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    recruitment.internal_search_on IS NULL
    OR recruitment.internal_search_on > recruitment.advertised_on
  )
ORDER BY
  id;
