-- Films and sounds. kind 2 video, 3 audio. duration is in milliseconds, 0 when nothing tells it; playable is 1 when browsers play it.
ALTER TABLE files ADD COLUMN duration BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN playable BIGINT NOT NULL DEFAULT 0;
-- The subtitles of a video: their language, empty when there are none, the number in the name of their bytes, and how many these
-- are, which the column bytes counts too.
ALTER TABLE files ADD COLUMN captions_language TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN captions_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN captions_bytes BIGINT NOT NULL DEFAULT 0;
