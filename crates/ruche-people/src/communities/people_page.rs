//! The people of a community: members and their roles, requests, invitations.

use super::actions;
use super::head::{self, Section, role_badge};
use super::listing::{self, Belonging, Waiting};
use super::partner::page::look_link;
use super::rules::{self, Pending};
use super::store::{self, Community};
use crate::People;
use crate::access::Standing;
use crate::sign_in::see_other;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, MemberKind, PlaceId, Refusal, after_key};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Person, Refused, avatar, icon, name, time};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// Members on one page.
const PAGE: usize = 60;

#[derive(Default, Deserialize)]
pub(super) struct Listing {
    /// Part of the name of a member.
    #[serde(default)]
    q: String,
    after: Option<String>,
    /// Part of the name of someone to bring in.
    #[serde(default)]
    find: String,
}

pub(super) async fn members(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Query(query): Query<Listing>,
) -> Result<Markup> {
    if !query.find.is_empty() {
        member.app.limits.take(Act::Suggest, member.id().0)?;
    }
    people_page(&people, &member, id, &query, &Refused::default()).await
}

async fn people_page(people: &People, member: &Member, id: PlaceId, query: &Listing, refused: &Refused) -> Result<Markup> {
    let db = &people.platform.db;
    let found = store::find(db, member.id(), id, member.now).await?;
    let community = &found.community;
    if !community.reads {
        return Err(Error::NotFound.into());
    }
    // Nobody comes into an archived one.
    let enters = community.archived_at.is_none();
    let (decides, owns) = (enters && rules::decide(community.tie.standing).is_ok(), enters && rules::own(community.tie.standing).is_ok());
    let after = after_key(query.after.as_deref(), (i64::MAX, i64::MAX));
    let rows = listing::members(db, id, after, &query.q, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |row| {
        let query = layout::query(&[("q", &query.q), ("after", &key(row))]);
        format!("/communities/{id}/members?{query}")
    });
    let waiting = if decides { listing::pending_in(db, member.id(), id).await? } else { Vec::new() };
    let (asked, invited): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|w| w.pending == Pending::Asked);
    let candidates =
        if owns && !query.find.is_empty() { listing::candidates(db, member.id(), id, &query.find, member.now).await? } else { Vec::new() };
    let content = html! {
        (refused.summary(member, if owns { &["member"] } else { &[] }))
        @if !asked.is_empty() { (requests(member, id, &asked)) }
        @if owns { (invite_card(member, id, &query.find, &candidates, refused)) }
        (members_card(member, community, query, &rows))
        @if let Some(next) = next { div class="center" { a class="btn" href=(next) { (member.t.web_more()) } } }
    };
    let aside = html! { @if !invited.is_empty() { (invitations(member, id, owns, &invited)) } (head::who_does_what(member)) };
    head::page(member, &found, Section::People, content, aside).await
}

/// After which the next page of members begins.
pub(super) fn key(row: &Belonging) -> String {
    format!("{}.{}", row.role.number(), row.person.id)
}

fn requests(member: &Member, id: PlaceId, asked: &[Waiting]) -> Markup {
    let t = member.t;
    html! {
        section class="card" aria-labelledby="requests" {
            div class="card-head" { h2 id="requests" { (t.communities_requests(asked.len())) } }
            ul class="list" {
                @for one in asked {
                    @let action = format!("/communities/{id}/requests/{}?_method=", one.person.id);
                    li class="wrap" {
                        (avatar(&one.person, ""))
                        div class="grow" {
                            span class="row wrap gap-line" { (name(member, &one.person)) }
                            span class="meta" { @if !one.person.title.is_empty() { (one.person.title) " · " } (time(member, one.at)) }
                            @if !one.message.is_empty() { p class="small soft" { (t.communities_quoted(one.message.as_str())) } }
                        }
                        div class="row" {
                            form action={ (action) "put" } method="post" { button class="btn btn-sm btn-soft" aria-label=(t.communities_accept_person(one.person.shown_name(member))) { (t.communities_accept()) } }
                            form action={ (action) "delete" } method="post" { button class="btn btn-sm btn-quiet" aria-label=(t.communities_refuse_person(one.person.shown_name(member))) { (t.communities_refuse()) } }
                        }
                    }
                }
            }
        }
    }
}

/// A search by name, then boxes to tick: works without script.
fn invite_card(member: &Member, id: PlaceId, find: &str, candidates: &[(Person, Option<Pending>)], refused: &Refused) -> Markup {
    let t = member.t;
    let error = refused.at(member, "member");
    html! {
        section class="card pad stack" id="invite" aria-labelledby="invite-title" {
            div { h2 id="invite-title" { (t.communities_invite_title()) } p class="small soft" { (t.communities_invite_text()) } }
            form class="input-row" action={ "/communities/" (id) "/members#invite" } role="search" aria-label=(t.communities_find_person()) {
                label class="sr" for="find" { (t.communities_find_person()) }
                input class="input" id="find" type="search" name="find" value=(find) placeholder=(t.communities_find_person()) autocomplete="off" maxlength="80";
                button class="btn" { (icon(member, "search")) (t.members_find()) }
            }
            @if let Some(error) = &error { div class="callout" data-tone="danger" role="alert" { (icon(member, "alert")) p { (error) } } }
            @if !find.is_empty() && candidates.is_empty() { p class="small soft" role="status" { (t.communities_nobody_found()) } }
            @if !candidates.is_empty() {
                form class="stack" action={ "/communities/" (id) "/invitations" } method="post" {
                    ul class="list tight" {
                        @for (person, pending) in candidates {
                            li {
                                label class="tick" { input type="checkbox" name="member" value=(person.id) disabled[*pending == Some(Pending::Invited)] aria-label=(person.shown_name(member)); }
                                (avatar(person, "sm"))
                                div class="grow" { span class="row wrap gap-line" { (name(member, person)) } span class="meta" { (person.title) } }
                                @match pending {
                                    Some(Pending::Invited) => span class="badge" { (t.communities_invited()) },
                                    Some(Pending::Asked) => span class="badge" data-tone="honey" { (icon(member, "clock")) (t.communities_asked()) },
                                    None => {}
                                }
                            }
                        }
                    }
                    div class="row" { button class="btn btn-primary" { (icon(member, "user-plus")) (t.communities_invite()) } }
                }
            }
        }
    }
}

/// The people of a community, those of `rows`.
pub(super) fn members_card(member: &Member, community: &Community, query: &Listing, rows: &[Belonging]) -> Markup {
    let (t, q) = (member.t, &query.q);
    let looks = rules::look_as(community.tie.standing, member.me.actor.is_admin());
    html! {
        section class="card" aria-labelledby="people" {
            div class="card-head" { h2 id="people" { (t.communities_member_count(community.members)) } }
            form class="card-bar input-row" action={ "/communities/" (community.id) "/members" } role="search" aria-label=(t.communities_find_member()) {
                label class="sr" for="q" { (t.communities_find_member()) }
                input class="input" id="q" type="search" name="q" value=(q) placeholder=(t.communities_find_member()) maxlength="80";
                button class="btn" { (icon(member, "search")) (t.members_find()) }
            }
            @if rows.is_empty() { p class="pad small soft" role="status" { (t.communities_nobody_found()) } }
            @else {
                ul class="list" {
                    @for row in rows {
                        li {
                            (avatar(&row.person, ""))
                            div class="grow" { span class="row wrap gap-line" { (name(member, &row.person)) } span class="meta" { (row.person.title) } }
                            @if looks && row.kind == MemberKind::Partner { (look_link(member, community.id, row.person.id, &row.person.shown_name(member))) }
                            @if row.role != Standing::Member { (role_badge(member, row.role)) }
                            (powers(member, community, row))
                        }
                    }
                }
            }
        }
    }
}

/// What the viewer may do about a member: nothing for most.
fn powers(member: &Member, community: &Community, row: &Belonging) -> Markup {
    let t = member.t;
    let (mine, id) = (community.tie.standing, row.person.id);
    let base = format!("/communities/{}/members/{id}", community.id);
    let others = id != member.id();
    // Whether there is another owner is asked when it is done.
    let roles: Vec<Standing> = [Standing::Member, Standing::Moderator, Standing::Owner]
        .into_iter()
        .filter(|to| rules::give_role(mine, row.kind, row.role, *to, 2).unwrap_or(false))
        .collect();
    let hands = rules::hand_over(mine, !others, row.kind).is_ok();
    let removes = others && rules::remove(mine, row.role).is_ok();
    html! {
        @if !roles.is_empty() || hands || removes {
            div class="menu-anchor" {
                button class="icon-btn" type="button" popovertarget={ "member-" (id) } aria-label=(t.members_actions_for(row.person.shown_name(member))) { (icon(member, "ellipsis")) }
                div class="menu" id={ "member-" (id) } popover {
                    @if !roles.is_empty() {
                        form action={ (base) "/role" } method="post" {
                            @for role in &roles { button name="role" value=(rules::role_word(*role)) { (icon(member, role_icon(*role))) (t.communities_make(rules::role_word(*role))) } }
                        }
                    }
                    @if hands {
                        form action={ "/communities/" (community.id) "/owner?_method=put" } method="post" {
                            button name="member" value=(id) { (icon(member, "handshake")) (t.communities_hand_over()) }
                        }
                    }
                    @if removes { form action={ (base) "?_method=delete" } method="post" { button { (icon(member, "user-minus")) (t.communities_remove()) } } }
                }
            }
        }
    }
}

fn role_icon(role: Standing) -> &'static str {
    match role {
        Standing::Member => "user",
        Standing::Moderator => "shield",
        Standing::Owner => "key",
    }
}

fn invitations(member: &Member, id: PlaceId, owns: bool, invited: &[Waiting]) -> Markup {
    let t = member.t;
    html! {
        section class="card pad" aria-labelledby="invitations" {
            div class="panel-title" { h2 id="invitations" { (t.communities_invitations()) } }
            ul class="list tight" {
                @for one in invited {
                    li {
                        (avatar(&one.person, "sm"))
                        div class="grow" { a class="name small" href={ "/members/" (one.person.id) } { (one.person.shown_name(member)) } span class="meta" { (time(member, one.at)) } }
                        @if owns {
                            form action={ "/communities/" (id) "/requests/" (one.person.id) "?_method=delete" } method="post" {
                                button class="btn btn-sm" aria-label=(t.communities_take_back(one.person.shown_name(member))) { (t.members_revoke()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Back to the people of a community, with what was done.
pub(super) fn back(id: PlaceId, toast: &str, about: MemberId) -> Response {
    layout::with_toast(see_other(&format!("/communities/{id}/members")), toast, about.0)
}

pub(super) async fn accept(State(people): State<People>, member: Member, Path((id, asker)): Path<(PlaceId, MemberId)>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept(&people, &member.actor(), id, asker).await?;
    Ok(back(id, "member-added", asker))
}

pub(super) async fn end_pending(State(people): State<People>, member: Member, Path((id, waiting)): Path<(PlaceId, MemberId)>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end_pending(&people, &member.actor(), id, waiting).await?;
    // Whoever declines the invitation to an unlisted community sees it no more.
    if waiting == member.id() { Ok(layout::with_toast(see_other("/communities"), "saved", 0)) } else { Ok(back(id, "saved", waiting)) }
}

pub(super) async fn invite(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let chosen: Option<Vec<MemberId>> = form.all("member").iter().map(|text| text.parse().ok()).collect();
    form.finish()?;
    member.app.limits.take(Act::Invite, member.id().0)?;
    let chosen = chosen.ok_or(Refusal::new("web.not_a_number").status(400))?;
    match actions::invite(&people, &member.actor(), id, &chosen).await {
        Ok(0) => Ok(back(id, "member-added", member.id())),
        Ok(_) => Ok(back(id, "member-invited", member.id())),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, people_page(&people, &member, id, &Listing::default(), &Refused(refusals)).await?)
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(people): State<People>, member: Member, Path((id, gone)): Path<(PlaceId, MemberId)>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&people, &member.actor(), id, gone).await?;
    if gone == member.id() {
        Ok(layout::with_toast(see_other("/communities"), "community-left", id.0))
    } else {
        Ok(back(id, "member-removed", gone))
    }
}

pub(super) async fn give_role(
    State(people): State<People>,
    member: Member,
    Path((id, whom)): Path<(PlaceId, MemberId)>,
    mut form: Fields,
) -> Result {
    let role = form.text("role")?;
    form.finish()?;
    let role = rules::role_from_word(&role).ok_or(Refusal::new("communities.role_unknown").status(400))?;
    actions::give_role(&people, &member.actor(), id, whom, role).await?;
    Ok(back(id, "saved", whom))
}
