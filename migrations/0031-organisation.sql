-- Where people work. key is the name without case or accents, latitude and longitude are in millionths of a degree, member_count counts
-- the employees who are here.
CREATE TABLE sites (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  zone TEXT NOT NULL,
  latitude BIGINT,
  longitude BIGINT,
  member_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sites_by_key ON sites (key);
CREATE INDEX sites_by_size ON sites (member_count, id);

-- The units of the company, each below another one or none (parent_id). member_count counts those who are in it itself.
CREATE TABLE units (
  id BIGINT PRIMARY KEY,
  parent_id BIGINT,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  about TEXT NOT NULL,
  lead_id BIGINT,
  member_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX units_by_parent ON units (parent_id, key, id);
CREATE INDEX units_by_key ON units (key, id);
CREATE INDEX units_by_lead ON units (lead_id) WHERE lead_id IS NOT NULL;

-- unit and site are the names of unit_id and site_id, which a person or an import wrote; manager_id is whom somebody reports to,
-- report_count how many report to them, team_count these and all below them.
ALTER TABLE members ADD COLUMN unit_id BIGINT;
ALTER TABLE members ADD COLUMN site_id BIGINT;
ALTER TABLE members ADD COLUMN manager_id BIGINT;
ALTER TABLE members ADD COLUMN report_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN team_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX members_by_unit ON members (unit_id, sort_key, id) WHERE unit_id IS NOT NULL;
CREATE INDEX members_by_site ON members (site_id, sort_key, id) WHERE site_id IS NOT NULL;
CREATE INDEX members_by_manager ON members (manager_id, sort_key, id) WHERE manager_id IS NOT NULL;
CREATE INDEX members_on_top ON members (sort_key, id) WHERE manager_id IS NULL AND report_count > 0;
CREATE INDEX members_unplaced ON members (id) WHERE kind = 0 AND state = 0 AND ((unit <> '' AND unit_id IS NULL) OR (site <> '' AND site_id IS NULL));
