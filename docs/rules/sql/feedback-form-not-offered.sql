-- feedback-form-not-offered: Program that has offered no feedback form lately
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- It is due: the last day in time is the feedback form interval after the later of started on,
--   the latest offered on of this program's feedback records whose method is one of form,
--   survey and whose offered on is on or before the day of the check and the latest given on of
--   this program's feedback records whose method is one of form, survey and whose given on is
--   recorded and whose given on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: feedback.given_on, feedback.method,
--   feedback.offered_on, program.ended_on, program.started_on, program.status.
-- Unknown as well when no feedback records were supplied.
-- Checks EVA-QUA-02 (Operating a Peer Support Service, Service evaluation)
--
-- Limit feedback_form_interval = 3 months; source: EVA-QUA-02 says regularly; quarterly avoids
--   fatigue
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   feedback (given_on DATE, method TEXT, offered_on DATE, program_id TEXT)
--   program (ended_on DATE, id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_feedback_unlinked AS (
  SELECT
    MAX(feedback.given_on) AS possible
  FROM feedback
  WHERE
    feedback.program_id IS NULL
    AND (
      feedback.method IN ('form', 'survey') OR feedback.method IS NULL
    )
    AND feedback.given_on <= CAST('2026-11-22' AS DATE)
), latest_feedback AS (
  SELECT
    feedback.program_id AS key_0,
    MAX(feedback.given_on) FILTER(WHERE
      feedback.method IN ('form', 'survey')) AS known,
    MAX(feedback.given_on) FILTER(WHERE
      feedback.method IN ('form', 'survey') OR feedback.method IS NULL) AS possible
  FROM feedback
  WHERE
    NOT (
      feedback.program_id IS NULL
    )
    AND feedback.given_on <= CAST('2026-11-22' AS DATE)
  GROUP BY
    feedback.program_id
), latest_feedback_unlinked_2 AS (
  SELECT
    MAX(feedback.offered_on) FILTER(WHERE
      feedback.offered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      feedback.offered_on IS NULL) AS undated
  FROM feedback
  WHERE
    feedback.program_id IS NULL
    AND (
      feedback.method IN ('form', 'survey') OR feedback.method IS NULL
    )
), latest_feedback_2 AS (
  SELECT
    feedback.program_id AS key_0,
    MAX(feedback.offered_on) FILTER(WHERE
      feedback.method IN ('form', 'survey')
      AND feedback.offered_on <= CAST('2026-11-22' AS DATE)) AS known,
    MAX(feedback.offered_on) FILTER(WHERE
      (
        feedback.method IN ('form', 'survey') OR feedback.method IS NULL
      )
      AND feedback.offered_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      (
        feedback.method IN ('form', 'survey') OR feedback.method IS NULL
      )
      AND feedback.offered_on IS NULL) AS undated
  FROM feedback
  WHERE
    NOT (
      feedback.program_id IS NULL
    )
  GROUP BY
    feedback.program_id
)
SELECT
  program.id AS id
FROM program
LEFT JOIN latest_feedback_2 AS latest_feedback
  ON latest_feedback.key_0 = program.id
CROSS JOIN latest_feedback_unlinked_2 AS latest_feedback_unlinked
LEFT JOIN latest_feedback AS latest_feedback_2
  ON latest_feedback_2.key_0 = program.id
CROSS JOIN latest_feedback_unlinked AS latest_feedback_unlinked_2
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
  AND (
    NOT (
      latest_feedback.known IS NULL
    )
    OR NOT (
      latest_feedback_2.known IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND (
    (
      (
        COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
        OR (
          COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) <= 0
          AND latest_feedback.possible IS NULL
          AND latest_feedback_unlinked.possible IS NULL
        )
      )
      AND COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
      AND (
        (
          COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) <= 0
          AND (
            COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
            OR NOT (
              latest_feedback.possible IS NULL
            )
            OR NOT (
              latest_feedback_unlinked.possible IS NULL
            )
          )
        )
        OR NOT (
          latest_feedback_2.possible IS NULL
        )
        OR NOT (
          latest_feedback_unlinked_2.possible IS NULL
        )
        OR NOT (
          program.started_on IS NULL
        )
      )
    )
    OR (
      COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) <= 0
      AND (
        COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
        OR NOT (
          latest_feedback.possible IS NULL
        )
        OR NOT (
          latest_feedback_unlinked.possible IS NULL
        )
      )
    )
    OR NOT (
      latest_feedback_2.possible IS NULL
    )
    OR NOT (
      latest_feedback_unlinked_2.possible IS NULL
    )
    OR NOT (
      program.started_on IS NULL
    )
  )
  AND CAST(CASE
    WHEN COALESCE(
      (
        CASE
          WHEN COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_feedback.possible, latest_feedback_unlinked.possible)
        END IS NULL
        AND COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
      )
      OR (
        GREATEST(latest_feedback_2.possible, latest_feedback_unlinked_2.possible) IS NULL
        AND FALSE
      ),
      FALSE
    )
    AND NOT (
      GREATEST(
        CASE
          WHEN COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
          THEN NULL
          ELSE GREATEST(latest_feedback.possible, latest_feedback_unlinked.possible)
        END,
        latest_feedback_2.possible,
        latest_feedback_unlinked_2.possible,
        program.started_on
      ) IS NULL
    )
    THEN CAST('9999-12-31' AS DATE)
    ELSE GREATEST(
      CASE
        WHEN COALESCE(latest_feedback.undated, 0) + COALESCE(latest_feedback_unlinked.undated, 0) > 0
        THEN NULL
        ELSE GREATEST(latest_feedback.possible, latest_feedback_unlinked.possible)
      END,
      latest_feedback_2.possible,
      latest_feedback_unlinked_2.possible,
      program.started_on
    )
  END + INTERVAL 3 MONTH AS DATE) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
