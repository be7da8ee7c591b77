-- What people say of themselves beside their name, role and place: one row once something is said. status says what they are at, until
-- status_until where that is set; away that they are not there meanwhile. opens and closes are minutes of the day in their own zone,
-- days adds 1 for Monday, 2 for Tuesday, 4 and so on. birthday is the month times 100 and the day, 0 unless somebody wants it to be
-- told; shows_arrival whether their arrival may be. ways are the other ways to reach them, as JSON: they are read and written whole.
CREATE TABLE profiles (
  member_id BIGINT PRIMARY KEY,
  pronunciation TEXT NOT NULL,
  ask_about TEXT NOT NULL,
  status TEXT NOT NULL,
  status_until BIGINT,
  away BIGINT NOT NULL,
  shows_presence BIGINT NOT NULL,
  opens BIGINT,
  closes BIGINT,
  days BIGINT NOT NULL,
  birthday BIGINT NOT NULL,
  shows_arrival BIGINT NOT NULL,
  ways TEXT NOT NULL,
  guide_hidden BIGINT NOT NULL
);
CREATE INDEX profiles_by_birthday ON profiles (birthday, member_id) WHERE birthday <> 0;
CREATE INDEX profiles_of_arrivals ON profiles (member_id) WHERE shows_arrival = 1;

-- Who is told the address and the phone of somebody: 0 whoever sees the person, 1 employees, 2 the person.
ALTER TABLE members ADD COLUMN email_seen BIGINT NOT NULL DEFAULT 1;
ALTER TABLE members ADD COLUMN phone_seen BIGINT NOT NULL DEFAULT 0;

-- What somebody did before and does beside. kind is 0 a job, 1 a mission, 2 a training; begins and ends are months, 2024-03, ends is
-- empty while it lasts. What was taken away (removed_at) can be brought back for 30 days.
CREATE TABLE experiences (
  id BIGINT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  title TEXT NOT NULL,
  organisation TEXT NOT NULL,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  about TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX experiences_by_member ON experiences (member_id, id);
CREATE INDEX experiences_removed ON experiences (removed_at) WHERE removed_at IS NOT NULL;

-- The fields that the company adds to the profiles of employees. kind is 0 words, 1 one of choices (a line each), 2 a date, 3 a number;
-- edited_by 0 the person, 1 administrators; seen_by 0 whoever sees the person, 1 employees, 2 the
-- person and administrators. What was taken away (removed_at) can be brought back for 30 days.
CREATE TABLE profile_fields (
  id BIGINT PRIMARY KEY,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind BIGINT NOT NULL,
  choices TEXT NOT NULL,
  edited_by BIGINT NOT NULL,
  seen_by BIGINT NOT NULL,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE TABLE profile_values (
  member_id BIGINT NOT NULL,
  field_id BIGINT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (member_id, field_id)
);
CREATE INDEX profile_values_by_field ON profile_values (field_id, member_id);
