//! An event: when, where, who comes. Its time is a moment, shown to each reader in their own zone, with that of the author beside it.

use super::{Details, Typed, field_of, moment};
use crate::posts::model::{Post, PostId};
use chrono::DateTime;
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, Property};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Refusal, names};
use ruche_web::parts::{Field, Refused, icon, iso};
use ruche_web::{Member, Settings};
use serde::{Deserialize, Serialize};

/// The most characters of a place.
const MAX_VENUE: usize = 150;
/// The longest an event may last, in milliseconds: 31 days.
const MAX_LENGTH: i64 = 31 * 86_400_000;
/// How long an event without an end lasts, in milliseconds: an hour.
pub const DEFAULT_LENGTH: i64 = 3_600_000;

/// When and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it starts, in milliseconds UTC.
    pub starts_at: i64,
    /// When it ends, in milliseconds UTC; nothing when nobody said so.
    pub ends_at: Option<i64>,
    /// The zone in which it was planned.
    pub zone: String,
    /// Where; empty when nobody said so.
    pub venue: String,
}

/// Whether one comes. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum Answer {
    /// One comes.
    Yes = 0,
    /// One may come.
    Maybe = 1,
    /// One does not come.
    No = 2,
}

impl Answer {
    /// Every answer, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Maybe, Self::No];

    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| *answer as i64 == number)
    }
}

/// An event as a calendar program has it (RFC 5545).
#[derive(Clone, Debug)]
pub struct CalendarEvent {
    /// Which post.
    pub id: PostId,
    /// Its title.
    pub heading: String,
    /// When and where.
    pub event: Event,
    /// Rises at each edit, so that a calendar that has it already takes the newer one.
    pub version: i64,
    /// When it was published or edited last, in milliseconds UTC.
    pub changed_at: i64,
    /// What its reader answered.
    pub answer: Option<Answer>,
}

impl CalendarEvent {
    /// The event of a post.
    #[must_use]
    pub fn of(post: &Post) -> Option<Self> {
        let Details::Event(event) = &post.details else { return None };
        Some(Self {
            id: post.id,
            heading: post.heading.clone(),
            event: event.clone(),
            version: post.version,
            changed_at: post.edited_at.unwrap_or(post.published_at),
            answer: post.responses.own.first().copied().and_then(Answer::from_number),
        })
    }

    /// The entry of a calendar. Its UID is the same wherever the event is given, so that no calendar holds it twice.
    #[must_use]
    pub fn entry(&self, settings: &Settings) -> Entry {
        let at = |ms: i64| DateTime::from_timestamp_millis(ms).unwrap_or_default();
        let link = settings.link(&format!("/posts/{}", self.id));
        let mut entry = Entry::new();
        entry
            .uid(&format!("post-{}@{}", self.id, settings.public_url.host_str().unwrap_or("localhost")))
            .summary(&self.heading)
            .description(&link)
            .url(&link)
            .starts(at(self.event.starts_at))
            .ends(at(self.event.end()))
            .timestamp(at(self.changed_at))
            .last_modified(at(self.changed_at))
            .sequence(u32::try_from(self.version).unwrap_or(u32::MAX));
        if !self.event.venue.is_empty() {
            entry.location(&self.event.venue);
        }
        if self.answer == Some(Answer::Maybe) {
            entry.add_property("STATUS", "TENTATIVE");
        }
        entry.done()
    }
}

/// A calendar that holds nothing yet.
#[must_use]
pub fn calendar() -> Calendar {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Ruche//Ruche//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    calendar
}

impl Event {
    /// When it ends, in milliseconds UTC.
    #[must_use]
    pub fn end(&self) -> i64 {
        self.ends_at.unwrap_or(self.starts_at + DEFAULT_LENGTH)
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self, now: i64) -> bool {
        self.end() <= now
    }

    pub(super) fn read(typed: &Typed, zone: &TimeZone) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let mut at = |text: &str, field: &'static str| {
            moment(text, zone, field).unwrap_or_else(|refusal| {
                refusals.push(refusal);
                None
            })
        };
        let (starts_at, ends_at) = (at(&typed.starts, "starts"), at(&typed.ends, "ends"));
        let venue = names::clean_line(&typed.venue);
        if starts_at.is_none() && refusals.is_empty() {
            refusals.push(Refusal::new("posts.event_start_missing").at("starts"));
        }
        let starts_at = starts_at.unwrap_or_default();
        if refusals.is_empty() && ends_at.is_some_and(|end| end <= starts_at || end - starts_at > MAX_LENGTH) {
            refusals.push(Refusal::new("posts.event_end_wrong").at("ends"));
        }
        if venue.chars().count() > MAX_VENUE {
            refusals.push(Refusal::new("members.line_too_long").at("venue").with("max", 150));
        }
        let zone = zone.iana_name().unwrap_or("UTC").to_owned();
        if refusals.is_empty() { Ok(Self { starts_at, ends_at, zone, venue }) } else { Err(refusals) }
    }

    pub(super) fn typed(&self, typed: Typed, zone: &TimeZone) -> Typed {
        Typed {
            starts: field_of(self.starts_at, zone),
            ends: self.ends_at.map(|at| field_of(at, zone)).unwrap_or_default(),
            venue: self.venue.clone(),
            ..typed
        }
    }
}

pub(super) fn fields(member: &Member, typed: &Typed, refused: &Refused) -> Markup {
    let t = member.t;
    let time = |name: &'static str, label: &str, value: &str, expected: bool| {
        Field {
            name,
            label,
            kind: "datetime-local",
            value,
            hint: expected.then_some(t.formats_your_time()),
            autocomplete: "off",
            expected,
            draft: true,
            ..Field::default()
        }
        .show(member, refused)
    };
    html! {
        div class="cols" { (time("starts", t.formats_starts(), &typed.starts, true)) (time("ends", t.formats_ends(), &typed.ends, false)) }
        (Field { name: "venue", label: t.formats_venue(), value: &typed.venue, hint: Some(t.formats_venue_hint()), autocomplete: "off", max: Some(150), draft: true, ..Field::default() }.show(member, refused))
    }
}

/// When and where, as items of a list.
pub(super) fn facts(member: &Member, event: &Event) -> Markup {
    let (t, zone) = (member.t, &member.zone);
    let day = |at: i64| jiff::Timestamp::from_millisecond(at).map(|at| zone.to_datetime(at).date()).ok();
    let same_day = event.ends_at.is_none_or(|end| day(end) == day(event.starts_at));
    let planned = TimeZone::get(&event.zone)
        .ok()
        .filter(|planned| planned.to_datetime(at_of(event.starts_at)) != zone.to_datetime(at_of(event.starts_at)));
    html! {
        li { (icon(member, "clock")) span {
            time datetime=(iso(event.starts_at)) { (t.date_time_long(event.starts_at, zone)) }
            @if let Some(end) = event.ends_at { " " (t.formats_until(if same_day { t.time(end, zone) } else { t.date_time_long(end, zone) })) }
            @if let Some(planned) = &planned { " " span class="meta" { (t.formats_planned(t.time(event.starts_at, planned), city(&event.zone))) } }
        } }
        @if !event.venue.is_empty() { li { (icon(member, "map-pin")) span { (event.venue) } } }
    }
}

/// The city by which a time zone is called.
fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

pub(super) fn block(member: &Member, post: &Post, event: &Event) -> Markup {
    let (t, id, zone) = (member.t, post.id, &member.zone);
    let (weekday, number, month) = t.leaf(event.starts_at, zone);
    let own = post.responses.own.first().copied().and_then(Answer::from_number);
    let coming = post.responses.count(Answer::Yes as i64);
    html! {
        div class="event" {
            div class="date-block" aria-hidden="true" { span { (month) } b { (number) } small { (weekday) } }
            div class="stack gap-2" {
                ul class="event-facts" {
                    (facts(member, event))
                    li { (icon(member, "users")) span { (t.formats_coming(coming)) @if coming > 0 { " " a class="link" href={ "/posts/" (id) "/responses" } { (t.formats_see_who()) } } } }
                }
                div class="row wrap" {
                    @if event.is_over(member.now) { p class="meta" { (t.formats_event_over()) } }
                    @else {
                        @for (answer, label) in [(Answer::Yes, t.formats_yes()), (Answer::Maybe, t.formats_maybe()), (Answer::No, t.formats_no())] {
                            form action={ "/posts/" (id) "/response" } method="post" {
                                // Pressing the own answer takes it back.
                                @if own != Some(answer) { input type="hidden" name="choice" value=(answer as i64); }
                                button class={ "btn btn-sm" @if own == Some(answer) { " btn-soft" } } id={ "answer-" (id) "-" (answer as i64) } aria-pressed=(if own == Some(answer) { "true" } else { "false" }) { @if own == Some(answer) { (icon(member, "check")) } (label) }
                            }
                        }
                        a class="btn btn-quiet btn-sm" href={ "/posts/" (id) "/event.ics" } download data-turbo="false" { (icon(member, "calendar")) (t.formats_add_to_calendar()) }
                    }
                }
                @if !event.is_over(member.now) { p class="small" { a class="link" href="/settings/calendar" { (t.formats_all_events()) } } }
            }
        }
    }
}

fn at_of(ms: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default()
}
