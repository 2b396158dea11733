-- contract-ending-undecided: Paid peer worker whose contract ends soon and about whom nobody
--   has decided
-- Lists the keys of the worker records that fail on 2026-11-22.
--
-- Judges worker records.
-- Applies when (started on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and (engagement is paid and peer is yes) and
--   contract end on is recorded and contract end on is on or before the contract decision lead
--   after the day of the check.
-- Holds when (there is at least one of this worker's separation records whose decided on is
--   recorded and whose decided on is on or before the day of the check) or (there is at least
--   one of this worker's agreement records whose kind is employment_contract and whose signed
--   on is recorded and whose signed on is on or before the day of the check and whose signed on
--   is after this worker's started on and for which (expires on is not recorded or expires on
--   is after this worker's contract end on)).
-- Unknown when one of these is missing and would decide it: agreement.expires_on,
--   agreement.kind, agreement.signed_on, separation.decided_on, worker.contract_end_on,
--   worker.ended_on, worker.engagement, worker.is_peer, worker.started_on.
-- Unknown as well when no agreement or separation records were supplied.
-- Checks WFD-REM-07 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Limit contract_decision_lead = 2 months; source: WFD-REM-07 names no time; two months let a
--   worker look for other work
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   agreement (expires_on DATE, kind TEXT, signed_on DATE, worker_id TEXT)
--   separation (decided_on DATE, worker_id TEXT)
--   worker (contract_end_on DATE, ended_on DATE, engagement TEXT, id TEXT, is_peer BOOLEAN,
--     started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_agreement_unlinked AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) AS may_count
  FROM worker
  CROSS JOIN agreement
  WHERE
    agreement.worker_id IS NULL
    AND (
      agreement.kind = 'employment_contract' OR agreement.kind IS NULL
    )
    AND agreement.signed_on <= CAST('2026-11-22' AS DATE)
    AND (
      agreement.signed_on > worker.started_on OR worker.started_on IS NULL
    )
    AND (
      agreement.expires_on IS NULL
      OR agreement.expires_on > worker.contract_end_on
      OR worker.contract_end_on IS NULL
    )
  GROUP BY
    worker.id
), any_agreement AS (
  SELECT
    worker.id AS key_0,
    COUNT(*) FILTER(WHERE
      agreement.kind = 'employment_contract'
      AND agreement.signed_on > worker.started_on
      AND (
        agreement.expires_on IS NULL OR agreement.expires_on > worker.contract_end_on
      )) AS counted,
    COUNT(*) FILTER(WHERE
      (
        agreement.kind = 'employment_contract' OR agreement.kind IS NULL
      )
      AND (
        agreement.signed_on > worker.started_on OR worker.started_on IS NULL
      )
      AND (
        agreement.expires_on IS NULL
        OR agreement.expires_on > worker.contract_end_on
        OR worker.contract_end_on IS NULL
      )
      AND (
        agreement.kind <> 'employment_contract'
        OR agreement.kind IS NULL
        OR agreement.signed_on > CAST('2026-11-22' AS DATE)
        OR agreement.signed_on <= worker.started_on
        OR worker.started_on IS NULL
        OR (
          NOT (
            agreement.expires_on IS NULL
          )
          AND (
            agreement.expires_on <= worker.contract_end_on OR worker.contract_end_on IS NULL
          )
        )
      )) AS may_count
  FROM worker
  CROSS JOIN agreement
  WHERE
    agreement.worker_id = worker.id
    AND agreement.signed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    worker.id
), any_separation_unlinked AS (
  SELECT
    COUNT(*) AS may_count
  FROM separation
  WHERE
    separation.worker_id IS NULL
    AND separation.decided_on <= CAST('2026-11-22' AS DATE)
), any_separation AS (
  SELECT
    separation.worker_id AS key_0,
    COUNT(*) AS counted,
    COUNT(*) FILTER(WHERE
      separation.decided_on > CAST('2026-11-22' AS DATE)) AS may_count
  FROM separation
  WHERE
    NOT (
      separation.worker_id IS NULL
    )
    AND separation.decided_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    separation.worker_id
)
SELECT
  worker.id AS id
FROM worker
LEFT JOIN any_separation
  ON any_separation.key_0 = worker.id
CROSS JOIN any_separation_unlinked
LEFT JOIN any_agreement
  ON any_agreement.key_0 = worker.id
LEFT JOIN any_agreement_unlinked
  ON any_agreement_unlinked.key_0 = worker.id
WHERE
  worker.started_on <= CAST('2026-11-22' AS DATE)
  AND (
    worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND worker.engagement = 'paid'
  AND worker.is_peer
  AND worker.contract_end_on <= CAST(CAST('2026-11-22' AS DATE) + INTERVAL 2 MONTH AS DATE)
  AND COALESCE(any_separation.counted, 0) <= 0
  AND COALESCE(any_separation.may_count, 0) + COALESCE(any_separation_unlinked.may_count, 0) <= 0
  AND COALESCE(any_agreement.counted, 0) <= 0
  AND COALESCE(any_agreement.may_count, 0) + COALESCE(any_agreement_unlinked.may_count, 0) <= 0
ORDER BY
  id;
