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
