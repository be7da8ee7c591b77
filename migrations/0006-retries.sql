-- Events that were set aside are tried again by themselves; what has been done with is found to be forgotten.

-- When an event that was set aside is tried again; none once that was in vain, until someone asks.
ALTER TABLE listener_failures ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE listener_failures ADD COLUMN next_at BIGINT;
UPDATE listener_failures SET next_at = at;

-- Messages that were given up: neither sent nor waiting.
CREATE INDEX mails_given_up ON mails (created_at) WHERE next_at IS NULL AND sent_at IS NULL;
CREATE INDEX mails_sent ON mails (sent_at) WHERE sent_at IS NOT NULL;

-- Notifications that are old enough to be forgotten.
CREATE INDEX notifications_read ON notifications (read_at) WHERE read_at IS NOT NULL;
CREATE INDEX notifications_by_age ON notifications (updated_at);
