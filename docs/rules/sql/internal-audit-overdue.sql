-- internal-audit-overdue: Program without a recent internal audit
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the internal audit interval after the later of started on
--   and the latest completed on of this program's audit records whose kind is internal and
--   whose completed on is recorded and whose completed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- Unknown when one of these is missing and would decide it: audit.completed_on, audit.kind,
--   program.ended_on, program.started_on, program.status.
-- Unknown as well when no audit records were supplied.
-- Checks GOV-POL-04 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit internal_audit_interval = 6 months; source: Operating a Peer Support Service, Policies
--   & procedures (GOV-POL-04)
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (completed_on DATE, kind TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_audit_unlinked AS (
  SELECT
    MAX(audit.completed_on) AS possible
  FROM audit
  WHERE
    audit.program_id IS NULL
    AND (
      audit.kind = 'internal' OR audit.kind IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
), latest_audit AS (
  SELECT
    audit.program_id AS key_0,
    MAX(audit.completed_on) FILTER(WHERE
      audit.kind = 'internal') AS known,
    MAX(audit.completed_on) FILTER(WHERE
      audit.kind = 'internal' OR audit.kind IS NULL) AS possible
  FROM audit
  WHERE
    NOT (
      audit.program_id IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    audit.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_audit
  ON latest_audit.key_0 = program.id
CROSS JOIN latest_audit_unlinked
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
      latest_audit.known IS NULL
    ) OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_audit.possible IS NULL
    )
    OR NOT (
      latest_audit_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(GREATEST(latest_audit.possible, latest_audit_unlinked.possible, program.started_on) + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
