-- Whether the author chose the language of a post: what was chosen is never guessed again.
ALTER TABLE posts ADD COLUMN language_chosen BIGINT NOT NULL DEFAULT 0;
-- The languages that a person wants folded in the feeds: tags, a space between them.
ALTER TABLE members ADD COLUMN hidden_languages TEXT NOT NULL DEFAULT '';
