-- Who belongs to a community by a group of a directory: the directory; empty for whoever came by hand.
ALTER TABLE memberships ADD COLUMN directory TEXT NOT NULL DEFAULT '';

-- Whether a directory brought a skill, until its person says it again.
ALTER TABLE member_skills ADD COLUMN brought BIGINT NOT NULL DEFAULT 0;
