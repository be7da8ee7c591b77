//! Pure decisions: when the turn of a night has come, and how a report is told from another.

use crate::intake::{Report, What};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ruche_platform::secret;

/// The night that an instant belongs to, as a number of days: it begins at `hour` in a zone.
pub(super) fn night(now: i64, hour: u8, zone: &TimeZone) -> i64 {
    let at = Timestamp::from_millisecond(now).unwrap_or_default().to_zoned(zone.clone());
    let epoch = Date::constant(1970, 1, 1);
    let days = at.date().since((jiff::Unit::Day, epoch)).map_or(0, |span| i64::from(span.get_days()));
    if at.hour() >= i8::try_from(hour).unwrap_or(0) { days } else { days - 1 }
}

/// What tells a report from another that says something else: of whom it speaks and what becomes of them.
pub(super) fn digest(report: &Report) -> String {
    let mut text = String::new();
    for told in report.people.iter().filter(|told| told.what != What::LeftOut) {
        text += &format!("{}\u{1f}{}\u{1f}", told.what.word(), told.key);
        for change in &told.fields {
            text += &format!("{}\u{1f}{}\u{1f}{}\u{1f}", change.field, change.before, change.after);
        }
        text.push('\u{1e}');
    }
    secret::digest(&text)
}

/// The word under which a page names a field: that of the field itself, or `added` for one of the company, which has a name.
pub(super) fn field(field: &str) -> &'static str {
    ["name", "title", "unit", "site", "phone", "manager", "community"].into_iter().find(|word| *word == field).unwrap_or("added")
}

/// The word under which a page has a sentence for why somebody leaves, stays or is left out; nothing for what is told as it is.
pub(super) fn reason(text: &str) -> Option<&'static str> {
    Some(match text {
        "not in the source any more" => "gone",
        "the account is disabled in the directory" => "disabled",
        "the last administrator is never closed" => "last",
        "a row of the source cannot be read: nobody is closed" => "blind",
        "it has no owner who is here: name one with --owner" => "ownerless",
        "no field of profiles is called so" => "field",
        "the person has left" => "left",
        "the account is that of a partner, which those who answer for the partner change" => "partner",
        // As who writes a name is told it.
        "Enter the name." => "nameless",
        "somebody before in the files has the same address or user name" => "twice",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_somebody_is_left_out_has_a_sentence_in_each_language() {
        for text in ["not in the source any more", "the person has left", "Enter the name."] {
            assert!(reason(text).is_some(), "{text}");
        }
        assert_eq!(reason("something else"), None);
    }

    #[test]
    fn a_night_begins_at_its_hour_where_the_company_is() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at = |text: &str| night(text.parse::<Timestamp>().unwrap().as_millisecond(), 2, &paris);
        let first = at("2026-03-10T01:00:00Z");
        for (instant, later) in [
            ("2026-03-10T00:59:59Z", -1),
            ("2026-03-10T01:00:00Z", 0),
            ("2026-03-10T23:30:00Z", 0),
            ("2026-03-11T00:30:00Z", 0),
            ("2026-03-11T01:00:00Z", 1),
            // Two o’clock is left out in the night of the change of the hour: it is three then.
            ("2026-03-29T00:59:00Z", 18),
            ("2026-03-29T01:00:00Z", 19),
        ] {
            assert_eq!(at(instant) - first, later, "{instant}");
        }
    }
}
