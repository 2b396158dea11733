-- peer-support-unpromoted: Organisation that has not shown lately how it promotes peer support
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's program records for which ((status
--   is recorded and status is operating) or (status is not recorded and started on is on or
--   before the day of the check and (ended on is not recorded or ended on is after the day of
--   the check))).
-- It is due: the last day in time is the yearly answer interval after the latest answered on of
--   this organisation's attestation records whose obligation id is GOV-REP-17 and whose
--   answered on is on or before the day of the check and whose evidence is recorded.
-- Holds when ((the latest answered on of this organisation's attestation records whose
--   obligation id is GOV-REP-17 and whose answered on is on or before the day of the check and
--   whose evidence is recorded exists) and (the last day in time is on or after the day of the
--   check)) and (there is none of this organisation's attestation records whose obligation id
--   is GOV-REP-17 and whose answered on is on or before the day of the check and whose evidence
--   is recorded and whose (answered on is the latest answered on of this organisation's
--   attestation records whose obligation id is GOV-REP-17 and whose answered on is on or before
--   the day of the check and whose evidence is recorded) and whose next due on is recorded and
--   whose next due on is before the day of the check) and (there is none of this organisation's
--   attestation records whose obligation id is GOV-REP-17 and whose answered on is on or before
--   the day of the check and whose evidence is recorded and whose (answered on is the latest
--   answered on of this organisation's attestation records whose obligation id is GOV-REP-17
--   and whose answered on is on or before the day of the check and whose evidence is recorded)
--   and whose answer is one of negative, partly).
-- Unknown when one of these is missing and would decide it: attestation.answer,
--   attestation.answered_on, attestation.evidence, attestation.next_due_on,
--   attestation.obligation_id, program.ended_on, program.started_on, program.status.
-- Unknown as well when no attestation or program records were supplied.
-- Checks GOV-REP-17 (Operating a Peer Support Service, Reporting (quotation of a peer support
--   charter))
--
-- Limit yearly_answer_interval = 1 year; source: no document says how often these questions are
--   asked; a round with the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   attestation (answer TEXT, answered_on DATE, evidence TEXT, next_due_on DATE, obligation_id
--     TEXT, organisation_id TEXT, program_id TEXT)
--   organisation (id TEXT)
--   program (ended_on DATE, id TEXT, organisation_id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_attestation_unlinked AS (
  SELECT
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      attestation.answered_on IS NULL) AS undated
  FROM attestation
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    attestation.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      attestation.obligation_id = 'GOV-REP-17' OR attestation.obligation_id IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
), latest_attestation AS (
  SELECT
    COALESCE(attestation.organisation_id, program.organisation_id) AS key_0,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.obligation_id = 'GOV-REP-17'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(attestation.answered_on) FILTER(WHERE
      (
        attestation.obligation_id = 'GOV-REP-17' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'GOV-REP-17' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on IS NULL) AS undated
  FROM attestation
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    (
      NOT (
        attestation.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    COALESCE(attestation.organisation_id, program.organisation_id)
), any_attestation AS (
  SELECT
    organisation.id AS key_0,
    COUNT(*) AS counted
  FROM organisation
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id
  CROSS JOIN latest_attestation_unlinked
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    COALESCE(attestation.organisation_id, program.organisation_id) = organisation.id
    AND attestation.obligation_id = 'GOV-REP-17'
    AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
    AND NOT (
      attestation.evidence IS NULL
    )
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
  GROUP BY
    organisation.id
), any_attestation_2 AS (
  SELECT
    organisation.id AS key_0,
    COUNT(*) AS counted
  FROM organisation
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = organisation.id
  CROSS JOIN latest_attestation_unlinked
  LEFT JOIN program
    ON program.id = attestation.program_id
  WHERE
    COALESCE(attestation.organisation_id, program.organisation_id) = organisation.id
    AND attestation.obligation_id = 'GOV-REP-17'
    AND attestation.answered_on <= CAST('2026-11-22' AS DATE)
    AND NOT (
      attestation.evidence IS NULL
    )
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
    organisation.id
), any_program AS (
  SELECT
    program.organisation_id AS key_0,
    COUNT(*) FILTER(WHERE
      program.status = 'operating'
      OR (
        program.status IS NULL
        AND program.started_on <= CAST('2026-11-22' AS DATE)
        AND (
          program.ended_on IS NULL OR program.ended_on > CAST('2026-11-22' AS DATE)
        )
      )) AS counted
  FROM program
  WHERE
    NOT (
      program.organisation_id IS NULL
    )
  GROUP BY
    program.organisation_id
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_program
  ON any_program.key_0 = organisation.id
LEFT JOIN latest_attestation
  ON latest_attestation.key_0 = organisation.id
CROSS JOIN latest_attestation_unlinked
LEFT JOIN any_attestation_2 AS any_attestation
  ON any_attestation.key_0 = organisation.id
LEFT JOIN any_attestation AS any_attestation_2
  ON any_attestation_2.key_0 = organisation.id
WHERE
  COALESCE(any_program.counted, 0) > 0
  AND (
    (
      latest_attestation.known IS NULL
      AND COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) <= 0
      AND latest_attestation.possible IS NULL
      AND latest_attestation_unlinked.possible IS NULL
    )
    OR (
      NOT (
        latest_attestation.known IS NULL
      )
      AND (
        COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        OR NOT (
          latest_attestation.possible IS NULL
        )
        OR NOT (
          latest_attestation_unlinked.possible IS NULL
        )
      )
      AND CAST(CASE
        WHEN COALESCE(latest_attestation.undated, 0) + COALESCE(latest_attestation_unlinked.undated, 0) > 0
        THEN GREATEST(
          latest_attestation.possible,
          latest_attestation_unlinked.possible,
          CAST('2026-11-22' AS DATE)
        )
        ELSE GREATEST(latest_attestation.possible, latest_attestation_unlinked.possible)
      END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    )
    OR COALESCE(any_attestation.counted, 0) > 0
    OR COALESCE(any_attestation_2.counted, 0) > 0
  )
ORDER BY
  id;
