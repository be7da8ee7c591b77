-- What is shared: posts, comments, reactions, files, topics, mentions. Every row carries its place.

CREATE TABLE posts (
  id BIGINT PRIMARY KEY,
  place_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  missing_file BIGINT NOT NULL,
  comment_count BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  edited_at BIGINT,
  pinned_at BIGINT,
  deleted_at BIGINT,
  deleted_by_id BIGINT
);
CREATE INDEX posts_by_date ON posts (published_at, id) WHERE deleted_at IS NULL;
CREATE INDEX posts_by_place ON posts (place_id, published_at, id) WHERE deleted_at IS NULL;
CREATE INDEX posts_by_author ON posts (author_id, published_at, id);
CREATE INDEX posts_pinned ON posts (place_id, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX posts_in_bin ON posts (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE comments (
  id BIGINT PRIMARY KEY,
  place_id BIGINT NOT NULL,
  root_kind TEXT NOT NULL,
  root_id BIGINT NOT NULL,
  parent_id BIGINT,
  author_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  title TEXT NOT NULL,
  reply_count BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  edited_at BIGINT,
  deleted_at BIGINT,
  deleted_by_id BIGINT
);
CREATE INDEX comments_by_root ON comments (root_kind, root_id, published_at, id) WHERE parent_id IS NULL;
CREATE INDEX comments_by_parent ON comments (parent_id, published_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_by_author ON comments (author_id, published_at, id);

-- kind 0 like, 1 thanks, 2 useful, 3 bravo, 4 smile, 5 support. One reaction per person and subject.
CREATE TABLE reactions (
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, member_id)
);
CREATE TABLE reaction_counts (
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, kind)
);

-- kind 0 photo, 1 document. A file without subject belongs to its owner's draft and is swept away after a while.
CREATE TABLE files (
  id BIGINT PRIMARY KEY,
  owner_id BIGINT NOT NULL,
  place_id BIGINT,
  subject_kind TEXT,
  subject_id BIGINT,
  position BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  mime TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  color TEXT NOT NULL,
  sizes TEXT NOT NULL,
  original BIGINT NOT NULL,
  alt TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX files_by_subject ON files (subject_kind, subject_id, position);
CREATE INDEX files_loose ON files (created_at) WHERE subject_id IS NULL;
CREATE INDEX files_by_owner ON files (owner_id, created_at);

CREATE TABLE topics (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL,
  name TEXT NOT NULL
);
CREATE UNIQUE INDEX topics_by_key ON topics (key);
CREATE TABLE topic_uses (
  topic_id BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (topic_id, published_at, subject_kind, subject_id)
);
CREATE INDEX topic_uses_by_subject ON topic_uses (subject_kind, subject_id);

CREATE TABLE mentions (
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, member_id)
);
CREATE INDEX mentions_by_member ON mentions (member_id, subject_id);

-- Where each person stopped reading the home feed.
CREATE TABLE feed_marks (
  member_id BIGINT PRIMARY KEY,
  published_at BIGINT NOT NULL,
  post_id BIGINT NOT NULL
);
