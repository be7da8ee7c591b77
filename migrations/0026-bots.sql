-- Members who are programs: kind 2. They are shown as such wherever a name is: state 2 of a card, which statements that look for
-- people (state 0) leave out by themselves.
DROP VIEW member_cards;
CREATE VIEW member_cards AS
  SELECT m.id AS id,
    CASE WHEN m.state = 1 AND c.leaver_naming = 1 THEN NULL ELSE m.name END AS name,
    CASE WHEN m.state = 1 THEN '' ELSE m.title END AS title,
    CASE WHEN m.state = 1 THEN NULL ELSE m.photo_id END AS photo_id,
    m.hue AS hue, m.kind AS kind,
    CASE WHEN m.state = 0 AND m.kind = 2 THEN 2 ELSE m.state END AS state,
    m.sort_key AS sort_key, q.name AS partner
  FROM members m
  CROSS JOIN companies c
  LEFT JOIN partner_companies q ON q.id = m.partner_company_id;
CREATE INDEX members_bots ON members (sort_key, id) WHERE kind = 2;

-- The secret addresses by which programs post into a community, each as a bot. used_on is the beginning of the day (UTC) on which one
-- was used last.
CREATE TABLE incoming_hooks (
  id BIGINT PRIMARY KEY,
  place_id BIGINT NOT NULL,
  bot_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_on BIGINT
);
CREATE UNIQUE INDEX incoming_hooks_by_token ON incoming_hooks (token_hash);
CREATE INDEX incoming_hooks_by_place ON incoming_hooks (place_id, created_at, id);
CREATE INDEX incoming_hooks_by_bot ON incoming_hooks (bot_id);
