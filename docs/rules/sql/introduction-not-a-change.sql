-- introduction-not-a-change: New program that was never decided on as a change
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is planned) or (((status is recorded and status
--   is operating) or (status is not recorded and started on is on or before the day of the
--   check and (ended on is not recorded or ended on is after the day of the check))) and
--   started on is after the day of the check minus the introduction period).
-- Holds when there is at least one of this program's change records whose kind is
--   program_introduced and whose approved on is recorded and whose approved on is on or before
--   the day of the check and whose reason is recorded and whose executive informed on is
--   recorded and whose informed worker ids is recorded.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   change.executive_informed_on, change.informed_worker_ids, change.kind, change.reason,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no change records were supplied.
-- Checks WFD-RDY-07 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, executive_informed_on DATE, informed_worker_ids TEXT[], kind
--     TEXT, program_id TEXT, reason TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_change_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM change
  WHERE
    change.program_id IS NULL
    AND (
      change.kind = 'program_introduced' OR change.kind IS NULL
    )
    AND change.approved_on <= CAST('2026-11-22' AS DATE)
    AND NOT (
      change.reason IS NULL
    )
    AND NOT (
      change.executive_informed_on IS NULL
    )
    AND NOT (
      change.informed_worker_ids IS NULL
    )
), any_change AS (
  SELECT
    change.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      change.kind = 'program_introduced') AS counted,
    COUNT(*) FILTER(WHERE
      (
        change.kind = 'program_introduced' OR change.kind IS NULL
      )
      AND (
        change.kind <> 'program_introduced'
        OR change.kind IS NULL
        OR change.approved_on > CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM change
  WHERE
    NOT (
      change.program_id IS NULL
    )
    AND change.approved_on <= CAST('2026-11-22' AS DATE)
    AND NOT (
      change.reason IS NULL
    )
    AND NOT (
      change.executive_informed_on IS NULL
    )
    AND NOT (
      change.informed_worker_ids IS NULL
    )
  GROUP BY
    change.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_change
  ON any_change.key_0 = program.id
CROSS JOIN any_change_unlinked
WHERE
  (
    program.status = 'planned'
    OR (
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
      AND program.started_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
    )
  )
  AND COALESCE(any_change.counted, 0) <= 0
  AND COALESCE(any_change.may_count, 0) + COALESCE(any_change_unlinked.may_count, 0) <= 0
ORDER BY
  id;
