-- external-audit-without-internal-audit: External audit without an internal audit in time
--   before it
-- Lists the keys of the audit records that fail on 2026-11-22.
--
-- Judges audit records.
-- Applies when kind is external and ((completed on is recorded and completed on is on or before
--   the day of the check) or the first recorded one of completed on and planned on is on or
--   after the day of the check) and the first recorded one of completed on and planned on is
--   before the internal audit lead after the day of the check and the first recorded one of
--   completed on and planned on is after the day of the check minus the look back.
-- It is due: the last day in time is the last day from which the internal audit lead ends by
--   the first recorded one of completed on and planned on.
-- Holds when (there is at least one of the audit records whose program id is this audit's
--   program id and whose kind is internal and whose completed on is recorded and whose
--   completed on is on or before the day of the check and for which ((the latest completed on
--   of the audit records whose program id is this audit's program id and whose kind is external
--   and whose completed on is recorded and whose completed on is on or before the day of the
--   check and whose completed on is before the first recorded one of this audit's completed on
--   and this audit's planned on does not exist) or (completed on is after the latest completed
--   on of the audit records whose program id is this audit's program id and whose kind is
--   external and whose completed on is recorded and whose completed on is on or before the day
--   of the check and whose completed on is before the first recorded one of this audit's
--   completed on and this audit's planned on)) and for which the internal audit lead after
--   completed on is on or before the first recorded one of this audit's completed on and this
--   audit's planned on) or the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: audit.completed_on, audit.kind,
--   audit.planned_on, audit.program_id.
-- Checks GOV-POL-07 (Operating a Peer Support Service, Policies & procedures)
--
-- Limit internal_audit_lead = 1 month; source: Operating a Peer Support Service, Policies &
--   procedures (GOV-POL-07)
-- Limit look_back = 1 year; source: one cycle of the annual program review (EVA-REV-01)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   audit (completed_on DATE, id TEXT, kind TEXT, planned_on DATE, program_id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_audit_unlinked AS (
  SELECT
    audit.id AS key_0,
    audit_2.id AS key_1,
    MAX(audit_3.completed_on) AS possible
  FROM audit
  CROSS JOIN audit AS audit_2
  CROSS JOIN audit AS audit_3
  WHERE
    audit_2.program_id IS NULL
    AND audit_3.program_id IS NULL
    AND (
      audit_3.kind = 'external' OR audit_3.kind IS NULL
    )
    AND audit_3.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)
      OR (
        audit.completed_on IS NULL AND audit.planned_on IS NULL
      )
    )
  GROUP BY
    audit.id,
    audit_2.id
), latest_audit AS (
  SELECT
    audit.id AS key_0,
    audit_2.id AS key_1,
    MAX(audit_3.completed_on) FILTER(WHERE
      audit_3.kind = 'external'
      AND audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)) AS known,
    MAX(audit_3.completed_on) FILTER(WHERE
      (
        audit_3.kind = 'external' OR audit_3.kind IS NULL
      )
      AND (
        audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)
        OR (
          audit.completed_on IS NULL AND audit.planned_on IS NULL
        )
      )) AS possible
  FROM audit
  CROSS JOIN audit AS audit_2
  CROSS JOIN audit AS audit_3
  WHERE
    audit_2.program_id IS NULL
    AND audit_3.program_id = audit.program_id
    AND audit_3.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    audit.id,
    audit_2.id
), latest_audit_unlinked_2 AS (
  SELECT
    audit.id AS key_0,
    audit_2.id AS key_1,
    MAX(audit_3.completed_on) AS possible
  FROM audit
  CROSS JOIN audit AS audit_2
  CROSS JOIN audit AS audit_3
  WHERE
    audit_2.program_id = audit.program_id
    AND audit_3.program_id IS NULL
    AND (
      audit_3.kind = 'external' OR audit_3.kind IS NULL
    )
    AND audit_3.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)
      OR (
        audit.completed_on IS NULL AND audit.planned_on IS NULL
      )
    )
  GROUP BY
    audit.id,
    audit_2.id
), latest_audit_2 AS (
  SELECT
    audit.id AS key_0,
    audit_2.id AS key_1,
    MAX(audit_3.completed_on) FILTER(WHERE
      audit_3.kind = 'external'
      AND audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)) AS known,
    MAX(audit_3.completed_on) FILTER(WHERE
      (
        audit_3.kind = 'external' OR audit_3.kind IS NULL
      )
      AND (
        audit_3.completed_on < COALESCE(audit.completed_on, audit.planned_on)
        OR (
          audit.completed_on IS NULL AND audit.planned_on IS NULL
        )
      )) AS possible
  FROM audit
  CROSS JOIN audit AS audit_2
  CROSS JOIN audit AS audit_3
  WHERE
    audit_2.program_id = audit.program_id
    AND audit_3.program_id = audit.program_id
    AND audit_3.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    audit.id,
    audit_2.id
), any_audit_unlinked AS (
  SELECT
    audit.id AS key_0,
    COUNT(*) AS may_count
  FROM audit
  CROSS JOIN audit AS audit_2
  LEFT JOIN latest_audit
    ON latest_audit.key_0 = audit.id AND latest_audit.key_1 = audit_2.id
  LEFT JOIN latest_audit_unlinked
    ON latest_audit_unlinked.key_0 = audit.id
    AND latest_audit_unlinked.key_1 = audit_2.id
  WHERE
    audit_2.program_id IS NULL
    AND (
      audit_2.kind = 'internal' OR audit_2.kind IS NULL
    )
    AND audit_2.completed_on <= CAST('2026-11-22' AS DATE)
    AND (
      (
        (
          audit.program_id IS NULL
          OR (
            NOT (
              audit.program_id IS NULL
            ) AND latest_audit.known IS NULL
          )
        )
        AND (
          audit.program_id IS NULL OR NOT (
            audit.program_id IS NULL
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
            AND latest_audit.possible IS NULL
            AND latest_audit_unlinked.possible IS NULL
          )
        )
        AND (
          audit.program_id IS NULL OR NOT (
            audit.program_id IS NULL
          )
        )
      )
      OR audit.program_id IS NULL
      OR (
        NOT (
          audit.program_id IS NULL
        ) AND latest_audit.known IS NULL
      )
      OR (
        NOT (
          audit.program_id IS NULL
        )
        AND latest_audit.possible IS NULL
        AND latest_audit_unlinked.possible IS NULL
      )
      OR (
        NOT (
          audit.program_id IS NULL
        )
        AND NOT (
          latest_audit.known IS NULL
        )
        AND (
          NOT (
            latest_audit.possible IS NULL
          )
          OR NOT (
            latest_audit_unlinked.possible IS NULL
          )
        )
        AND audit_2.completed_on > CASE
          WHEN audit.program_id IS NULL
          THEN NULL
          ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
        END
      )
      OR (
        NOT (
          audit.program_id IS NULL
        )
        AND NOT (
          latest_audit.known IS NULL
        )
        AND (
          NOT (
            latest_audit.possible IS NULL
          )
          OR NOT (
            latest_audit_unlinked.possible IS NULL
          )
        )
        AND (
          audit_2.completed_on <= CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
          END
          OR (
            latest_audit.possible IS NULL AND latest_audit_unlinked.possible IS NULL
          )
        )
        AND audit_2.completed_on > CASE WHEN audit.program_id IS NULL THEN NULL ELSE latest_audit.known END
      )
    )
    AND (
      CAST(audit_2.completed_on + INTERVAL 1 MONTH AS DATE) <= COALESCE(audit.completed_on, audit.planned_on)
      OR (
        audit.completed_on IS NULL AND audit.planned_on IS NULL
      )
    )
  GROUP BY
    audit.id
), any_audit AS (
  SELECT
    audit.id AS key_0,
    COUNT(*) FILTER(WHERE
      audit_2.kind = 'internal'
      AND (
        (
          latest_audit.known IS NULL
          AND NOT (
            audit.program_id IS NULL
          )
          AND latest_audit.possible IS NULL
          AND latest_audit_unlinked.possible IS NULL
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            latest_audit.known IS NULL
          )
          AND (
            NOT (
              latest_audit.possible IS NULL
            )
            OR NOT (
              latest_audit_unlinked.possible IS NULL
            )
          )
          AND audit_2.completed_on > CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
          END
        )
      )
      AND CAST(audit_2.completed_on + INTERVAL 1 MONTH AS DATE) <= COALESCE(audit.completed_on, audit.planned_on)) AS counted,
    COUNT(*) FILTER(WHERE
      (
        audit_2.kind = 'internal' OR audit_2.kind IS NULL
      )
      AND (
        (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND latest_audit.known IS NULL
            )
          )
          AND (
            audit.program_id IS NULL OR NOT (
              audit.program_id IS NULL
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
              AND latest_audit.possible IS NULL
              AND latest_audit_unlinked.possible IS NULL
            )
          )
          AND (
            audit.program_id IS NULL OR NOT (
              audit.program_id IS NULL
            )
          )
        )
        OR audit.program_id IS NULL
        OR (
          NOT (
            audit.program_id IS NULL
          ) AND latest_audit.known IS NULL
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND latest_audit.possible IS NULL
          AND latest_audit_unlinked.possible IS NULL
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            latest_audit.known IS NULL
          )
          AND (
            NOT (
              latest_audit.possible IS NULL
            )
            OR NOT (
              latest_audit_unlinked.possible IS NULL
            )
          )
          AND audit_2.completed_on > CASE
            WHEN audit.program_id IS NULL
            THEN NULL
            ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
          END
        )
        OR (
          NOT (
            audit.program_id IS NULL
          )
          AND NOT (
            latest_audit.known IS NULL
          )
          AND (
            NOT (
              latest_audit.possible IS NULL
            )
            OR NOT (
              latest_audit_unlinked.possible IS NULL
            )
          )
          AND (
            audit_2.completed_on <= CASE
              WHEN audit.program_id IS NULL
              THEN NULL
              ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
            END
            OR (
              latest_audit.possible IS NULL AND latest_audit_unlinked.possible IS NULL
            )
          )
          AND audit_2.completed_on > CASE WHEN audit.program_id IS NULL THEN NULL ELSE latest_audit.known END
        )
      )
      AND (
        CAST(audit_2.completed_on + INTERVAL 1 MONTH AS DATE) <= COALESCE(audit.completed_on, audit.planned_on)
        OR (
          audit.completed_on IS NULL AND audit.planned_on IS NULL
        )
      )
      AND (
        audit_2.kind <> 'internal'
        OR audit_2.kind IS NULL
        OR audit_2.completed_on > CAST('2026-11-22' AS DATE)
        OR (
          (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND NOT (
                latest_audit.known IS NULL
              )
            )
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND (
                NOT (
                  latest_audit.possible IS NULL
                )
                OR NOT (
                  latest_audit_unlinked.possible IS NULL
                )
              )
            )
          )
          AND (
            audit.program_id IS NULL
            OR (
              NOT (
                audit.program_id IS NULL
              ) AND latest_audit.known IS NULL
            )
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND latest_audit.possible IS NULL
              AND latest_audit_unlinked.possible IS NULL
            )
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND NOT (
                latest_audit.known IS NULL
              )
              AND (
                NOT (
                  latest_audit.possible IS NULL
                )
                OR NOT (
                  latest_audit_unlinked.possible IS NULL
                )
              )
              AND audit_2.completed_on <= CASE WHEN audit.program_id IS NULL THEN NULL ELSE latest_audit.known END
            )
            OR (
              NOT (
                audit.program_id IS NULL
              )
              AND NOT (
                latest_audit.known IS NULL
              )
              AND (
                NOT (
                  latest_audit.possible IS NULL
                )
                OR NOT (
                  latest_audit_unlinked.possible IS NULL
                )
              )
              AND (
                audit_2.completed_on <= CASE
                  WHEN audit.program_id IS NULL
                  THEN NULL
                  ELSE GREATEST(latest_audit.possible, latest_audit_unlinked.possible)
                END
                OR (
                  latest_audit.possible IS NULL AND latest_audit_unlinked.possible IS NULL
                )
              )
              AND audit_2.completed_on > CASE WHEN audit.program_id IS NULL THEN NULL ELSE latest_audit.known END
            )
          )
        )
        OR CAST(audit_2.completed_on + INTERVAL 1 MONTH AS DATE) > COALESCE(audit.completed_on, audit.planned_on)
        OR (
          audit.completed_on IS NULL AND audit.planned_on IS NULL
        )
      )) AS may_count
  FROM audit
  CROSS JOIN audit AS audit_2
  LEFT JOIN latest_audit_2 AS latest_audit
    ON latest_audit.key_0 = audit.id AND latest_audit.key_1 = audit_2.id
  LEFT JOIN latest_audit_unlinked_2 AS latest_audit_unlinked
    ON latest_audit_unlinked.key_0 = audit.id
    AND latest_audit_unlinked.key_1 = audit_2.id
  WHERE
    audit_2.program_id = audit.program_id
    AND audit_2.completed_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    audit.id
)
SELECT
  audit.id AS id
FROM audit
LEFT JOIN any_audit
  ON any_audit.key_0 = audit.id
LEFT JOIN any_audit_unlinked
  ON any_audit_unlinked.key_0 = audit.id
WHERE
  audit.kind = 'external'
  AND (
    audit.completed_on <= CAST('2026-11-22' AS DATE)
    OR COALESCE(audit.completed_on, audit.planned_on) >= CAST('2026-11-22' AS DATE)
  )
  AND COALESCE(audit.completed_on, audit.planned_on) < CAST(CAST('2026-11-22' AS DATE) + INTERVAL 1 MONTH AS DATE)
  AND COALESCE(audit.completed_on, audit.planned_on) > CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-12) MONTH AS DATE)
  AND NOT (
    audit.program_id IS NULL
  )
  AND COALESCE(any_audit.counted, 0) <= 0
  AND COALESCE(any_audit.may_count, 0) + COALESCE(any_audit_unlinked.may_count, 0) <= 0
  AND CASE
    WHEN COALESCE(audit.completed_on, audit.planned_on) = LAST_DAY(COALESCE(audit.completed_on, audit.planned_on))
    THEN LAST_DAY(
      CAST(COALESCE(audit.completed_on, audit.planned_on) + INTERVAL (-1) MONTH AS DATE)
    )
    ELSE CAST(COALESCE(audit.completed_on, audit.planned_on) + INTERVAL (-1) MONTH AS DATE)
  END < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
