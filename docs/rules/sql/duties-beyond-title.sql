-- duties-beyond-title: Lived experience position whose duties do not fit its title
-- Lists the keys of the position records that fail on 2026-11-22.
--
-- Judges position records.
-- Applies when title class is recorded.
-- Holds when (title class is not senior_peer_support_worker or (duties include supervision or
--   duties include mentoring or duties include team_leading or duties include
--   project_coordination)) and (title class is not executive_lived_experience_role or (duties
--   include manager or duties include director or duties include board_member)) and (title
--   class is none of carer_peer_support_worker, peer_support_worker or duties do not include
--   supervision).
-- Unknown when one of these is missing and would decide it: position.duties,
--   position.title_class.
-- Checks MOD-CLS-12 (Peer Support, Roles, Clients and Settings, Common titles)
--
-- Reads these tables; each has to be there, empty where nothing took place:
--   position (duties TEXT[], id TEXT, title_class TEXT)
-- A cell that could not be read is NULL there, and taken as empty: see peercomply data.
-- A record that is not listed passes, is unknown or is not judged: see peercomply check.
SELECT
  position.id AS id
FROM position
WHERE
  NOT (
    position.title_class IS NULL
  )
  AND (
    (
      position.title_class = 'senior_peer_support_worker'
      AND NOT (
        position.duties IS NULL
      )
      AND NOT ARRAY_CONTAINS(position.duties, 'supervision')
      AND NOT ARRAY_CONTAINS(position.duties, 'mentoring')
      AND NOT ARRAY_CONTAINS(position.duties, 'team_leading')
      AND NOT ARRAY_CONTAINS(position.duties, 'project_coordination')
    )
    OR (
      position.title_class = 'executive_lived_experience_role'
      AND NOT (
        position.duties IS NULL
      )
      AND NOT ARRAY_CONTAINS(position.duties, 'manager')
      AND NOT ARRAY_CONTAINS(position.duties, 'director')
      AND NOT ARRAY_CONTAINS(position.duties, 'board_member')
    )
    OR (
      position.title_class IN ('carer_peer_support_worker', 'peer_support_worker')
      AND NOT (
        position.duties IS NULL
      )
      AND ARRAY_CONTAINS(position.duties, 'supervision')
    )
  )
ORDER BY
  id;
