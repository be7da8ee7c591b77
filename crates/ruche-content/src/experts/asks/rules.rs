//! Who is asked, how many, and when others are: pure decisions.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// How many people are asked at once.
pub const AT_ONCE: usize = 3;
/// How often a question is put to others, the first time included.
pub const WAVES: i64 = 3;
/// How long an answer is waited for before others are asked, in milliseconds: 24 hours of weekdays, UTC.
pub const WAIT_MS: i64 = DAY_MS;
/// Over how long what somebody accepts is counted, in milliseconds: seven days.
pub const WEEK_MS: i64 = 7 * DAY_MS;
/// How many questions a week somebody accepts who did not say.
pub const ACCEPTED: i64 = 5;
/// The most that can be said.
pub const MOST_ACCEPTED: i64 = 50;
/// Of so many questions that were put to people of late, it is looked at who was first.
pub const LAST: usize = 20;

const DAY_MS: i64 = 86_400_000;

/// What became of a question for somebody who was asked. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum State {
    /// It waits for them.
    Waiting = 0,
    /// They passed it on.
    Passed = 1,
    /// They answered.
    Answered = 2,
    /// They will not answer.
    Withdrawn = 3,
}

impl State {
    /// From its stored number; unknown numbers wait.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        [Self::Passed, Self::Answered, Self::Withdrawn].into_iter().find(|state| *state as i64 == number).unwrap_or(Self::Waiting)
    }

    /// The word that texts and programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Passed => "passed",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How much somebody is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Questions put to them in the last seven days.
    pub week: i64,
    /// How many they accept in a week.
    pub limit: i64,
    /// Questions that wait for them now.
    pub waiting: i64,
}

impl Load {
    /// Whether one more question may be put to them.
    #[must_use]
    pub fn has_room(self) -> bool {
        self.week < self.limit
    }
}

/// When others are asked, where nobody answers what was asked at `now`; both in milliseconds UTC. Saturdays and Sundays do not count.
#[must_use]
pub fn due(now: i64) -> i64 {
    let (mut at, mut left) = (now, WAIT_MS);
    while left > 0 {
        let midnight = at - at.rem_euclid(DAY_MS) + DAY_MS;
        if is_weekday(at) {
            let step = left.min(midnight - at);
            (at, left) = (at + step, left - step);
        } else {
            at = midnight;
        }
    }
    // What ends with a Friday goes on with the Monday.
    while !is_weekday(at) {
        at = at - at.rem_euclid(DAY_MS) + DAY_MS;
    }
    at
}

fn is_weekday(at: i64) -> bool {
    let day = Timestamp::from_millisecond(at).map(|at| TimeZone::UTC.to_datetime(at).weekday());
    day.is_ok_and(|day| !matches!(day, Weekday::Saturday | Weekday::Sunday))
}

/// Those who are asked, of those who are likely to know, the likeliest first: who may be, and accepts one more.
#[must_use]
pub fn choose(order: &[i64], may: impl Fn(i64) -> bool, loads: &HashMap<i64, Load>) -> Vec<i64> {
    let has_room = |id: &i64| loads.get(id).is_some_and(|load| load.has_room());
    order.iter().copied().filter(|id| may(*id) && has_room(id)).take(AT_ONCE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_asked_after_a_day_that_is_no_weekend() {
        let ms = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        for (asked, expected) in [
            ("2026-03-10T09:30:00Z", "2026-03-11T09:30:00Z"),
            // From Friday to Monday.
            ("2026-03-13T09:30:00Z", "2026-03-16T09:30:00Z"),
            ("2026-03-13T00:00:00Z", "2026-03-16T00:00:00Z"),
            ("2026-03-14T11:00:00Z", "2026-03-17T00:00:00Z"),
            ("2026-03-15T23:59:59Z", "2026-03-17T00:00:00Z"),
            ("2026-03-12T23:00:00Z", "2026-03-13T23:00:00Z"),
        ] {
            assert_eq!(due(ms(asked)), ms(expected), "{asked}");
        }
    }

    #[test]
    fn nobody_is_asked_beyond_what_they_accept() {
        let load = |week, limit| Load { week, limit, waiting: 0 };
        let loads = HashMap::from([(1, load(5, 5)), (2, load(4, 5)), (3, load(0, 0)), (4, load(0, 1)), (5, load(0, 5)), (6, load(0, 5))]);
        assert_eq!(choose(&[1, 2, 3, 4, 5, 6], |_| true, &loads), [2, 4, 5]);
        assert_eq!(choose(&[6, 5, 9], |id| id != 6, &loads), [5], "who is unknown is not asked");
    }

    #[test]
    fn states_keep_their_numbers() {
        for (number, word) in [(0, "waiting"), (1, "passed"), (2, "answered"), (3, "withdrawn"), (9, "waiting")] {
            assert_eq!(State::from_number(number).word(), word);
        }
    }
}
