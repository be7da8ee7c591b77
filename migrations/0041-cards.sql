-- Views of one table each: where such a view stands on the right of a LEFT JOIN, SQLite joins the table itself by its key. A view that
-- joins others was made whole there for every statement, with everybody in it.
DROP VIEW member_cards;
CREATE VIEW member_cards AS
  SELECT m.id AS id,
    CASE WHEN m.state = 1 AND (SELECT c.leaver_naming FROM companies c) = 1 THEN NULL ELSE m.name END AS name,
    CASE WHEN m.state = 1 THEN '' ELSE m.title END AS title,
    CASE WHEN m.state = 1 THEN NULL ELSE m.photo_id END AS photo_id,
    m.hue AS hue, m.kind AS kind,
    CASE WHEN m.state = 0 AND m.kind = 2 THEN 2 ELSE m.state END AS state,
    m.sort_key AS sort_key, (SELECT q.name FROM partner_companies q WHERE q.id = m.partner_company_id) AS partner
  FROM members m;
DROP VIEW joined_places;
CREATE VIEW joined_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id, s.role AS role
  FROM memberships s
  WHERE EXISTS (SELECT 1 FROM members m WHERE m.id = s.member_id AND m.state = 0)
    AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id);
