-- When those who have not confirmed an announcement are reminded by the machine; empty once they were.
ALTER TABLE posts ADD COLUMN remind_at BIGINT;
CREATE INDEX posts_reminding ON posts (remind_at) WHERE remind_at IS NOT NULL AND deleted_at IS NULL AND archived_at IS NULL;
-- Announcements that were published before: a day before their date, half way where they had less than two days. What is past by then
-- reminds nobody: the first round forgets it.
UPDATE posts SET remind_at = CAST(SUBSTR(details, 15, 13) AS BIGINT) WHERE format = 'announcement' AND details LIKE '{"confirm_by":_____________,%';
UPDATE posts SET remind_at = CASE WHEN remind_at - published_at < 172800000 THEN published_at + (remind_at - published_at) / 2 ELSE remind_at - 86400000 END WHERE remind_at IS NOT NULL;
