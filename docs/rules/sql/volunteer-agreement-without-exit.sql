-- volunteer-agreement-without-exit: Volunteer Agreement that does not say how it ends
-- Lists the keys of the agreement records that fail on 2026-11-22.
--
-- Judges agreement records.
-- Applies when kind is volunteer_agreement and (signed on is recorded and signed on is on or
--   before the day of the check) and (signed on is on or before the day of the check and
--   (expires on is not recorded or expires on is on or after the day of the check)) and (the
--   worker's started on is on or before the day of the check and (the worker's ended on is not
--   recorded or the worker's ended on is after the day of the check)).
-- Looks at each item of resignation, termination, one by one.
-- Holds when terms include the item.
-- Unknown when one of these is missing and would decide it: agreement.expires_on,
--   agreement.kind, agreement.signed_on, agreement.terms, worker.ended_on, worker.started_on.
-- Unknown as well when no worker records were supplied.
-- Checks PER-VOL-10 (Operating a Peer Support Service, Volunteer management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   agreement (expires_on DATE, id TEXT, kind TEXT, signed_on DATE, terms TEXT[], worker_id
--     TEXT)
--   worker (ended_on DATE, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    agreement.id AS id,
    UNNEST(['resignation', 'termination']) AS value
  FROM agreement
), items_of_volunteer_agreement_without_exit AS (
  SELECT
    listed.id,
    listed.value AS n,
    listed.value,
    CAST(NULL AS DATE) AS first,
    CAST(NULL AS DATE) AS last
  FROM listed
), items AS (
  SELECT
    agreement.id AS id,
    BOOL_OR(
      CAST(COALESCE(ARRAY_CONTAINS(agreement.terms, item.value), TRUE) = FALSE AS BOOLEAN)
    ) AS fails
  FROM agreement
  CROSS JOIN items_of_volunteer_agreement_without_exit AS item
  WHERE
    item.id = agreement.id
  GROUP BY
    agreement.id
)
SELECT
  agreement.id AS id
FROM agreement
LEFT JOIN worker
  ON worker.id = agreement.worker_id
LEFT JOIN items
  ON items.id = agreement.id
WHERE
  agreement.kind = 'volunteer_agreement'
  AND agreement.signed_on <= CAST('2026-11-22' AS DATE)
  AND (
    agreement.expires_on IS NULL
    OR agreement.expires_on >= CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    worker.id IS NULL
  )
  AND worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND items.fails
ORDER BY
  id;
