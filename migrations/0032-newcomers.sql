-- Newcomers. first_visit: whether the next sign-in leads to the first visit. starting_at: since when the person is led, while that stands
-- in the menu. accompanies: whether somebody who arrives is accompanied by the person.
ALTER TABLE members ADD COLUMN first_visit BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN starting_at BIGINT;
ALTER TABLE members ADD COLUMN accompanies BIGINT NOT NULL DEFAULT 0;

-- Journeys, as the company writes them: for whom (words of the role, words of the site, each empty for everyone), given to those who
-- arrive while active_since is set. What was taken away (removed_at) can be brought back for 30 days.
CREATE TABLE journeys (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  titles TEXT NOT NULL,
  sites TEXT NOT NULL,
  active_since BIGINT,
  created_by_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX journeys_by_age ON journeys (created_at, id);

-- Their steps. day: 0 to 90 from the arrival. kind: 1 profile, 2 photo, 3 skills, 4 join, 5 meet, 6 read, 7 hello, 8 ask, 9 answer, 10 task.
-- target: a path of ours, where the kind has one.
CREATE TABLE journey_steps (
  id BIGINT PRIMARY KEY,
  journey_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  target TEXT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX journey_steps_by_journey ON journey_steps (journey_id, day, id);

-- Who arrives: led by which journey, accompanied by whom. told_day: the last day whose steps were told; next_at: when to look next, none once
-- it is over. mood: 0 unsaid, 1 well, 2 so so, 3 hard. acted_at: when the person first did something that others read. away_at: put away by the
-- person. ended_at: when it was over.
CREATE TABLE newcomers (
  member_id BIGINT PRIMARY KEY,
  journey_id BIGINT,
  started_at BIGINT NOT NULL,
  buddy_id BIGINT,
  manager_id BIGINT,
  told_day BIGINT NOT NULL,
  next_at BIGINT,
  mood BIGINT NOT NULL,
  acted_at BIGINT,
  away_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX newcomers_by_start ON newcomers (started_at, member_id);
CREATE INDEX newcomers_by_journey ON newcomers (journey_id) WHERE journey_id IS NOT NULL;
CREATE INDEX newcomers_by_buddy ON newcomers (buddy_id) WHERE buddy_id IS NOT NULL;
CREATE INDEX newcomers_by_manager ON newcomers (manager_id) WHERE manager_id IS NOT NULL;
CREATE INDEX newcomers_due ON newcomers (next_at) WHERE next_at IS NOT NULL;

-- What somebody has done of a journey.
CREATE TABLE newcomer_steps (
  member_id BIGINT NOT NULL,
  step_id BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, step_id)
);

-- What somebody answered on day 30 and on day 90: three statements, 1 not at all to 4 entirely, and a sentence, for reader_id alone.
CREATE TABLE newcomer_answers (
  member_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  helped BIGINT NOT NULL,
  welcomed BIGINT NOT NULL,
  sentence TEXT NOT NULL,
  reader_id BIGINT,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, day)
);
CREATE INDEX newcomer_answers_by_day ON newcomer_answers (day, answered_at, member_id);
