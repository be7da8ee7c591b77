-- Imports: which row of which source became what here, so that a second run doubles nothing and an interrupted one goes on.

-- target_id is the row's own id, or for a link (a membership, a reaction) the id of what it hangs on.
CREATE TABLE import_sources (
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  PRIMARY KEY (source, kind, source_id)
);
