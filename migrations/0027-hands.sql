-- Communities that change hands: who passed one on last, to whom, what that person was to it before (the role of a membership) and when,
-- for as long as that can be taken back; since when one is archived: read, and changed no more.
ALTER TABLE places ADD COLUMN handed_by_id BIGINT;
ALTER TABLE places ADD COLUMN handed_to_id BIGINT;
ALTER TABLE places ADD COLUMN handed_role BIGINT;
ALTER TABLE places ADD COLUMN handed_at BIGINT;
ALTER TABLE places ADD COLUMN archived_at BIGINT;
CREATE INDEX places_archived ON places (archived_at, id) WHERE archived_at IS NOT NULL;

-- How a place is named to those who were told of it, and since when it is archived.
DROP VIEW place_cards;
CREATE VIEW place_cards AS
  SELECT id, name, icon, hue, picture_id, kind, access, archived_at FROM places;
