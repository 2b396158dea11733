-- recruitment-without-guide: Recruitment for a peer role that follows no guide
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when the position's designated is yes and (((appointed on is not recorded or
--   appointed on is after the day of the check) and (closed on is not recorded or closed on is
--   after the day of the check)) or the first recorded one of appointed on and closed on is
--   after the day of the check minus the look back).
-- Holds when guidance used is recorded.
-- Unknown when one of these is missing and would decide it: position.designated,
--   recruitment.appointed_on, recruitment.closed_on, recruitment.guidance_used.
-- Unknown as well when no position records were supplied.
-- Checks PRA-ETH-03 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing clear ethical practice guidelines and boundaries)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   recruitment (appointed_on DATE, closed_on DATE, guidance_used TEXT[], id TEXT, position_id
--     TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  recruitment.id AS id
FROM recruitment
LEFT JOIN position
  ON position.id = recruitment.position_id
WHERE
  position.designated
  AND (
    (
      (
        recruitment.appointed_on IS NULL
        OR recruitment.appointed_on > CAST('2026-11-22' AS DATE)
      )
      AND (
        recruitment.closed_on IS NULL
        OR recruitment.closed_on > CAST('2026-11-22' AS DATE)
      )
    )
    OR COALESCE(recruitment.appointed_on, recruitment.closed_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  )
  AND recruitment.guidance_used IS NULL
ORDER BY
  id;
