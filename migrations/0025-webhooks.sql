-- Programs that are told what happens in a community. kinds are words with a space between. The secret is kept as it is: it signs what
-- is sent. state 0 on, 1 paused by an owner, 2 paused because whoever answers for it may no longer, 3 paused because nothing arrived.
-- lease_until: until when one node works on it. wait_until: not before that, after a failure. turn_at: when it was worked on last.
CREATE TABLE webhooks (
  id BIGINT PRIMARY KEY,
  place_id BIGINT NOT NULL,
  maker_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  kinds TEXT NOT NULL,
  secret TEXT NOT NULL,
  state BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  failing_since BIGINT,
  lease_until BIGINT NOT NULL,
  wait_until BIGINT NOT NULL,
  turn_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX webhooks_by_place ON webhooks (place_id, created_at, id);
CREATE INDEX webhooks_by_turn ON webhooks (state, turn_at, id);

-- What is told to one of them, and what became of it. Ids only, as in an event; what is sent is made when it is sent.
-- outcome 0 waits, 1 delivered, 2 given up, 3 nothing to tell any more. next_at: when it is tried next, none when it is not.
CREATE TABLE webhook_deliveries (
  id BIGINT PRIMARY KEY,
  webhook_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  root_kind TEXT NOT NULL,
  root_id BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at BIGINT,
  outcome BIGINT NOT NULL,
  status BIGINT,
  took_ms BIGINT,
  answer TEXT NOT NULL,
  tried_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX webhook_deliveries_by_event ON webhook_deliveries (webhook_id, event_id);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_deliveries_by_date ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);
