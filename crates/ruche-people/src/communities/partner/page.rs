//! The page of what a partner sees, and the people of a community looked at in their stead.

use super::super::head::{self, Section};
use super::super::listing;
use super::super::people_page::{self, Listing};
use super::look::look;
use super::store::{self, Met, Seen};
use crate::{People, access};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, PlaceId, after_key};
use ruche_web::layout::{self, Page};
use ruche_web::parts::{avatar, badge, empty, icon, name, place_mark};
use ruche_web::{Member, Result};
use serde::Deserialize;

/// People on one page.
const PAGE: usize = 60;

#[derive(Deserialize)]
pub(in crate::communities) struct After {
    after: Option<String>,
}

/// What a partner sees.
pub(in crate::communities) async fn show(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(query): Query<After>,
) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    access::oversees(db, member.id(), id, member.now).await?;
    let (person, ends_at) = store::find(db, id).await?;
    let places = store::places(db, member.id(), id).await?;
    let others = if member.me.actor.is_admin() { store::count(db, id).await? - i64::try_from(places.len()).unwrap_or(0) } else { 0 };
    let after = after_key(query.after.as_deref(), (String::new(), 0));
    let met = store::people(db, member.id(), id, after, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let met = ruche_kernel::Page::of(met, PAGE, |one| format!("/partners/{id}/communities?{}", layout::query(&[("after", &one.key)])));
    let title = t.communities_seen_title(person.shown_name(&member));
    let main = html! {
        header class="page-head" {
            div {
                h1 { (title) }
                p class="row wrap gap-line" { (badge(&member, &person)) @if let Some(end) = ends_at { span { (t.communities_seen_until(t.date_long(end, &member.zone))) } } }
                p { (t.communities_seen_text()) }
            }
            div class="actions" { a class="btn" href={ "/members/" (id) } { (icon(&member, "user")) (t.newcomers_profile()) } }
        }
        section class="card" aria-labelledby="its-communities" {
            div class="card-head" { h2 id="its-communities" { (t.web_nav_communities()) } }
            @if places.is_empty() { (empty(&member, "hexagon", t.communities_seen_none_title(), t.communities_seen_none(), html! {})) }
            @else { ul class="list" { @for place in &places { (line(&member, id, place)) } } }
            @if others > 0 { p class="pad small soft" { (t.communities_seen_others(others)) } }
        }
        section class="card" aria-labelledby="its-people" {
            div class="card-head" { h2 id="its-people" { (t.communities_seen_people()) } }
            @if met.items.is_empty() { p class="pad soft" { (t.communities_seen_people_none()) } }
            @else { ul class="list" { @for one in &met.items { (person_line(&member, one)) } } }
        }
        @if let Some(next) = &met.next { div class="center" { a class="btn" href=(next) { (t.web_more()) } } }
    };
    let profile = format!("/members/{id}");
    let back = if member.me.actor.is_admin() {
        "/admin/partners"
    } else if member.me.sponsors {
        "/partners/mine"
    } else {
        &profile
    };
    let page = Page { title: &title, here: "partners", class: "page-narrow", back: Some((back, &title)), main, aside: None };
    Ok(layout::page(&member, page).await?)
}

/// One community: since when, whom the partner meets, what became of its text.
fn line(member: &Member, partner: MemberId, place: &Seen) -> Markup {
    let t = member.t;
    let language = Some(place.language.as_str()).filter(|language| *language != t.0.tag());
    html! {
        li class="wrap" {
            (place_mark(member, &place.icon, place.hue, place.picture, ""))
            div class="grow" {
                a class="name" href={ "/communities/" (place.id) } lang=[language] { (place.name) }
                span class="meta meta-row" {
                    span { (t.communities_seen_since(t.date_long(place.since, &member.zone))) }
                    @if !place.withheld { span { (t.communities_seen_meets(place.people)) } }
                    @if let Some(at) = place.accepted_at { span { (t.communities_seen_accepted(t.date_long(at, &member.zone))) } }
                }
            }
            @if place.archived { span class="badge" { (icon(member, "archive")) (t.communities_archived()) } }
            @if place.withheld { span class="badge" data-tone="honey" { (icon(member, "clock")) (t.communities_seen_waits()) } }
            @if place.owned || member.me.actor.is_admin() { (look_link(member, place.id, partner, &place.name)) }
        }
    }
}

/// The way to look at a community in a partner’s stead; `of` is said to those who hear it.
pub(in crate::communities) fn look_link(member: &Member, place: PlaceId, partner: MemberId, of: &str) -> Markup {
    html! { a class="btn btn-sm" href={ "/communities/" (place) "/as/" (partner) } { (icon(member, "eye")) (member.t.communities_look()) span class="sr" { " " (of) } } }
}

fn person_line(member: &Member, met: &Met) -> Markup {
    html! {
        li {
            (avatar(&met.person, ""))
            div class="grow" { span class="row wrap gap-line" { (name(member, &met.person)) } span class="meta" { (met.person.title) } }
            span class="meta" { (member.t.communities_seen_shared(met.places)) }
        }
    }
}

/// The people of a community, as a partner sees them.
pub(in crate::communities) async fn members(
    State(people): State<People>,
    member: Member,
    Path((id, partner)): Path<(PlaceId, MemberId)>,
    Query(query): Query<After>,
) -> Result<Markup> {
    let db = &people.platform.db;
    let look = look(db, &member, id, partner).await?;
    if look.partner.withheld {
        return Err(Error::NotFound.into());
    }
    let after = after_key(query.after.as_deref(), (i64::MAX, i64::MAX));
    let rows = listing::members(db, id, after, "", i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |row| {
        format!("/communities/{id}/members?{}", layout::query(&[("after", &people_page::key(row))]))
    });
    let content = html! {
        (people_page::members_card(&look.member, &look.found.community, &Listing::default(), &rows))
        @if let Some(next) = next { div class="center" { a class="btn" href=(next) { (member.t.web_more()) } } }
        (head::who_does_what(&look.member))
    };
    Ok(look.section(Section::People, &content, &[]))
}
