-- In which order somebody wants the home feed, once they said so, and what each of the three rules of "most useful first" weighs for
-- them: 0 nothing, 1 little, 2 as usual, 3 much.
CREATE TABLE feed_choices (
  member_id BIGINT PRIMARY KEY,
  useful_first BIGINT NOT NULL,
  people BIGINT NOT NULL,
  needs BIGINT NOT NULL,
  echo BIGINT NOT NULL
);
