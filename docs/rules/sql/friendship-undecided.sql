-- friendship-undecided: Match that became a friendship and goes on without a decision
-- Lists the keys of the relationship_declaration records that fail on 2026-11-22.
--
-- Judges relationship declaration records.
-- Applies when (kind is not none and declared on is on or before the day of the check and
--   (ended on is not recorded or ended on is after the day of the check)) and kind is
--   formal_relationship_became_friendship and match id is recorded and (the match's matched on
--   is on or before the day of the check and (the match's ended on is not recorded or the
--   match's ended on is after the day of the check)).
-- It is due: the last day in time is the friendship decision limit after declared on.
-- Holds when (plan agreed on is recorded and plan agreed on is on or before the day of the
--   check) or the last day in time is on or after the day of the check.
-- A breach stands below that of dual-relationship-without-plan where the same record fails it.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   relationship_declaration.declared_on, relationship_declaration.ended_on,
--   relationship_declaration.kind, relationship_declaration.match_id,
--   relationship_declaration.plan_agreed_on.
-- Unknown as well when no match records were supplied.
-- Checks PRA-BND-10 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Limit friendship_decision_limit = 1 month; source: PRA-BND-10 names no limit; one month from
--   the declaration
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, id TEXT, matched_on DATE)
--   relationship_declaration (declared_on DATE, ended_on DATE, id TEXT, kind TEXT, match_id
--     TEXT, plan_agreed_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  relationship_declaration.id AS id
FROM relationship_declaration
LEFT JOIN match
  ON match.id = relationship_declaration.match_id
WHERE
  relationship_declaration.kind <> 'none'
  AND relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)
  AND (
    relationship_declaration.ended_on IS NULL
    OR relationship_declaration.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND relationship_declaration.kind = 'formal_relationship_became_friendship'
  AND NOT (
    relationship_declaration.match_id IS NULL
  )
  AND NOT (
    match.id IS NULL
  )
  AND match.matched_on <= CAST('2026-11-22' AS DATE)
  AND (
    match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND (
    relationship_declaration.plan_agreed_on IS NULL
    OR relationship_declaration.plan_agreed_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(relationship_declaration.declared_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
