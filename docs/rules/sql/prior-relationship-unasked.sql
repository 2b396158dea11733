-- prior-relationship-unasked: Match of which nobody asked whether the two knew each other
--   before
-- Lists the keys of the match records that fail on 2026-11-22.
--
-- Judges match records.
-- Applies when matched on is on or before the day of the check and (ended on is not recorded or
--   ended on is after the day of the check).
-- Holds when prior relationship is recorded.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   match.prior_relationship.
-- Checks PRA-BND-08 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, id TEXT, matched_on DATE, prior_relationship BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  match.id AS id
FROM match
WHERE
  match.matched_on <= CAST('2026-11-22' AS DATE)
  AND (
    match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND match.prior_relationship IS NULL
ORDER BY
  id;
