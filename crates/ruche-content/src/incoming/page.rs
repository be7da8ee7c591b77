//! The page of a community's incoming webhooks, for its owners.

use super::actions;
use super::store::Hook;
use crate::Content;
use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, ShownOnce, bot_badge, icon, time};
use ruche_web::slots::Slot;
use ruche_web::{Fields, Member, Result};

/// The card of a community's settings that leads here.
pub(super) struct Door;

#[async_trait]
impl Slot for Door {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        Ok(html! {
            section class="card pad stack gap-2" aria-labelledby="incoming" {
                h2 id="incoming" { (t.incoming_title()) }
                p class="soft" { (t.incoming_intro()) }
                div class="row" { a class="btn" href={ "/communities/" (about) "/incoming" } { (icon(member, "inbox")) (t.incoming_open()) } }
            }
        })
    }
}

/// What a program is given.
pub(super) fn address(member: &Member, token: &str) -> String {
    member.app.settings.link(&format!("/hooks/{token}"))
}

pub(super) async fn list(State(content): State<Content>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    page(&content, &member, id, &Typed::new()?, &Refused::default(), None).await
}

/// What was typed, with the key of its form.
struct Typed {
    name: String,
    key: String,
}

impl Typed {
    /// Before anything is typed.
    fn new() -> Result<Self> {
        Ok(Self { name: String::new(), key: secret::random_token()? })
    }
}

/// Makes one; the answer is the one page that shows its address.
pub(super) async fn make(State(content): State<Content>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let (name, key) = (form.text("name")?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::make(&content, &member.actor(), id, &name, key.clone()).await {
        Ok((_, token)) => {
            Ok(page(&content, &member, id, &Typed::new()?, &Refused::default(), Some(&address(&member, &token))).await?.into_response())
        }
        Err(Error::Refused(refusals)) => {
            let typed = Typed { name, key: key.unwrap_or_default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&content, &member, id, &typed, &Refused(refusals), None).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives one another address; the answer is the one page that shows it.
pub(super) async fn replace(State(content): State<Content>, member: Member, Path((place, id)): Path<(PlaceId, i64)>) -> Result<Markup> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let token = actions::replace(&content, &member.actor(), place, id).await?;
    page(&content, &member, place, &Typed::new()?, &Refused::default(), Some(&address(&member, &token))).await
}

pub(super) async fn remove(State(content): State<Content>, member: Member, Path((place, id)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&content, &member.actor(), place, id).await?;
    Ok(layout::with_toast(Redirect::to(&format!("/communities/{place}/incoming")), "incoming-removed", 0))
}

async fn page(content: &Content, member: &Member, id: PlaceId, typed: &Typed, refused: &Refused, made: Option<&str>) -> Result<Markup> {
    let t = member.t;
    let (community, hooks) = actions::list(content, &member.actor(), id).await?;
    let base = format!("/communities/{id}/incoming");
    let main = html! {
        header class="page-head" { div { h1 { (t.incoming_title()) } p { (community.name) } } }
        @if let Some(address) = made { (shown(member, address)) }
        section class="card" aria-labelledby="incoming" {
            div class="card-head" { h2 id="incoming" { (t.incoming_list()) } }
            p class="pad soft" { (t.incoming_explained()) }
            @if hooks.is_empty() { p class="pad soft" { (t.incoming_none()) } }
            @else { ul class="list" { @for hook in &hooks { (row(member, &base, hook)) } } }
        }
        section class="card pad" aria-labelledby="new-incoming" {
            div class="panel-title" { h2 id="new-incoming" { (t.incoming_new()) } }
            (refused.summary(member, &["name"]))
            // Its answer is the page that shows the address, and Turbo shows no answer that does not redirect.
            form class="stack" action=(base) method="post" data-turbo="false" {
                input type="hidden" name="key" value=(typed.key);
                (Field { name: "name", label: t.incoming_name(), value: &typed.name, hint: Some(t.incoming_name_hint()), autocomplete: "off", required: true, max: Some(80), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (icon(member, "plus")) (t.incoming_make()) } }
            }
        }
    };
    let (title, settings) = (format!("{} · {}", t.incoming_title(), community.name), format!("/communities/{id}/settings"));
    let back = Some((settings.as_str(), community.name.as_str()));
    Ok(layout::page(member, Page { title: &title, here: "communities", class: "page-narrow", back, main, aside: None }).await?)
}

fn row(member: &Member, base: &str, hook: &Hook) -> Markup {
    let t = member.t;
    html! {
        li class="wrap" {
            (icon(member, "inbox"))
            div class="grow" {
                a class="name" href={ "/members/" (hook.bot) } { (hook.name) } " " (bot_badge(member))
                p class="meta meta-row" {
                    span { (t.incoming_made_at()) " " (time(member, hook.created_at)) }
                    // A day of the world, not of the reader: it is known no better.
                    span { @match hook.used_on { Some(day) => (t.incoming_used(t.date_long(day, &TimeZone::UTC))), None => (t.incoming_unused()) } }
                }
            }
            form action={ (base) "/" (hook.id) "/address" } method="post" data-turbo="false" { button class="btn btn-sm" aria-label=(t.incoming_replace_named(&hook.name)) { (icon(member, "refresh")) (t.incoming_replace()) } }
            form action={ (base) "/" (hook.id) "?_method=delete" } method="post" { button class="btn btn-sm btn-danger" aria-label=(t.incoming_remove_named(&hook.name)) { (t.incoming_remove()) } }
        }
    }
}

/// The address, once.
fn shown(member: &Member, address: &str) -> Markup {
    let t = member.t;
    ShownOnce { secret: address, made: t.incoming_made(), how: t.incoming_how(), copy: t.incoming_copy(), copied: t.incoming_copied() }
        .show(member, &Markup::default())
}
