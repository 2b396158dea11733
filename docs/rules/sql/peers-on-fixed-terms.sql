-- peers-on-fixed-terms: Organisation in which peers are employed for a fixed term more often
--   than others
-- Lists the keys of the organisation records that fail on 2026-11-22.
--
-- Judges organisation records.
-- Applies when (there is at least one of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose engagement is paid and whose peer is yes) and (there
--   is at least one of this organisation's worker records whose started on is on or before the
--   day of the check and for which (ended on is not recorded or ended on is after the day of
--   the check) and whose engagement is paid and whose peer is no).
-- Holds when the share of this organisation's worker records whose started on is on or before
--   the day of the check and for which (ended on is not recorded or ended on is after the day
--   of the check) and whose engagement is paid and whose peer is yes for which contract end on
--   is recorded, is at most the share of this organisation's worker records whose started on is
--   on or before the day of the check and for which (ended on is not recorded or ended on is
--   after the day of the check) and whose engagement is paid for which contract end on is
--   recorded.
-- Unknown when one of these is missing and would decide it: worker.contract_end_on,
--   worker.ended_on, worker.engagement, worker.is_peer, worker.started_on.
-- Unknown as well when no worker records were supplied.
-- Checks WFD-REM-07 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   organisation (id TEXT)
--   program (id TEXT, organisation_id TEXT)
--   worker (contract_end_on DATE, ended_on DATE, engagement TEXT, is_peer BOOLEAN,
--     organisation_id TEXT, program_id TEXT, started_on DATE)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH share_worker_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      NOT (
        worker.contract_end_on IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      worker.contract_end_on IS NULL) AS may_against
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    worker.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.engagement = 'paid' OR worker.engagement IS NULL
    )
), share_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE) AND worker.engagement = 'paid') AS whole,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.engagement = 'paid'
      AND NOT (
        worker.contract_end_on IS NULL
      )) AS may_part,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.engagement = 'paid' OR worker.engagement IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.engagement <> 'paid'
        OR worker.engagement IS NULL
      )
      AND NOT (
        worker.contract_end_on IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.engagement = 'paid' OR worker.engagement IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.engagement <> 'paid'
        OR worker.engagement IS NULL
      )
      AND worker.contract_end_on IS NULL) AS may_against
  FROM worker
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
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), share_worker_unlinked_2 AS (
  SELECT
    COUNT(*) FILTER(WHERE
      NOT (
        worker.contract_end_on IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      worker.contract_end_on IS NULL) AS may_against
  FROM worker
  LEFT JOIN program
    ON program.id = worker.program_id
  WHERE
    worker.organisation_id IS NULL
    AND program.organisation_id IS NULL
    AND (
      worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
    )
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND (
      worker.engagement = 'paid' OR worker.engagement IS NULL
    )
    AND (
      worker.is_peer OR worker.is_peer IS NULL
    )
), share_worker_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.engagement = 'paid'
      AND worker.is_peer) AS whole,
    COUNT(*) FILTER(WHERE
      worker.started_on <= CAST('2026-11-22' AS DATE)
      AND worker.engagement = 'paid'
      AND worker.is_peer
      AND NOT (
        worker.contract_end_on IS NULL
      )) AS part,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.engagement = 'paid' OR worker.engagement IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.engagement <> 'paid'
        OR worker.engagement IS NULL
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
      )
      AND NOT (
        worker.contract_end_on IS NULL
      )) AS may_for,
    COUNT(*) FILTER(WHERE
      (
        worker.started_on <= CAST('2026-11-22' AS DATE) OR worker.started_on IS NULL
      )
      AND (
        worker.engagement = 'paid' OR worker.engagement IS NULL
      )
      AND (
        worker.is_peer OR worker.is_peer IS NULL
      )
      AND (
        worker.started_on > CAST('2026-11-22' AS DATE)
        OR worker.started_on IS NULL
        OR worker.ended_on <= CAST('2026-11-22' AS DATE)
        OR worker.engagement <> 'paid'
        OR worker.engagement IS NULL
        OR NOT worker.is_peer
        OR worker.is_peer IS NULL
      )
      AND worker.contract_end_on IS NULL) AS may_against
  FROM worker
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
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
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
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'paid'
    AND NOT worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
), any_worker_2 AS (
  SELECT
    COALESCE(worker.organisation_id, program.organisation_id) AS key_0,
    COUNT(*) AS counted
  FROM worker
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
    AND worker.started_on <= CAST('2026-11-22' AS DATE)
    AND (
      worker.ended_on IS NULL OR worker.ended_on > CAST('2026-11-22' AS DATE)
    )
    AND worker.engagement = 'paid'
    AND worker.is_peer
  GROUP BY
    COALESCE(worker.organisation_id, program.organisation_id)
)
SELECT
  organisation.id AS id
FROM organisation
LEFT JOIN any_worker_2 AS any_worker
  ON any_worker.key_0 = organisation.id
LEFT JOIN any_worker AS any_worker_2
  ON any_worker_2.key_0 = organisation.id
LEFT JOIN share_worker_2 AS share_worker
  ON share_worker.key_0 = organisation.id
CROSS JOIN share_worker_unlinked_2 AS share_worker_unlinked
LEFT JOIN share_worker AS share_worker_2
  ON share_worker_2.key_0 = organisation.id
CROSS JOIN share_worker_unlinked AS share_worker_unlinked_2
WHERE
  COALESCE(any_worker.counted, 0) > 0
  AND COALESCE(any_worker_2.counted, 0) > 0
  AND (
    COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_against, 0) + COALESCE(share_worker_unlinked.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_for, 0) + COALESCE(share_worker_unlinked.may_for, 0)
  ) > 0
  AND (
    COALESCE(share_worker_2.whole, 0) + COALESCE(share_worker_2.may_against, 0) + COALESCE(share_worker_unlinked_2.may_against, 0)
  ) > 0
  AND (
    COALESCE(share_worker_2.whole, 0) + COALESCE(share_worker_2.may_for, 0) + COALESCE(share_worker_unlinked_2.may_for, 0)
  ) > 0
  AND (
    CASE
      WHEN (
        COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_against, 0) + COALESCE(share_worker_unlinked.may_against, 0)
      ) > 0
      THEN COALESCE(share_worker.part, 0)
      ELSE NULL
    END * GREATEST(
      COALESCE(share_worker_2.whole, 0) + COALESCE(share_worker_2.may_for, 0) + COALESCE(share_worker_unlinked_2.may_for, 0),
      1
    )
  ) > (
    CASE
      WHEN (
        COALESCE(share_worker_2.whole, 0) + COALESCE(share_worker_2.may_for, 0) + COALESCE(share_worker_unlinked_2.may_for, 0)
      ) > 0
      THEN COALESCE(share_worker_2.may_part, 0) + COALESCE(share_worker_2.may_for, 0) + COALESCE(share_worker_unlinked_2.may_for, 0)
      ELSE NULL
    END * GREATEST(
      COALESCE(share_worker.whole, 0) + COALESCE(share_worker.may_against, 0) + COALESCE(share_worker_unlinked.may_against, 0),
      1
    )
  )
ORDER BY
  id;
