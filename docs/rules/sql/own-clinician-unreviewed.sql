-- own-clinician-unreviewed: Arrangement for work beside the own clinician that was not reviewed
--   recently
-- Lists the keys of the relationship_declaration records that fail on 2026-11-22.
--
-- Judges relationship declaration records.
-- Applies when (kind is not none and declared on is on or before the day of the check and
--   (ended on is not recorded or ended on is after the day of the check)) and (kind is
--   colleague_is_own_clinician and the worker's program's clinical team is yes).
-- It is due: the last day in time is the own clinician review interval after the later of
--   declared on and the latest last reviewed on of the relationship declaration records whose
--   its key is this relationship declaration's key and whose last reviewed on is recorded and
--   whose last reviewed on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: program.clinical_team,
--   relationship_declaration.declared_on, relationship_declaration.ended_on,
--   relationship_declaration.id, relationship_declaration.kind,
--   relationship_declaration.last_reviewed_on.
-- Unknown as well when no program records were supplied.
-- Checks PRA-BND-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, Power; Professional Boundaries)
--
-- Limit own_clinician_review_interval = 6 months; source: PRA-BND-05 names no frequency; twice
--   a year, so that the worker is not asked about it too often
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (clinical_team BOOLEAN, id TEXT)
--   relationship_declaration (declared_on DATE, ended_on DATE, id TEXT, kind TEXT,
--     last_reviewed_on DATE, worker_id TEXT)
--   worker (id TEXT, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_relationship_declaration_unlinked AS (
  SELECT
    MAX(relationship_declaration.last_reviewed_on) AS possible
  FROM relationship_declaration
  WHERE
    relationship_declaration.id IS NULL
    AND relationship_declaration.last_reviewed_on <= CAST('2026-11-22' AS DATE)
), latest_relationship_declaration AS (
  SELECT
    relationship_declaration.id AS key_0,
    MAX(relationship_declaration.last_reviewed_on) AS possible
  FROM relationship_declaration
  WHERE
    NOT (
      relationship_declaration.id IS NULL
    )
    AND relationship_declaration.last_reviewed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    relationship_declaration.id
)
SELECT
  relationship_declaration.id AS id
FROM relationship_declaration
LEFT JOIN worker
  ON worker.id = relationship_declaration.worker_id
LEFT JOIN program
  ON program.id = worker.program_id
LEFT JOIN latest_relationship_declaration
  ON latest_relationship_declaration.key_0 = relationship_declaration.id
CROSS JOIN latest_relationship_declaration_unlinked
WHERE
  relationship_declaration.kind <> 'none'
  AND relationship_declaration.declared_on <= CAST('2026-11-22' AS DATE)
  AND (
    relationship_declaration.ended_on IS NULL
    OR relationship_declaration.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND relationship_declaration.kind = 'colleague_is_own_clinician'
  AND program.clinical_team
  AND CAST(CASE
    WHEN COALESCE(
      CASE
        WHEN relationship_declaration.id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_relationship_declaration.possible,
          latest_relationship_declaration_unlinked.possible
        )
      END IS NULL
      AND relationship_declaration.id IS NULL,
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN relationship_declaration.id IS NULL
          THEN NULL
          ELSE GREATEST(
            latest_relationship_declaration.possible,
            latest_relationship_declaration_unlinked.possible
          )
        END,
        relationship_declaration.declared_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN relationship_declaration.id IS NULL
        THEN NULL
        ELSE GREATEST(
          latest_relationship_declaration.possible,
          latest_relationship_declaration_unlinked.possible
        )
      END,
      relationship_declaration.declared_on
    )
  END + INTERVAL 6 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
