-- One company: two who start it at once are one.
ALTER TABLE companies ADD COLUMN single BIGINT NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX companies_single ON companies (single);
