-- volunteer-support-unaudited: Program with volunteers without a recent audit of their
--   procedures and support
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose engagement is volunteer).
-- It is due: the last day in time is the internal audit interval after the later of started on
--   and the latest completed on of this program's audit records whose areas covered include
--   volunteer_procedures_and_support and whose completed on is recorded and whose completed on
--   is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Is listed as due soon the warning lead before that day.
-- A breach stands below that of internal-audit-overdue where the same record fails it.
-- A breach stands below that of internal-audit-area-left-out where the same record fails it in
--   volunteer procedures and support.
-- Unknown when one of these is missing and would decide it: audit.areas_covered,
--   audit.completed_on, program.ended_on, program.started_on, program.status, worker.ended_on,
--   worker.engagement, worker.started_on.
-- Unknown as well when no audit or worker records were supplied.
-- Checks GOV-POL-10 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit internal_audit_interval = 6 months; source: Operating a Peer Support Service, Policies
--   & procedures (GOV-POL-04)
-- Limit warning_lead = 30 days; source: the look-ahead that quality managers usually ask for
--   first
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (areas_covered TEXT[], completed_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, engagement TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_audit_unlinked AS (
  SELECT
    MAX(audit.completed_on) AS possible
  FROM audit
  WHERE
    audit.program_id IS NULL
    AND (
      ARRAY_CONTAINS(audit.areas_covered, 'volunteer_procedures_and_support')
      OR audit.areas_covered IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
), latest_audit AS (
  SELECT
    audit.program_id AS key_0,
    MAX(audit.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(audit.areas_covered, 'volunteer_procedures_and_support')) AS known,
    MAX(audit.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(audit.areas_covered, 'volunteer_procedures_and_support')
      OR audit.areas_covered IS NULL) AS possible
  FROM audit
  WHERE
    NOT (
      audit.program_id IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    audit.program_id
), any_worker AS (
  SELECT
    worker.program_id AS key_0,
    COUNT(*) AS counted
  FROM worker
  WHERE
    NOT (
      worker.program_id IS NULL
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'volunteer'
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
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
  AND COALESCE(any_worker.counted, 0) > 0
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
