-- appointment-without-criteria: Appointment of which no criteria of selection are recorded
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when appointed on is recorded and appointed on is on or before the day of the check
--   and appointed on is after the day of the check minus the look back.
-- Holds when criteria is recorded.
-- Unknown when one of these is missing and would decide it: recruitment.appointed_on,
--   recruitment.criteria.
-- Checks GOV-SUS-10 (Operating a Peer Support Service, Sustainability)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   recruitment (appointed_on DATE, criteria TEXT[], id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  recruitment.id AS id
FROM recruitment
WHERE
  recruitment.appointed_on <= CAST('2026-11-22' AS DATE)
  AND recruitment.appointed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND recruitment.criteria IS NULL
ORDER BY
  id;
