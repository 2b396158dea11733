-- warm-line-night-without-shift: Warm line with a night without a shift
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when ((status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check))) and services announced include out_of_hours_phone_line.
-- Looks at each period of the warm line shift rhythm that has ended, one by one.
-- The first period begins with started on.
-- Periods are looked at that ended up to the roster look back ago.
-- Holds when there is at least one of this program's shift records whose starts at is on or
--   after the first day of the period and whose starts at is on or before the last day of the
--   period.
-- Unknown when one of these is missing and would decide it: program.ended_on,
--   program.services_announced, program.started_on, program.status, shift.starts_at.
-- Unknown as well when no shift records were supplied.
-- Checks MOD-TEL-04 (Peer Support, Roles, Clients and Settings, Telephone support)
--
-- Limit roster_look_back = 3 months; source: a quarter of rosters is what a team leader can
--   still act on
-- Limit warm_line_shift_rhythm = 1 day; source: Peer Support, Roles, Clients and Settings,
--   Telephone support (MOD-TEL-04): seven nights per week; one studied line, no norm
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, id TEXT, services_announced TEXT[], started_on DATE, status TEXT)
--   shift (program_id TEXT, starts_at TIMESTAMP, starts_at_end TIMESTAMP)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH listed AS (
  SELECT
    program.id AS id,
    UNNEST(
      CASE
        WHEN program.started_on IS NULL OR (
          (
            0 * 28
          ) + 1
        ) < 1
        THEN NULL
        ELSE RANGE(
          CAST(GREATEST(
            (
              CAST(CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) - program.started_on AS BIGINT) // GREATEST((
                0 * 31
              ) + 1, 1)
            ) - 2,
            0
          ) AS BIGINT),
          CAST(GREATEST(
            (
              CAST(CAST('2026-11-22' AS DATE) - program.started_on AS BIGINT) // GREATEST((
                0 * 28
              ) + 1, 1)
            ) + 2,
            0
          ) AS BIGINT)
        )
      END
    ) AS n,
    program.started_on AS start,
    CAST(CAST('2026-11-22' AS DATE) + INTERVAL (-3) MONTH AS DATE) AS since
  FROM program
), items_of_warm_line_night_without_shift AS (
  SELECT
    listed.id,
    listed.n,
    CAST(NULL AS TEXT) AS value,
    CAST(listed.start + INTERVAL (CAST(0 * listed.n AS INT)) MONTH AS DATE) + CAST(1 * listed.n AS INT) AS first,
    (
      CAST(listed.start + INTERVAL (CAST(0 * (
        listed.n + 1
      ) AS INT)) MONTH AS DATE) + CAST(1 * (
        listed.n + 1
      ) AS INT)
    ) - 1 AS last
  FROM listed
  WHERE
    (
      CAST((
        (
          CAST(listed.start + INTERVAL (CAST(0 * (
            listed.n + 1
          ) AS INT)) MONTH AS DATE) + CAST(1 * (
            listed.n + 1
          ) AS INT)
        ) - 1
      ) + INTERVAL (CAST(0 * 1 AS INT)) MONTH AS DATE) + CAST(0 * 1 AS INT)
    ) < CAST('2026-11-22' AS DATE)
    AND (
      (
        CAST(listed.start + INTERVAL (CAST(0 * (
          listed.n + 1
        ) AS INT)) MONTH AS DATE) + CAST(1 * (
          listed.n + 1
        ) AS INT)
      ) - 1
    ) >= listed.since
), any_shift_unlinked AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) AS may_count
  FROM program
  CROSS JOIN items_of_warm_line_night_without_shift AS item
  CROSS JOIN shift
  WHERE
    item.id = program.id
    AND shift.program_id IS NULL
    AND (
      shift.starts_at IS NULL
      OR shift.starts_at_end IS NULL
      OR item.first IS NULL
      OR (
        NOT (
          shift.starts_at_end IS NULL
        )
        AND CAST(shift.starts_at AS DATE) >= item.first
      )
      OR (
        CAST(shift.starts_at AS DATE) < item.first
        AND CAST(shift.starts_at_end AS DATE) >= item.first
      )
    )
    AND (
      shift.starts_at IS NULL
      OR shift.starts_at_end IS NULL
      OR item.last IS NULL
      OR (
        NOT (
          shift.starts_at IS NULL
        )
        AND CAST(shift.starts_at_end AS DATE) <= item.last
      )
      OR (
        CAST(shift.starts_at_end AS DATE) > item.last
        AND CAST(shift.starts_at AS DATE) <= item.last
      )
    )
  GROUP BY
    program.id,
    item.n
), any_shift AS (
  SELECT
    program.id AS key_0,
    item.n AS key_1,
    COUNT(*) FILTER(WHERE
      CAST(shift.starts_at AS DATE) >= item.first
      AND CAST(shift.starts_at_end AS DATE) <= item.last) AS counted,
    COUNT(*) FILTER(WHERE
      (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR item.first IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(shift.starts_at AS DATE) >= item.first
        )
        OR (
          CAST(shift.starts_at AS DATE) < item.first
          AND CAST(shift.starts_at_end AS DATE) >= item.first
        )
      )
      AND (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR item.last IS NULL
        OR (
          NOT (
            shift.starts_at IS NULL
          )
          AND CAST(shift.starts_at_end AS DATE) <= item.last
        )
        OR (
          CAST(shift.starts_at_end AS DATE) > item.last
          AND CAST(shift.starts_at AS DATE) <= item.last
        )
      )
      AND (
        shift.starts_at IS NULL
        OR shift.starts_at_end IS NULL
        OR item.first IS NULL
        OR (
          NOT (
            shift.starts_at IS NULL
          )
          AND CAST(shift.starts_at_end AS DATE) < item.first
        )
        OR (
          CAST(shift.starts_at AS DATE) < item.first
          AND CAST(shift.starts_at_end AS DATE) >= item.first
        )
        OR item.last IS NULL
        OR (
          NOT (
            shift.starts_at_end IS NULL
          )
          AND CAST(shift.starts_at AS DATE) > item.last
        )
        OR (
          CAST(shift.starts_at_end AS DATE) > item.last
          AND CAST(shift.starts_at AS DATE) <= item.last
        )
      )) AS may_count
  FROM program
  CROSS JOIN items_of_warm_line_night_without_shift AS item
  CROSS JOIN shift
  WHERE
    item.id = program.id AND shift.program_id = program.id
  GROUP BY
    program.id,
    item.n
), items AS (
  SELECT
    program.id AS id,
    BOOL_OR(
      CAST(COALESCE(
        CASE
          WHEN COALESCE(any_shift.counted, 0) > 0
          THEN TRUE
          WHEN COALESCE(any_shift.may_count, 0) + COALESCE(any_shift_unlinked.may_count, 0) > 0
          THEN NULL
          ELSE FALSE
        END,
        TRUE
      ) = FALSE AS BOOLEAN)
    ) AS fails
  FROM program
  CROSS JOIN items_of_warm_line_night_without_shift AS item
  LEFT JOIN any_shift
    ON any_shift.key_0 = program.id AND any_shift.key_1 = item.n
  LEFT JOIN any_shift_unlinked
    ON any_shift_unlinked.key_0 = program.id AND any_shift_unlinked.key_1 = item.n
  WHERE
    item.id = program.id
  GROUP BY
    program.id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN items
  ON items.id = program.id
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
  AND NOT (
    program.services_announced IS NULL
  )
  AND ARRAY_CONTAINS(program.services_announced, 'out_of_hours_phone_line')
  AND NOT (
    program.started_on IS NULL
  )
  AND (
    (
      0 * 28
    ) + 1
  ) >= 1
  AND items.fails
ORDER BY
  id;
