-- The language of a comment, as posts have theirs: empty for those that were there. The people that a place's texts mention, found by
-- the place. What a person sent, summed from the index alone. Comments that were deleted, by date. Nothing is pinned in the company.
UPDATE posts SET pinned_at = NULL WHERE pinned_at IS NOT NULL AND place_id IN (SELECT id FROM places WHERE kind = 0);
ALTER TABLE comments ADD COLUMN language TEXT NOT NULL DEFAULT '';
CREATE INDEX mentions_by_place ON mentions (place_id, subject_id);
CREATE INDEX files_of_owner ON files (owner_id, created_at, bytes);
DROP INDEX files_by_owner;
CREATE INDEX comments_in_bin ON comments (deleted_at) WHERE deleted_at IS NOT NULL;
