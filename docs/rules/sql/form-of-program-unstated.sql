-- form-of-program-unstated: Program that does not state its form on all five dimensions
-- Lists the keys of the program records that fail on 2026-11-22.
--
-- Judges program records.
-- Applies when (status is recorded and status is operating) or (status is not recorded and
--   started on is on or before the day of the check and (ended on is not recorded or ended on
--   is after the day of the check)).
-- Holds when (form includes complementary_to_mainstream or form includes consumer_run) and
--   (form includes support or form includes self_management_skills) and (form includes
--   structured or form includes unstructured) and (form includes face_to_face or form includes
--   telephone) and (form includes people_with_mental_illness or form includes carers or form
--   includes both).
-- Unknown when one of these is missing and would decide it: program.ended_on, program.form,
--   program.started_on, program.status.
-- Checks MOD-CLS-01 (Integrating peer support in mental health (review and qualitative case
--   study), Literature review)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   program (ended_on DATE, form TEXT[], id TEXT, started_on DATE, status TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  program.id AS id
FROM program
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
    (
      NOT (
        program.form IS NULL
      )
      AND NOT ARRAY_CONTAINS(program.form, 'complementary_to_mainstream')
      AND NOT ARRAY_CONTAINS(program.form, 'consumer_run')
    )
    OR (
      NOT (
        program.form IS NULL
      )
      AND NOT ARRAY_CONTAINS(program.form, 'support')
      AND NOT ARRAY_CONTAINS(program.form, 'self_management_skills')
    )
    OR (
      NOT (
        program.form IS NULL
      )
      AND NOT ARRAY_CONTAINS(program.form, 'structured')
      AND NOT ARRAY_CONTAINS(program.form, 'unstructured')
    )
    OR (
      NOT (
        program.form IS NULL
      )
      AND NOT ARRAY_CONTAINS(program.form, 'face_to_face')
      AND NOT ARRAY_CONTAINS(program.form, 'telephone')
    )
    OR (
      NOT (
        program.form IS NULL
      )
      AND NOT ARRAY_CONTAINS(program.form, 'people_with_mental_illness')
      AND NOT ARRAY_CONTAINS(program.form, 'carers')
      AND NOT ARRAY_CONTAINS(program.form, 'both')
    )
  )
ORDER BY
  id;
