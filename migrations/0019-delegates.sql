-- Who may publish in somebody's name, and who did.
CREATE TABLE delegations (
  member_id BIGINT NOT NULL,
  delegate_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, delegate_id)
);
CREATE INDEX delegations_by_delegate ON delegations (delegate_id, member_id);
ALTER TABLE posts ADD COLUMN writer_id BIGINT;
