-- stakeholder-concern-unanswered: Stakeholder's concern not answered in time
-- Lists the keys of the concern records that fail on 2026-11-22.
--
-- Judges concern records.
-- Applies when raised by is one of academics, funders, general_practitioners,
--   health_professionals, stakeholders and ((resolved on is not recorded or resolved on is
--   after the day of the check) or raised on is after the day of the check minus the look
--   back).
-- It is due: the last day in time is the stakeholder concern limit after raised on.
-- Holds when ((the earlier of responded on and resolved on exists and the earlier of responded
--   on and resolved on is on or before the day of the check) and the earlier of responded on
--   and resolved on is on or before the last day in time) or the last day in time is on or
--   after the day of the check.
-- Unknown when one of these is missing and would decide it: concern.raised_by,
--   concern.raised_on, concern.resolved_on, concern.responded_on.
-- Checks GOV-STK-12 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
-- Limit stakeholder_concern_limit = 10 days; source: GOV-STK-12 says promptly; ten days for an
--   answer to an outside body
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   concern (id TEXT, raised_by TEXT, raised_on DATE, resolved_on DATE, responded_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  concern.id AS id
FROM concern
WHERE
  concern.raised_by IN (
    'academics',
    'funders',
    'general_practitioners',
    'health_professionals',
    'stakeholders'
  )
  AND (
    concern.resolved_on IS NULL
    OR concern.resolved_on > CAST('2026-11-22' AS DATE)
    OR concern.raised_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  )
  AND (
    (
      concern.responded_on IS NULL AND concern.resolved_on IS NULL
    )
    OR (
      (
        NOT (
          concern.responded_on IS NULL
        ) OR NOT (
          concern.resolved_on IS NULL
        )
      )
      AND LEAST(concern.responded_on, concern.resolved_on) > CAST('2026-11-22' AS DATE)
    )
    OR (
      (
        NOT (
          concern.responded_on IS NULL
        ) OR NOT (
          concern.resolved_on IS NULL
        )
      )
      AND LEAST(concern.responded_on, concern.resolved_on) > (
        CAST(concern.raised_on AS DATE) + 10
      )
    )
  )
  AND (
    CAST(concern.raised_on AS DATE) + 10
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
