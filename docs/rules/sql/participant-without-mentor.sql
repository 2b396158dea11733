-- participant-without-mentor: Participant of a coaching program without a peer mentor
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's delivery models include
--   coaching_mentoring.
-- Holds when there is at least one of this participant's match records whose matched on is on
--   or before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and for which the worker's peer is yes.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   participant.joined_on, participant.left_on, program.delivery_models, worker.is_peer.
-- Unknown as well when no match or program or worker records were supplied.
-- Checks MOD-COA-03 (Peer Support, Roles, Clients and Settings, Coaching/mentoring)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, matched_on DATE, participant_id TEXT, worker_id TEXT)
--   participant (id TEXT, joined_on DATE, left_on DATE, program_id TEXT)
--   program (delivery_models TEXT[], id TEXT)
--   worker (id TEXT, is_peer BOOLEAN)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_match_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM match
  LEFT JOIN worker
    ON worker.id = match.worker_id
  WHERE
    match.participant_id IS NULL
    AND (
      match.matched_on <= CAST('2026-11-22' AS DATE) OR match.matched_on IS NULL
    )
    AND (
      match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.is_peer OR worker.is_peer IS NULL
    )
), any_match AS (
  SELECT
    match.participant_id AS key_0,
    COUNT(*) FILTER(WHERE
      match.matched_on <= CAST('2026-11-22' AS DATE) AND worker.is_peer) AS counted,
    COUNT(*) FILTER(WHERE
      (
        match.matched_on <= CAST('2026-11-22' AS DATE) OR match.matched_on IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        match.matched_on > CAST('2026-11-22' AS DATE)
        OR match.matched_on IS NULL
        OR match.ended_on <= CAST('2026-11-22' AS DATE)
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
      )) AS may_count
  FROM match
  LEFT JOIN worker
    ON worker.id = match.worker_id
  WHERE
    NOT (
      match.participant_id IS NULL
    )
    AND (
      match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    match.participant_id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN any_match
  ON any_match.key_0 = participant.id
CROSS JOIN any_match_unlinked
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.delivery_models IS NULL
  )
  AND ARRAY_CONTAINS(program.delivery_models, 'coaching_mentoring')
  AND COALESCE(any_match.counted, 0) <= 0
  AND COALESCE(any_match.may_count, 0) + COALESCE(any_match_unlinked.may_count, 0) <= 0
ORDER BY
  id;
