-- internal-audit-area-left-out: Program whose internal audits leave out a key area
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and the internal audit interval after started on is before
--   the day of the check.
-- Looks at each item of cash_handling, critical_incidents_and_responses,
--   occupational_health_and_safety, past_non_conformance,
--   security_of_personnel_and_confidential_documents, volunteer_procedures_and_support, one by
--   one.
-- Holds when there is at least one of this program's audit records whose kind is internal and
--   whose completed on is recorded and whose completed on is on or before the day of the check
--   and for which the internal audit interval after completed on is on or after the day of the
--   check and whose areas covered include the item.
-- A breach stands below that of internal-audit-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: audit.areas_covered,
--   audit.completed_on, audit.kind, program.ended_on, program.started_on, program.status.
-- Unknown as well when no audit records were supplied.
-- Checks GOV-POL-09 (Operating a Peer Support Service, Policies & procedures)
-- Checks GOV-POL-11 (Operating a Peer Support Service, Policies & procedures)
-- Checks GOV-POL-12 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit internal_audit_interval = 6 months; source: Operating a Peer Support Service, Policies
--   & procedures (GOV-POL-04)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (areas_covered TEXT[], completed_on DATE, kind TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      [
        'cash_handling',
        'critical_incidents_and_responses',
        'occupational_health_and_safety',
        'past_non_conformance',
        'security_of_personnel_and_confidential_documents',
        'volunteer_procedures_and_support'
      ]
    ) AS value
  FROM program
), items_of_internal_audit_area_left_out AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), any_audit_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_internal_audit_area_left_out AS item
  CROSS JOIN audit
  WHERE
    item.id = program.id
    AND audit.program_id IS NULL
    AND (
      audit.kind = 'internal' OR audit.kind IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(audit.areas_covered, item.value)
      OR audit.areas_covered IS NULL
      OR item.value IS NULL
    )
  GROUP BY
    program.id,
    item.n
), any_audit AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      audit.kind = 'internal' AND ARRAY_CONTAINS(audit.areas_covered, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        audit.kind = 'internal' OR audit.kind IS NULL
      )
      AND (
        ARRAY_CONTAINS(audit.areas_covered, item.value)
        OR audit.areas_covered IS NULL
        OR item.value IS NULL
      )
      AND (
        audit.kind <> 'internal'
        OR audit.kind IS NULL
        OR audit.completed_on > CAST('2026-11-22' AS DATE)
        OR CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
        OR NOT ARRAY_CONTAINS(audit.areas_covered, item.value)
        OR audit.areas_covered IS NULL
        OR item.value IS NULL
      )) AS may_count
  FROM program
  CROSS JOIN items_of_internal_audit_area_left_out AS item
  CROSS JOIN audit
  WHERE
    item.id = program.id
    AND audit.program_id = program.id
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
    AND CAST(audit.completed_on + INTERVAL 6 MONTH AS DATE) >= CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_audit.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_audit.may_count, 0) + COALESCE(any_audit_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_internal_audit_area_left_out AS item
  LEFT JOIN any_audit
    ON any_audit.key_0 = program.id AND any_audit.key_1 = item.n
  LEFT JOIN any_audit_unlinked
    ON any_audit_unlinked.key_0 = program.id AND any_audit_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN items
  ON items.id = program.id
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
  AND CAST(program.started_on + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
  AND items.fails
ORDER BY
  id;
