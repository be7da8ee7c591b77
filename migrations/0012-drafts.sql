-- What is not published yet: drafts, texts that wait for a moderator or for their hour, those that were sent back or could not appear.
-- Communities where moderators read first. When a post leaves the feeds.
CREATE TABLE drafts (
  id BIGINT PRIMARY KEY,
  author_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  stage TEXT NOT NULL,
  format TEXT NOT NULL,
  title TEXT NOT NULL,
  written TEXT NOT NULL,
  publish_at BIGINT,
  approver_id BIGINT,
  note TEXT NOT NULL,
  writer TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX drafts_by_author ON drafts (author_id, key);
CREATE INDEX drafts_by_place ON drafts (place_id, stage);
CREATE INDEX drafts_due ON drafts (publish_at) WHERE stage = 'scheduled';
CREATE INDEX drafts_thrown ON drafts (updated_at) WHERE stage = 'thrown';
ALTER TABLE places ADD COLUMN reviewed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN expires_at BIGINT;
ALTER TABLE posts ADD COLUMN archived_at BIGINT;
CREATE INDEX posts_expiring ON posts (expires_at) WHERE expires_at IS NOT NULL AND archived_at IS NULL AND deleted_at IS NULL;
CREATE INDEX posts_archived ON posts (place_id, published_at, id) WHERE archived_at IS NOT NULL AND deleted_at IS NULL;
