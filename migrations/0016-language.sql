-- Whether the author chose the language of a post: what was chosen is never guessed again.
ALTER TABLE posts ADD COLUMN language_chosen BIGINT NOT NULL DEFAULT 0;
