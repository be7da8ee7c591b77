//! Dates and times for people, in the reader's language and time zone.
//!
//! The words stand in `dates.ftl`; here is when each is used, and how a clock is written: `17 h 40`, `9 h` in French,
//! `5:40 pm` in English. All moments are milliseconds since 1970 in universal time; what lies outside the years -9999 to 9999
//! is shown as the nearest moment within. Deliberately not here: dates for programs (`datetime` attributes, the API).

use crate::number::NO_BREAK;
use crate::{Locale, Shown, T};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Up to so many days ahead the number of days is told, then the date: what expires does so within a month.
const DAYS_AHEAD: i32 = 30;

impl T {
    /// How long ago, or how far ahead, by the reader's calendar.
    ///
    /// Past: "à l’instant" below a minute, "il y a 20 min", "il y a 3 h" on the same day, "hier à 17 h 40", "lundi à 9 h 05" for
    /// two to six days, then "12 mars", with the year where it is not this one. Future, to the nearest minute or hour: "dans
    /// 20 min", "dans 3 h" on the same day, "demain à 17 h 40", "dans 3 jours" up to thirty, then the date.
    #[must_use]
    pub fn ago(self, then_ms: i64, now_ms: i64, zone: &TimeZone) -> String {
        let (then, now) = (local(then_ms, zone), local(now_ms, zone));
        let passed = now_ms.saturating_sub(then_ms);
        if passed.saturating_abs() < MINUTE {
            return self.dates_now().to_owned();
        }
        let days = days_between(then.date(), now.date());
        if passed > 0 {
            return match (passed, days) {
                (..HOUR, _) => self.dates_minutes_ago(passed / MINUTE),
                (_, ..=0) => self.dates_hours_ago(passed / HOUR),
                (_, 1) => self.dates_yesterday_at(Clock(then.time())),
                (_, ..=6) => self.dates_weekday_at(Clock(then.time()), weekday(then.date())),
                _ => self.day(then.date(), now.date()),
            };
        }
        let [minutes, hours] = [MINUTE, HOUR].map(|unit| passed.saturating_neg().saturating_add(unit / 2) / unit);
        match (minutes, -days) {
            (..60, _) => self.dates_in_minutes(minutes),
            (_, ..=0) => self.dates_in_hours(hours),
            (_, 1) => self.dates_tomorrow_at(Clock(then.time())),
            (_, ahead @ ..=DAYS_AHEAD) => self.dates_in_days(ahead),
            _ => self.day(then.date(), now.date()),
        }
    }

    /// "jeudi 12 mars 2026 à 17 h 40", "Thursday 12 March 2026 at 5:40 pm".
    #[must_use]
    pub fn date_time_long(self, ms: i64, zone: &TimeZone) -> String {
        let at = local(ms, zone);
        let date = at.date();
        self.dates_long_at(date.day(), date.month(), Clock(at.time()), weekday(date), Year(date.year()))
    }

    /// "jeudi 12 mars 2026", "Thursday 12 March 2026".
    #[must_use]
    pub fn date_long(self, ms: i64, zone: &TimeZone) -> String {
        let date = local(ms, zone).date();
        self.dates_long(date.day(), date.month(), weekday(date), Year(date.year()))
    }

    /// "17 h 40" or "9 h" on the hour, "5:40 pm".
    #[must_use]
    pub fn time(self, ms: i64, zone: &TimeZone) -> String {
        let clock = Clock(local(ms, zone).time());
        let mut out = String::with_capacity(clock.room());
        clock.show(self.0, &mut out);
        out
    }

    /// The leaf of a calendar: "jeu.", 12, "mars"; "Thu", 12, "Mar".
    #[must_use]
    pub fn leaf(self, ms: i64, zone: &TimeZone) -> (String, i8, String) {
        let date = local(ms, zone).date();
        (self.dates_weekday_short(weekday(date)).to_string(), date.day(), self.dates_month_short(date.month()).to_string())
    }

    /// A month of a calendar: "mars 2026", "March 2026".
    #[must_use]
    pub fn month_of(self, date: Date) -> String {
        self.dates_month_year(date.month(), Year(date.year()))
    }

    /// The month of a moment: "mars 2026", "March 2026".
    #[must_use]
    pub fn month_at(self, ms: i64, zone: &TimeZone) -> String {
        self.month_of(local(ms, zone).date())
    }

    /// The name of a day of the week, 1 being Monday: "lundi", "Monday"; and the same shortened: "lun.", "Mon".
    #[must_use]
    pub fn day_of_week(self, number: i8) -> (String, String) {
        (self.dates_weekday(number).to_string(), self.dates_weekday_short(number).to_string())
    }

    /// The date without a weekday, and without the year where it is that of today.
    fn day(self, date: Date, today: Date) -> String {
        if date.year() == today.year() {
            self.dates_day_month(date.day(), date.month())
        } else {
            self.dates_day_month_year(date.day(), date.month(), Year(date.year()))
        }
    }
}

fn local(ms: i64, zone: &TimeZone) -> DateTime {
    let nearest = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    zone.to_datetime(Timestamp::from_millisecond(ms).unwrap_or(nearest))
}

/// Midnights from `from` to `to`; negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// 1 is Monday.
fn weekday(date: Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

/// A year is shown without groups of digits.
struct Year(i16);

impl Shown for Year {
    fn show(&self, _: Locale, out: &mut String) {
        out.push_str(&self.0.to_string());
    }
    fn room(&self) -> usize {
        5
    }
}

/// A time of day to the minute.
struct Clock(Time);

impl Shown for Clock {
    fn show(&self, locale: Locale, out: &mut String) {
        let (hour, minute) = (self.0.hour(), self.0.minute());
        match locale {
            Locale::Fr => {
                hour.show(locale, out);
                out.extend([NO_BREAK, 'h']);
                if minute > 0 {
                    out.push(NO_BREAK);
                    two_digits(minute, out);
                }
            }
            Locale::En => {
                // The hours 0 and 12 are both written 12.
                ((hour + 11) % 12 + 1).show(locale, out);
                out.push(':');
                two_digits(minute, out);
                out.push(NO_BREAK);
                out.push_str(if hour < 12 { "am" } else { "pm" });
            }
        }
    }
    fn room(&self) -> usize {
        "12\u{a0}h\u{a0}34".len()
    }
}

fn two_digits(number: i8, out: &mut String) {
    out.extend([number / 10, number % 10].map(|digit| char::from(b'0' + digit.unsigned_abs())));
}

#[cfg(test)]
mod tests {
    use crate::{Locale, T};
    use jiff::civil::DateTime;
    use jiff::tz::TimeZone;

    /// The rule of Europe/Paris since 1996, so that no time zone database is needed.
    fn paris() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    /// A moment by the clocks of Paris; of an hour that comes twice, the first.
    fn at(local: &str) -> i64 {
        let local: DateTime = local.parse().unwrap();
        local.to_zoned(paris()).unwrap().timestamp().as_millisecond()
    }

    /// No-break spaces are checked on their own; in the tables they are plain.
    fn plain(text: String) -> String {
        text.replace('\u{a0}', " ")
    }

    fn table(now: &str, rows: &[(&str, &str, &str)]) {
        for (then, french, english) in rows {
            for (locale, wanted) in [(Locale::Fr, french), (Locale::En, english)] {
                assert_eq!(plain(T(locale).ago(at(then), at(now), &paris())), *wanted, "{then} seen at {now}");
            }
        }
    }

    #[test]
    fn past() {
        // A Thursday.
        table(
            "2026-03-12T17:40:00",
            &[
                ("2026-03-12T17:40:00", "à l’instant", "just now"),
                ("2026-03-12T17:39:01", "à l’instant", "just now"),
                ("2026-03-12T17:39:00.001", "à l’instant", "just now"),
                ("2026-03-12T17:39:00", "il y a 1 min", "1 min ago"),
                ("2026-03-12T17:20:00", "il y a 20 min", "20 min ago"),
                ("2026-03-12T16:40:00.001", "il y a 59 min", "59 min ago"),
                ("2026-03-12T16:40:00", "il y a 1 h", "1 h ago"),
                ("2026-03-12T14:00:00", "il y a 3 h", "3 h ago"),
                ("2026-03-12T00:00:00", "il y a 17 h", "17 h ago"),
                ("2026-03-11T23:59:59", "hier à 23 h 59", "yesterday at 11:59 pm"),
                ("2026-03-11T17:40:00", "hier à 17 h 40", "yesterday at 5:40 pm"),
                ("2026-03-11T00:00:00", "hier à 0 h", "yesterday at 12:00 am"),
                ("2026-03-10T12:00:00", "mardi à 12 h", "Tuesday at 12:00 pm"),
                ("2026-03-09T09:05:00", "lundi à 9 h 05", "Monday at 9:05 am"),
                ("2026-03-08T12:30:00", "dimanche à 12 h 30", "Sunday at 12:30 pm"),
                ("2026-03-07T00:05:00", "samedi à 0 h 05", "Saturday at 12:05 am"),
                ("2026-03-06T00:00:00", "vendredi à 0 h", "Friday at 12:00 am"),
                ("2026-03-05T23:59:00", "5 mars", "5 March"),
                ("2026-02-28T08:00:00", "28 février", "28 February"),
                ("2026-01-01T00:00:00", "1er janvier", "1 January"),
                ("2025-12-31T23:59:59", "31 décembre 2025", "31 December 2025"),
                ("2025-03-12T17:40:00", "12 mars 2025", "12 March 2025"),
                ("1969-07-20T21:17:00", "20 juillet 1969", "20 July 1969"),
            ],
        );
    }

    #[test]
    fn future() {
        table(
            "2026-03-12T17:40:00",
            &[
                ("2026-03-12T17:40:59", "à l’instant", "just now"),
                ("2026-03-12T17:41:00", "dans 1 min", "in 1 min"),
                ("2026-03-12T17:59:59.900", "dans 20 min", "in 20 min"),
                ("2026-03-12T18:39:29", "dans 59 min", "in 59 min"),
                ("2026-03-12T18:39:30", "dans 1 h", "in 1 h"),
                ("2026-03-12T20:39:59", "dans 3 h", "in 3 h"),
                ("2026-03-12T23:59:59", "dans 6 h", "in 6 h"),
                ("2026-03-13T00:00:00", "demain à 0 h", "tomorrow at 12:00 am"),
                ("2026-03-13T23:59:00", "demain à 23 h 59", "tomorrow at 11:59 pm"),
                ("2026-03-14T00:00:00", "dans 2 jours", "in 2 days"),
                ("2026-03-15T17:40:00", "dans 3 jours", "in 3 days"),
                ("2026-04-11T17:40:00", "dans 30 jours", "in 30 days"),
                ("2026-04-12T00:00:00", "12 avril", "12 April"),
                ("2027-04-01T00:00:00", "1er avril 2027", "1 April 2027"),
            ],
        );
    }

    #[test]
    fn around_midnight_minutes_come_before_yesterday_and_tomorrow() {
        table(
            "2026-01-01T00:10:00",
            &[("2025-12-31T23:50:00", "il y a 20 min", "20 min ago"), ("2025-12-31T23:10:00", "hier à 23 h 10", "yesterday at 11:10 pm")],
        );
        table(
            "2025-12-31T23:50:00",
            &[("2026-01-01T00:10:00", "dans 20 min", "in 20 min"), ("2026-01-01T01:10:00", "demain à 1 h 10", "tomorrow at 1:10 am")],
        );
    }

    #[test]
    fn when_the_clocks_change_hours_are_those_that_passed() {
        // In the night to 29 March 2026 the hour from 2 to 3 does not exist.
        table(
            "2026-03-29T03:10:00",
            &[
                ("2026-03-29T01:50:00", "il y a 20 min", "20 min ago"),
                ("2026-03-29T00:10:00", "il y a 2 h", "2 h ago"),
                ("2026-03-28T03:10:00", "hier à 3 h 10", "yesterday at 3:10 am"),
                ("2026-03-30T00:00:00", "demain à 0 h", "tomorrow at 12:00 am"),
            ],
        );
        // In the night to 25 October 2026 the hour from 2 to 3 comes twice.
        table(
            "2026-10-25T03:00:00",
            &[
                ("2026-10-25T02:30:00", "il y a 1 h", "1 h ago"),
                ("2026-10-25T01:30:00", "il y a 2 h", "2 h ago"),
                ("2026-10-24T23:00:00", "hier à 23 h", "yesterday at 11:00 pm"),
            ],
        );
    }

    #[test]
    fn the_zone_decides_what_yesterday_is() {
        let (then, now) = (at("2026-07-01T01:00:00"), at("2026-07-01T08:00:00"));
        let ago = |zone: &str| plain(T(Locale::Fr).ago(then, now, &TimeZone::posix(zone).unwrap()));
        assert_eq!(ago("CET-1CEST,M3.5.0,M10.5.0/3"), "il y a 7 h");
        assert_eq!(ago("UTC0"), "hier à 23 h");
        assert_eq!(ago("XXX+5"), "hier à 18 h");
    }

    #[test]
    fn long_dates_and_times() {
        for (when, french, english, time) in [
            ("2026-03-12T17:40:00", "jeudi 12 mars 2026", "Thursday 12 March 2026", ["17 h 40", "5:40 pm"]),
            ("2026-05-01T00:00:00", "vendredi 1er mai 2026", "Friday 1 May 2026", ["0 h", "12:00 am"]),
            ("2024-02-29T12:00:00", "jeudi 29 février 2024", "Thursday 29 February 2024", ["12 h", "12:00 pm"]),
            ("2026-08-15T09:05:59", "samedi 15 août 2026", "Saturday 15 August 2026", ["9 h 05", "9:05 am"]),
            ("2026-06-21T13:01:00", "dimanche 21 juin 2026", "Sunday 21 June 2026", ["13 h 01", "1:01 pm"]),
            ("2026-09-01T11:59:00", "mardi 1er septembre 2026", "Tuesday 1 September 2026", ["11 h 59", "11:59 am"]),
            ("2026-11-11T23:00:00", "mercredi 11 novembre 2026", "Wednesday 11 November 2026", ["23 h", "11:00 pm"]),
            ("2026-10-12T01:10:00", "lundi 12 octobre 2026", "Monday 12 October 2026", ["1 h 10", "1:10 am"]),
        ] {
            for (locale, date, join, time) in [(Locale::Fr, french, "à", time[0]), (Locale::En, english, "at", time[1])] {
                let (t, ms, zone) = (T(locale), at(when), paris());
                assert_eq!(plain(t.date_long(ms, &zone)), date);
                assert_eq!(plain(t.time(ms, &zone)), time);
                assert_eq!(plain(t.date_time_long(ms, &zone)), format!("{date} {join} {time}"));
            }
        }
    }

    #[test]
    fn every_month_and_weekday_has_its_own_name_in_each_language() {
        for locale in Locale::ALL {
            let t = T(locale);
            let names: std::collections::BTreeSet<_> =
                (1..=12).map(|m| t.dates_month(m)).chain((1..=7).map(|d| t.dates_weekday(d))).collect();
            assert_eq!(names.len(), 19, "{names:?}");
        }
    }

    #[test]
    fn numbers_never_part_from_their_unit() {
        let (t, zone, now) = (T(Locale::Fr), paris(), at("2026-03-12T17:40:00"));
        assert_eq!(t.ago(at("2026-03-12T17:20:00"), now, &zone), "il y a 20\u{a0}min");
        assert_eq!(t.time(now, &zone), "17\u{a0}h\u{a0}40");
        assert_eq!(T(Locale::En).time(now, &zone), "5:40\u{a0}pm");
        assert_eq!(T(Locale::En).ago(at("2026-03-12T14:00:00"), now, &zone), "3\u{a0}h ago");
    }

    #[test]
    fn moments_out_of_range_are_shown_as_the_nearest() {
        for (then, now) in [(i64::MIN, 0), (i64::MAX, 0), (0, i64::MAX), (i64::MIN, i64::MAX), (i64::MAX, i64::MIN)] {
            assert!(!T(Locale::Fr).ago(then, now, &TimeZone::UTC).is_empty());
        }
        assert_eq!(plain(T(Locale::En).date_long(i64::MAX, &TimeZone::UTC)), "Thursday 30 December 9999");
    }
}
