-- ethics-guidance-incomplete: Ethical guidance that leaves out conduct, consent or
--   confidentiality
-- Lists the keys of the policy records that fail on 2026-11-22.
--
-- Judges policy records.
-- Applies when status is one of active, under_review and topics include ethics.
-- Holds when topics include professional_conduct and topics include informed_consent and topics
--   include confidentiality.
-- Unknown when one of these is missing and would decide it: policy.status, policy.topics.
-- Checks PRA-ETH-02 (Peer-based mental health supports, a guide for incorporating best
--   practices, Establishing clear ethical practice guidelines and boundaries)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   policy (id TEXT, status TEXT, topics TEXT[])
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  policy.id AS id
FROM policy
WHERE
  policy.status IN ('active', 'under_review')
  AND NOT (
    policy.topics IS NULL
  )
  AND ARRAY_CONTAINS(policy.topics, 'ethics')
  AND (
    NOT ARRAY_CONTAINS(policy.topics, 'professional_conduct')
    OR NOT ARRAY_CONTAINS(policy.topics, 'informed_consent')
    OR NOT ARRAY_CONTAINS(policy.topics, 'confidentiality')
  )
ORDER BY
  id;
