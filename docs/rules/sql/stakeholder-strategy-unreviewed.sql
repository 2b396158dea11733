-- stakeholder-strategy-unreviewed: Strategy of engagement that was not reviewed recently
-- Lists the keys of the stakeholder records that fail on 2026-11-22.
--
-- Judges stakeholder records.
-- Applies when key is yes and ((the program's status is recorded and the program's status is
--   operating) or (the program's status is not recorded and the program's started on is on or
--   before the day of the check and (the program's ended on is not recorded or the program's
--   ended on is after the day of the check))) and strategy is recorded.
-- It is due: the last day in time is the stakeholder review interval after the latest strategy
--   reviewed on of the stakeholder records whose its key is this stakeholder's key and whose
--   strategy reviewed on is recorded and whose strategy reviewed on is on or before the day of
--   the check.
-- Holds when (the latest strategy reviewed on of the stakeholder records whose its key is this
--   stakeholder's key and whose strategy reviewed on is recorded and whose strategy reviewed on
--   is on or before the day of the check exists) and (the last day in time is on or after the
--   day of the check).
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.started_on, program.status, stakeholder.id, stakeholder.is_key,
--   stakeholder.strategy, stakeholder.strategy_reviewed_on.
-- Unknown as well when no program records were supplied.
-- Checks GOV-STK-14 (Operating a Peer Support Service, Stakeholder management)
--
-- Limit stakeholder_review_interval = 1 year; source: GOV-STK-03 and GOV-STK-14 name no
--   frequency; once in each review year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   stakeholder (id TEXT, is_key BOOLEAN, program_id TEXT, strategy TEXT, strategy_reviewed_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_stakeholder_unlinked AS (
  SELECT
    MAX(stakeholder.strategy_reviewed_on) AS possible
  FROM stakeholder
  WHERE
    stakeholder.id IS NULL
    AND stakeholder.strategy_reviewed_on <= CAST('2026-11-22' AS DATE)
), latest_stakeholder AS (
  SELECT
    stakeholder.id AS key_0,
    MAX(stakeholder.strategy_reviewed_on) AS known,
    MAX(stakeholder.strategy_reviewed_on) AS possible
  FROM stakeholder
  WHERE
    NOT (
      stakeholder.id IS NULL
    )
    AND stakeholder.strategy_reviewed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    stakeholder.id
)
SELECT
  stakeholder.id AS id
FROM stakeholder
LEFT JOIN program
  ON program.id = stakeholder.program_id
LEFT JOIN latest_stakeholder
  ON latest_stakeholder.key_0 = stakeholder.id
CROSS JOIN latest_stakeholder_unlinked
WHERE
  stakeholder.is_key
  AND NOT (
    program.id IS NULL
  )
  AND (
    program.status = 'operating'
    OR (
      program.status IS NULL
      AND program.started_on <= CAST('2026-11-22' AS DATE)
      AND (
        program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
      )
    )
  )
  AND NOT (
    stakeholder.strategy IS NULL
  )
  AND (
    (
      latest_stakeholder.known IS NULL
      AND NOT (
        stakeholder.id IS NULL
      )
      AND latest_stakeholder.possible IS NULL
      AND latest_stakeholder_unlinked.possible IS NULL
    )
    OR (
      NOT (
        stakeholder.id IS NULL
      )
      AND NOT (
        latest_stakeholder.known IS NULL
      )
      AND (
        NOT (
          latest_stakeholder.possible IS NULL
        )
        OR NOT (
          latest_stakeholder_unlinked.possible IS NULL
        )
      )
      AND CAST(CASE
        WHEN stakeholder.id IS NULL
        THEN NULL
        ELSE GREATEST(latest_stakeholder.possible, latest_stakeholder_unlinked.possible)
      END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
  )
ORDER BY
  id;
