-- When every node was last asked to make its search index again; what each said of its own; and the searches that people keep.
INSERT INTO sequences (name, value) VALUES ('search.rebuild', 0);
-- state: 'ready', 'building', 'absent'. done counts what an index that is being made holds already, ordered which order it answers.
CREATE TABLE search_nodes (
  node BIGINT PRIMARY KEY,
  state TEXT NOT NULL,
  done BIGINT NOT NULL,
  ordered BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
-- query is the address without its path, words what was typed. Until checked_at, its owner was told of what it finds.
CREATE TABLE saved_searches (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  query TEXT NOT NULL,
  words TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_searches_by_member ON saved_searches (member_id, query);
CREATE INDEX saved_searches_by_check ON saved_searches (checked_at, id);
