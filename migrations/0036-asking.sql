-- Skills that were united: the one that a skill became. What somebody can do: when it was last said, confirmed or used (fresh_at),
-- whether that is not long ago (fresh, 1 or 0), and since when its person says that it is not so any more (stale_at).
ALTER TABLE skills ADD COLUMN merged_into_id BIGINT;
CREATE INDEX skills_merged ON skills (merged_into_id) WHERE merged_into_id IS NOT NULL;
ALTER TABLE member_skills ADD COLUMN fresh_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member_skills ADD COLUMN fresh BIGINT NOT NULL DEFAULT 1;
ALTER TABLE member_skills ADD COLUMN stale_at BIGINT;
UPDATE member_skills SET fresh_at = declared_at;
UPDATE member_skills SET fresh_at = (SELECT max(e.created_at) FROM endorsements e WHERE e.held_id = member_skills.id)
  WHERE EXISTS (SELECT 1 FROM endorsements e WHERE e.held_id = member_skills.id AND e.created_at > member_skills.fresh_at);
DROP INDEX member_skills_by_skill;
CREATE INDEX member_skills_by_skill ON member_skills (skill_id, fresh, level, endorsement_count, member_id) WHERE removed_at IS NULL;
CREATE INDEX member_skills_fading ON member_skills (fresh_at) WHERE fresh = 1 AND removed_at IS NULL;

-- What somebody is asked whether to say that they can do: a word that came up (key, name; skill_key the name as a skill would bear it) in
-- so many accepted answers and thanks. told_at: when they were told; settled_at: when they took it or said no. proposes_skills of a
-- member: whether they want to be asked.
ALTER TABLE members ADD COLUMN proposes_skills BIGINT NOT NULL DEFAULT 1;
CREATE TABLE skill_proposals (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  skill_key TEXT NOT NULL,
  answer_count BIGINT NOT NULL,
  thanks_count BIGINT NOT NULL,
  proposed_at BIGINT NOT NULL,
  told_at BIGINT,
  settled_at BIGINT
);
CREATE UNIQUE INDEX skill_proposals_by_member ON skill_proposals (member_id, key);
CREATE INDEX skill_proposals_untold ON skill_proposals (proposed_at, id) WHERE told_at IS NULL AND settled_at IS NULL;

-- Whether a mention thanks somebody: that of a post that is kudos. The accepted answers of a person are found by what they wrote.
ALTER TABLE mentions ADD COLUMN thanks BIGINT NOT NULL DEFAULT 0;
UPDATE mentions SET thanks = 1 WHERE subject_kind = 'post' AND subject_id IN (SELECT id FROM posts WHERE format = 'kudos');
CREATE INDEX mentions_thanks ON mentions (member_id, subject_id) WHERE thanks = 1;
CREATE INDEX posts_by_answer ON posts (answer_id) WHERE answer_id IS NOT NULL;

-- Questions that are put to people: how far each is (wave 1 to 3) and when it goes on by itself (widen_at, none once it is over); who was
-- asked, in which wave and at which place in it, by whom it was passed on. state: 0 waits, 1 passed on, 2 answered, 3 withdrew.
-- ask_limit of a member: how many they accept in seven days.
ALTER TABLE members ADD COLUMN ask_limit BIGINT NOT NULL DEFAULT 5;
CREATE TABLE routes (
  post_id BIGINT PRIMARY KEY,
  wave BIGINT NOT NULL,
  widen_at BIGINT
);
CREATE INDEX routes_due ON routes (widen_at) WHERE widen_at IS NOT NULL;
CREATE TABLE asks (
  id BIGINT PRIMARY KEY,
  post_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  wave BIGINT NOT NULL,
  position BIGINT NOT NULL,
  passed_by_id BIGINT,
  state BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE UNIQUE INDEX asks_by_post ON asks (post_id, member_id);
CREATE INDEX asks_by_member ON asks (member_id, asked_at);
CREATE INDEX asks_first ON asks (asked_at, id) WHERE wave = 1 AND position = 0;
