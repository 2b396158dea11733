-- structure-reviewed-without-peer-workers: Review of the program's place in which the peer
--   workforce had no part
-- Lists the keys of the review records that fail on 2026-11-22.
--
-- Judges review records.
-- Applies when ((completed on is recorded and completed on is on or before the day of the
--   check) and (kind is structure or (kind is one of annual_program, evaluation, other and
--   (topics include reporting_line or topics include hierarchy)))) and ((completed on is
--   recorded and completed on is on or before the day of the check) and completed on is after
--   the day of the check minus the look back).
-- Holds when consulted includes peer_workers and decided includes peer_worker_input.
-- Unknown when one of these is missing and would decide it: review.completed_on,
--   review.consulted, review.decided, review.kind, review.topics.
-- Checks GOV-HIE-04 (Operating a Peer Support Service, Organisational hierarchy)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   review (completed_on DATE, consulted TEXT[], decided TEXT[], id TEXT, kind TEXT, topics
--     TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  review.id AS id
FROM review
WHERE
  review.completed_on <= CAST('2026-11-22' AS DATE)
  AND (
    review.kind = 'structure'
    OR (
      review.kind IN ('annual_program', 'evaluation', 'other')
      AND (
        (
          NOT (
            review.topics IS NULL
          )
          AND ARRAY_CONTAINS(review.topics, 'reporting_line')
        )
        OR (
          NOT (
            review.topics IS NULL
          ) AND ARRAY_CONTAINS(review.topics, 'hierarchy')
        )
      )
    )
  )
  AND review.completed_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND (
    (
      NOT (
        review.consulted IS NULL
      )
      AND NOT ARRAY_CONTAINS(review.consulted, 'peer_workers')
    )
    OR (
      NOT (
        review.decided IS NULL
      )
      AND NOT ARRAY_CONTAINS(review.decided, 'peer_worker_input')
    )
  )
ORDER BY
  id;
