-- The private address by which a calendar program reads a person's events, and when an event starts. used_on is the beginning of the
-- day (UTC) on which the address was read last.
CREATE TABLE calendars (
  member_id BIGINT PRIMARY KEY,
  token_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_on BIGINT
);
CREATE UNIQUE INDEX calendars_by_token ON calendars (token_hash);
ALTER TABLE posts ADD COLUMN starts_at BIGINT;
CREATE INDEX posts_starting ON posts (starts_at, id) WHERE starts_at IS NOT NULL AND deleted_at IS NULL AND archived_at IS NULL;
-- Events that were published before: thirteen digits of milliseconds, so those since 2001.
UPDATE posts SET starts_at = CAST(SUBSTR(details, 14, 13) AS BIGINT) WHERE format = 'event' AND details LIKE '{"starts_at":_____________,%';
