//! The pages of communities: the list, one community from inside and from outside, its owners, joining and leaving.

use super::actions;
use super::head::{self, Section, archived_badge, foreign, kind_badge, role_badge};
use super::listing::{self, Filter, Sort, Wanted};
use super::merge::store as merge;
use super::rules::{Access, Pending};
use super::store::{self, Community, Found};
use super::terms::page::note;
use super::terms::store as terms;
use crate::People;
use crate::access::Standing;
use crate::sign_in::see_other;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, badge, empty, icon, place_mark};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// Communities on one page.
const PAGE: usize = 48;

#[derive(Deserialize)]
pub(super) struct Listing {
    #[serde(default)]
    filter: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    q: String,
    after: Option<String>,
}

pub(super) async fn list(State(people): State<People>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let employee = member.me.actor.is_employee();
    let wanted = Wanted {
        filter: Filter::from_word(&query.filter),
        sort: Sort::from_word(&query.sort),
        text: query.q.chars().take(80).collect(),
        after: query.after,
    };
    let rows = listing::communities(db, member.id(), &wanted, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let ruche_kernel::Page { items: rows, next } =
        ruche_kernel::Page::of(rows, PAGE, |(_, key)| address(wanted.filter, &wanted, Some(key)));
    let pending = if employee && wanted.after.is_none() { listing::pending_of(db, member.id()).await? } else { Vec::new() };
    let withheld = if wanted.after.is_none() { terms::waiting(db, member.id(), member.now).await? } else { Vec::new() };
    let main = html! {
        header class="page-head" {
            div { h1 { (t.web_nav_communities()) } p { (if employee { t.communities_intro() } else { t.communities_intro_partner() }) } }
            div class="actions" {
                a class="btn btn-quiet" href="/topics" { (icon(&member, "hash")) (t.topics_title()) }
                @if employee { a class="btn btn-primary" href="/communities/new" { (icon(&member, "plus")) (t.communities_new()) } }
            }
        }
        @for (id, name, state) in &pending { (pending_note(&member, *id, name, *state)) }
        @for (id, name) in &withheld { (note(&member, *id, name)) }
        div class="row wrap" {
            form class="input-row grow" action="/communities" role="search" {
                @if wanted.filter != Filter::All { input type="hidden" name="filter" value=(wanted.filter.word()); }
                @if wanted.sort != Sort::Name { input type="hidden" name="sort" value=(wanted.sort.word()); }
                label class="sr" for="q" { (t.communities_search()) }
                input class="input" id="q" type="search" name="q" value=(wanted.text) placeholder=(t.communities_search()) maxlength="60";
                button class="btn" { (icon(&member, "search")) (t.members_find()) }
            }
            div class="menu-anchor" {
                button class="btn" type="button" popovertarget="sort" { span class="sr" { (t.communities_sort()) " " } (t.communities_sort_by(wanted.sort.word())) (icon(&member, "chevron-down")) }
                nav class="menu" id="sort" popover aria-label=(t.communities_sort()) {
                    @for sort in Sort::ALL { a href=(address(wanted.filter, &Wanted { sort, ..wanted.clone() }, None)) aria-current=[(sort == wanted.sort).then_some("true")] { (t.communities_sort_by(sort.word())) } }
                }
            }
        }
        @if employee {
            nav class="chips scroll" aria-label=(t.communities_filters()) {
                @for choice in Filter::ALL { a class="chip" href=(address(choice, &wanted, None)) aria-current=[(choice == wanted.filter).then_some("true")] { (t.communities_filter(choice.word())) } }
            }
        }
        @if rows.is_empty() { (empty(&member, "hexagon", t.communities_none_title(), if employee { t.communities_none() } else { t.communities_none_partner() }, html! {})) }
        @else { ul class="tiles tile-19" { @for (community, _) in &rows { (card(&member, community)) } } }
        @if let Some(next) = next { div class="center" { a class="btn" href=(next) { (t.web_more()) } } }
    };
    Ok(layout::page(
        &member,
        Page { title: t.web_nav_communities(), here: "communities", class: "page-wide", back: None, main, aside: None },
    )
    .await?)
}

/// The address of the list with a filter, the rest as it is wanted, and a start.
fn address(filter: Filter, wanted: &Wanted, after: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if filter != Filter::All {
        query.append_pair("filter", filter.word());
    }
    if wanted.sort != Sort::Name {
        query.append_pair("sort", wanted.sort.word());
    }
    if !wanted.text.is_empty() {
        query.append_pair("q", &wanted.text);
    }
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    let query = query.finish();
    if query.is_empty() { "/communities".to_owned() } else { format!("/communities?{query}") }
}

/// A request that waits for its answer, or an invitation that waits for the person's.
fn pending_note(member: &Member, id: PlaceId, name: &str, pending: Pending) -> Markup {
    let t = member.t;
    let base = format!("/communities/{id}");
    html! {
        div class="callout" data-tone=(if pending == Pending::Invited { "info" } else { "honey" }) {
            (icon(member, if pending == Pending::Invited { "mail" } else { "clock" }))
            p class="grow" { @if pending == Pending::Invited { (t.communities_invited_to(name)) } @else { (t.communities_asked_in(name)) } }
            a class="btn btn-sm end" href=(base) { (t.web_open()) }
        }
    }
}

fn card(member: &Member, community: &Community) -> Markup {
    let t = member.t;
    html! {
        li class="card place" {
            div class="place-head" {
                (place_mark(member, &community.icon, community.hue, community.picture, "lg"))
                div class="grow" {
                    a class="name cover" href={ "/communities/" (community.id) } lang=[foreign(member, community)] { (community.name) }
                    @if community.reads { div class="meta" { (t.communities_member_count(community.members)) } }
                }
            }
            p lang=[foreign(member, community)] { (community.description) }
            div class="row wrap" {
                @if community.circle { span class="badge" data-tone="brand" { (icon(member, "users")) (member.t.circles_badge()) } } @else { (kind_badge(member, community.access)) }
                (archived_badge(member, community))
                @if community.partners > 0 { span class="badge" data-tone="warning" { (icon(member, "handshake")) (t.communities_with_partners()) } }
                @if let Some(role) = community.tie.standing.filter(|role| *role != Standing::Member) { (role_badge(member, role)) }
            }
            div class="place-foot" { (way_in(member, community)) }
        }
    }
}

/// What the viewer is to a community of the list, or the next step towards it.
fn way_in(member: &Member, community: &Community) -> Markup {
    let t = member.t;
    let join = |label: &str| html! { form class="end" action={ "/communities/" (community.id) "/membership?_method=put" } method="post" { button class="btn btn-sm" { (label) } } };
    html! {
        @match (community.tie.standing, community.tie.pending, community.access) {
            _ if community.archived_at.is_some() => {},
            (Some(_), ..) => span class="badge end" data-tone="success" { (icon(member, "check")) (t.communities_role("member")) },
            (None, Some(Pending::Invited), _) => (join(t.communities_accept_invitation())),
            (None, _, Access::Open) => (join(t.communities_join())),
            (None, Some(Pending::Asked), _) => span class="badge end" data-tone="honey" { (icon(member, "clock")) (t.communities_asked()) },
            (None, None, Access::OnRequest) => a class="btn btn-sm end" href={ "/communities/" (community.id) } { (t.communities_ask_short()) },
            (None, None, _) => span class="meta end" { (t.communities_by_invitation()) }
        }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    let db = &people.platform.db;
    let found = store::find(db, member.id(), id, member.now).await;
    // Whoever has not accepted its text finds the page that asks.
    if !found.as_ref().is_ok_and(|found| found.community.reads) && terms::asked(db, member.id(), id, member.now).await.is_ok() {
        return Ok(see_other(&format!("/communities/{id}/terms")));
    }
    let found = found?;
    if !found.community.reads {
        return Ok(outside(&people, &member, &found, "", &Refused::default()).await?.into_response());
    }
    // Who has not joined an open community reads it, and is not led to a form that would be refused.
    let opener = if found.community.tie.standing.is_some() && found.community.archived_at.is_none() {
        member.app.slots.fill("community.opener", &member, id.0).await?
    } else {
        html! {}
    };
    let feed = member.app.slots.fill("community.feed", &member, id.0).await?;
    let feed = html! { (opener) (feed) };
    let aside = html! {
        // A program that reads feeds.
        p { a class="btn btn-quiet btn-sm" href={ "/communities/" (id) "/feed" } { (icon(&member, "rss")) (member.t.web_feed()) } }
        turbo-frame id="owners" src={ "/communities/" (id) "/owners" } loading="lazy" target="_top" {
            section class="card pad" { a class="link" href={ "/communities/" (id) "/owners" } { (member.t.communities_owners()) } }
        }
    };
    Ok(head::page(&member, &found, Section::Feed, feed, aside).await?.into_response())
}

/// A community that one may find without reading it: what it is for, who keeps it, how one comes in.
async fn outside(people: &People, member: &Member, found: &Found, message: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let community = &found.community;
    let base = format!("/communities/{}", community.id);
    let owners = listing::owners(&people.platform.db, member.id(), community.id).await?;
    let withdraw = format!("{base}/requests/{}?_method=delete", member.id());
    let content = html! {
        @if community.archived_at.is_none() { section class="card pad stack" aria-labelledby="way-in" {
            @match (community.tie.pending, community.access) {
                (Some(Pending::Invited), _) => {
                    div { h2 id="way-in" { (t.communities_invited_title()) } p class="soft" { (t.communities_invited_text()) } }
                    div class="row wrap" {
                        form action={ (base) "/membership?_method=put" } method="post" { button class="btn btn-primary" { (icon(member, "check")) (t.communities_accept_invitation()) } }
                        form action=(withdraw) method="post" { button class="btn" { (t.communities_decline()) } }
                    }
                }
                (Some(Pending::Asked), _) => {
                    div { h2 id="way-in" { (t.communities_asked()) } p class="soft" { (t.communities_asked_text()) } }
                    form action=(withdraw) method="post" { button class="btn" { (t.communities_withdraw()) } }
                }
                (None, Access::Open) => {
                    div { h2 id="way-in" { (t.communities_join_title()) } p class="soft" { (t.communities_join_text()) } }
                    form action={ (base) "/membership?_method=put" } method="post" { button class="btn btn-primary" { (icon(member, "plus")) (t.communities_join()) } }
                }
                (None, Access::OnRequest) => {
                    div { h2 id="way-in" { (t.communities_ask_title()) } p class="soft" { (t.communities_ask_text()) } }
                    (refused.summary(member, &["message"]))
                    form class="stack" action={ (base) "/requests" } method="post" {
                        (Field { name: "message", label: t.communities_message(), value: message, hint: Some(t.communities_message_hint()), rows: Some(3), ..Field::default() }.show(member, refused))
                        div class="row" { button class="btn btn-primary" { (icon(member, "send")) (t.communities_ask_submit()) } }
                    }
                }
                (None, _) => div { h2 id="way-in" { (t.communities_by_invitation()) } p class="soft" { (t.communities_by_invitation_text()) } }
            }
        } }
    };
    head::page(member, found, Section::Feed, content, owners_panel(member, &owners)).await
}

fn owners_panel(member: &Member, owners: &[Person]) -> Markup {
    html! {
        section class="card pad" aria-labelledby="owners-title" {
            div class="panel-title" { h2 id="owners-title" { (member.t.communities_owners()) } }
            ul class="list tight" {
                @for person in owners {
                    li { (avatar(person, "sm")) div class="grow" { a class="name cover small" href={ "/members/" (person.id) } { (person.shown_name(member)) } (badge(member, person)) span class="meta" { (person.title) } } }
                }
            }
        }
    }
}

/// The owners: the frame alone for the page that asks for it, else a page of its own.
pub(super) async fn owners(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    let found = store::find(&people.platform.db, member.id(), id, member.now).await?;
    let came = if found.community.reads { merge::came(&people.platform.db, id).await? } else { Vec::new() };
    let panel = html! {
        div class="stack" {
            (owners_panel(&member, &listing::owners(&people.platform.db, member.id(), id).await?))
            @for (name, at) in &came { p class="meta row" { (icon(&member, "merge")) (member.t.communities_merge_came(member.t.date_long(*at, &member.zone), name.as_str())) } }
        }
    };
    if member.frame.is_some() {
        return Ok(html! { turbo-frame id="owners" target="_top" { (panel) } });
    }
    head::page(&member, &found, Section::Feed, panel, head::who_does_what(&member)).await
}

pub(super) async fn join(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::join(&people, &member.actor(), id).await?;
    Ok(layout::with_toast(see_other(&format!("/communities/{id}")), "community-joined", id.0))
}

pub(super) async fn leave(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let seen = actions::leave(&people, &member.actor(), id).await?;
    let next = if seen { format!("/communities/{id}") } else { "/communities".to_owned() };
    Ok(layout::with_toast(see_other(&next), "community-left", id.0))
}

pub(super) async fn ask(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let message = form.text("message")?;
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::ask(&people, &member.actor(), id, &message).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/communities/{id}")), "community-asked", id.0)),
        Err(Error::Refused(refusals)) if refusals.iter().any(|r| r.field.is_some()) => {
            let found = store::find(&people.platform.db, member.id(), id, member.now).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, outside(&people, &member, &found, &message, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
