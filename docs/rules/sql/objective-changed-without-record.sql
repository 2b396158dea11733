-- objective-changed-without-record: Objective added or retired without an approved change
-- Lists the keys of the objective records that fail on 2026-11-22.
--
-- Judges objective records.
-- Applies when (retired on is recorded and retired on is on or before the day of the check and
--   retired on is after the day of the check minus the look back) or (approved on is on or
--   before the day of the check and approved on is after the day of the check minus the look
--   back and (there is at least one of the objective records whose program id is this
--   objective's program id and whose approved on is before this objective's approved on)).
-- Holds when there is at least one of the change records whose objective ids include this
--   objective and whose approved on is recorded and whose approved on is on or before the day
--   of the check.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   objective.approved_on, objective.program_id, objective.retired_on.
-- Unknown as well when no change records were supplied.
-- Checks GOV-OBJ-08 (Operating a Peer Support Service, Service objectives)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, id TEXT, objective_ids TEXT[])
--   objective (approved_on DATE, id TEXT, program_id TEXT, retired_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH member AS (
  SELECT
    one.id AS "row",
    UNNEST(one.objective_ids) AS "key"
  FROM change AS one
), any_change_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM change
  WHERE
    change.objective_ids IS NULL AND change.approved_on <= CAST('2026-11-22' AS DATE)
), any_change AS (
  SELECT
    member."key" AS key_0,
    COUNT(*) AS counted,
    COUNT(*) FILTER(WHERE
      change.approved_on > CAST('2026-11-22' AS DATE)) AS may_count
  FROM change
  CROSS JOIN member
  WHERE
    member."row" = change.id
    AND NOT (
      member."key" IS NULL
    )
    AND change.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    member."key"
), any_objective AS (
  SELECT
    objective.id AS key_0,
    COUNT(*) AS counted
  FROM objective
  CROSS JOIN objective AS objective_2
  WHERE
    objective_2.program_id = objective.program_id
    AND objective_2.approved_on < objective.approved_on
  GROUP BY
    objective.id
)
SELECT
  objective.id AS id
FROM objective
LEFT JOIN any_objective
  ON any_objective.key_0 = objective.id
LEFT JOIN any_change
  ON any_change.key_0 = objective.id
CROSS JOIN any_change_unlinked
WHERE
  (
    (
      objective.retired_on <= CAST('2026-11-22' AS DATE)
      AND objective.retired_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
    OR (
      objective.approved_on <= CAST('2026-11-22' AS DATE)
      AND objective.approved_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
      AND NOT (
        objective.program_id IS NULL
      )
      AND COALESCE(any_objective.counted, 0) > 0
    )
  )
  AND COALESCE(any_change.counted, 0) <= 0
  AND COALESCE(any_change.may_count, 0) + COALESCE(any_change_unlinked.may_count, 0) <= 0
ORDER BY
  id;
