-- volunteer-performance-unagreed: Volunteer with whom no performance was agreed
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and engagement is volunteer.
-- Holds when there is at least one of this worker's agreement records whose signed on is
--   recorded and whose signed on is on or before the day of the check and for which (expires on
--   is not recorded or expires on is on or after the day of the check) and for which (kind is
--   performance_agreement or (kind is volunteer_agreement and terms include performance)).
-- A breach stands below that of volunteer-agreement-missing where the same record fails it.
-- Unknown when one of these is missing and would decide it: agreement.expires_on,
--   agreement.kind, agreement.signed_on, agreement.terms, worker.ended_on, worker.engagement,
--   worker.started_on.
-- Unknown as well when no agreement records were supplied.
-- Checks PER-VOL-04 (Operating a Peer Support Service, Volunteer management)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   agreement (expires_on DATE, kind TEXT, signed_on DATE, terms TEXT[], worker_id TEXT)
--   worker (ended_on DATE, engagement TEXT, id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_agreement_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM agreement
  WHERE
    agreement.worker_id IS NULL
    AND agreement.signed_on <= CAST('2026-11-22' AS DATE)
    AND (
      agreement.expires_on IS NULL
      OR agreement.expires_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      agreement.kind = 'performance_agreement'
      OR agreement.kind IS NULL
      OR (
        (
          agreement.kind = 'volunteer_agreement' OR agreement.kind IS NULL
        )
        AND (
          ARRAY_CONTAINS(agreement.terms, 'performance') OR agreement.terms IS NULL
        )
      )
    )
), any_agreement AS (
  SELECT
    agreement.worker_id AS key_0,
    COUNT(*) FILTER(WHERE
      agreement.kind = 'performance_agreement'
      OR (
        agreement.kind = 'volunteer_agreement'
        AND ARRAY_CONTAINS(agreement.terms, 'performance')
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        agreement.kind = 'performance_agreement'
        OR agreement.kind IS NULL
        OR (
          (
            agreement.kind = 'volunteer_agreement' OR agreement.kind IS NULL
          )
          AND (
            ARRAY_CONTAINS(agreement.terms, 'performance') OR agreement.terms IS NULL
          )
        )
      )
      AND (
        agreement.signed_on > CAST('2026-11-22' AS DATE)
        OR agreement.expires_on < CAST('2026-11-22' AS DATE)
        OR (
          (
            agreement.kind <> 'performance_agreement' OR agreement.kind IS NULL
          )
          AND (
            agreement.kind <> 'volunteer_agreement'
            OR agreement.kind IS NULL
            OR NOT ARRAY_CONTAINS(agreement.terms, 'performance')
            OR agreement.terms IS NULL
          )
        )
      )) AS may_count
  FROM agreement
  WHERE
    NOT (
      agreement.worker_id IS NULL
    )
    AND agreement.signed_on <= CAST('2026-11-22' AS DATE)
    AND (
      agreement.expires_on IS NULL
      OR agreement.expires_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    agreement.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_agreement
  ON any_agreement.key_0 = worker.id
CROSS JOIN any_agreement_unlinked
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.engagement = 'volunteer'
  AND COALESCE(any_agreement.counted, 0) <= 0
  AND COALESCE(any_agreement.may_count, 0) + COALESCE(any_agreement_unlinked.may_count, 0) <= 0
ORDER BY
  id;
