-- Who is told: notifications, grouped by what they are about, each event counted once a person.

-- One open (unread) group per person and group key; a read group is closed and the next event opens another.
CREATE TABLE notifications (
  member_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  group_key TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  actor_count BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (member_id, id)
);
CREATE INDEX notifications_by_date ON notifications (member_id, updated_at, id);
CREATE UNIQUE INDEX notifications_open ON notifications (member_id, group_key) WHERE read_at IS NULL;

-- The effect of an event on a person is unique: a restart in the middle repeats nothing.
CREATE TABLE notification_events (
  member_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  notification_id BIGINT NOT NULL,
  actor_id BIGINT NOT NULL,
  PRIMARY KEY (member_id, event_id)
);
CREATE INDEX notification_events_by_group ON notification_events (member_id, notification_id, actor_id);

-- Kinds that a person switched off.
CREATE TABLE notification_choices (
  member_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (member_id, kind)
);
