-- Circles: subsidiaries whose people do not see one another. A circle is a place of kind 2, unlisted (access 3), to which its people
-- belong by memberships; circle_id of a member is that place, none for the head office, who sees and is seen by everybody. circle_id of
-- a community is the circle it was founded in: whose people find it, besides the head office and those who belong to it. A circle that was
-- dissolved is an archived place that nobody’s circle_id names.
ALTER TABLE members ADD COLUMN circle_id BIGINT;
ALTER TABLE places ADD COLUMN circle_id BIGINT;
-- The circle into which whoever a directory or an administrator brings to a unit or a site is put.
ALTER TABLE units ADD COLUMN circle_id BIGINT;
ALTER TABLE sites ADD COLUMN circle_id BIGINT;
CREATE INDEX members_by_circle ON members (circle_id, sort_key, id) WHERE circle_id IS NOT NULL;

-- Who may read where, as before; but whoever is in a circle reads an open community as a member alone.
DROP VIEW visible_places;
CREATE VIEW visible_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id
  FROM memberships s JOIN members m ON m.id = s.member_id
  WHERE +m.state = 0 AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = s.member_id AND w.place_id = s.place_id)
  UNION ALL
  SELECT m.id AS viewer_id, p.id AS place_id
  FROM members m CROSS JOIN places p
  WHERE +m.state = 0 AND m.kind = 0 AND (p.kind = 0 OR (p.access = 0 AND m.circle_id IS NULL))
    AND NOT EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = m.id AND w.place_id = p.id);
