-- Skills: a list that anyone extends. Each bears names in several languages and synonyms; key is a name without case or accents, and
-- belongs to one skill alone. holder_count counts those who say that they have it.
CREATE TABLE skills (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  holder_count BIGINT NOT NULL,
  created_by_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX skills_by_name ON skills (sort_key, id);
CREATE TABLE skill_names (
  key TEXT PRIMARY KEY,
  skill_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL
);
CREATE INDEX skill_names_by_skill ON skill_names (skill_id, language, key);

-- What people say that they can do, at which level (1 to 4), and who confirms it, with a sentence if they like. What was taken away
-- (removed_at) can be brought back for 30 days, with what confirms it; so can a confirmation that was taken back (withdrawn_at).
CREATE TABLE member_skills (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  skill_id BIGINT NOT NULL,
  level BIGINT NOT NULL,
  endorsement_count BIGINT NOT NULL,
  declared_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE UNIQUE INDEX member_skills_by_member ON member_skills (member_id, skill_id);
CREATE INDEX member_skills_by_skill ON member_skills (skill_id, level, endorsement_count, member_id) WHERE removed_at IS NULL;
CREATE INDEX member_skills_removed ON member_skills (removed_at) WHERE removed_at IS NOT NULL;
CREATE TABLE endorsements (
  held_id BIGINT NOT NULL,
  endorser_id BIGINT NOT NULL,
  sentence TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (held_id, endorser_id)
);
CREATE INDEX endorsements_withdrawn ON endorsements (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
