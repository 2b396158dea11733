-- influence-of-peers-unasked: Program whose peer workers were not asked lately whether their
--   contribution counts
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and (there is at least one of this program's worker
--   records whose started on is on or before the day of the check and for which (ended on is
--   not recorded or ended on is after the day of the check) and whose peer is yes).
-- It is due: the last day in time is the yearly answer interval after the later of started on
--   and the latest answered on of this program's attestation records whose obligation id is
--   PAR-INV-07 and whose answered on is on or before the day of the check and whose answerer
--   role is peer_workers.
-- Holds when (the last day in time is on or after the day of the check) and (there is none of
--   this program's attestation records whose obligation id is PAR-INV-07 and whose answered on
--   is on or before the day of the check and whose answerer role is peer_workers and whose
--   (answered on is the latest answered on of this program's attestation records whose
--   obligation id is PAR-INV-07 and whose answered on is on or before the day of the check and
--   whose answerer role is peer_workers) and whose next due on is recorded and whose next due
--   on is before the day of the check) and (there is none of this program's attestation records
--   whose obligation id is PAR-INV-07 and whose answered on is on or before the day of the
--   check and whose answerer role is peer_workers and whose (answered on is the latest answered
--   on of this program's attestation records whose obligation id is PAR-INV-07 and whose
--   answered on is on or before the day of the check and whose answerer role is peer_workers)
--   and whose answer is one of negative, partly and for which it is not so that (action due on
--   is recorded and action due on is on or after the day of the check)).
-- Unknown when one of these is missing and would decide it: attestation.action_due_on,
--   attestation.answer, attestation.answered_on, attestation.answerer_role,
--   attestation.next_due_on, attestation.obligation_id, program.ended_on, program.started_on,
--   program.status, worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no attestation or worker records were supplied.
-- Checks PAR-INV-07 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit yearly_answer_interval = 1 year; source: no document says how often these questions are
--   asked; a round with the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   attestation (action_due_on DATE, answer TEXT, answered_on DATE, answerer_role TEXT,
--     next_due_on DATE, obligation_id TEXT, organisation_id TEXT, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   worker (ended_on DATE, is_peer BOOLEAN, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_attestation_unlinked AS (
  SELECT
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      attestation.answered_on IS NULL) AS undated
  FROM attestation
  WHERE
    attestation.program_id IS NULL
    AND attestation.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'PAR-INV-07' OR attestation.obligation_id IS NULL
    )
    AND (
      attestation.answerer_role = 'peer_workers' OR attestation.answerer_role IS NULL
    )
), latest_attestation AS (
  SELECT
    attestation.program_id AS key_0,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.obligation_id = 'PAR-INV-07'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND attestation.answerer_role = 'peer_workers') AS known,
    MAX(attestation.answered_on) FILTER(WHERE
      (
        attestation.obligation_id = 'PAR-INV-07' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
      AND (
        attestation.answerer_role = 'peer_workers' OR attestation.answerer_role IS NULL
      )) AS possible,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'PAR-INV-07' OR attestation.obligation_id IS NULL
      )
      AND (
        attestation.answerer_role = 'peer_workers' OR attestation.answerer_role IS NULL
      )
      AND attestation.answered_on IS NULL) AS undated
  FROM attestation
  WHERE
    NOT (
      attestation.program_id IS NULL
    )
  GROUP BY
    attestation.program_id
), any_attestation AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS counted
  FROM program
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id
  CROSS JOIN latest_attestation_unlinked
  WHERE
    attestation.program_id = program.id
    AND attestation.obligation_id = 'PAR-INV-07'
    AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
    AND attestation.answerer_role = 'peer_workers'
    AND (
      COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
      OR NOT (
        latest_attestation.possible IS NULL
      )
      OR NOT (
        latest_attestation_unlinked.possible IS NULL
      )
    )
    AND latest_attestation.known = CASE
      WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_attestation.possible,
        latest_attestation_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
    END
    AND attestation.answered_on = latest_attestation.known
    AND attestation.answer IN ('negative', 'partly')
    AND (
      attestation.action_due_on IS NULL
      OR attestation.action_due_on < CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    program.id
), any_attestation_2 AS (
  SELECT
    program.id AS key_0,
    COUNT(*) AS counted
  FROM program
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = program.id
  CROSS JOIN latest_attestation_unlinked
  WHERE
    attestation.program_id = program.id
    AND attestation.obligation_id = 'PAR-INV-07'
    AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
    AND attestation.answerer_role = 'peer_workers'
    AND (
      COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
      OR NOT (
        latest_attestation.possible IS NULL
      )
      OR NOT (
        latest_attestation_unlinked.possible IS NULL
      )
    )
    AND latest_attestation.known = CASE
      WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
      THEN GREATEST(
        latest_attestation.possible,
        latest_attestation_unlinked.possible,
        CAST('2026-11-22' AS DATE)
      )
      ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
    END
    AND attestation.answered_on = latest_attestation.known
    AND attestation.next_due_on < CAST('2026-11-22' AS DATE)
  GROUP BY
    program.id
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
    AND worker.is_peer
  GROUP BY
    worker.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN any_worker
  ON any_worker.key_0 = program.id
LEFT JOIN latest_attestation
  ON latest_attestation.key_0 = program.id
CROSS JOIN latest_attestation_unlinked
LEFT JOIN any_attestation_2 AS any_attestation
  ON any_attestation.key_0 = program.id
LEFT JOIN any_attestation AS any_attestation_2
  ON any_attestation_2.key_0 = program.id
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
    (
      (
        NOT (
          latest_attestation.known IS NULL
        )
        OR NOT (
          program.started_on IS NULL
        )
      )
      AND (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        OR NOT (
          latest_attestation.possible IS NULL
        )
        OR NOT (
          latest_attestation_unlinked.possible IS NULL
        )
        OR NOT (
          program.started_on IS NULL
        )
      )
      AND CAST(GREATEST(
        CASE
          WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
          THEN GREATEST(
            latest_attestation.possible,
            latest_attestation_unlinked.possible,
            CAST('2026-11-22' AS DATE)
          )
          ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
        END,
        program.started_on
      ) + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
    OR COALESCE(any_attestation.counted, 0) > 0
    OR COALESCE(any_attestation_2.counted, 0) > 0
  )
ORDER BY
  id;
