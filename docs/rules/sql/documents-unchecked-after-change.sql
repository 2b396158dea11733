-- documents-unchecked-after-change: Substantial change after which nobody checked the documents
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when substantial is yes and (effective on is recorded and effective on is on or
--   before the day of the check and effective on is after the day of the check minus the look
--   back).
-- It is due: the last day in time is the document check limit after effective on.
-- Holds when (documents checked on is recorded and documents checked on is on or before the day
--   of the check) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: change.documents_checked_on,
--   change.effective_on, change.substantial.
-- Checks GOV-POL-17 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit document_check_limit = 30 days; source: GOV-POL-17 names no limit; one month after the
--   change takes effect
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (documents_checked_on DATE, effective_on DATE, id TEXT, substantial BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  change.id AS id
FROM change
WHERE
  change.substantial
  AND change.effective_on <= CAST('2026-11-22' AS DATE)
  AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    change.documents_checked_on IS NULL
    OR change.documents_checked_on > CAST('2026-11-22' AS DATE)
  )
  AND (
    CAST(change.effective_on AS DATE) + 30
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
