-- peer-role-not-explained: Participant to whom nobody explained what a peer worker is there for
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and (there is at least one of the program's match
--   records whose matched on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check)).
-- It is due: the last day in time is the role explanation limit after joined on.
-- Holds when (role explained on is recorded and role explained on is on or before the day of
--   the check) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   participant.joined_on, participant.left_on, participant.role_explained_on.
-- Unknown as well when no match or program records were supplied.
-- Checks PRA-BND-09 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Professional Boundaries)
--
-- Limit role_explanation_limit = 1 month; source: PRA-BND-09 names no limit; within a month of
--   joining
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, matched_on DATE, worker_id TEXT)
--   participant (id TEXT, joined_on DATE, left_on DATE, program_id TEXT, role_explained_on
--     DATE)
--   program (id TEXT)
--   worker (id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_match AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM match
  LEFT JOIN worker
    ON worker.id = match.worker_id
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND match.matched_on <= CAST('2026-11-22' AS DATE)
    AND (
      match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    worker.program_id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN any_match
  ON any_match.key_0 = program.id
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    program.id IS NULL
  )
  AND COALESCE(any_match.counted, 0) > 0
  AND (
    participant.role_explained_on IS NULL
    OR participant.role_explained_on > CAST('2026-11-22' AS DATE)
  )
  AND CAST(participant.joined_on + INTERVAL 1 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
