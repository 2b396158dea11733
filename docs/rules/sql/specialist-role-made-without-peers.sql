-- specialist-role-made-without-peers: Specialist position that nobody with the specialisation
--   led into being
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when specialisations is recorded.
-- Looks at each item of specialisations, one by one.
-- Holds when there is at least one of the worker records named in specialist lead ids whose
--   specialisations include the item.
-- Unknown when one of these is missing and would decide it: position.specialisations,
--   position.specialist_lead_ids, worker.specialisations.
-- Unknown as well when no worker records were supplied.
-- Checks MOD-SPC-03 (Peer Support, Roles, Clients and Settings, Specialisations, from two
--   perspectives)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (id TEXT, specialisations TEXT[], specialist_lead_ids TEXT[])
--   worker (id TEXT, specialisations TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    position.id AS id,
    UNNEST(position.specialisations) AS value
  FROM position
), items_of_specialist_role_made_without_peers AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), members AS (
  SELECT
    one.id AS owner,
    UNNEST(one.specialist_lead_ids) AS "key"
  FROM position AS one
), any_worker AS (
  SELECT
    position.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      NOT (
        worker.id IS NULL
      )
      AND ARRAY_CONTAINS(worker.specialisations, item.value)) AS counted,
    COUNT(*) FILTER(WHERE
      worker.id IS NULL
      OR (
        NOT (
          worker.id IS NULL
        )
        AND (
          worker.specialisations IS NULL OR item.value IS NULL
        )
      )) AS may_count
  FROM position
  CROSS JOIN items_of_specialist_role_made_without_peers AS item
  CROSS JOIN members
  LEFT JOIN worker
    ON worker.id = members."key"
  WHERE
    item.id = position.id AND members.owner = position.id
  GROUP BY
    position.id,
    item.n
), items AS (
  SELECT
    position.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN position.specialist_lead_ids IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(any_worker.counted, 0) > 0
            THEN TRUE
            WHEN COALESCE(any_worker.may_count, 0) > 0
            THEN NULL
            ELSE FALSE
          END
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM position
  CROSS JOIN items_of_specialist_role_made_without_peers AS item
  LEFT JOIN any_worker
    ON any_worker.key_0 = position.id AND any_worker.key_1 = item.n
  WHERE
    item.id = position.id
  GROUP BY
    position.id
)
SELECT
  position.id AS id
FROM position
LEFT JOIN items
  ON items.id = position.id
WHERE
  NOT (
    position.specialisations IS NULL
  ) AND items.fails
ORDER BY
  id;
