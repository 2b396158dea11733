-- papers-sent-late: Papers of a meeting with representatives that went out too late to be read
-- Lists the keys of the meeting records that fail on 2026-11-22.
--
-- Judges meeting records.
-- Applies when (held on is recorded and held on is on or before the day of the check) and
--   (there is at least one of the committee's membership records whose joined on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and for which (background is lived_experience or peer is yes)) and
--   papers sent on is recorded and held on is after the day of the check minus the event look
--   back.
-- It is due: the last day in time is the last day from which the papers lead ends by held on.
-- Holds when (papers sent on is recorded and the papers lead after papers sent on is on or
--   before held on) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: meeting.held_on,
--   meeting.papers_sent_on, membership.background, membership.ended_on, membership.is_peer,
--   membership.joined_on.
-- Unknown as well when no membership records were supplied.
-- Checks PAR-REP-03 (Integrating peer support in mental health (review and qualitative case
--   study), What service users are telling us; Professionalisation of the consumer role)
--
-- Limit event_look_back = 3 months; source: a quarter is what a team can still put right
-- Limit papers_lead = 7 days; source: PAR-REP-03 names no time; a week to read and to ask
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   committee (id TEXT)
--   meeting (committee_id TEXT, held_on DATE, id TEXT, papers_sent_on DATE)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on
--     DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) AS counted
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
    )
    AND membership.joined_on <= CAST('2026-11-22' AS DATE)
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = 'lived_experience' OR membership.is_peer
    )
  GROUP BY
    membership.committee_id
)
SELECT
  meeting.id AS id
FROM meeting
LEFT JOIN committee
  ON committee.id = meeting.committee_id
LEFT JOIN any_membership
  ON any_membership.key_0 = committee.id
WHERE
  meeting.held_on <= CAST('2026-11-22' AS DATE)
  AND NOT (
    committee.id IS NULL
  )
  AND COALESCE(any_membership.counted, 0) > 0
  AND meeting.held_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE)
  AND (
    CAST(meeting.papers_sent_on AS DATE) + 7
  ) > meeting.held_on
  AND CASE
    WHEN (
      meeting.held_on - 7
    ) = LAST_DAY(meeting.held_on - 7)
    THEN LAST_DAY(CAST((
      meeting.held_on - 7
    ) AS DATE))
    ELSE CAST((
      meeting.held_on - 7
    ) AS DATE)
  END < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
