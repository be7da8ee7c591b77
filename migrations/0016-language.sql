-- Whether the author chose the language of a post: what was chosen is never guessed again.
ALTER TABLE posts ADD COLUMN language_chosen BIGINT NOT NULL DEFAULT 0;
-- The languages that a person wants folded in the feeds: tags, a space between them.
ALTER TABLE members ADD COLUMN hidden_languages TEXT NOT NULL DEFAULT '';
-- What the translation engine made of posts and comments: safe HTML in a language, of the source (a digest of what was asked) that
-- stood there then. One for each language, made again when the source is another.
CREATE TABLE translations (
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  language TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, language)
);
