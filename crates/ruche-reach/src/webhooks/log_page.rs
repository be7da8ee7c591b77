//! One webhook: how it is, what it was told, and everything that is done with it.

use super::actions;
use super::model::{Delivery, Wanted};
use super::page::{badge, done, form, framed, kind_words, read, shown};
use super::rules::{Outcome, State};
use super::store;
use crate::Reach;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, Page, PlaceId};
use ruche_web::limits::Act;
use ruche_web::parts::{Refused, icon, time};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// Deliveries on one page.
const PAGE: usize = 30;

#[derive(Deserialize)]
pub(super) struct Listing {
    after: Option<String>,
}

/// What a page shows besides the webhook as it is.
#[derive(Default)]
struct Besides<'a> {
    /// After which delivery the log goes on.
    after: Option<&'a str>,
    /// Settings that were refused, as they were typed, and why.
    typed: Option<(&'a Wanted, Refused)>,
    /// A new secret.
    secret: Option<&'a str>,
}

type At = Path<(PlaceId, i64)>;

pub(super) async fn show(
    Shared(reach): Shared<Reach>,
    member: Member,
    Path((place, id)): At,
    Query(query): Query<Listing>,
) -> Result<Markup> {
    page(&reach, &member, place, id, Besides { after: query.after.as_deref(), ..Besides::default() }).await
}

pub(super) async fn save(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At, mut form: Fields) -> Result {
    let wanted = read(&mut form)?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::save(&reach, &member.actor(), place, id, &wanted).await {
        Ok(()) => Ok(done(&address(place, id), "saved")),
        Err(Error::Refused(refusals)) => {
            let typed = Some((&wanted, Refused(refusals)));
            let page = page(&reach, &member, place, id, Besides { typed, ..Besides::default() }).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&reach, &member.actor(), place, id).await?;
    Ok(done(&format!("/communities/{place}/webhooks"), "webhook-removed"))
}

pub(super) async fn pause(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_paused(&reach, &member.actor(), place, id, true).await?;
    Ok(done(&address(place, id), "webhook-paused"))
}

pub(super) async fn resume(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_paused(&reach, &member.actor(), place, id, false).await?;
    Ok(done(&address(place, id), "webhook-resumed"))
}

/// The answer is the one page that shows the new secret.
pub(super) async fn replace_secret(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At) -> Result<Markup> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let secret = actions::replace_secret(&reach, &member.actor(), place, id).await?;
    page(&reach, &member, place, id, Besides { secret: Some(&secret), ..Besides::default() }).await
}

pub(super) async fn trial(Shared(reach): Shared<Reach>, member: Member, Path((place, id)): At) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::send_trial(&reach, &member.actor(), place, id).await?;
    Ok(done(&address(place, id), "webhook-trial"))
}

pub(super) async fn replay(
    Shared(reach): Shared<Reach>,
    member: Member,
    Path((place, id, delivery)): Path<(PlaceId, i64, i64)>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::replay(&reach, &member.actor(), place, id, delivery).await?;
    Ok(done(&address(place, id), "webhook-replayed"))
}

fn address(place: PlaceId, id: i64) -> String {
    format!("/communities/{place}/webhooks/{id}")
}

async fn page(reach: &Reach, member: &Member, place: PlaceId, id: i64, besides: Besides<'_>) -> Result<Markup> {
    let (community, webhook) = actions::find(reach, &member.actor(), place, id).await?;
    let kept = Wanted { name: webhook.name.clone(), url: webhook.url.clone(), kinds: webhook.kinds.clone() };
    let (wanted, refused) = besides.typed.unwrap_or((&kept, Refused::default()));
    let t = member.t;
    let base = address(place, id);
    let after = besides.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let rows = store::log(&reach.platform.db, webhook.id, after, PAGE as i64 + 1).await?;
    let log = Page::of(rows, PAGE, |delivery| Cursor { at: delivery.created_at, id: delivery.id });
    let on = webhook.state == State::On;
    let content = html! {
        @if let Some(secret) = besides.secret { (shown(member, secret)) }
        section class="card pad stack" aria-labelledby="state" {
            div class="row wrap" { h2 id="state" { (t.webhooks_state_title()) } (badge(member, &webhook)) }
            @match (webhook.state, webhook.failing_since) {
                (State::On, None) => p class="soft" { (t.webhooks_state_on()) },
                (State::On, Some(since)) => p class="soft" { (t.webhooks_state_trying(webhook.failures)) " " (time(member, since)) },
                (State::Paused, _) => p class="soft" { (t.webhooks_state_paused()) },
                (State::Orphaned, _) => p { (t.webhooks_state_orphaned()) },
                (State::Failing, _) => p { (t.webhooks_state_failing()) },
            }
            div class="row wrap" {
                @if on {
                    form action={ (base) "/trial" } method="post" { button class="btn btn-primary" { (icon(member, "send")) (t.webhooks_trial()) } }
                    form action={ (base) "/pause?_method=put" } method="post" { button class="btn" { (icon(member, "pause")) (t.webhooks_pause()) } }
                } @else {
                    form action={ (base) "/pause?_method=delete" } method="post" { button class="btn btn-primary" { (icon(member, "play")) (t.webhooks_resume()) } }
                }
                form action={ (base) "/secret" } method="post" data-turbo="false" { button class="btn" { (icon(member, "refresh")) (t.webhooks_replace_secret()) } }
                form action={ (base) "?_method=delete" } method="post" { button class="btn btn-danger" { (icon(member, "trash")) (t.webhooks_remove()) } }
            }
        }
        section class="card" aria-labelledby="log" {
            div class="card-head" { h2 id="log" { (t.webhooks_log()) } }
            p class="pad meta" { (t.webhooks_log_kept()) }
            @if log.items.is_empty() { p class="pad soft" { (t.webhooks_log_empty()) } }
            @else { ul class="list" { @for delivery in &log.items { (row(member, &base, on, delivery)) } } }
        }
        @if let Some(next) = log.next { div class="center" { a class="btn" href={ (base) "?after=" (next) } { (t.web_more()) } } }
        section class="card pad" aria-labelledby="edit" {
            div class="panel-title" { h2 id="edit" { (t.webhooks_edit()) } }
            (form(member, &base, wanted, None, &refused))
        }
    };
    framed(member, &community, &webhook.name, &format!("/communities/{place}/webhooks"), content).await
}

/// One delivery.
fn row(member: &Member, base: &str, on: bool, delivery: &Delivery) -> Markup {
    let t = member.t;
    let (tone, symbol) = match delivery.outcome {
        Outcome::Delivered => ("success", "check"),
        Outcome::Waiting if delivery.attempts == 0 => ("neutral", "clock"),
        Outcome::Waiting => ("warning", "clock"),
        Outcome::GivenUp => ("danger", "alert"),
        Outcome::Gone => ("neutral", "eye-off"),
    };
    html! {
        li {
            div class="grow" {
                div class="row wrap" {
                    b class="name" { (kind_words(member, delivery.happening.kind)) }
                    span class="badge" data-tone=(tone) { (icon(member, symbol)) (t.webhooks_outcome(delivery.outcome.word())) }
                }
                p class="meta meta-row" {
                    span { (time(member, delivery.created_at)) }
                    @if delivery.attempts > 0 { span { (t.webhooks_attempts(delivery.attempts)) } }
                    @match delivery.status {
                        Some(status) => span { (t.webhooks_answered(status)) },
                        None if delivery.attempts > 0 => span { (t.webhooks_no_answer()) },
                        None => {}
                    }
                    @if let Some(took) = delivery.took_ms { span { (t.webhooks_took(took)) } }
                    @if let Some(next) = delivery.next_at.filter(|_| delivery.attempts > 0) { span { (t.webhooks_again(t.date_time_long(next, &member.zone))) } }
                }
                // Written by strangers: as text, and nothing but that.
                @if !delivery.answer.is_empty() { details { summary class="meta" { (t.webhooks_answer()) } pre class="code small" { (delivery.answer) } } }
            }
            @if on && !(delivery.outcome == Outcome::Waiting && delivery.attempts == 0) {
                form action={ (base) "/deliveries/" (delivery.id) "/replay" } method="post" {
                    button class="btn btn-sm" aria-label=(t.webhooks_replay_of(t.date_time_long(delivery.created_at, &member.zone))) { (icon(member, "refresh")) (t.webhooks_replay()) }
                }
            }
        }
    }
}
