-- What people mark for themselves: to be found again, a thread to be told of, a thread to be told of no more.
CREATE TABLE marks (
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  mark TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, member_id, mark)
);
CREATE INDEX marks_by_member ON marks (member_id, mark, created_at, subject_id);
