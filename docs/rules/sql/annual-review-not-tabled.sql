-- annual-review-not-tabled: Annual review that was not tabled at the Executive
-- Lists the keys of the review records that fail on 2026-11-22.
--
-- Judges review records.
-- Applies when (kind is annual_program and completed on is recorded and completed on is on or
--   before the day of the check) and completed on is after the day of the check minus the look
--   back.
-- It is due: the last day in time is the tabling limit after completed on.
-- Holds when (tabled on is recorded and tabled on is on or before the day of the check) or the
--   last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: review.completed_on, review.kind,
--   review.tabled_on.
-- Checks EVA-REV-04 (Operating a Peer Support Service, Service evaluation)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit tabling_limit = 2 months; source: EVA-REV-04 names no limit; two months reach the next
--   meeting of the Executive
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   review (completed_on DATE, id TEXT, kind TEXT, tabled_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  review.id AS id
FROM review
WHERE
  review.kind = 'annual_program'
  AND review.completed_on <= CAST('2026-11-22' AS DATE)
  AND review.completed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    review.tabled_on IS NULL OR review.tabled_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(review.completed_on + INTERVAL 2 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
