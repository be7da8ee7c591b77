-- The private addresses by which programs that read feeds show a person what is new: kind 'community' or 'topic', of which target_id is
-- one. used_on is the beginning of the day (UTC) on which the address was read last.
CREATE TABLE feeds (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_on BIGINT
);
CREATE UNIQUE INDEX feeds_by_token ON feeds (token_hash);
CREATE UNIQUE INDEX feeds_by_member ON feeds (member_id, kind, target_id);
