-- Pages of others that texts link to, each asked once for all of them: id is the SHA-256 of the address in hexadecimal digits. A title
-- that is empty is a page that gave nothing, picture_id the folder of its small picture, asked_at 0 while nobody has asked, checked_at
-- when a text was last known to link to it. A text keeps the id of its first link, and shows the card that stands here.
CREATE TABLE links (
  id TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  site TEXT NOT NULL,
  picture_id BIGINT,
  asked_at BIGINT NOT NULL,
  checked_at BIGINT NOT NULL
);
CREATE INDEX links_by_check ON links (checked_at);
CREATE INDEX links_by_picture ON links (picture_id) WHERE picture_id IS NOT NULL;
ALTER TABLE posts ADD COLUMN link TEXT;
ALTER TABLE comments ADD COLUMN link TEXT;
CREATE INDEX posts_by_link ON posts (link) WHERE link IS NOT NULL;
CREATE INDEX comments_by_link ON comments (link) WHERE link IS NOT NULL;
