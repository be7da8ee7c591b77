-- What a directory that is followed says of somebody, and the person changes no more: which directory, and the fields, as words.
ALTER TABLE members ADD COLUMN directory TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN directory_fields TEXT NOT NULL DEFAULT '';
CREATE INDEX members_held ON members (directory, id) WHERE directory <> '';
