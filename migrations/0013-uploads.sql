-- Files that come in pieces: whose, under which key and name, how many bytes of how many the disk has for sure, and the file that they
-- became once they were whole. Each piece moves the date on which it is given up.
CREATE TABLE uploads (
  id BIGINT PRIMARY KEY,
  owner_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  original BIGINT NOT NULL,
  length BIGINT NOT NULL,
  received BIGINT NOT NULL,
  file_id BIGINT,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX uploads_by_owner ON uploads (owner_id, key);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);
