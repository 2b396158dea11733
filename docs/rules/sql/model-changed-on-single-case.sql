-- model-changed-on-single-case: Change of the delivery model that rests on too little feedback
-- Lists the keys of the change records that fail on 2026-11-22.
--
-- Judges change records.
-- Applies when kind is delivery_model and (effective on is recorded and effective on is on or
--   before the day of the check and effective on is after the day of the check minus the look
--   back) and feedback ids is recorded and review id is not recorded.
-- Holds when the number of the feedback records named in feedback ids is at least the feedback
--   behind change.
-- Unknown when one of these is missing and would decide it: change.effective_on,
--   change.feedback_ids, change.kind, change.review_id.
-- Unknown as well when no feedback records were supplied.
-- Checks EVA-QUA-04 (Operating a Peer Support Service, Service evaluation)
--
-- Limit feedback_behind_change = 3; source: EVA-QUA-04 says that one case is too few, without a
--   number; three different voices
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (effective_on DATE, feedback_ids TEXT[], id TEXT, kind TEXT, review_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH members AS (
  SELECT
    one.id AS owner,
    UNNEST(one.feedback_ids) AS "key"
  FROM change AS one
), count_feedback AS (
  SELECT
    members.owner AS key_0,
    COUNT(*) AS counted
  FROM members
  GROUP BY
    members.owner
)
SELECT
  change.id AS id
FROM change
LEFT JOIN count_feedback
  ON count_feedback.key_0 = change.id
WHERE
  change.kind = 'delivery_model'
  AND change.effective_on <= CAST('2026-11-22' AS DATE)
  AND change.effective_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    change.feedback_ids IS NULL
  )
  AND change.review_id IS NULL
  AND CASE
    WHEN change.feedback_ids IS NULL
    THEN NULL
    ELSE COALESCE(count_feedback.counted, 0)
  END < CAST('3' AS DECIMAL(1, 0))
ORDER BY
  id;
