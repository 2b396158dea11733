-- peer-led-claim-unsupported: Peer-led organisation that peers do not lead
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and delivery models include peer_led_organisation.
-- Holds when the manager's peer is yes and (peer operated is yes or (the share of this
--   program's membership records whose joined on is on or before the day of the check and for
--   which (ended on is not recorded or ended on is after the day of the check) and for which
--   the committee's kind is one of board, executive, management for which peer is yes, is at
--   least the peer share of management)).
-- Unknown when one of these is missing and would decide it: committee.kind,
--   membership.ended_on, membership.is_peer, membership.joined_on, program.delivery_models,
--   program.ended_on, program.peer_operated, program.started_on, program.status,
--   worker.is_peer.
-- Unknown as well when no committee or membership or worker records were supplied.
-- Checks MOD-ORG-01 (Peer Support, Roles, Clients and Settings, Peer-led organisations)
--
-- Limit peer_share_of_management = 0.51; source: Literature paper on formal peer support, Peer
--   Operated Services (MOD-POS-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   membership (committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on DATE)
--   program (delivery_models TEXT[], ended_on DATE, id TEXT, manager_id TEXT, peer_operated
--     BOOLEAN, started_on DATE, status TEXT)
--   worker (id TEXT, is_peer BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH share_membership_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      membership.is_peer OR membership.is_peer IS NULL) AS may_for,
    COUNT(*) FILTER(WHERE
      NOT membership.is_peer OR membership.is_peer IS NULL) AS may_against
  FROM membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  WHERE
    committee.program_id IS NULL
    AND (
      committee.id IS NULL OR committee.organisation_id IS NULL
    )
    AND (
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
    )
), share_membership AS (
  SELECT
    committee.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND committee.kind IN ('board', 'executive', 'management')) AS whole,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND committee.kind IN ('board', 'executive', 'management')
      AND (
        membership.is_peer OR membership.is_peer IS NULL
      )) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT committee.kind IN ('board', 'executive', 'management')
        OR committee.kind IS NULL
      )
      AND (
        membership.is_peer OR membership.is_peer IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT committee.kind IN ('board', 'executive', 'management')
        OR committee.kind IS NULL
      )
      AND (
        NOT membership.is_peer OR membership.is_peer IS NULL
      )) AS may_against
  FROM membership
  LEFT JOIN committee
    ON committee.id = membership.committee_id
  WHERE
    NOT (
      committee.program_id IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    committee.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN worker
  ON worker.id = program.manager_id
LEFT JOIN share_membership
  ON share_membership.key_0 = program.id
CROSS JOIN share_membership_unlinked
WHERE
  (
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
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'peer_led_organisation')
  AND (
    NOT worker.is_peer
    OR (
      NOT program.peer_operated
      AND (
        COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_against, 0) + COALESCE(share_membership_unlinked.may_against, 0)
      ) > 0
      AND (
        COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
      ) > 0
      AND CASE
        WHEN (
          COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
        ) > 0
        THEN COALESCE(share_membership.may_part, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0)
        ELSE NULL
      END < (
        CAST('0.51' AS DECIMAL(3, 2)) * GREATEST(
          COALESCE(share_membership.whole, 0) + COALESCE(share_membership.may_for, 0) + COALESCE(share_membership_unlinked.may_for, 0),
          1
        )
      )
    )
  )
ORDER BY
  id;
