-- advertised-before-role-defined: Peer position advertised before its role document was
--   approved
-- Lists the keys of the recruitment records that fail on 2026-11-22.
--
-- Judges recruitment records.
-- Applies when the position's designated is yes and (advertised on is recorded and advertised
--   on is on or before the day of the check and advertised on is after the day of the check
--   minus the look back).
-- Holds when there is at least one of the position description records whose position id is
--   this recruitment's position id and whose kind is one of position_description,
--   statement_of_activity and whose approved on is recorded and for which approved on is on or
--   before the day of the check and whose approved on is on or before this recruitment's
--   advertised on.
-- Unknown when one of these is missing and would decide it: position.designated,
--   position_description.approved_on, position_description.kind,
--   position_description.position_id, recruitment.advertised_on, recruitment.position_id.
-- Unknown as well when no position or position description records were supplied.
-- Checks WFD-ROL-10 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (designated BOOLEAN, id TEXT)
--   position_description (approved_on DATE, kind TEXT, position_id TEXT)
--   recruitment (advertised_on DATE, id TEXT, position_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_position_description_unlinked AS (
  SELECT
    recruitment.id AS key_0,
    COUNT(*) AS may_count
  FROM recruitment
  CROSS JOIN position_description
  WHERE
    position_description.position_id IS NULL
    AND (
      position_description.kind IN ('position_description', 'statement_of_activity')
      OR position_description.kind IS NULL
    )
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
    AND (
      position_description.approved_on <= recruitment.advertised_on
      OR recruitment.advertised_on IS NULL
    )
  GROUP BY
    recruitment.id
), any_position_description AS (
  SELECT
    recruitment.id AS key_0,
    COUNT(*) FILTER(WHERE
      position_description.kind IN ('position_description', 'statement_of_activity')
      AND position_description.approved_on <= recruitment.advertised_on) AS counted,
    COUNT(*) FILTER(WHERE
      (
        position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
      )
      AND (
        position_description.approved_on <= recruitment.advertised_on
        OR recruitment.advertised_on IS NULL
      )
      AND (
        NOT position_description.kind IN ('position_description', 'statement_of_activity')
        OR position_description.kind IS NULL
        OR position_description.approved_on > CAST('2026-11-22' AS DATE)
        OR position_description.approved_on > recruitment.advertised_on
        OR recruitment.advertised_on IS NULL
      )) AS may_count
  FROM recruitment
  CROSS JOIN position_description
  WHERE
    position_description.position_id = recruitment.position_id
    AND position_description.approved_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    recruitment.id
)
SELECT
  recruitment.id AS id
FROM recruitment
LEFT JOIN position
  ON position.id = recruitment.position_id
LEFT JOIN any_position_description
  ON any_position_description.key_0 = recruitment.id
LEFT JOIN any_position_description_unlinked
  ON any_position_description_unlinked.key_0 = recruitment.id
WHERE
  position.designated
  AND recruitment.advertised_on <= CAST('2026-11-22' AS DATE)
  AND recruitment.advertised_on > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    recruitment.position_id IS NULL
  )
  AND COALESCE(any_position_description.counted, 0) <= 0
  AND COALESCE(any_position_description.may_count, 0) + COALESCE(any_position_description_unlinked.may_count, 0) <= 0
ORDER BY
  id;
