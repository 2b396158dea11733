-- approach-unnamed: Program that does not name its approach to peer support
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when peer approach is recorded and peer approach is not other.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.peer_approach, program.started_on, program.status.
-- Checks MOD-CLS-06 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Models of peer support)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, peer_approach TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  program.id AS id
FROM program
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
    program.peer_approach IS NULL OR program.peer_approach = 'other'
  )
ORDER BY
  id;
