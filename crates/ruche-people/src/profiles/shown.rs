//! How what a profile says is written: availability, hours, months, what the fields of the company hold.

use super::fields::Holds;
use super::rules::{self, Availability, Experience, Hours, Leads, WEEK, Way};
use super::store::Filled;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_web::Member;
use ruche_web::parts::icon;

/// The badge of whether somebody can be asked now; nothing where that is not known.
#[must_use]
pub fn availability(member: &Member, is: Availability) -> Markup {
    let t = member.t;
    let (tone, words) = match is {
        Availability::Away(Some(end)) => ("warning", t.profiles_away_until(t.date_long(end - 1, &member.zone))),
        Availability::Away(None) => ("warning", t.profiles_away().to_owned()),
        Availability::Here => ("success", t.profiles_here().to_owned()),
        Availability::Working => ("success", t.profiles_working().to_owned()),
        Availability::Off => ("neutral", t.profiles_off().to_owned()),
        Availability::Unsaid => return html! {},
    };
    html! { span class="badge" data-tone=(tone) { (words) } }
}

/// "8 h 30 à 18 h", with the days where they are not Monday to Friday.
pub(super) fn hours(member: &Member, hours: Hours) -> String {
    let t = member.t;
    let time = |minutes: i64| t.time(minutes * 60_000, &TimeZone::UTC);
    let between = t.profiles_between(time(hours.opens), time(hours.closes));
    if hours.days == WEEK {
        return between;
    }
    let days: Vec<String> = (0..7_i8).filter(|day| hours.days & (1 << day) != 0).map(|day| t.day_of_week(day + 1).1).collect();
    format!("{between} ({})", days.join(" "))
}

/// "mars 2021 – juin 2024", or since when.
pub(super) fn period(member: &Member, one: &Experience) -> String {
    let t = member.t;
    let month = |text: &str| rules::month(text).map(|date| t.month_of(date)).unwrap_or_default();
    if one.ends.is_empty() { t.profiles_since(month(&one.begins)) } else { format!("{} – {}", month(&one.begins), month(&one.ends)) }
}

/// What a field holds, in the reader's way to write dates and numbers.
pub(super) fn value(member: &Member, filled: &Filled) -> String {
    let t = member.t;
    match filled.field.holds {
        Holds::Text | Holds::Choice => filled.value.clone(),
        Holds::Date => {
            let noon = filled.value.parse::<jiff::civil::Date>().ok().and_then(|date| date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok());
            noon.map(|noon| t.date_long(noon.timestamp().as_millisecond(), &TimeZone::UTC)).unwrap_or_default()
        }
        Holds::Number => {
            let (whole, part) = filled.value.split_once('.').unwrap_or((&filled.value, ""));
            let shown = whole.parse().map_or_else(|_| whole.to_owned(), |whole| t.number(whole));
            if part.is_empty() { shown } else { format!("{shown}{}{part}", t.profiles_decimal()) }
        }
    }
}

/// The icon and the words of a way to reach somebody, which lead there where they can.
pub(super) fn way(member: &Member, way: &Way) -> Markup {
    let (leads, href) = way.leads();
    let symbol = match leads {
        Leads::Mail => "mail",
        Leads::Phone => "phone",
        Leads::Web => "link",
        Leads::Nowhere => "message-circle",
    };
    let shown = way.value.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    html! {
        dt { (icon(member, symbol)) span class="sr" { (way.label) } }
        dd {
            @match leads {
                Leads::Nowhere => { (way.value) }
                Leads::Web => { a class="link" href=(href) rel="noopener nofollow ugc" { (shown) } }
                Leads::Mail | Leads::Phone => { a class="link" href=(href) { (way.value) } }
            }
            span class="meta" { (way.label) }
        }
    }
}
