-- discrimination-concern-unresolved: Participant's concern about discrimination or lack of
--   compassion left open
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when raised by is service_users and (topics include discrimination or topics include
--   lack_of_compassion).
-- It is due: the last day in time is the discrimination concern limit after raised on.
-- Holds when (resolved on is recorded and resolved on is on or before the day of the check) or
--   the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: concern.raised_by,
--   concern.raised_on, concern.resolved_on, concern.topics.
-- Checks WFD-STG-05 (Integrating peer support in mental health (review and qualitative case
--   study), Service-user experiences of participation)
--
-- Limit discrimination_concern_limit = 1 month; source: WFD-STG-05 names no limit; one month
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (id TEXT, raised_by TEXT, raised_on DATE, resolved_on DATE, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
WHERE
  concern.raised_by = 'service_users'
  AND (
    (
      NOT (
        concern.topics IS NULL
      )
      AND ARRAY_CONTAINS(concern.topics, 'discrimination')
    )
    OR (
      NOT (
        concern.topics IS NULL
      )
      AND ARRAY_CONTAINS(concern.topics, 'lack_of_compassion')
    )
  )
  AND (
    concern.resolved_on IS NULL OR concern.resolved_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(concern.raised_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
