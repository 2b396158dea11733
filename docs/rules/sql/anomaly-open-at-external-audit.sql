-- anomaly-open-at-external-audit: Anomaly of an internal audit not corrected before the
--   external audit
-- Lists the keys of the nonconformance records that fail on 2026-11-22.
--
-- Judges nonconformance records.
-- Applies when the audit's kind is internal and (there is at least one of the program's funding
--   agreement records whose starts on is on or before the day of the check and for which (ends
--   on is not recorded or ends on is on or after the day of the check) and whose audit required
--   is yes) and (the first recorded one of the earliest completed on of the audit records whose
--   program id is this nonconformance's audit's program id and whose kind is external and whose
--   completed on is recorded and whose completed on is on or before the day of the check and
--   whose completed on is on or after this nonconformance's raised on and the earliest next
--   external audit on of the funding agreement records whose program id is this
--   nonconformance's audit's program id and whose starts on is on or before the day of the
--   check and for which (ends on is not recorded or ends on is on or after the day of the
--   check) and whose audit required is yes and whose next external audit on is recorded exists)
--   and (the first recorded one of the earliest completed on of the audit records whose program
--   id is this nonconformance's audit's program id and whose kind is external and whose
--   completed on is recorded and whose completed on is on or before the day of the check and
--   whose completed on is on or after this nonconformance's raised on and the earliest next
--   external audit on of the funding agreement records whose program id is this
--   nonconformance's audit's program id and whose starts on is on or before the day of the
--   check and for which (ends on is not recorded or ends on is on or after the day of the
--   check) and whose audit required is yes and whose next external audit on is recorded, is
--   after the day of the check minus the look back) and (the first recorded one of the earliest
--   completed on of the audit records whose program id is this nonconformance's audit's program
--   id and whose kind is external and whose completed on is recorded and whose completed on is
--   on or before the day of the check and whose completed on is on or after this
--   nonconformance's raised on and the earliest next external audit on of the funding agreement
--   records whose program id is this nonconformance's audit's program id and whose starts on is
--   on or before the day of the check and for which (ends on is not recorded or ends on is on
--   or after the day of the check) and whose audit required is yes and whose next external
--   audit on is recorded, is on or before the external audit nearness after the day of the
--   check).
-- Holds when closed on is recorded and (closed on is before the first recorded one of the
--   earliest completed on of the audit records whose program id is this nonconformance's
--   audit's program id and whose kind is external and whose completed on is recorded and whose
--   completed on is on or before the day of the check and whose completed on is on or after
--   this nonconformance's raised on and the earliest next external audit on of the funding
--   agreement records whose program id is this nonconformance's audit's program id and whose
--   starts on is on or before the day of the check and for which (ends on is not recorded or
--   ends on is on or after the day of the check) and whose audit required is yes and whose next
--   external audit on is recorded).
-- A breach stands below that of nonconformance-overdue where the same record fails it.
-- Unknown when one of these is missing and would decide it: audit.completed_on, audit.kind,
--   audit.program_id, funding_agreement.audit_required, funding_agreement.ends_on,
--   funding_agreement.next_external_audit_on, funding_agreement.program_id,
--   funding_agreement.starts_on, nonconformance.closed_on, nonconformance.raised_on.
-- Unknown as well when no audit or funding agreement or program records were supplied.
-- Checks GOV-POL-08 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit external_audit_nearness = 14 days; source: GOV-POL-08 says before the review; two weeks
--   are the least in which a correction can be made and shown
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (completed_on DATE, id TEXT, kind TEXT, program_id TEXT)
--   funding_agreement (audit_required BOOLEAN, ends_on DATE, next_external_audit_on DATE,
--     program_id TEXT, starts_on DATE)
--   nonconformance (audit_id TEXT, closed_on DATE, id TEXT, raised_on DATE)
--   program (id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH earliest_funding_agreement_unlinked AS (
  SELECT
    MIN(funding_agreement.next_external_audit_on) AS possible
  FROM funding_agreement
  WHERE
    funding_agreement.program_id IS NULL
    AND (
      funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
      OR funding_agreement.starts_on IS NULL
    )
    AND (
      funding_agreement.ends_on IS NULL
      OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
    )
    AND (
      funding_agreement.audit_required OR funding_agreement.audit_required IS NULL
    )
), earliest_funding_agreement AS (
  SELECT
    funding_agreement.program_id AS key_0,
    MIN(funding_agreement.next_external_audit_on) FILTER(WHERE
      funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
      AND funding_agreement.audit_required) AS known,
    MIN(funding_agreement.next_external_audit_on) FILTER(WHERE
      (
        funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
        OR funding_agreement.starts_on IS NULL
      )
      AND (
        funding_agreement.audit_required OR funding_agreement.audit_required IS NULL
      )) AS possible
  FROM funding_agreement
  WHERE
    NOT (
      funding_agreement.program_id IS NULL
    )
    AND (
      funding_agreement.ends_on IS NULL
      OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
    )
  GROUP BY
    funding_agreement.program_id
), earliest_audit_unlinked AS (
  SELECT
    nonconformance.id AS key_0,
    MIN(audit.completed_on) AS possible
  FROM nonconformance
  CROSS JOIN audit
  WHERE
    audit.program_id IS NULL
    AND (
      audit.kind = 'external' OR audit.kind IS NULL
    )
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      audit.completed_on >= nonconformance.raised_on
      OR nonconformance.raised_on IS NULL
    )
  GROUP BY
    nonconformance.id
), earliest_audit AS (
  SELECT
    nonconformance.id AS key_0,
    MIN(audit.completed_on) FILTER(WHERE
      audit.kind = 'external' AND audit.completed_on >= nonconformance.raised_on) AS known,
    MIN(audit.completed_on) FILTER(WHERE
      (
        audit.kind = 'external' OR audit.kind IS NULL
      )
      AND (
        audit.completed_on >= nonconformance.raised_on
        OR nonconformance.raised_on IS NULL
      )) AS possible
  FROM nonconformance
  CROSS JOIN audit
  LEFT JOIN audit AS audit_2
    ON audit_2.id = nonconformance.audit_id
  WHERE
    audit.program_id = audit_2.program_id
    AND audit.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    nonconformance.id
), any_funding_agreement AS (
  SELECT
    funding_agreement.program_id AS key_0,
    COUNT(*) AS counted
  FROM funding_agreement
  WHERE
    NOT (
      funding_agreement.program_id IS NULL
    )
    AND funding_agreement.starts_on <= CAST('2026-11-22' AS DATE)
    AND (
      funding_agreement.ends_on IS NULL
      OR funding_agreement.ends_on >= CAST('2026-11-22' AS DATE)
    )
    AND funding_agreement.audit_required
  GROUP BY
    funding_agreement.program_id
)
SELECT
  nonconformance.id AS id
FROM nonconformance
LEFT JOIN audit
  ON audit.id = nonconformance.audit_id
LEFT JOIN program
  ON program.id = audit.program_id
LEFT JOIN any_funding_agreement
  ON any_funding_agreement.key_0 = program.id
LEFT JOIN earliest_audit
  ON earliest_audit.key_0 = nonconformance.id
LEFT JOIN earliest_audit_unlinked
  ON earliest_audit_unlinked.key_0 = nonconformance.id
LEFT JOIN earliest_funding_agreement
  ON earliest_funding_agreement.key_0 = audit.program_id
CROSS JOIN earliest_funding_agreement_unlinked
WHERE
  audit.kind = 'internal'
  AND NOT (
    program.id IS NULL
  )
  AND COALESCE(any_funding_agreement.counted, 0) > 0
  AND (
    (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_audit.possible IS NULL
        )
        OR NOT (
          earliest_audit_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_funding_agreement.possible IS NULL
        )
        OR NOT (
          earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
  )
  AND (
    (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_audit.possible IS NULL
        )
        OR NOT (
          earliest_audit_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND NOT (
        earliest_funding_agreement.known IS NULL
      )
    )
  )
  AND (
    (
      NOT (
        audit.program_id IS NULL
      ) AND NOT (
        earliest_audit.known IS NULL
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_funding_agreement.possible IS NULL
        )
        OR NOT (
          earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
  )
  AND (
    (
      NOT (
        audit.program_id IS NULL
      ) AND NOT (
        earliest_audit.known IS NULL
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND NOT (
        earliest_funding_agreement.known IS NULL
      )
    )
  )
  AND (
    (
      (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND earliest_audit.possible IS NULL
          AND earliest_audit_unlinked.possible IS NULL
        )
      )
      AND (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND earliest_funding_agreement.possible IS NULL
          AND earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
    OR (
      (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND earliest_audit.possible IS NULL
          AND earliest_audit_unlinked.possible IS NULL
        )
      )
      AND (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND earliest_funding_agreement.known IS NULL
        )
      )
    )
    OR (
      (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND earliest_audit.known IS NULL
        )
      )
      AND (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND earliest_funding_agreement.possible IS NULL
          AND earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
    OR (
      (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND earliest_audit.known IS NULL
        )
      )
      AND (
        audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND earliest_funding_agreement.known IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_audit.possible IS NULL
        )
        OR NOT (
          earliest_audit_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_funding_agreement.possible IS NULL
        )
        OR NOT (
          earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND NOT (
        earliest_funding_agreement.known IS NULL
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      ) AND NOT (
        earliest_audit.known IS NULL
      )
    )
  )
  AND (
    (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_audit.possible IS NULL
        )
        OR NOT (
          earliest_audit_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND (
        NOT (
          earliest_funding_agreement.possible IS NULL
        )
        OR NOT (
          earliest_funding_agreement_unlinked.possible IS NULL
        )
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      )
      AND NOT (
        earliest_funding_agreement.known IS NULL
      )
    )
    OR (
      NOT (
        audit.program_id IS NULL
      ) AND NOT (
        earliest_audit.known IS NULL
      )
    )
  )
  AND CASE
    WHEN COALESCE(
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
      END,
      CASE
        WHEN audit.program_id IS NULL OR FALSE
        THEN NULL
        ELSE CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
        END
      END
    ) IS NULL
    OR COALESCE(
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
      END,
      CASE
        WHEN audit.program_id IS NULL OR FALSE
        THEN NULL
        ELSE CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE earliest_funding_agreement.known
        END
      END
    ) IS NULL
    OR COALESCE(
      CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
      END
    ) IS NULL
    OR COALESCE(
      CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE earliest_funding_agreement.known
      END
    ) IS NULL
    THEN NULL
    ELSE LEAST(
      COALESCE(
        CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
        END,
        CASE
          WHEN audit.program_id IS NULL OR FALSE
          THEN NULL
          ELSE CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
          END
        END
      ),
      COALESCE(
        CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
        END,
        CASE
          WHEN audit.program_id IS NULL OR FALSE
          THEN NULL
          ELSE CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE earliest_funding_agreement.known
          END
        END
      ),
      COALESCE(
        CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
        CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
        END
      ),
      COALESCE(
        CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
        CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE earliest_funding_agreement.known
        END
      )
    )
  END > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND GREATEST(
    COALESCE(
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
      END,
      CASE
        WHEN audit.program_id IS NULL OR FALSE
        THEN NULL
        ELSE CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
        END
      END
    ),
    COALESCE(
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
      END,
      CASE
        WHEN audit.program_id IS NULL OR FALSE
        THEN NULL
        ELSE CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE earliest_funding_agreement.known
        END
      END
    ),
    COALESCE(
      CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
      END
    ),
    COALESCE(
      CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
      CASE
        WHEN audit.program_id IS NULL
        THEN NULL
        ELSE earliest_funding_agreement.known
      END
    )
  ) <= (
    CAST('2026-11-22' AS DATE) + 14
  )
  AND (
    nonconformance.closed_on IS NULL
    OR (
      (
        (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_audit.possible IS NULL
            )
            OR NOT (
              earliest_audit_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_funding_agreement.possible IS NULL
            )
            OR NOT (
              earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
      )
      AND (
        (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_audit.possible IS NULL
            )
            OR NOT (
              earliest_audit_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            earliest_funding_agreement.known IS NULL
          )
        )
      )
      AND (
        (
          NOT (
            audit.program_id IS NULL
          ) AND NOT (
            earliest_audit.known IS NULL
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_funding_agreement.possible IS NULL
            )
            OR NOT (
              earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
      )
      AND (
        (
          NOT (
            audit.program_id IS NULL
          ) AND NOT (
            earliest_audit.known IS NULL
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            earliest_funding_agreement.known IS NULL
          )
        )
      )
      AND (
        (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND earliest_audit.possible IS NULL
              AND earliest_audit_unlinked.possible IS NULL
            )
          )
          AND (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND earliest_funding_agreement.possible IS NULL
              AND earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
        OR (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND earliest_audit.possible IS NULL
              AND earliest_audit_unlinked.possible IS NULL
            )
          )
          AND (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND earliest_funding_agreement.known IS NULL
            )
          )
        )
        OR (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND earliest_audit.known IS NULL
            )
          )
          AND (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND earliest_funding_agreement.possible IS NULL
              AND earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
        OR (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND earliest_audit.known IS NULL
            )
          )
          AND (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND earliest_funding_agreement.known IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_audit.possible IS NULL
            )
            OR NOT (
              earliest_audit_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_funding_agreement.possible IS NULL
            )
            OR NOT (
              earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            earliest_funding_agreement.known IS NULL
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND NOT (
            earliest_audit.known IS NULL
          )
        )
      )
      AND (
        (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_audit.possible IS NULL
            )
            OR NOT (
              earliest_audit_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND (
            NOT (
              earliest_funding_agreement.possible IS NULL
            )
            OR NOT (
              earliest_funding_agreement_unlinked.possible IS NULL
            )
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            earliest_funding_agreement.known IS NULL
          )
        )
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND NOT (
            earliest_audit.known IS NULL
          )
        )
      )
      AND nonconformance.closed_on >= GREATEST(
        COALESCE(
          CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
          END,
          CASE
            WHEN audit.program_id IS NULL OR FALSE
            THEN NULL
            ELSE CASE
              WHEN audit.program_id IS NULL
              THEN NULL
              ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
            END
          END
        ),
        COALESCE(
          CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE LEAST(earliest_audit.possible, earliest_audit_unlinked.possible)
          END,
          CASE
            WHEN audit.program_id IS NULL OR FALSE
            THEN NULL
            ELSE CASE
              WHEN audit.program_id IS NULL
              THEN NULL
              ELSE earliest_funding_agreement.known
            END
          END
        ),
        COALESCE(
          CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
          CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE LEAST(earliest_funding_agreement.possible, earliest_funding_agreement_unlinked.possible)
          END
        ),
        COALESCE(
          CASE WHEN audit.program_id IS NULL THEN NULL ELSE earliest_audit.known END,
          CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE earliest_funding_agreement.known
          END
        )
      )
    )
  )
ORDER BY
  id;
