-- internal-search-question-left-out: Internal search that left out one of its questions
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when (((appointed on is not recorded or appointed on is after the day of the check)
--   and (closed on is not recorded or closed on is after the day of the check)) or the first
--   recorded one of appointed on and closed on is after the day of the check minus the look
--   back) and internal search on is recorded and internal search on is on or before the day of
--   the check.
-- Looks at each item of partial_secondment, wish_to_change_role, wish_to_expand_skills, one by
--   one.
-- Holds when internal search topics include the item.
-- Unknown when one of these is missing and would decide it: recruitment.appointed_on,
--   recruitment.closed_on, recruitment.internal_search_on, recruitment.internal_search_topics.
-- Checks PER-REC-02 (Operating a Peer Support Service, Recruiting personnel)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   recruitment (appointed_on DATE, closed_on DATE, id TEXT, internal_search_on DATE,
--     internal_search_topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    recruitment.id AS id,
    UNNEST(['partial_secondment', 'wish_to_change_role', 'wish_to_expand_skills']) AS value
  FROM recruitment
), items_of_internal_search_question_left_out AS (
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
      CAST(COALESCE(ARRAY_CONTAINS(recruitment.internal_search_topics, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM recruitment
  CROSS JOIN items_of_internal_search_question_left_out AS item
  WHERE
    item.id = recruitment.id
  GROUP BY
    recruitment.id
)
SELECT
  recruitment.id AS id
FROM recruitment
LEFT JOIN items
  ON items.id = recruitment.id
WHERE
  (
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
  AND recruitment.internal_search_on <= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
