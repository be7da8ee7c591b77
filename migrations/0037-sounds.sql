-- How names sound: a key for each word of each name. sounds of a member: 1 once they are kept. Other rules for
-- the keys come with a step that sets it to 0: the names are then heard anew.
CREATE TABLE name_sounds (
  sound TEXT NOT NULL,
  member_id BIGINT NOT NULL,
  PRIMARY KEY (sound, member_id)
);
CREATE INDEX name_sounds_of ON name_sounds (member_id);
ALTER TABLE members ADD COLUMN sounds BIGINT NOT NULL DEFAULT 0;
CREATE INDEX members_unheard ON members (id) WHERE sounds < 1;
