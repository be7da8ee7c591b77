-- Directories that are followed by themselves: one row a source of the configuration. lease_until: until when a node works on it. night:
-- the last night whose turn was done, as a number of days. asked: 0 nothing, 1 a report, 2 what was announced, whose digest is
-- asked_digest. applied: whether the last run wrote. outcome: 0 none yet, 1 done, 2 too many gone, 3 the source changed since what was
-- announced, 4 failed (failure says why).
CREATE TABLE directory_runs (
  source TEXT NOT NULL PRIMARY KEY,
  lease_until BIGINT NOT NULL,
  night BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  asked_digest TEXT NOT NULL,
  ended_at BIGINT,
  applied BIGINT NOT NULL,
  outcome BIGINT NOT NULL,
  failure TEXT NOT NULL,
  digest TEXT NOT NULL,
  known BIGINT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  leaves BIGINT NOT NULL,
  stays BIGINT NOT NULL,
  left_out BIGINT NOT NULL
);

-- What the last run told, person by person. what: 0 leaves, 1 stays, 2 left out, 3 changed, 4 created. fields: JSON.
CREATE TABLE directory_changes (
  source TEXT NOT NULL,
  n BIGINT NOT NULL,
  what BIGINT NOT NULL,
  member_id BIGINT,
  person_key TEXT NOT NULL,
  name TEXT NOT NULL,
  fields TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (source, n)
);
