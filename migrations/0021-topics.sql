-- What a topic is about, in the words of whoever said so last; what it was called and said to be before that, for as long as that can
-- be undone; the topic that it was merged into or is now called, to which its old word leads; its followers, with a stored count.
ALTER TABLE topics ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE topics ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE topics ADD COLUMN changed_at BIGINT;
ALTER TABLE topics ADD COLUMN changed_by_id BIGINT;
ALTER TABLE topics ADD COLUMN before_name TEXT;
ALTER TABLE topics ADD COLUMN before_description TEXT;
ALTER TABLE topics ADD COLUMN merged_into_id BIGINT;
ALTER TABLE topics ADD COLUMN follower_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX topics_merged ON topics (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX topic_uses_by_kind ON topic_uses (topic_id, subject_kind, published_at, subject_id);
CREATE INDEX topic_uses_by_date ON topic_uses (published_at, topic_id);
CREATE TABLE topic_follows (
  member_id BIGINT NOT NULL,
  topic_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, topic_id)
);
CREATE INDEX topic_follows_by_topic ON topic_follows (topic_id, member_id);
