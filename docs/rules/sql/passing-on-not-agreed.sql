-- passing-on-not-agreed: Participant with whom nobody settled what peer workers pass on to the
--   clinical team
-- Lists the keys of the participant records that fail on 2026-11-22.
--
-- Judges participant records.
-- Applies when (joined on is on or before the day of the check and (left on is not recorded or
--   left on is after the day of the check)) and the program's clinical team is yes.
-- Holds when there is at least one of the consent records whose person is this participant and
--   whose subject is passing_on_of_consumer_information.
-- Unknown when one of these is missing and would decide it: consent.subject,
--   participant.joined_on, participant.left_on, program.clinical_team.
-- Unknown as well when no consent or program records were supplied.
-- Checks PRA-INF-05 (Literature paper on formal peer support, Intentional Peer Support and a
--   regional mental health service, National Peer Workforce Development)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   consent (person_id TEXT, subject TEXT)
--   participant (id TEXT, joined_on DATE, left_on DATE, program_id TEXT)
--   program (clinical_team BOOLEAN, id TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
WITH any_consent_unlinked AS (
  SELECT
    COUNT(*) FILTER(WHERE
      consent.subject = 'passing_on_of_consumer_information' OR consent.subject IS NULL) AS may_count
  FROM consent
  WHERE
    consent.person_id IS NULL
), any_consent AS (
  SELECT
    consent.person_id AS key_0,
    COUNT(*) FILTER(WHERE
      consent.subject = 'passing_on_of_consumer_information') AS counted,
    COUNT(*) FILTER(WHERE
      consent.subject IS NULL) AS may_count
  FROM consent
  WHERE
    NOT (
      consent.person_id IS NULL
    )
  GROUP BY
    consent.person_id
)
SELECT
  participant.id AS id
FROM participant
LEFT JOIN program
  ON program.id = participant.program_id
LEFT JOIN any_consent
  ON any_consent.key_0 = participant.id
CROSS JOIN any_consent_unlinked
WHERE
  participant.joined_on <= CAST('2026-11-22' AS DATE)
  AND (
    participant.left_on IS NULL OR participant.left_on > CAST('2026-11-22' AS DATE)
  )
  AND program.clinical_team
  AND COALESCE(any_consent.counted, 0) <= 0
  AND COALESCE(any_consent.may_count, 0) + COALESCE(any_consent_unlinked.may_count, 0) <= 0
ORDER BY
  id;
