-- What a post is for: its format, its title, what the format alone knows (JSON), the answer that was accepted. How people respond to
-- one (a vote, a place at an event, a confirmation), with stored counts; choice -1 counts the people. The texts before an edit.
ALTER TABLE posts ADD COLUMN format TEXT NOT NULL DEFAULT 'message';
ALTER TABLE posts ADD COLUMN heading TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN details TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN answer_id BIGINT;
CREATE INDEX posts_questions ON posts (published_at, id) WHERE format = 'question' AND deleted_at IS NULL;
CREATE TABLE responses (
  post_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  choice BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, member_id, choice)
);
CREATE INDEX responses_by_choice ON responses (post_id, choice, created_at, member_id);
CREATE TABLE response_counts (
  post_id BIGINT NOT NULL,
  choice BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (post_id, choice)
);
CREATE TABLE post_versions (
  post_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  heading TEXT NOT NULL,
  body TEXT NOT NULL,
  details TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, version)
);
