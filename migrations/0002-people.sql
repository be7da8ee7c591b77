-- Who and where: the company and communities, members, partners, sessions, invitations, memberships.

-- A place is where people write. kind 0 company, 1 community. access of a community: 0 open, 1 on request, 2 closed, 3 unlisted.
CREATE TABLE places (
  id BIGINT PRIMARY KEY,
  parent_id BIGINT,
  kind BIGINT NOT NULL,
  access BIGINT NOT NULL,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  description TEXT NOT NULL,
  icon TEXT NOT NULL,
  hue BIGINT NOT NULL,
  picture_id BIGINT,
  language TEXT NOT NULL,
  member_count BIGINT NOT NULL,
  partner_count BIGINT NOT NULL,
  post_count BIGINT NOT NULL,
  last_post_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX places_by_name ON places (kind, sort_key, id);

-- The company's settings: one row, whose id is its place.
CREATE TABLE companies (
  id BIGINT PRIMARY KEY,
  locale TEXT NOT NULL,
  brand_hue BIGINT NOT NULL,
  leaver_naming BIGINT NOT NULL,
  employee_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE partner_companies (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- kind 0 employee, 1 partner. role 0 member, 1 administrator. state 0 active, 1 left.
CREATE TABLE members (
  id BIGINT PRIMARY KEY,
  kind BIGINT NOT NULL,
  role BIGINT NOT NULL,
  state BIGINT NOT NULL,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  email TEXT,
  username TEXT,
  password_hash TEXT,
  password_changed_at BIGINT,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  site TEXT NOT NULL,
  phone TEXT NOT NULL,
  languages TEXT NOT NULL,
  bio TEXT NOT NULL,
  photo_id BIGINT,
  hue BIGINT NOT NULL,
  locale TEXT NOT NULL,
  zone TEXT NOT NULL,
  theme TEXT NOT NULL,
  shortcuts BIGINT NOT NULL,
  partner_company_id BIGINT,
  sponsor_id BIGINT,
  ends_at BIGINT,
  follower_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  left_at BIGINT
);
CREATE UNIQUE INDEX members_by_email ON members (email);
CREATE UNIQUE INDEX members_by_username ON members (username);
CREATE INDEX members_by_name ON members (state, sort_key, id);
CREATE INDEX members_ending ON members (ends_at) WHERE ends_at IS NOT NULL;

CREATE TABLE sessions (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token_hash);
CREATE INDEX sessions_by_member ON sessions (member_id, last_seen_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE password_resets (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX password_resets_by_token ON password_resets (token_hash);
CREATE INDEX password_resets_by_member ON password_resets (member_id);

-- Invitations into the company: by link (no address, several uses) or to one address (one use).
CREATE TABLE invitations (
  id BIGINT PRIMARY KEY,
  token_hash TEXT NOT NULL,
  inviter_id BIGINT NOT NULL,
  email TEXT,
  uses_left BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_date ON invitations (created_at, id);

-- role 0 member, 1 moderator, 2 owner. One table, read from both sides.
CREATE TABLE memberships (
  member_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL,
  role BIGINT NOT NULL,
  joined_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, place_id)
);
CREATE INDEX memberships_by_place ON memberships (place_id, role, member_id);

-- state 0 asked by the member, 1 invited by inviter_id.
CREATE TABLE membership_requests (
  place_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  state BIGINT NOT NULL,
  inviter_id BIGINT,
  message TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (place_id, member_id)
);
CREATE INDEX membership_requests_by_member ON membership_requests (member_id, state);

CREATE TABLE follows (
  follower_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (follower_id, member_id)
);
CREATE INDEX follows_by_member ON follows (member_id, follower_id);

-- The unary plus keeps SQLite from searching members by their state, which is nearly everyone's, instead of by their id.
-- The rule of who may read where, published for every store to join: one row a viewer and place.
-- Employees read the company and every open community; members of a community read it; who has left reads nothing.
CREATE VIEW visible_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id
  FROM memberships s JOIN members m ON m.id = s.member_id
  WHERE +m.state = 0
  UNION ALL
  SELECT m.id AS viewer_id, p.id AS place_id
  FROM members m CROSS JOIN places p
  WHERE +m.state = 0 AND m.kind = 0 AND (p.kind = 0 OR p.access = 0);

-- How a person is shown wherever the name appears. The name of who has left follows the company's choice (NULL: former member).
CREATE VIEW member_cards AS
  SELECT m.id AS id,
    CASE WHEN m.state = 1 AND c.leaver_naming = 1 THEN NULL ELSE m.name END AS name,
    CASE WHEN m.state = 1 THEN '' ELSE m.title END AS title,
    CASE WHEN m.state = 1 THEN NULL ELSE m.photo_id END AS photo_id,
    m.hue AS hue, m.kind AS kind, m.state AS state, m.sort_key AS sort_key, q.name AS partner
  FROM members m
  CROSS JOIN companies c
  LEFT JOIN partner_companies q ON q.id = m.partner_company_id;

-- How a place is named to those who were told of it.
CREATE VIEW place_cards AS
  SELECT id, name, icon, hue, picture_id, kind, access FROM places;

-- Where a person is invited and has not answered yet.
CREATE VIEW invited_places AS
  SELECT member_id AS viewer_id, place_id FROM membership_requests WHERE state = 1;

-- What a person joined and whom a person follows: the sources of the feeds.
CREATE VIEW joined_places AS
  SELECT s.member_id AS viewer_id, s.place_id AS place_id, s.role AS role
  FROM memberships s JOIN members m ON m.id = s.member_id
  WHERE +m.state = 0;

CREATE VIEW followed_members AS
  SELECT follower_id AS viewer_id, member_id FROM follows;
