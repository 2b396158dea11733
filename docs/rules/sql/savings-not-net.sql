-- savings-not-net: Review that speaks of savings without all that the service costs
-- Lists the keys of the review records that fail on 2026-11-22.
--
-- Judges review records.
-- Applies when ((completed on is recorded and completed on is on or before the day of the
--   check) and completed on is after the day of the check minus the look back) and topics
--   include savings.
-- Looks at each item of administration_costs, delivery_costs, set_up_costs, one by one.
-- Holds when inputs include the item.
-- Unknown when one of these is missing and would decide it: review.completed_on, review.inputs,
--   review.topics.
-- Checks MOD-POS-03 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Peer Operated Services (POS))
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   review (completed_on DATE, id TEXT, inputs TEXT[], topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    review.id AS id,
    UNNEST(['administration_costs', 'delivery_costs', 'set_up_costs']) AS value
  FROM review
), items_of_savings_not_net AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    review.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(review.inputs, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM review
  CROSS JOIN items_of_savings_not_net AS item
  WHERE
    item.id = review.id
  GROUP BY
    review.id
)
SELECT
  review.id AS id
FROM review
LEFT JOIN items
  ON items.id = review.id
WHERE
  review.completed_on <= CAST('2026-11-22' AS DATE)
  AND review.completed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    review.topics IS NULL
  )
  AND ARRAY_CONTAINS(review.topics, 'savings')
  AND items.fails
ORDER BY
  id;
