//! The webhooks of a community: which there are, and making one.

use super::actions;
use super::model::{Wanted, Webhook};
use super::rules::{Kind, MOST_NAME, MOST_URL, State};
use crate::Reach;
use async_trait::async_trait;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use ruche_kernel::{Error, PlaceId};
use ruche_people::communities::store::Community;
use ruche_platform::secret;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, ShownOnce, icon, time};
use ruche_web::slots::Slot;
use ruche_web::{Fields, Member, Result};

/// The card of a community's settings that leads here.
pub(super) struct Door;

#[async_trait]
impl Slot for Door {
    async fn fill(&self, member: &Member, about: i64) -> ruche_kernel::Result<Markup> {
        let t = member.t;
        Ok(html! {
            section class="card pad stack gap-2" aria-labelledby="webhooks" {
                h2 id="webhooks" { (t.webhooks_title()) }
                p class="soft" { (t.webhooks_intro()) }
                div class="row" { a class="btn" href={ "/communities/" (about) "/webhooks" } { (icon(member, "zap")) (t.webhooks_open()) } }
            }
        })
    }
}

pub(super) async fn list(Shared(reach): Shared<Reach>, member: Member, Path(id): Path<PlaceId>) -> Result<Markup> {
    page(&reach, &member, id, &Typed::new()?, &Refused::default(), None).await
}

/// What was typed, with the key of its form.
struct Typed {
    wanted: Wanted,
    key: String,
}

impl Typed {
    /// Before anything is typed: what most programs want to know.
    fn new() -> Result<Self> {
        let kinds = vec![Kind::PostPublished, Kind::CommentPublished];
        Ok(Self { wanted: Wanted { kinds, ..Wanted::default() }, key: secret::random_token()? })
    }
}

/// What the form says.
pub(super) fn read(form: &mut Fields) -> Result<Wanted> {
    let kinds = form.all("kind").iter().filter_map(|word| word.parse().ok()).collect();
    Ok(Wanted { name: form.text("name")?, url: form.text("url")?, kinds })
}

/// Makes one; the answer is the one page that shows its secret.
pub(super) async fn make(Shared(reach): Shared<Reach>, member: Member, Path(id): Path<PlaceId>, mut form: Fields) -> Result {
    let (wanted, key) = (read(&mut form)?, form.key()?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::make(&reach, &member.actor(), id, &wanted, key.clone()).await {
        Ok(made) => Ok(page(&reach, &member, id, &Typed::new()?, &Refused::default(), Some(&made)).await?.into_response()),
        Err(Error::Refused(refusals)) => {
            let typed = Typed { wanted, key: key.unwrap_or_default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&reach, &member, id, &typed, &Refused(refusals), None).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(reach: &Reach, member: &Member, id: PlaceId, typed: &Typed, refused: &Refused, made: Option<&Webhook>) -> Result<Markup> {
    let t = member.t;
    let (community, webhooks) = actions::list(reach, &member.actor(), id).await?;
    let content = html! {
        @if let Some(made) = made { (shown(member, &made.secret)) }
        section class="card" aria-labelledby="webhooks" {
            div class="card-head" { h2 id="webhooks" { (t.webhooks_title()) } }
            p class="pad soft" { (t.webhooks_explained()) }
            @if webhooks.is_empty() { p class="pad soft" { (t.webhooks_none()) } }
            @else { ul class="list" { @for webhook in &webhooks { (row(member, webhook)) } } }
        }
        section class="card pad" aria-labelledby="new-webhook" {
            div class="panel-title" { h2 id="new-webhook" { (t.webhooks_new()) } }
            (form(member, &format!("/communities/{id}/webhooks"), &typed.wanted, Some(&typed.key), refused))
        }
    };
    framed(member, &community, t.webhooks_title(), &format!("/communities/{id}/settings"), content).await
}

/// A page of the webhooks of a community.
pub(super) async fn framed(member: &Member, community: &Community, title: &str, back: &str, content: Markup) -> Result<Markup> {
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (community.name) } } }
        (content)
    };
    let title = format!("{title} · {}", community.name);
    let back = Some((back, community.name.as_str()));
    Ok(layout::page(member, Page { title: &title, here: "communities", class: "page-narrow", back, main, aside: None }).await?)
}

fn row(member: &Member, webhook: &Webhook) -> Markup {
    let t = member.t;
    html! {
        li {
            (icon(member, "zap"))
            div class="grow" {
                a class="name" href={ "/communities/" (webhook.place) "/webhooks/" (webhook.id) } { (webhook.name) } " " (badge(member, webhook))
                p class="meta clip" { (webhook.url) }
                p class="meta" { (t.webhooks_made_at()) " " (time(member, webhook.created_at)) }
            }
            (icon(member, "chevron-right"))
        }
    }
}

/// How a webhook is.
pub(super) fn badge(member: &Member, webhook: &Webhook) -> Markup {
    let tone = match webhook.state {
        State::On if webhook.failures == 0 => "success",
        State::On | State::Orphaned => "warning",
        State::Paused => "neutral",
        State::Failing => "danger",
    };
    let word = if webhook.state == State::On && webhook.failures > 0 { "trying" } else { webhook.state.word() };
    html! { span class="badge" data-tone=(tone) { (member.t.webhooks_state(word)) } }
}

/// The form of a webhook; a new one has a `key`.
pub(super) fn form(member: &Member, action: &str, wanted: &Wanted, key: Option<&str>, refused: &Refused) -> Markup {
    let t = member.t;
    let most = |n: usize| u32::try_from(n).ok();
    html! {
        (refused.summary(member, &["name", "url", "kind"]))
        // The answer of the first is the page that shows the secret, and Turbo shows no answer that does not redirect.
        form class="stack" action=(action) method="post" data-turbo=[key.map(|_| "false")] {
            @if let Some(key) = key { input type="hidden" name="key" value=(key); }
            (Field { name: "name", label: t.webhooks_name(), value: &wanted.name, hint: Some(t.webhooks_name_hint()), autocomplete: "off", required: true, max: most(MOST_NAME), ..Field::default() }.show(member, refused))
            (Field { name: "url", label: t.webhooks_url(), value: &wanted.url, kind: "url", hint: Some(t.webhooks_url_hint()), autocomplete: "off", required: true, max: most(MOST_URL), ..Field::default() }.show(member, refused))
            fieldset class="field" {
                legend class="label" { (t.webhooks_kinds()) }
                @for kind in Kind::CHOICES {
                    label class="check" { input type="checkbox" name="kind" value=(kind.word()) checked[wanted.kinds.contains(&kind)]; span { (kind_words(member, kind)) } }
                }
                @if let Some(error) = refused.at(member, "kind") { p class="error" { (icon(member, "alert")) (error) } }
            }
            div class="row" { button class="btn btn-primary" { (if key.is_some() { t.webhooks_make() } else { t.web_save() }) } }
        }
    }
}

/// A kind in words.
pub(super) fn kind_words(member: &Member, kind: Kind) -> &'static str {
    member.t.webhooks_kind(kind.word().replace('.', "-").as_str())
}

/// The secret, once.
pub(super) fn shown(member: &Member, secret: &str) -> Markup {
    let t = member.t;
    ShownOnce {
        secret,
        made: t.webhooks_secret_made(),
        how: t.webhooks_secret_how(),
        copy: t.webhooks_secret_copy(),
        copied: t.webhooks_secret_copied(),
    }
    .show(member, &Markup::default())
}

/// Answers as a redirect that tells what was done.
pub(super) fn done(to: &str, word: &str) -> Response {
    layout::with_toast(axum::response::Redirect::to(to), word, 0)
}
