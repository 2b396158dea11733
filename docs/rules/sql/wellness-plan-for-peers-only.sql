-- wellness-plan-for-peers-only: Organisation that offers wellness plans to peer workers and
--   leaves other staff out
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when there is at least one of this organisation's wellness offer records whose
--   offered on is on or before the day of the check and for which the worker's peer is yes.
-- Holds when there is none of this organisation's worker records whose started on is on or
--   before the day of the check and for which (ended on is not recorded or ended on is after
--   the day of the check) and whose peer is no and for which the wellness offer limit after
--   started on is before the day of the check and for which (there is none of its wellness
--   offer records whose offered on is on or before the day of the check).
-- Unknown when one of these is missing and would decide it: wellness_offer.offered_on,
--   worker.ended_on, worker.is_peer, worker.started_on.
-- Unknown as well when no wellness offer or worker records were supplied.
-- Checks PER-MAN-10 (Operating a Peer Support Service, Management of staff)
--
-- Limit wellness_offer_limit = 1 year; source: PER-MAN-10 names no limit; offers are usually
--   made once a year
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   wellness_offer (offered_on DATE, worker_id TEXT)
--   worker (ended_on DATE, id TEXT, is_peer BOOLEAN, organisation_id TEXT, program_id TEXT,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_wellness_offer_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      wellness_offer.offered_on <= CAST('2026-11-22' AS DATE)
      OR wellness_offer.offered_on IS NULL) AS may_count
  FROM wellness_offer
  WHERE
    wellness_offer.worker_id IS NULL
), any_wellness_offer AS (
  SELECT
    wellness_offer.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      wellness_offer.offered_on <= CAST('2026-11-22' AS DATE)) AS counted,
    COUNT(*) FILTER(WHERE
      wellness_offer.offered_on IS NULL) AS may_count
  FROM wellness_offer
  WHERE
    NOT (
      wellness_offer.worker_id IS NULL
    )
  GROUP BY
    wellness_offer.worker_id
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  LEFT JOIN any_wellness_offer
    ON any_wellness_offer.key_0 = worker.id
  CROSS JOIN any_wellness_offer_unlinked
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND NOT worker.is_peer
    AND CAST(worker.started_on + INTERVAL 12 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
    AND COALESCE(any_wellness_offer.counted, 0) <= 0
    AND COALESCE(any_wellness_offer.may_count, 0) + COALESCE(any_wellness_offer_unlinked.may_count, 0) <= 0
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_wellness_offer_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM wellness_offer
  LEFT JOIN worker
    ON worker.id = wellness_offer.worker_id
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    (
      NOT (
        worker.organisation_id IS NULL
      )
      OR NOT (
        program.organisation_id IS NULL
      )
    )
    AND wellness_offer.offered_on <= CAST('2026-11-22' AS DATE)
    AND worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_wellness_offer_2 AS any_wellness_offer
  ON any_wellness_offer.key_0 = organisation.id
LEFT JOIN any_worker
  ON any_worker.key_0 = organisation.id
WHERE
  COALESCE(any_wellness_offer.counted, 0) > 0
  AND COALESCE(any_worker.counted, 0) > 0
ORDER BY
  id;
