//! The page of the settings where tokens are made and ended.

use super::actions::{self, DAY_MS, NewToken};
use super::store::{self, Kept};
use crate::People;
use crate::sign_in;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use ruche_kernel::Error;
use ruche_web::api::{self, Scope, Scopes};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, ShownOnce, icon};
use ruche_web::{Fields, Member, Result, layout, settings_frame};

/// The ends that are offered, in days.
const ENDS: [i64; 4] = [7, 30, 90, 365];

/// What was typed.
struct Typed {
    name: String,
    scopes: Scopes,
    days: i64,
}

impl Typed {
    /// Before anything is typed: enough to read, for a while.
    fn new() -> Self {
        Self { name: String::new(), scopes: Scopes::of([Scope::ContentRead, Scope::PeopleRead]), days: 90 }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member) -> Result<Markup> {
    page(&people, &member, &Typed::new(), &Refused::default(), None).await
}

/// Makes one; the answer is the one page that shows it.
pub(super) async fn make(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (name, days, current) = (form.text("name")?, form.number("days")?.unwrap_or_default(), form.text("current")?);
    let scopes = Scopes::of(form.all("scope").iter().filter_map(|word| word.parse().ok()));
    form.opt("username")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let typed = Typed { name, scopes, days };
    let new = NewToken { name: typed.name.clone(), scopes: typed.scopes.clone(), days };
    let made = match sign_in::actions::confirm(&people, member.id(), &current, &sign_in::actions::From::from(&member.ctx)).await {
        Ok(()) => actions::make(&people, member.id(), &new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(token) => Ok(page(&people, &member, &Typed::new(), &Refused::default(), Some(&token)).await?.into_response()),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&people, &member, &typed, &Refused(refusals), None).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn revoke(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::revoke(&people, member.id(), id).await?;
    Ok(layout::with_toast(Redirect::to("/settings/tokens"), "token-revoked", 0))
}

async fn page(people: &People, member: &Member, typed: &Typed, refused: &Refused, made: Option<&str>) -> Result<Markup> {
    let t = member.t;
    let kept = store::list(&people.platform.db, member.id()).await?;
    let main = html! {
        @if let Some(token) = made { (shown(member, token)) }
        section class="card" aria-labelledby="tokens" {
            div class="card-head" { h2 id="tokens" { (t.tokens_title()) } }
            p class="pad meta" { (t.tokens_intro()) " " a class="link" href={ (api::ROOT) "/openapi.json" } data-turbo="false" { (t.tokens_description()) } }
            @if kept.is_empty() { p class="pad soft" { (t.tokens_none()) } }
            @else { ul class="list" { @for token in &kept { (row(member, "/settings/tokens", token)) } } }
        }
        section class="card pad" aria-labelledby="new-token" {
            div class="panel-title" { h2 id="new-token" { (t.tokens_new()) } }
            (refused.summary(member, &["name", "scope", "days", "current"]))
            // Its answer is the page that shows the token, and Turbo shows no answer that does not redirect.
            form class="stack" action="/settings/tokens" method="post" data-turbo="false" {
                (Field { name: "name", label: t.tokens_name(), value: &typed.name, hint: Some(t.tokens_name_hint()), required: true, max: Some(80), ..Field::default() }.show(member, refused))
                fieldset class="field" {
                    legend class="label" { (t.tokens_scopes()) }
                    @for scope in Scope::ALL {
                        @if scope != Scope::Admin || member.actor().is_admin() {
                            label class="check" { input type="checkbox" name="scope" value=(scope) checked[typed.scopes.allow(scope)]; span { (t.tokens_scope(scope.word().replace(':', "-").as_str())) " " code class="meta" { (scope) } } }
                        }
                    }
                    @if let Some(error) = refused.at(member, "scope") { p class="error" { (icon(member, "alert")) (error) } }
                }
                div class="field" {
                    label for="days" { (t.tokens_days()) }
                    select class="select" id="days" name="days" { @for days in ENDS { option value=(days) selected[typed.days == days] { (t.tokens_in_days(days)) } } }
                    @if let Some(error) = refused.at(member, "days") { p class="error" { (icon(member, "alert")) (error) } }
                }
                input type="text" name="username" value=(member.me.name) autocomplete="username" hidden;
                (Field { name: "current", label: t.sign_in_current_password(), kind: "password", autocomplete: "current-password", required: true, ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (icon(member, "key")) (t.tokens_make()) } }
            }
        }
    };
    Ok(settings_frame::page(member, "tokens", t.web_settings_tokens(), main).await?)
}

/// A token of a list; `base` is where it is ended.
pub(crate) fn row(member: &Member, base: &str, token: &Kept) -> Markup {
    let t = member.t;
    let ended = token.expires_at <= member.now;
    html! {
        li {
            (icon(member, "key"))
            div class="grow" {
                b class="name" { (token.name) }
                @if ended { " " span class="badge" data-tone="neutral" { (t.tokens_ended()) } }
                @else if token.expires_at - member.now < 7 * DAY_MS { " " span class="badge" data-tone="warning" { (icon(member, "clock")) (t.tokens_ending()) } }
                p class="meta" { @for scope in token.scopes.iter() { code { (scope) } " " } }
                p class="meta meta-row" {
                    span { (t.tokens_until(t.date_long(token.expires_at, &member.zone))) }
                    // A day of the world, not of the reader: it is known no better.
                    span { @match token.used_on { Some(day) => (t.tokens_used(t.date_long(day, &TimeZone::UTC))), None => (t.tokens_unused()) } }
                }
            }
            form action={ (base) "/" (token.id) "?_method=delete" } method="post" { button class="btn btn-sm" aria-label=(t.tokens_revoke_named(&token.name)) { (t.tokens_revoke()) } }
        }
    }
}

/// The token, once.
pub(crate) fn shown(member: &Member, token: &str) -> Markup {
    let t = member.t;
    ShownOnce { secret: token, made: t.tokens_made(), how: t.tokens_how(), copy: t.tokens_copy(), copied: t.tokens_copied() }
        .show(member, &Markup::default())
}
