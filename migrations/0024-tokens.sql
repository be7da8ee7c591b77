-- Tokens by which programs act as a person: kept as a digest, with what they may be used for (words, a space between) and until when.
CREATE TABLE api_tokens (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_on BIGINT
);
CREATE UNIQUE INDEX api_tokens_by_token ON api_tokens (token_hash);
CREATE INDEX api_tokens_by_member ON api_tokens (member_id, created_at);
CREATE INDEX api_tokens_by_end ON api_tokens (expires_at);
