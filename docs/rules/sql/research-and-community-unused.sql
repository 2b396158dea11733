-- research-and-community-unused: Program that draws neither on research nor on a community of
--   practice
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the practice exchange interval after the later of started
--   on, the latest completed on of this program's review records whose completed on is recorded
--   and whose completed on is on or before the day of the check and whose inputs include
--   research and the latest held on of this program's engagement records whose held on is
--   recorded and whose held on is on or before the day of the check and for which (kind is
--   community_of_practice or the stakeholder's group is community_of_practice).
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: engagement.held_on,
--   engagement.kind, program.ended_on, program.started_on, program.status, review.completed_on,
--   review.inputs, stakeholder.group.
-- Unknown as well when no engagement or review or stakeholder records were supplied.
-- Checks GOV-SUS-08 (Operating a Peer Support Service, Sustainability)
--
-- Limit practice_exchange_interval = 1 year; source: GOV-GEN-04, GOV-SUS-08, PER-REC-10 and
--   EVA-SCN-05 name no frequency; once in each yearly review
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   engagement (held_on DATE, kind TEXT, program_id TEXT, stakeholder_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
--   review (completed_on DATE, inputs TEXT[], organisation_id TEXT, program_id TEXT)
--   stakeholder (group TEXT, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_engagement_unlinked AS (
  SELECT
    MAX(engagement.held_on) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    engagement.program_id IS NULL
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
    AND (
      engagement.kind = 'community_of_practice'
      OR engagement.kind IS NULL
      OR stakeholder."group" = 'community_of_practice'
      OR stakeholder."group" IS NULL
    )
), latest_engagement AS (
  SELECT
    engagement.program_id AS key_0,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind = 'community_of_practice'
      OR stakeholder."group" = 'community_of_practice') AS known,
    MAX(engagement.held_on) FILTER(WHERE
      engagement.kind = 'community_of_practice'
      OR engagement.kind IS NULL
      OR stakeholder."group" = 'community_of_practice'
      OR stakeholder."group" IS NULL) AS possible
  FROM engagement
  LEFT JOIN stakeholder
    ON stakeholder.id = engagement.stakeholder_id
  WHERE
    NOT (
      engagement.program_id IS NULL
    )
    AND engagement.held_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    engagement.program_id
), latest_review_unlinked AS (
  SELECT
    MAX(review.completed_on) AS possible
  FROM review
  WHERE
    review.program_id IS NULL
    AND review.organisation_id IS NULL
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      ARRAY_CONTAINS(review.inputs, 'research') OR review.inputs IS NULL
    )
), latest_review AS (
  SELECT
    review.program_id AS key_0,
    MAX(review.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(review.inputs, 'research')) AS known,
    MAX(review.completed_on) FILTER(WHERE
      ARRAY_CONTAINS(review.inputs, 'research') OR review.inputs IS NULL) AS possible
  FROM review
  WHERE
    NOT (
      review.program_id IS NULL
    )
    AND review.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    review.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_review
  ON latest_review.key_0 = program.id
CROSS JOIN latest_review_unlinked
LEFT JOIN latest_engagement
  ON latest_engagement.key_0 = program.id
CROSS JOIN latest_engagement_unlinked
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
      latest_review.known IS NULL
    )
    OR NOT (
      latest_engagement.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    NOT (
      latest_review.possible IS NULL
    )
    OR NOT (
      latest_review_unlinked.possible IS NULL
    )
    OR NOT (
      latest_engagement.possible IS NULL
    )
    OR NOT (
      latest_engagement_unlinked.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        GREATEST(latest_review.possible, latest_review_unlinked.possible) IS NULL
        AND FALSE
      )
      OR (
        GREATEST(latest_engagement.possible, latest_engagement_unlinked.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        latest_review.possible,
        latest_review_unlinked.possible,
        latest_engagement.possible,
        latest_engagement_unlinked.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      latest_review.possible,
      latest_review_unlinked.possible,
      latest_engagement.possible,
      latest_engagement_unlinked.possible,
      program.started_on
    )
  END + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
