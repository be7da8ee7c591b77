-- Who found that an answer helped, and how many did: the order in which answers are read.
CREATE TABLE votes (
  comment_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (comment_id, member_id)
);
ALTER TABLE comments ADD COLUMN vote_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX comments_by_votes ON comments (root_kind, root_id, vote_count DESC, published_at, id) WHERE parent_id IS NULL;
