-- documents-unchecked-after-start: New program after whose start nobody checked the documents
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and ((status is recorded and status is planned) or
--   (((status is recorded and status is operating) or (status is not recorded and started on is
--   on or before the day of the check and (ended on is not recorded or ended on is after the
--   day of the check))) and started on is after the day of the check minus the introduction
--   period)).
-- It is due: the last day in time is the introduction check limit after started on.
-- Holds when ((the earliest documents checked on of this program's change records whose kind is
--   program_introduced and whose approved on is recorded and whose approved on is on or before
--   the day of the check and whose documents checked on is recorded exists) and (the earliest
--   documents checked on of this program's change records whose kind is program_introduced and
--   whose approved on is recorded and whose approved on is on or before the day of the check
--   and whose documents checked on is recorded, is on or before the day of the check)) or the
--   last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: change.approved_on,
--   change.documents_checked_on, change.kind, program.ended_on, program.started_on,
--   program.status.
-- Unknown as well when no change records were supplied.
-- Checks WFD-RDY-10 (Integrating peer support in mental health (review and qualitative case
--   study), Implementing peer support models)
--
-- Limit introduction_check_limit = 3 months; source: WFD-RDY-10 names no limit; one quarter
--   after the start
-- Limit introduction_period = 1 year; source: the documents speak of introducing without a
--   time; the first year, as for the annual review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   change (approved_on DATE, documents_checked_on DATE, kind TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_change_unlinked AS (
  SELECT
    MIN(change.documents_checked_on) AS possible
  FROM change
  WHERE
    change.program_id IS NULL
    AND (
      change.kind = 'program_introduced' OR change.kind IS NULL
    )
    AND change.approved_on <= CAST('2026-11-22' AS DATE)
), earliest_change AS (
  SELECT
    change.program_id AS key_0,
    MIN(change.documents_checked_on) FILTER(WHERE
      change.kind = 'program_introduced') AS known,
    MIN(change.documents_checked_on) FILTER(WHERE
      change.kind = 'program_introduced' OR change.kind IS NULL) AS possible
  FROM change
  WHERE
    NOT (
      change.program_id IS NULL
    )
    AND change.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    change.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN earliest_change
  ON earliest_change.key_0 = program.id
CROSS JOIN earliest_change_unlinked
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
  AND (
    (
      earliest_change.possible IS NULL
      AND earliest_change_unlinked.possible IS NULL
      AND earliest_change.known IS NULL
    )
    OR (
      (
        NOT (
          earliest_change.possible IS NULL
        )
        OR NOT (
          earliest_change_unlinked.possible IS NULL
        )
      )
      AND NOT (
        earliest_change.known IS NULL
      )
      AND LEAST(earliest_change.possible, earliest_change_unlinked.possible) > CAST('2026-11-22' AS DATE)
    )
  )
  AND CAST(program.started_on + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
