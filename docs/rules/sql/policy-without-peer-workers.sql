-- policy-without-peer-workers: Organisation in whose policies peer workers had no part lately
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose peer is yes.
-- Holds when (there is at least one of this organisation's membership records whose joined on
--   is on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose peer is yes and for which the committee's kind is
--   policy) or (there is at least one of this organisation's review records whose kind is
--   policy and whose completed on is recorded and whose completed on is on or before the day of
--   the check and for which the policy input interval after completed on is on or after the day
--   of the check and whose consulted includes peer_workers).
-- Unknown when one of these is missing and would decide it: committee.kind,
--   membership.ended_on, membership.is_peer, membership.joined_on, review.completed_on,
--   review.consulted, review.kind, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no committee or membership or review or worker records were supplied.
-- Checks PAR-INV-09 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit policy_input_interval = 1 year; source: PAR-INV-09 and PAR-INV-10 name no frequency; at
--   least once a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   membership (committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on DATE)
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   review (completed_on DATE, consulted TEXT[], kind TEXT, organisation_id TEXT, program_id
--     TEXT)
--   worker (ended_on DATE, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT, started_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_review_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    review.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      review.kind = 'policy' OR review.kind IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.consulted, 'peer_workers') OR review.consulted IS NULL
    )
), any_review AS (
  SELECT
    COALESCE(review.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      review.kind = 'policy' AND ARRAY_CONTAINS(review.consulted, 'peer_workers')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        review.kind = 'policy' OR review.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(review.consulted, 'peer_workers') OR review.consulted IS NULL
      )
      AND (
        review.kind <> 'policy'
        OR review.kind IS NULL
        OR review.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(review.consulted, 'peer_workers')
        OR review.consulted IS NULL
      )) AS may_count
  FROM review
  LEFT JOIN program
    ON program.id = review.program_id
  WHERE
    (
      NOT (
        review.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(review.completed_on + INTERVAL 12 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(review.organisation_id, program.organisation_id)
), any_membership_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  LEFT JOIN program
    ON program.id = committee.program_id
  WHERE
    committee.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.is_peer OR membership.is_peer IS NULL
    )
    AND (
      committee.kind = 'policy' OR committee.kind IS NULL
    )
), any_membership AS (
  SELECT
    COALESCE(committee.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.is_peer
      AND committee.kind = 'policy') AS counted,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.is_peer OR membership.is_peer IS NULL
      )
      AND (
        committee.kind = 'policy' OR committee.kind IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT membership.is_peer
        OR membership.is_peer IS NULL
        OR committee.kind <> 'policy'
        OR committee.kind IS NULL
      )) AS may_count
  FROM membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  LEFT JOIN program
    ON program.id = committee.program_id
  WHERE
    (
      NOT (
        committee.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(committee.organisation_id, program.organisation_id)
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN any_membership
  ON any_membership.key_0 = organisation.id
CROSS JOIN any_membership_unlinked
LEFT JOIN any_review
  ON any_review.key_0 = organisation.id
CROSS JOIN any_review_unlinked
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_membership.counted, 0) <= 0
  AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) <= 0
  AND COALESCE(any_review.counted, 0) <= 0
  AND COALESCE(any_review.may_count, 0) + COALESCE(any_review_unlinked.may_count, 0) <= 0
ORDER BY
  id;
