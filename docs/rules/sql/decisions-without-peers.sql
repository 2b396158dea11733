-- decisions-without-peers: Program on whose deciding bodies no peer sits
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when (there is at least one of this program's membership records for which (joined on
--   is on or before the day of the check and (ended on is not recorded or ended on is after the
--   day of the check)) and whose peer is yes and for which the committee's kind is one of
--   board, executive, management) or (there is at least one of the organisation's membership
--   records for which the committee's program id is not recorded and for which (joined on is on
--   or before the day of the check and (ended on is not recorded or ended on is after the day
--   of the check)) and whose peer is yes and for which the committee's kind is one of board,
--   executive, management).
-- Unknown when one of these is missing and would decide it: committee.kind,
--   committee.program_id, membership.ended_on, membership.is_peer, membership.joined_on,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no committee or membership or organisation records were supplied.
-- Checks PAR-INV-08 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   membership (committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on DATE)
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_membership_unlinked AS (
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
    AND committee.program_id IS NULL
    AND (
      committee.id IS NULL OR NOT (
        committee.id IS NULL
      )
    )
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
      committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
    )
), any_membership AS (
  SELECT
    COALESCE(committee.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      NOT (
        committee.id IS NULL
      )
      AND membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.is_peer
      AND committee.kind IN ('board', 'executive', 'management')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        committee.id IS NULL OR NOT (
          committee.id IS NULL
        )
      )
      AND (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.is_peer OR membership.is_peer IS NULL
      )
      AND (
        committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
      )
      AND (
        committee.id IS NULL
        OR membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT membership.is_peer
        OR membership.is_peer IS NULL
        OR NOT committee.kind IN ('board', 'executive', 'management')
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
    AND committee.program_id IS NULL
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(committee.organisation_id, program.organisation_id)
), any_membership_unlinked_2 AS (
  SELECT
    COUNT(*) AS may_count
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
      membership.is_peer OR membership.is_peer IS NULL
    )
    AND (
      committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
    )
), any_membership_2 AS (
  SELECT
    committee.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND membership.is_peer
      AND committee.kind IN ('board', 'executive', 'management')) AS counted,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.is_peer OR membership.is_peer IS NULL
      )
      AND (
        committee.kind IN ('board', 'executive', 'management') OR committee.kind IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT membership.is_peer
        OR membership.is_peer IS NULL
        OR NOT committee.kind IN ('board', 'executive', 'management')
        OR committee.kind IS NULL
      )) AS may_count
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
LEFT JOIN any_membership_2 AS any_membership
  ON any_membership.key_0 = program.id
CROSS JOIN any_membership_unlinked_2 AS any_membership_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_membership AS any_membership_2
  ON any_membership_2.key_0 = organisation.id
CROSS JOIN any_membership_unlinked AS any_membership_unlinked_2
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
  AND COALESCE(any_membership.counted, 0) <= 0
  AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) <= 0
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_membership_2.counted, 0) <= 0
  AND COALESCE(any_membership_2.may_count, 0) + COALESCE(any_membership_unlinked_2.may_count, 0) <= 0
ORDER BY
  id;
