-- advisory-group-inactive: Program without an advisory group that has met lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the advisory interval after the later of started on and
--   the latest held on of this program's meeting records for which (held on is recorded and
--   held on is on or before the day of the check) and for which the committee's kind is one of
--   consumer_advisory_group, lived_experience_advisory_group and for which (there is at least
--   one of the committee's membership records whose joined on is on or before the day of the
--   check and for which (ended on is not recorded or ended on is after the day of the check)
--   and for which (background is lived_experience or peer is yes)) and whose held on is on or
--   before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Also holds when there is at least one of the organisation's meeting records whose program id
--   is not recorded and for which the committee's program id is not recorded and for which
--   (held on is recorded and held on is on or before the day of the check) and for which the
--   committee's kind is one of consumer_advisory_group, lived_experience_advisory_group and for
--   which (there is at least one of the committee's membership records whose joined on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and for which (background is lived_experience or peer is yes)) and
--   for which the advisory interval after held on is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: committee.kind,
--   committee.program_id, meeting.held_on, meeting.program_id, membership.background,
--   membership.ended_on, membership.is_peer, membership.joined_on, program.ended_on,
--   program.started_on, program.status.
-- Unknown as well when no committee or meeting or membership or organisation records were
--   supplied.
-- Checks PAR-COD-01 (Peer-based mental health supports, a guide for incorporating best
--   practices, Using lived experience to promote person-centred care)
--
-- Limit advisory_interval = 6 months; source: PAR-COD-01 and PAR-COD-05 name no frequency; same
--   rhythm as the users' sessions
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT, kind TEXT, organisation_id TEXT, program_id TEXT)
--   meeting (committee_id TEXT, held_on DATE, program_id TEXT)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on
--     DATE)
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_membership_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM membership
  WHERE
    membership.committee_id IS NULL
    AND (
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      OR membership.joined_on IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = 'lived_experience'
      OR membership.background IS NULL
      OR membership.is_peer
      OR membership.is_peer IS NULL
    )
), any_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) FILTER(WHERE
      membership.joined_on <= CAST('2026-11-22' AS DATE)
      AND (
        membership.background = 'lived_experience' OR membership.is_peer
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        membership.joined_on <= CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
      )
      AND (
        membership.background = 'lived_experience'
        OR membership.background IS NULL
        OR membership.is_peer
        OR membership.is_peer IS NULL
      )
      AND (
        membership.joined_on > CAST('2026-11-22' AS DATE)
        OR membership.joined_on IS NULL
        OR membership.ended_on <= CAST('2026-11-22' AS DATE)
        OR (
          (
            membership.background <> 'lived_experience' OR membership.background IS NULL
          )
          AND (
            NOT membership.is_peer OR membership.is_peer IS NULL
          )
        )
      )) AS may_count
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
    )
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    membership.committee_id
), any_meeting_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  LEFT JOIN program
    ON program.id = COALESCE(meeting.program_id, committee.program_id)
  LEFT JOIN any_membership
    ON any_membership.key_0 = committee.id
  CROSS JOIN any_membership_unlinked
  WHERE
    committee.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND (
      committee.id IS NULL OR NOT (
        committee.id IS NULL
      )
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
      OR committee.kind IS NULL
    )
    AND (
      committee.id IS NULL
      OR (
        NOT (
          committee.id IS NULL
        )
        AND (
          COALESCE(any_membership.counted, 0) > 0
          OR (
            COALESCE(any_membership.counted, 0) <= 0
            AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
          )
        )
      )
    )
    AND CAST(meeting.held_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
), any_meeting AS (
  SELECT
    COALESCE(committee.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      NOT (
        committee.id IS NULL
      )
      AND committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
      AND COALESCE(any_membership.counted, 0) > 0) AS counted,
    COUNT(*) FILTER(WHERE
      (
        committee.id IS NULL OR NOT (
          committee.id IS NULL
        )
      )
      AND (
        committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
        OR committee.kind IS NULL
      )
      AND (
        committee.id IS NULL
        OR (
          NOT (
            committee.id IS NULL
          )
          AND (
            COALESCE(any_membership.counted, 0) > 0
            OR (
              COALESCE(any_membership.counted, 0) <= 0
              AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
            )
          )
        )
      )
      AND (
        committee.id IS NULL
        OR meeting.held_on > CAST('2026-11-22' AS DATE)
        OR NOT committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
        OR committee.kind IS NULL
        OR (
          NOT (
            committee.id IS NULL
          )
          AND (
            (
              COALESCE(any_membership.counted, 0) <= 0
              AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
            )
            OR (
              COALESCE(any_membership.counted, 0) <= 0
              AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) <= 0
            )
          )
        )
        OR CAST(meeting.held_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  LEFT JOIN program
    ON program.id = COALESCE(meeting.program_id, committee.program_id)
  LEFT JOIN any_membership
    ON any_membership.key_0 = committee.id
  CROSS JOIN any_membership_unlinked
  WHERE
    (
      NOT (
        committee.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND CAST(meeting.held_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(committee.organisation_id, program.organisation_id)
), latest_meeting_unlinked AS (
  SELECT
    MAX(meeting.held_on) AS possible
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  LEFT JOIN any_membership
    ON any_membership.key_0 = committee.id
  CROSS JOIN any_membership_unlinked
  WHERE
    meeting.program_id IS NULL
    AND committee.program_id IS NULL
    AND (
      committee.id IS NULL OR committee.organisation_id IS NULL
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
      OR committee.kind IS NULL
    )
    AND (
      committee.id IS NULL
      OR (
        NOT (
          committee.id IS NULL
        )
        AND (
          COALESCE(any_membership.counted, 0) > 0
          OR (
            COALESCE(any_membership.counted, 0) <= 0
            AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
          )
        )
      )
    )
), latest_meeting AS (
  SELECT
    COALESCE(meeting.program_id, committee.program_id) AS key_0,
    MAX(meeting.held_on) FILTER(WHERE
      committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
      AND NOT (
        committee.id IS NULL
      )
      AND COALESCE(any_membership.counted, 0) > 0) AS known,
    MAX(meeting.held_on) FILTER(WHERE
      (
        committee.kind IN ('consumer_advisory_group', 'lived_experience_advisory_group')
        OR committee.kind IS NULL
      )
      AND (
        committee.id IS NULL
        OR (
          NOT (
            committee.id IS NULL
          )
          AND (
            COALESCE(any_membership.counted, 0) > 0
            OR (
              COALESCE(any_membership.counted, 0) <= 0
              AND COALESCE(any_membership.may_count, 0) + COALESCE(any_membership_unlinked.may_count, 0) > 0
            )
          )
        )
      )) AS possible
  FROM meeting
  LEFT JOIN committee
    ON committee.id = meeting.committee_id
  LEFT JOIN any_membership
    ON any_membership.key_0 = committee.id
  CROSS JOIN any_membership_unlinked
  WHERE
    (
      NOT (
        meeting.program_id IS NULL
      ) OR NOT (
        committee.program_id IS NULL
      )
    )
    AND meeting.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    COALESCE(meeting.program_id, committee.program_id)
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_meeting
  ON latest_meeting.key_0 = program.id
CROSS JOIN latest_meeting_unlinked
LEFT JOIN organisation
  ON organisation.id = program.organisation_id
LEFT JOIN any_meeting
  ON any_meeting.key_0 = organisation.id
CROSS JOIN any_meeting_unlinked
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
  AND (
    NOT (
      latest_meeting.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_meeting.possible IS NULL
    )
    OR NOT (
      latest_meeting_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(latest_meeting.possible, latest_meeting_unlinked.possible, program.started_on) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND NOT (
    organisation.id IS NULL
  )
  AND COALESCE(any_meeting.counted, 0) <= 0
  AND COALESCE(any_meeting.may_count, 0) + COALESCE(any_meeting_unlinked.may_count, 0) <= 0
ORDER BY
  id;
