-- The post that a post shares. It stays where it is: whoever reads the one may not read the other.
ALTER TABLE posts ADD COLUMN shared_id BIGINT;
