//! Days as forms hold them, in the zone of whoever types them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// The day of a moment in milliseconds UTC.
pub(crate) fn of(at: i64, zone: &TimeZone) -> Option<Date> {
    Timestamp::from_millisecond(at).ok().map(|at| zone.to_datetime(at).date())
}

/// The day of a moment, as a form holds it: `2026-03-12`.
pub(crate) fn typed(at: i64, zone: &TimeZone) -> String {
    of(at, zone).map(|day| day.to_string()).unwrap_or_default()
}

/// The first and the last moment of a day that was typed, in milliseconds UTC; nothing for what is no day.
pub(crate) fn moments(typed: &str, zone: &TimeZone) -> Option<(i64, i64)> {
    let day: Date = typed.trim().parse().ok()?;
    let start = |day: Date| zone.to_zoned(day.at(0, 0, 0, 0)).ok().map(|at| at.timestamp().as_millisecond());
    Some((start(day)?, start(day.checked_add(1.day()).ok()?)? - 1))
}

#[cfg(test)]
mod tests {
    use super::{moments, typed};
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    #[test]
    fn a_day_has_its_moments_in_its_zone() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let ms = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        for (day, found) in [
            ("2026-03-12", Some(("2026-03-11T23:00:00Z", "2026-03-12T22:59:59.999Z"))),
            // The clocks go forward: the day has 23 hours.
            (" 2026-03-29 ", Some(("2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z"))),
            ("2026-02-30", None),
            ("demain", None),
            ("", None),
        ] {
            assert_eq!(moments(day, &paris), found.map(|(from, to)| (ms(from), ms(to))), "{day}");
        }
        assert_eq!(typed(ms("2026-03-12T22:59:59.999Z"), &paris), "2026-03-12");
    }
}
