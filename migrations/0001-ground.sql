-- The ground: events of the outbox, cursors of listeners, mail that waits, counts that limit, secrets used once.

-- Identity (id) is made before the transaction, order (seq) is given after the commit.
CREATE TABLE events (
  id BIGINT PRIMARY KEY,
  seq BIGINT,
  kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  root_kind TEXT NOT NULL,
  root_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  target_id BIGINT,
  at BIGINT NOT NULL
);
CREATE UNIQUE INDEX events_by_seq ON events (seq);
CREATE INDEX events_by_root ON events (root_kind, root_id);
CREATE INDEX events_without_seq ON events (id) WHERE seq IS NULL;

-- One row a counter; its lock makes one node number events at a time.
CREATE TABLE sequences (
  name TEXT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO sequences (name, value) VALUES ('events', 0);

-- How far each listener has read, and which node reads for it.
CREATE TABLE listener_cursors (
  name TEXT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  holder TEXT NOT NULL,
  lease_until BIGINT NOT NULL
);

-- Events that a listener could not handle, kept so that they can be replayed.
CREATE TABLE listener_failures (
  listener TEXT NOT NULL,
  event_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (listener, event_id)
);

-- Mail waits here, written in the transaction that decided it.
CREATE TABLE mails (
  id BIGINT PRIMARY KEY,
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  html TEXT,
  attempts BIGINT NOT NULL,
  next_at BIGINT,
  sent_at BIGINT,
  reason TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX mails_waiting ON mails (next_at) WHERE next_at IS NOT NULL;

-- Attempts per key and window, for limits that must hold over restarts and nodes.
CREATE TABLE attempts (
  key TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (key, window_start)
);

-- What a create answered, so that the same key gives the same result.
CREATE TABLE idempotency_keys (
  member_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, key)
);
