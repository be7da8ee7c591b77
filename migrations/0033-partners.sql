-- Partner companies. kind: 0 supplier, 1 client, 2 distributor, 3 other. sponsor_id: the employee who answers for it. starts_at, ends_at:
-- the days of the contract, none where nobody said them; no access of its people ends later than ends_at.
ALTER TABLE partner_companies ADD COLUMN kind BIGINT NOT NULL DEFAULT 3;
ALTER TABLE partner_companies ADD COLUMN sponsor_id BIGINT;
ALTER TABLE partner_companies ADD COLUMN starts_at BIGINT;
ALTER TABLE partner_companies ADD COLUMN ends_at BIGINT;
ALTER TABLE partner_companies ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE INDEX partner_companies_by_key ON partner_companies (sort_key, id);
CREATE INDEX partner_companies_by_sponsor ON partner_companies (sponsor_id) WHERE sponsor_id IS NOT NULL;

-- Who answers for a company that was there before: whoever answers for the first of its people.
UPDATE partner_companies SET sponsor_id = (SELECT m.sponsor_id FROM members m JOIN members s ON s.id = m.sponsor_id
  WHERE m.partner_company_id = partner_companies.id AND m.state = 0 AND s.state = 0 ORDER BY m.id LIMIT 1);

-- end_told: the last warning that was told before the end of an access, in days (30, 7); 0 for none.
ALTER TABLE members ADD COLUMN end_told BIGINT NOT NULL DEFAULT 0;
CREATE INDEX members_by_sponsor ON members (sponsor_id) WHERE sponsor_id IS NOT NULL;
CREATE INDEX members_by_partner_company ON members (partner_company_id, sort_key, id) WHERE partner_company_id IS NOT NULL;

-- The text that a community asks to accept before one reads it. asks: 0 of nobody, 1 of partners, 2 of everybody. version grows when the
-- words change.
CREATE TABLE place_terms (
  place_id BIGINT PRIMARY KEY,
  asks BIGINT NOT NULL,
  body TEXT NOT NULL,
  version BIGINT NOT NULL,
  saved_by_id BIGINT NOT NULL,
  saved_at BIGINT NOT NULL
);

-- Who accepted it, in which version, and when.
CREATE TABLE place_terms_accepted (
  place_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  accepted_at BIGINT NOT NULL,
  PRIMARY KEY (place_id, member_id)
);
CREATE INDEX place_terms_accepted_by_member ON place_terms_accepted (member_id);

-- What somebody does not read before accepting its text, whether or not they would read it then.
CREATE VIEW withheld_places AS
  SELECT m.id AS viewer_id, t.place_id AS place_id
  FROM place_terms t CROSS JOIN members m
  WHERE ((t.asks = 2 AND m.kind <> 2) OR (t.asks = 1 AND m.kind = 1))
    AND NOT EXISTS (SELECT 1 FROM place_terms_accepted a WHERE a.place_id = t.place_id AND a.member_id = m.id AND a.version = t.version);

-- Who may read where, as before, less what is withheld.
DROP VIEW visible_places;
CREATE VIEW visible_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id
  FROM memberships s JOIN members m ON m.id = s.member_id
  WHERE +m.state = 0 AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id)
  UNION ALL
  SELECT m.id AS viewer_id, p.id AS place_id
  FROM members m CROSS JOIN places p
  WHERE +m.state = 0 AND m.kind = 0 AND (p.kind = 0 OR p.access = 0)
    AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = m.id AND w.place_id = p.id);

DROP VIEW joined_places;
CREATE VIEW joined_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id, s.role AS role
  FROM memberships s JOIN members m ON m.id = s.member_id
  WHERE +m.state = 0 AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id);
