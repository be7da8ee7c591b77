//! The page where an owner merges a community into another: which one stays, what that changes, and the decision.

use super::actions::{self, Preview, Readers};
use super::store;
use crate::People;
use crate::communities::head::kind_badge;
use crate::communities::rules;
use crate::communities::store::{self as communities, Community};
use crate::sign_in::see_other;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, empty, icon, place_mark, tick};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

#[derive(Deserialize)]
pub(in crate::communities) struct Asked {
    into: Option<PlaceId>,
}

pub(in crate::communities) async fn show(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Result {
    let Some(into) = asked.into else { return Ok(choose(&people, &member, id, &Refused::default()).await?.into_response()) };
    match actions::preview(&people, &member.actor(), id, into).await {
        Ok(preview) => Ok(decide(&member, &preview, "", false, &Refused::default()).await?.into_response()),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, choose(&people, &member, id, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::communities) async fn merge(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    mut form: Fields,
) -> Result {
    let into = PlaceId(form.number("into")?.unwrap_or(0));
    let (typed, known) = (form.text("typed")?, form.ticked("known")?);
    form.finish()?;
    member.app.limits.take(Act::Write, member.id().0)?;
    match actions::merge(&people, &member.actor(), id, into, &typed, known).await {
        Ok(()) => Ok(layout::with_toast(see_other(&format!("/communities/{into}")), "community-merged", into.0)),
        Err(Error::Refused(refusals)) => {
            let refused = Refused(refusals);
            let page = match actions::preview(&people, &member.actor(), id, into).await {
                Ok(preview) => decide(&member, &preview, &typed, known, &refused).await?,
                Err(Error::Refused(_)) => choose(&people, &member, id, &refused).await?,
                Err(error) => return Err(error.into()),
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// First: which one stays.
async fn choose(people: &People, member: &Member, id: PlaceId, refused: &Refused) -> Result<Markup> {
    let (t, db) = (member.t, &people.platform.db);
    let community = communities::find(db, member.id(), id, member.now).await?.community;
    rules::own(community.tie.standing)?;
    let targets = store::targets(db, member.id(), id).await?;
    let base = format!("/communities/{id}");
    let main = html! {
        (refused.summary(member, &["into"]))
        @if targets.is_empty() {
            (empty(member, "merge", t.communities_merge_none(), t.communities_merge_none_text(), html! { a class="btn btn-primary" href={ (base) "/settings" } { (t.web_settings()) } }))
        } @else {
            form class="card pad stack" action={ (base) "/merge" } method="get" {
                p class="soft" { (t.communities_merge_text()) }
                div class="field" {
                    label class="label" for="into" { (t.communities_merge_into()) }
                    select class="select" id="into" name="into" aria-invalid=[refused.at(member, "into").map(|_| "true")] aria-describedby=[refused.at(member, "into").map(|_| "into-error")] {
                        @for (id, name) in &targets { option value=(id) { (name) } }
                    }
                    @if let Some(error) = refused.at(member, "into") { p class="error" id="into-error" { (icon(member, "alert")) (error) } }
                }
                div class="row" { button class="btn btn-primary" { (t.communities_merge_see()) } }
            }
        }
    };
    page(member, &community, main).await
}

/// Then: what that changes, and the decision.
async fn decide(member: &Member, preview: &Preview, typed: &str, known: bool, refused: &Refused) -> Result<Markup> {
    let (t, Preview { from, into, .. }) = (member.t, preview);
    let base = format!("/communities/{}/merge", from.id);
    let readers = |name: &str, readers: Readers| {
        html! {
            li class="wrap" { (icon(member, "eye")) div class="grow" { b { (t.communities_merge_readers(name)) } p class="soft" { (read_by(member, readers)) } } }
        }
    };
    let main = html! {
        (refused.summary(member, &["typed", "known"]))
        ul class="card list" {
            (side(member, from, t.communities_merge_goes()))
            (side(member, into, t.communities_merge_stays()))
        }
        section class="card" aria-labelledby="changes" {
            div class="card-head" { h2 id="changes" { (t.communities_merge_changes()) } }
            ul class="list" {
                li class="wrap" { (icon(member, "users")) p class="grow" { (t.communities_merge_people(from.name.as_str(), into.name.as_str())) } }
                li class="wrap" { (icon(member, "merge")) p class="grow" { (t.communities_merge_moves(into.name.as_str())) } }
                (readers(&from.name, preview.read_from))
                (readers(&into.name, preview.read_into))
            }
        }
        form class="card pad stack" action=(base) method="post" {
            input type="hidden" name="into" value=(into.id);
            @if preview.widens() { (tick(member, "known", known, t.communities_merge_known(), t.communities_merge_known_hint(), refused)) }
            (Field { name: "typed", label: &t.communities_merge_type(from.name.as_str()), value: typed, hint: Some(t.communities_merge_final()), autocomplete: "off", required: true, max: Some(60), ..Field::default() }.show(member, refused))
            div class="row wrap" { button class="btn btn-danger" { (t.communities_merge_submit()) } a class="btn btn-quiet" href=(base) { (t.communities_merge_other()) } }
        }
    };
    page(member, from, main).await
}

/// One of the two, and what becomes of it.
fn side(member: &Member, community: &Community, fate: &str) -> Markup {
    html! {
        li class="wrap" {
            (place_mark(member, &community.icon, community.hue, community.picture, ""))
            div class="grow" { b class="name" { (community.name) } p class="meta" { (member.t.communities_member_count(community.members)) } }
            (kind_badge(member, community.access))
            span class="badge end" { (fate) }
        }
    }
}

/// Who comes to read what they did not.
fn read_by(member: &Member, readers: Readers) -> String {
    let t = member.t;
    match readers {
        Readers { everyone: true, people: 0, .. } => t.communities_merge_everyone().to_owned(),
        Readers { everyone: true, people, .. } => t.communities_merge_everyone_and(people),
        Readers { people: 0, .. } => t.communities_merge_nobody().to_owned(),
        Readers { people, partners: 0, .. } => t.communities_merge_more(people),
        Readers { people, partners, .. } => t.communities_merge_more_partners(people, partners),
    }
}

async fn page(member: &Member, community: &Community, content: Markup) -> Result<Markup> {
    let title = member.t.communities_merge_title(community.name.as_str());
    let back = format!("/communities/{}/settings", community.id);
    let main = html! { header class="page-head" { div { h1 { (title) } } } (content) };
    Ok(layout::page(
        member,
        Page { title: &title, here: "communities", class: "page-narrow", back: Some((&back, &title)), main, aside: None },
    )
    .await?)
}
