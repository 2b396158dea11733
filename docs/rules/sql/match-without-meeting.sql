-- match-without-meeting: Match whose two people have not met lately
-- Lists the keys of the match records that fail on 2026-11-22.
--
-- Judges match records.
-- Applies when (matched on is on or before the day of the check and (ended on is not recorded
--   or ended on is after the day of the check)) and the participant's program's form includes
--   face_to_face.
-- It is due: the last day in time is the match contact interval after the later of matched on
--   and the latest held on of the service event records whose program id is this match's
--   participant's program id and whose participant ids include this match's participant id and
--   whose worker ids include this match's worker id and whose channel is face_to_face and whose
--   held on is on or before the day of the check.
-- Holds when the last day in time is on or after the day of the check.
-- Unknown when one of these is missing and would decide it: match.ended_on, match.matched_on,
--   match.participant_id, match.worker_id, participant.program_id, program.form,
--   service_event.channel, service_event.held_on, service_event.participant_ids,
--   service_event.program_id, service_event.worker_ids.
-- Unknown as well when no participant or program or service event records were supplied.
-- Checks PRA-COL-07 (Integrating peer support in mental health (review and qualitative case
--   study), Considerations relating to the implementation of a peer support programme)
--
-- Limit match_contact_interval = 14 days; source: PRA-COL-07 says regular; a fortnight
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   match (ended_on DATE, id TEXT, matched_on DATE, participant_id TEXT, worker_id TEXT)
--   participant (id TEXT, program_id TEXT)
--   program (form TEXT[], id TEXT)
--   service_event (channel TEXT, held_on DATE, participant_ids TEXT[], program_id TEXT,
--     worker_ids TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH latest_service_event_unlinked AS (
  SELECT
    match.id AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM match
  CROSS JOIN service_event
  WHERE
    service_event.program_id IS NULL
    AND (
      ARRAY_CONTAINS(service_event.participant_ids, match.participant_id)
      OR service_event.participant_ids IS NULL
      OR match.participant_id IS NULL
    )
    AND (
      ARRAY_CONTAINS(service_event.worker_ids, match.worker_id)
      OR service_event.worker_ids IS NULL
      OR match.worker_id IS NULL
    )
    AND (
      service_event.channel = 'face_to_face' OR service_event.channel IS NULL
    )
  GROUP BY
    match.id
), latest_service_event AS (
  SELECT
    match.id AS key_0,
    MAX(service_event.held_on) FILTER(WHERE
      service_event.held_on <= CAST('2026-11-22' AS DATE)) AS possible,
    COUNT(*) FILTER(WHERE
      service_event.held_on IS NULL) AS undated
  FROM match
  CROSS JOIN service_event
  LEFT JOIN participant
    ON participant.id = match.participant_id
  WHERE
    service_event.program_id = participant.program_id
    AND (
      ARRAY_CONTAINS(service_event.participant_ids, match.participant_id)
      OR service_event.participant_ids IS NULL
      OR match.participant_id IS NULL
    )
    AND (
      ARRAY_CONTAINS(service_event.worker_ids, match.worker_id)
      OR service_event.worker_ids IS NULL
      OR match.worker_id IS NULL
    )
    AND (
      service_event.channel = 'face_to_face' OR service_event.channel IS NULL
    )
  GROUP BY
    match.id
)
SELECT
  match.id AS id
FROM match
LEFT JOIN participant
  ON participant.id = match.participant_id
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN latest_service_event
  ON latest_service_event.key_0 = match.id
LEFT JOIN latest_service_event_unlinked
  ON latest_service_event_unlinked.key_0 = match.id
WHERE
  match.matched_on <= CAST('2026-11-22' AS DATE)
  AND (
    match.ended_on IS NULL OR match.ended_on > CAST('2026-11-22' AS DATE)
  )
  AND NOT (
    participant.id IS NULL
  )
  AND NOT (
    program.id IS NULL
  )
  AND NOT (
    program.form IS NULL
  )
  AND ARRAY_CONTAINS(program.form, 'face_to_face')
  AND (
    CAST(CASE
      WHEN COALESCE(
        CASE
          WHEN participant.program_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_service_event.possible,
              latest_service_event_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
          END
        END IS NULL
        AND participant.program_id IS NULL,
        FALSE
      )
      AND NOT (
        GREATEST(
          CASE
            WHEN participant.program_id IS NULL
            THEN NULL
            ELSE CASE
              WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
              THEN GREATEST(
                latest_service_event.possible,
                latest_service_event_unlinked.possible,
                CAST('2026-11-22' AS DATE)
              )
              ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
            END
          END,
          match.matched_on
        ) IS NULL
      )
      THEN CAST('9999-12-31' AS DATE)
      ELSE GREATEST(
        CASE
          WHEN participant.program_id IS NULL
          THEN NULL
          ELSE CASE
            WHEN COALESCE(latest_service_event.undated, 0) + COALESCE(latest_service_event_unlinked.undated, 0) > 0
            THEN GREATEST(
              latest_service_event.possible,
              latest_service_event_unlinked.possible,
              CAST('2026-11-22' AS DATE)
            )
            ELSE GREATEST(latest_service_event.possible, latest_service_event_unlinked.possible)
          END
        END,
        match.matched_on
      )
    END AS DATE) + 14
  ) < CAST('2026-11-22' AS DATE)
ORDER BY
  id;
