//! Dates of the demo company: so many days before or after today, at a time of day in Paris. What was written is never in the future;
//! what is planned may be.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer};
use std::str::FromStr;

/// The zone of the head office.
const ZONE: &str = "Europe/Paris";
/// The newest thing was written at least this long ago, in milliseconds.
const BEFORE_NOW: i64 = 3 * 60_000;
/// What would lie in the future is spread over this time before, in milliseconds.
const LATE: i64 = 90 * 60_000;

/// A day and a time of that day. Later ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// 0 for today, -1 for yesterday, 1 for tomorrow.
    day: i64,
    minute: i64,
}

impl Moment {
    /// Whether it is after today.
    pub const fn is_to_come(self) -> bool {
        self.day > 0
    }

    /// A moment `days` before today, at an hour.
    pub const fn days_ago(days: i64, hour: i64) -> Self {
        Self { day: -days, minute: hour * 60 }
    }
}

impl FromStr for Moment {
    type Err = String;

    /// `-12d 09:40`, or `+12d 09:40` for what is to come; without a time, nine in the morning.
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let sign = if text.starts_with('+') { 1 } else { -1 };
            let (days, rest) = text.strip_prefix(['-', '+'])?.split_once('d')?;
            let (hour, minute) = if rest.is_empty() { ("09", "00") } else { rest.strip_prefix(' ')?.split_once(':')? };
            let two = |part: &str, below: i64| Some(part).filter(|p| p.len() == 2)?.parse::<i64>().ok().filter(|n| (0..below).contains(n));
            let days =
                Some(days).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok().filter(|d| (0..1000).contains(d))?;
            Some(Self { day: sign * days, minute: two(hour, 24)? * 60 + two(minute, 60)? })
        };
        read().ok_or_else(|| format!("{text:?} is not a date such as \"-12d 09:40\""))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Turns moments into milliseconds UTC, in the same order.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    zone: TimeZone,
    today: Date,
    /// Nothing is dated after it.
    limit: i64,
    /// The moments after it, in order, and where the time begins over which they are spread.
    late: Vec<Moment>,
    late_from: i64,
}

impl Calendar {
    /// A calendar as of `now` for these moments.
    pub fn new(now: i64, moments: impl Iterator<Item = Moment>) -> Self {
        // A machine without time zones still gets a demo, an hour or two away.
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let today = zone.to_datetime(Timestamp::from_millisecond(now).unwrap_or_default()).date();
        let mut calendar = Self { zone, today, limit: now - BEFORE_NOW, late: Vec::new(), late_from: 0 };
        let mut moments: Vec<Moment> = moments.collect();
        moments.sort_unstable();
        moments.dedup();
        let on_time = moments.partition_point(|m| calendar.plain(*m) <= calendar.limit);
        calendar.late = moments.split_off(on_time);
        calendar.late_from = moments.last().map_or(i64::MIN, |m| calendar.plain(*m)).max(calendar.limit - LATE);
        calendar
    }

    /// The date of a moment. Moments of the rest of today, on a morning, follow one another shortly before now.
    pub fn at(&self, moment: Moment) -> i64 {
        let rank = self.late.partition_point(|m| *m <= moment);
        let plain = self.plain(moment);
        if rank == 0 || plain <= self.limit {
            return plain.min(self.limit);
        }
        let part = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.late_from + (self.limit - self.late_from) * part(rank) / part(self.late.len())
    }

    /// The date as it is written, in the future too. An hour that daylight saving skips is the one after it.
    pub fn plain(&self, Moment { day, minute }: Moment) -> i64 {
        let date = self.today.saturating_add(day.days());
        // Both are in range: a moment is made by its parser or from constants.
        let clock = time(i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0), 0, 0);
        date.to_datetime(clock).to_zoned(self.zone.clone()).map_or(self.limit, |at| at.timestamp().as_millisecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn moments(texts: &[&str]) -> Vec<Moment> {
        texts.iter().map(|t| t.parse().unwrap()).collect()
    }

    #[test]
    fn dates_are_read_or_refused() {
        assert_eq!("-12d 09:40".parse(), Ok(Moment { day: -12, minute: 580 }));
        assert_eq!("-180d".parse(), Ok(Moment::days_ago(180, 9)));
        assert_eq!("+9d 14:00".parse(), Ok(Moment { day: 9, minute: 840 }));
        for wrong in [
            "",
            "12d 09:40",
            "-12 09:40",
            "-12d 9:40",
            "-12d 24:00",
            "-12d 09:60",
            "-d 09:00",
            "--1d 09:00",
            "-+1d 09:00",
            "-12d09:40",
            "-1d -1:00",
        ] {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong:?}");
        }
        assert!(moments(&["-1d 08:00"])[0] < moments(&["-0d 07:59"])[0]);
        assert!(moments(&["+1d 00:00"])[0].is_to_come() && !moments(&["+0d 23:59"])[0].is_to_come());
    }

    #[test]
    fn days_and_hours_are_those_of_paris() {
        let calendar = |now| Calendar::new(ms(now), std::iter::empty());
        let at = |now, moment: &str| Timestamp::from_millisecond(calendar(now).at(moment.parse().unwrap())).unwrap().to_string();
        // Summer: Paris is two hours ahead; the day before the change of 29 March 2026, one.
        assert_eq!(at("2026-07-10T10:00:00Z", "-1d 09:40"), "2026-07-09T07:40:00Z");
        assert_eq!(at("2026-03-30T10:00:00Z", "-2d 09:40"), "2026-03-28T08:40:00Z");
        // 02:30 does not exist on that day: it is 03:30.
        assert_eq!(at("2026-03-30T10:00:00Z", "-1d 02:30"), "2026-03-29T01:30:00Z");
        // Half past midnight in Paris is another day than in UTC.
        assert_eq!(at("2026-07-09T22:30:00Z", "-1d 12:00"), "2026-07-09T10:00:00Z");
        assert_eq!(at("2026-01-01T10:00:00Z", "-1d 12:00"), "2025-12-31T11:00:00Z");
    }

    #[test]
    fn nothing_lies_in_the_future_and_the_order_stays() {
        let all = moments(&["-2d 18:00", "-1d 17:40", "-1d 17:46", "-0d 07:40", "-0d 07:49", "-0d 08:50", "-0d 08:51"]);
        for now in [
            "2026-11-24T02:00:00Z",
            "2026-11-23T23:00:30Z",
            "2026-11-24T06:45:00Z",
            "2026-11-24T07:50:30Z",
            "2026-11-24T12:00:00Z",
            "2026-03-29T00:30:00Z",
        ] {
            let calendar = Calendar::new(ms(now), all.iter().copied());
            let dates: Vec<i64> = all.iter().map(|m| calendar.at(*m)).collect();
            assert!(dates.iter().all(|at| *at <= ms(now) - BEFORE_NOW), "{now}: {dates:?}");
            assert!(dates.windows(2).all(|pair| pair[0] < pair[1]), "{now}: {dates:?}");
        }
        // At noon nothing is moved; at three in the morning what is to come stands in the last hour and a half.
        let noon = Calendar::new(ms("2026-11-24T11:00:00Z"), all.iter().copied());
        assert_eq!(noon.at(all[6]), ms("2026-11-24T07:51:00Z"));
        let night = Calendar::new(ms("2026-11-24T02:00:00Z"), all.iter().copied());
        assert_eq!(night.at(all[6]), ms("2026-11-24T01:57:00Z"));
        assert!(night.at(all[3]) > ms("2026-11-24T00:27:00Z"));
        assert_eq!(night.at(all[2]), ms("2026-11-23T16:46:00Z"));
    }
}
