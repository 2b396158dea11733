-- design-without-those-concerned: Planning or design without peer workers or service users
-- Lists the keys of the review records that fail on 2026-11-22.
--
-- Judges review records.
-- Applies when kind is one of design, planning and ((completed on is recorded and completed on
--   is on or before the day of the check) and completed on is after the day of the check minus
--   the look back).
-- Looks at each item of peer_workers, service_users, one by one.
-- Holds when consulted includes the item.
-- Unknown when one of these is missing and would decide it: review.completed_on,
--   review.consulted, review.kind.
-- Checks PAR-INV-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Promoting effective collaboration and integration)
-- Checks PAR-COD-04 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   review (completed_on DATE, consulted TEXT[], id TEXT, kind TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    review.id AS id,
    UNNEST(['peer_workers', 'service_users']) AS value
  FROM review
), items_of_design_without_those_concerned AS (
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
      CAST(COALESCE(ARRAY_CONTAINS(review.consulted, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM review
  CROSS JOIN items_of_design_without_those_concerned AS item
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
  review.kind IN ('design', 'planning')
  AND review.completed_on <= CAST('2026-11-22' AS DATE)
  AND review.completed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND items.fails
ORDER BY
  id;
