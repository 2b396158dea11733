-- objectives-review-topic-left-out: Review of the objectives that left out model, target group
--   or personnel
-- Lists the keys of the review records that fail on 2026-11-22.
--
-- Judges review records.
-- Applies when kind is objectives and (completed on is recorded and completed on is on or
--   before the day of the check) and the objectives review interval after completed on is on or
--   after the day of the check.
-- Looks at each item of delivery_model, personnel_skills_and_duties, target_group, one by one.
-- Holds when topics include the item.
-- Unknown when one of these is missing and would decide it: review.completed_on, review.kind,
--   review.topics.
-- Checks GOV-OBJ-05 (Operating a Peer Support Service, Service objectives)
--
-- Limit objectives_review_interval = 1 year; source: GOV-OBJ-01 names no frequency; fits the
--   yearly formal review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   review (completed_on DATE, id TEXT, kind TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    review.id AS id,
    UNNEST(['delivery_model', 'personnel_skills_and_duties', 'target_group']) AS value
  FROM review
), items_of_objectives_review_topic_left_out AS (
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
      CAST(COALESCE(ARRAY_CONTAINS(review.topics, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM review
  CROSS JOIN items_of_objectives_review_topic_left_out AS item
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
  review.kind = 'objectives'
  AND review.completed_on <= CAST('2026-11-22' AS DATE)
  AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
