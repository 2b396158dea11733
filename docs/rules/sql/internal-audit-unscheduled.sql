-- internal-audit-unscheduled: Program for which no internal audit is planned
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when there is at least one of this program's audit records whose kind is internal and
--   whose planned on is on or after the day of the check and for which it is not so that
--   (completed on is recorded and completed on is on or before the day of the check).
-- Unknown when one of these is missing and would decide it: audit.completed_on, audit.kind,
--   audit.planned_on, program.ended_on, program.started_on, program.status.
-- Unknown as well when no audit records were supplied.
-- Checks GOV-POL-05 (Operating a Peer Support Service, Policies & procedures)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (completed_on DATE, kind TEXT, planned_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_audit_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM audit
  WHERE
    audit.program_id IS NULL
    AND (
      audit.kind = 'internal' OR audit.kind IS NULL
    )
    AND (
      audit.planned_on >= CAST('2026-11-22' AS DATE) OR audit.planned_on IS NULL
    )
    AND (
      audit.completed_on IS NULL OR audit.completed_on > CAST('2026-11-22' AS DATE)
    )
), any_audit AS (
  SELECT
    audit.program_id AS key_0,
    COUNT(*) FILTER(WHERE
      audit.kind = 'internal' AND audit.planned_on >= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        audit.kind = 'internal' OR audit.kind IS NULL
      )
      AND (
        audit.planned_on >= CAST('2026-11-22' AS DATE) OR audit.planned_on IS NULL
      )
      AND (
        audit.kind <> 'internal'
        OR audit.kind IS NULL
        OR audit.planned_on < CAST('2026-11-22' AS DATE)
        OR audit.planned_on IS NULL
        OR audit.completed_on <= CAST('2026-11-22' AS DATE)
      )) AS may_count
  FROM audit
  WHERE
    NOT (
      audit.program_id IS NULL
    )
    AND (
      audit.completed_on IS NULL OR audit.completed_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    audit.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_audit
  ON any_audit.key_0 = program.id
CROSS JOIN any_audit_unlinked
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
  AND COALESCE(any_audit.counted, 0) <= 0
  AND COALESCE(any_audit.may_count, 0) + COALESCE(any_audit_unlinked.may_count, 0) <= 0
ORDER BY
  id;
