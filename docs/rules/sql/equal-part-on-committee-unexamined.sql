-- equal-part-on-committee-unexamined: Committee that has not changed its own ways lately so
--   that members take part as equals
-- Lists the keys of the committee records that fail on 2026-11-22.
--
-- Judges committee records.
-- Applies when there is at least one of this committee's membership records whose joined on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and for which (background is lived_experience or peer is yes).
-- It is due: the last day in time is the yearly answer interval after the latest answered on of
--   this committee's attestation records whose obligation id is PAR-REP-13 and whose answered
--   on is on or before the day of the check and whose evidence is recorded.
-- Holds when ((the latest answered on of this committee's attestation records whose obligation
--   id is PAR-REP-13 and whose answered on is on or before the day of the check and whose
--   evidence is recorded exists) and (the last day in time is on or after the day of the
--   check)) and (there is none of this committee's attestation records whose obligation id is
--   PAR-REP-13 and whose answered on is on or before the day of the check and whose evidence is
--   recorded and whose (answered on is the latest answered on of this committee's attestation
--   records whose obligation id is PAR-REP-13 and whose answered on is on or before the day of
--   the check and whose evidence is recorded) and whose next due on is recorded and whose next
--   due on is before the day of the check) and (there is none of this committee's attestation
--   records whose obligation id is PAR-REP-13 and whose answered on is on or before the day of
--   the check and whose evidence is recorded and whose (answered on is the latest answered on
--   of this committee's attestation records whose obligation id is PAR-REP-13 and whose
--   answered on is on or before the day of the check and whose evidence is recorded) and whose
--   answer is one of negative, partly).
-- Unknown when one of these is missing and would decide it: attestation.answer,
--   attestation.answered_on, attestation.evidence, attestation.next_due_on,
--   attestation.obligation_id, membership.background, membership.ended_on, membership.is_peer,
--   membership.joined_on.
-- Unknown as well when no attestation or membership records were supplied.
-- Checks PAR-REP-13 (Integrating peer support in mental health (review and qualitative case
--   study), Professionalisation of the consumer role)
--
-- Limit yearly_answer_interval = 1 year; source: no document says how often these questions are
--   asked; a round with the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   attestation (answer TEXT, answered_on DATE, committee_id TEXT, evidence TEXT, next_due_on
--     DATE, obligation_id TEXT)
--   committee (id TEXT)
--   membership (background TEXT, committee_id TEXT, ended_on DATE, is_peer BOOLEAN, joined_on
--     DATE)
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
    attestation.committee_id IS NULL
    AND (
      attestation.obligation_id = 'PAR-REP-13' OR attestation.obligation_id IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
), latest_attestation AS (
  SELECT
    attestation.committee_id AS key_0,
    MAX(attestation.answered_on) FILTER(WHERE
      attestation.obligation_id = 'PAR-REP-13'
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(attestation.answered_on) FILTER(WHERE
      (
        attestation.obligation_id = 'PAR-REP-13' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        attestation.obligation_id = 'PAR-REP-13' OR attestation.obligation_id IS NULL
      )
      AND attestation.answered_on IS NULL) AS undated
  FROM attestation
  WHERE
    NOT (
      attestation.committee_id IS NULL
    )
    AND NOT (
      attestation.evidence IS NULL
    )
  GROUP BY
    attestation.committee_id
), any_attestation AS (
  SELECT
    committee.id AS key_0,
    COUNT(*) AS counted
  FROM committee
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = committee.id
  CROSS JOIN latest_attestation_unlinked
  WHERE
    attestation.committee_id = committee.id
    AND attestation.obligation_id = 'PAR-REP-13'
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
    committee.id
), any_attestation_2 AS (
  SELECT
    committee.id AS key_0,
    COUNT(*) AS counted
  FROM committee
  CROSS JOIN attestation
  LEFT JOIN latest_attestation
    ON latest_attestation.key_0 = committee.id
  CROSS JOIN latest_attestation_unlinked
  WHERE
    attestation.committee_id = committee.id
    AND attestation.obligation_id = 'PAR-REP-13'
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
    committee.id
), any_membership AS (
  SELECT
    membership.committee_id AS key_0,
    COUNT(*) AS counted
  FROM membership
  WHERE
    NOT (
      membership.committee_id IS NULL
    )
    AND membership.joined_on <= CAST('2026-11-22' AS DATE)
    AND (
      membership.ended_on IS NULL OR membership.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      membership.background = 'lived_experience' OR membership.is_peer
    )
  GROUP BY
    membership.committee_id
)
SELECT
  committee.id AS id
FROM committee
LEFT JOIN any_membership
  ON any_membership.key_0 = committee.id
LEFT JOIN latest_attestation
  ON latest_attestation.key_0 = committee.id
CROSS JOIN latest_attestation_unlinked
LEFT JOIN any_attestation_2 AS any_attestation
  ON any_attestation.key_0 = committee.id
LEFT JOIN any_attestation AS any_attestation_2
  ON any_attestation_2.key_0 = committee.id
WHERE
  COALESCE(any_membership.counted, 0) > 0
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
