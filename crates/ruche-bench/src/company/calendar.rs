//! When things happen in a company: on working days, in the morning, in bursts.

use super::dice::Dice;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
/// How many days a company is written over.
pub(super) const DAYS: i64 = 365;

/// How much is written in each hour of a working day, in UTC: two hours before noon in western Europe, where most are.
const HOURS: [f64; 24] =
    [0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 2.0, 6.0, 9.0, 10.0, 8.0, 4.0, 6.0, 8.0, 8.0, 7.0, 5.0, 2.5, 1.2, 0.8, 0.6, 0.5, 0.3, 0.1];
/// How much is written on a day of a weekend, beside a working day.
const WEEKEND: f64 = 0.1;
/// The longest that a comment waits: the median of what [`Calendar::later`] gives is an hour and a half.
const LATEST: f64 = 7.0 * 24.0 * 60.0;

/// The days before an end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    end: i64,
}

impl Calendar {
    /// The days before `end`, in milliseconds UTC.
    pub(super) fn ending(end: i64) -> Self {
        Self { end }
    }

    pub(super) fn end(self) -> i64 {
        self.end
    }

    /// Its first moment.
    pub(super) fn begin(self) -> i64 {
        self.end - DAYS * DAY
    }

    /// When the company was founded, three years before anything of it was written.
    pub(super) fn founded(self) -> i64 {
        self.begin() - 3 * DAYS * DAY
    }

    /// How many of `things` fall on each day, the first first.
    pub(super) fn days(self, dice: &mut Dice, things: u32) -> Vec<u32> {
        let weights: Vec<f64> = (0..DAYS).map(|day| self.weight(day) * (0.7 + 0.6 * dice.unit())).collect();
        let all: f64 = weights.iter().sum();
        let (mut before, mut given) = (0.0, 0);
        let share = weights.iter().map(|weight| {
            before += weight;
            // The last sum may lack of the whole what rounding took.
            let until = (f64::from(things) * before / all).round().min(f64::from(things)) as u32;
            let here = until - given;
            given = until;
            here
        });
        share.collect()
    }

    /// How much is written on a day: the day of the week is that of its middle. 1970-01-01 was a Thursday.
    fn weight(self, day: i64) -> f64 {
        let weekday = ((self.begin() + day * DAY + DAY / 2).div_euclid(DAY) + 3).rem_euclid(7);
        if weekday < 5 { 1.0 } else { WEEKEND }
    }

    /// A moment of a day, by its hours.
    pub(super) fn moment(self, dice: &mut Dice, day: i64) -> i64 {
        let from = self.begin() + day * DAY;
        let mut at = dice.unit() * HOURS.iter().sum::<f64>();
        let hour = HOURS.iter().position(|weight| {
            at -= weight;
            at < 0.0
        });
        // The hour on the clock, in the day that begins at `from`.
        let since = (i64::try_from(hour.unwrap_or(9)).unwrap_or(9) * HOUR - from).rem_euclid(DAY);
        (from + since + dice.between(0, HOUR)).min(self.end - 1)
    }

    /// A moment after another one, mostly soon and within a week: before the end in any case.
    pub(super) fn later(self, dice: &mut Dice, after: i64) -> i64 {
        let at = after + (LATEST.powf(dice.unit()) * MINUTE as f64) as i64;
        if at < self.end { at } else { dice.between(after, self.end) }
    }

    /// A moment of the year that is written.
    pub(super) fn any(self, dice: &mut Dice) -> i64 {
        dice.between(self.begin(), self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday, at noon.
    const END: i64 = 1_773_489_600_000;

    #[test]
    fn working_days_and_mornings_come_first() {
        let (calendar, mut dice) = (Calendar::ending(END), Dice::of(7));
        let days = calendar.days(&mut dice, 100_000);
        assert_eq!((days.len(), days.iter().sum::<u32>()), (365, 100_000));
        let weekend: u32 = days.iter().filter(|n| **n < 100).sum();
        assert!((2_500..6_000).contains(&weekend), "{weekend}");
        let hours: Vec<i64> = (0..10_000).map(|_| calendar.moment(&mut dice, 200).rem_euclid(DAY) / HOUR).collect();
        let among = |from: i64, to: i64| hours.iter().filter(|hour| (from..to).contains(*hour)).count();
        assert!(among(7, 12) > 4_000 && among(22, 24) + among(0, 5) < 300, "{} {}", among(7, 12), among(0, 5));
    }

    #[test]
    fn nothing_happens_after_the_end() {
        let (calendar, mut dice) = (Calendar::ending(END), Dice::of(7));
        for _ in 0..1_000 {
            let at = calendar.moment(&mut dice, DAYS - 1);
            assert!(at < END && (at..END).contains(&calendar.later(&mut dice, at)));
        }
    }
}
