-- Communities that were merged: into which one, and when. The row stays, so that what leads to it leads on.
ALTER TABLE places ADD COLUMN merged_into_id BIGINT;
ALTER TABLE places ADD COLUMN merged_at BIGINT;
CREATE INDEX places_merged ON places (merged_into_id, merged_at) WHERE merged_into_id IS NOT NULL;

-- How a place is named to those who were told of it, since when it is archived, and what became of it: itself, or what it was merged into.
DROP VIEW place_cards;
CREATE VIEW place_cards AS
  SELECT id, name, icon, hue, picture_id, kind, access, archived_at, COALESCE(merged_into_id, id) AS now_id FROM places;
