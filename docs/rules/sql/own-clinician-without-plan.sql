-- own-clinician-without-plan: Peer worker beside the own clinician without an agreed
--   arrangement
-- Lists the keys of the relationship_declaration records that fail on 2026-11-22.
--
-- Judges relationship declaration records.
-- Applies when (kind is not none and declared on is on or before the day of the check and
--   (ended on is not recorded or ended on is after the day of the check)) and (kind is
--   colleague_is_own_clinician and the worker's program's clinical team is yes).
-- It is due: the last day in time is the dual relationship plan limit after declared on.
-- Holds when (plan agreed on is recorded and plan agreed on is on or before the day of the
--   check) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.clinical_team,
--   relationship_declaration.declared_on, relationship_declaration.ended_on,
--   relationship_declaration.kind, relationship_declaration.plan_agreed_on.
-- Unknown as well when no program records were supplied.
-- Checks PRA-BND-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Power; Professional Boundaries)
--
-- Limit dual_relationship_plan_limit = 1 month; source: PRA-BND-05 and PRA-BND-06 name no
--   limit; one month from the declaration
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (clinical_team BOOLEAN, id TEXT)
--   relationship_declaration (declared_on DATE, ended_on DATE, id TEXT, kind TEXT,
--     plan_agreed_on DATE, worker_id TEXT)
--   worker (id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  relationship_declaration.id AS id
FROM relationship_declaration
LEFT JOIN worker
  ON worker.id = relationship_declaration.worker_id
LEFT JOIN program
  ON program.id = worker.program_id
WHERE
  relationship_declaration.kind <> 'none'
  AND relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)
  AND (
    relationship_declaration.ended_on IS NULL
    OR relationship_declaration.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND relationship_declaration.kind = 'colleague_is_own_clinician'
  AND program.clinical_team
  AND (
    relationship_declaration.plan_agreed_on IS NULL
    OR relationship_declaration.plan_agreed_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(relationship_declaration.declared_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
