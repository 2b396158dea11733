-- selection-without-skills-and-values: Selection for a peer role that does not look at skills
--   or values
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when (the position's designated is yes and (((appointed on is not recorded or
--   appointed on is after the day of the check) and (closed on is not recorded or closed on is
--   after the day of the check)) or the first recorded one of appointed on and closed on is
--   after the day of the check minus the look back)) and criteria is recorded.
-- Looks at each item of skills, values, one by one.
-- Holds when criteria includes the item.
-- Unknown when one of these is missing and would decide it: position.designated,
--   recruitment.appointed_on, recruitment.closed_on, recruitment.criteria.
-- Unknown as well when no position records were supplied.
-- Checks WFD-ROL-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   recruitment (appointed_on DATE, closed_on DATE, criteria TEXT[], id TEXT, position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    recruitment.id AS id,
    UNNEST(['skills', 'values']) AS value
  FROM recruitment
), items_of_selection_without_skills_and_values AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    recruitment.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(recruitment.criteria, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM recruitment
  CROSS JOIN items_of_selection_without_skills_and_values AS item
  WHERE
    item.id = recruitment.id
  GROUP BY
    recruitment.id
)
SELECT
  recruitment.id AS id
FROM recruitment
LEFT JOIN position
  ON position.id = recruitment.position_id
LEFT JOIN items
  ON items.id = recruitment.id
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
  AND NOT (
    recruitment.criteria IS NULL
  )
  AND items.fails
ORDER BY
  id;
