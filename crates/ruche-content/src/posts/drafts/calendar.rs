//! The editorial calendar of a community: what appeared, and for those who may know it, what will.

use super::model::{Stage, Unpublished};
use super::store::{self, Published};
use crate::Content;
use crate::posts::formats::Format;
use axum::extract::{Path, Query, State};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_people::communities;
use ruche_people::communities::store::Community;
use ruche_web::layout::{self, Page};
use ruche_web::parts::icon;
use ruche_web::{Member, Result};
use serde::Deserialize;

#[derive(Deserialize)]
pub(in crate::posts) struct Asked {
    month: Option<String>,
}

/// One entry of a day.
pub(super) struct Entry {
    /// When it appeared or will, in milliseconds UTC.
    pub(super) at: i64,
    pub(super) title: String,
    pub(super) format: Format,
    pub(super) url: String,
    /// What is not published yet, and why.
    pub(super) stage: Option<Stage>,
    pub(super) archived: bool,
}

impl From<Published> for Entry {
    fn from(post: Published) -> Self {
        let Published { id, title, format, at, archived } = post;
        Self { at, title, format, url: format!("/posts/{id}"), stage: None, archived }
    }
}

impl Entry {
    fn planned(draft: Unpublished) -> Option<Self> {
        let Unpublished { id, title, format, stage, publish_at, .. } = draft;
        Some(Self { at: publish_at?, title, format, url: format!("/drafts/{id}"), stage: Some(stage), archived: false })
    }
}

/// The weeks that a month is shown in: from the Monday on or before its first day, whole weeks.
fn weeks(first: Date) -> Vec<Vec<Date>> {
    let monday = first.saturating_sub(i64::from(first.weekday().to_monday_zero_offset()).days());
    let mut weeks = Vec::new();
    let mut day = monday;
    while day <= first.last_of_month() {
        weeks.push((0..7).map(|n| day.saturating_add(n.days())).collect());
        day = day.saturating_add(7.days());
    }
    weeks
}

/// The first day of a month as an address says it: `2026-03`.
pub(super) fn month(text: &str) -> Option<Date> {
    format!("{text}-01").parse::<Date>().ok().filter(|d| (1900..=2200).contains(&d.year()))
}

/// The first day of the month in which it is now.
pub(super) fn this_month(member: &Member) -> Date {
    day_of(member.now, &member.zone).unwrap_or_default().first_of_month()
}

/// A community that one reads.
pub(super) async fn readable(content: &Content, member: &Member, place: PlaceId) -> Result<Community> {
    let community = communities::see(&content.platform.db, &member.actor(), place, member.now).await?;
    if community.reads { Ok(community) } else { Err(Error::NotFound.into()) }
}

/// What appeared, and what the reader may know will, from a day to before another one, in its order.
pub(super) async fn entries(content: &Content, member: &Member, place: PlaceId, from: Date, to: Date) -> Result<Vec<Entry>> {
    let db = &content.platform.db;
    let span = (midnight(from, &member.zone), midnight(to, &member.zone));
    let published = store::published(db, member.id(), place, span).await?;
    let planned = store::planned(db, member.id(), place, span).await?;
    let mut entries: Vec<Entry> = published.into_iter().map(Entry::from).chain(planned.into_iter().filter_map(Entry::planned)).collect();
    entries.sort_by_key(|entry| entry.at);
    Ok(entries)
}

fn midnight(day: Date, zone: &TimeZone) -> i64 {
    day.to_zoned(zone.clone()).map_or(0, |at| at.timestamp().as_millisecond())
}

fn day_of(at: i64, zone: &TimeZone) -> Option<Date> {
    jiff::Timestamp::from_millisecond(at).ok().map(|at| zone.to_datetime(at).date())
}

pub(in crate::posts) async fn show(
    State(content): State<Content>,
    member: Member,
    Path(place): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Result<Markup> {
    let (t, db, zone) = (member.t, &content.platform.db, &member.zone);
    let community = readable(&content, &member, place).await?;
    let today = day_of(member.now, zone).unwrap_or_default();
    let first = asked.month.as_deref().and_then(month).unwrap_or(this_month(&member));
    let weeks = weeks(first);
    let (Some(from), Some(to)) = (weeks.first().and_then(|w| w.first()), weeks.last().and_then(|w| w.last())) else {
        return Err(Error::bug("a month without weeks").into());
    };
    let entries = entries(&content, &member, place, *from, to.saturating_add(1.day())).await?;
    // The months on both sides, as far as they hold something.
    let (first_at, last_at) = store::edges(db, member.id(), place).await?;
    let before = first_at.is_some_and(|at| at < midnight(first, zone));
    let after = first < today.first_of_month() || last_at.is_some_and(|at| at >= midnight(first.saturating_add(1.month()), zone));
    let writes = community.tie.standing.is_some();
    let address = |date: Date| format!("/communities/{place}/calendar?month={:04}-{:02}", date.year(), date.month());
    let head = t.month_of(first);
    let main = html! {
        header class="page-head" {
            div { h1 { (t.calendar_title()) } p { (t.calendar_intro(community.name.as_str())) } }
            @if writes { div class="actions" { a class="btn btn-primary" href={ "/posts/new?place=" (place) "&plan=1" } data-composer { (icon(&member, "plus")) (t.calendar_plan()) } } }
        }
        nav class="row wrap cal-nav" aria-label=(t.calendar_months()) {
            @if before { a class="icon-btn" href=(address(first.saturating_sub(1.month()))) aria-label=(t.calendar_before()) { (icon(&member, "chevron-left")) } }
            h2 class="first-cap" { (head) }
            @if after { a class="icon-btn" href=(address(first.saturating_add(1.month()))) aria-label=(t.calendar_after()) { (icon(&member, "chevron-right")) } }
            a class="btn btn-sm" href={ "/communities/" (place) "/calendar" } { (t.calendar_today()) }
            a class="btn btn-quiet btn-sm end" href={ "/communities/" (place) "/archives" } { (icon(&member, "archive")) (t.calendar_archives()) }
        }
        @if !entries.iter().any(|entry| day_of(entry.at, zone).is_some_and(|day| day.first_of_month() == first)) { p class="callout" data-tone="info" { (icon(&member, "calendar")) span { (t.calendar_empty()) } } }
        div class="card cal-card" {
            table class="cal" {
                caption class="sr" { (head) }
                thead { tr { @for day in 1..=7 { th scope="col" class="first-cap" { (t.day_of_week(day).0) } } } }
                tbody { @for week in &weeks { tr { @for day in week { (cell(&member, *day, first, today, &entries)) } } } }
            }
        }
    };
    let back = format!("/communities/{place}");
    let page = Page {
        title: t.calendar_title(),
        here: "communities",
        class: "page-wide",
        back: Some((&back, t.calendar_title())),
        main,
        aside: None,
    };
    Ok(layout::page(&member, page).await?)
}

fn cell(member: &Member, day: Date, first: Date, today: Date, entries: &[Entry]) -> Markup {
    let (t, zone) = (member.t, &member.zone);
    let weekday = day.weekday().to_monday_one_offset();
    let class = if day.first_of_month() != first {
        "off"
    } else if weekday > 5 {
        "we"
    } else {
        ""
    };
    html! {
        td class=(class) {
            span class="d" aria-current=[(day == today).then_some("date")] { (day.day()) span class="dn" { " " (t.day_of_week(weekday).1) } }
            @for entry in entries.iter().filter(|entry| day_of(entry.at, zone) == Some(day)) {
                a class="entry" data-tone=(entry.format.tone()) data-state=[entry.stage.map(|_| "draft")] href=(entry.url) {
                    b { (t.time(entry.at, zone)) } " "
                    @if entry.title.is_empty() { (t.posts_without_text()) } @else { (entry.title) }
                    @match entry.stage {
                        Some(Stage::Waiting) => span class="sr" { ", " (t.calendar_waiting()) },
                        Some(_) => span class="sr" { ", " (t.calendar_scheduled()) },
                        None => @if entry.archived { span class="sr" { ", " (t.calendar_archived()) } },
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let march = weeks(date(2026, 3, 1));
        assert_eq!((march.len(), march[0][0], march[5][6]), (6, date(2026, 2, 23), date(2026, 4, 5)));
        // A February that fills four weeks.
        assert_eq!(weeks(date(2027, 2, 1)).len(), 4);
    }

    #[test]
    fn a_month_is_read_as_an_address_says_it() {
        for (text, expected) in
            [("2026-07", Some(date(2026, 7, 1))), ("2026-13", None), ("9999-01", None), ("2026-07-01", None), ("x", None)]
        {
            assert_eq!(month(text), expected, "{text:?}");
        }
    }
}
