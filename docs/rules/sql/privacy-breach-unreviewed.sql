-- privacy-breach-unreviewed: Breach of privacy that nobody has reviewed
-- Lists the keys of the incident records that fail on 2026-11-22.
--
-- Judges incident records.
-- Applies when kind is privacy_breach.
-- It is due: the last day in time is the privacy breach review limit after occurred on.
-- Holds when (reviewed on is recorded and reviewed on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: incident.kind,
--   incident.occurred_on, incident.reviewed_on.
-- Checks PER-REC-05 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit privacy_breach_review_limit = 1 month; source: PER-REC-05 names no limit; one month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   incident (id TEXT, kind TEXT, occurred_on TIMESTAMP, occurred_on_end TIMESTAMP, reviewed_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  incident.id AS id
FROM incident
WHERE
  incident.kind = 'privacy_breach'
  AND (
    incident.reviewed_on IS NULL OR incident.reviewed_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    incident.occurred_on IS NULL
  )
  AND CAST(CAST(incident.occurred_on_end AS DATE) + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
