//! The administrators' pages of bots: which there are, making one, and the tokens by which one acts.

use super::actions::{self, MOST_NAME, MOST_PURPOSE, NewBot};
use super::store::{self, Listed};
use crate::members::admin::frame;
use crate::sign_in::see_other;
use crate::tokens::actions::NewToken;
use crate::tokens::page::{row as token_row, shown as token_shown};
use crate::{People, sign_in, tokens};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, after_key};
use ruche_platform::secret;
use ruche_web::api::{Scope, Scopes};
use ruche_web::layout;
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Refused, bot_badge, icon, time};
use ruche_web::{Fields, Member, Result};
use serde::Deserialize;

/// Bots on one page.
const PAGE: usize = 60;
/// After how many days a token of a bot ends.
const ENDS: [i64; 3] = [30, 90, 365];
/// What a bot's token may be used for: what there is but administering.
const SCOPES: [Scope; 6] =
    [Scope::ContentRead, Scope::ContentWrite, Scope::PeopleRead, Scope::PeopleWrite, Scope::SelfRead, Scope::SelfWrite];

#[derive(Default, Deserialize)]
pub(super) struct Listing {
    after: Option<String>,
}

pub(super) async fn list(State(people): State<People>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    page(&people, &member, &query, &NewBot::default(), &secret::random_token()?, &Refused::default()).await
}

pub(super) async fn make(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let new = NewBot { name: form.text("name")?, purpose: form.text("purpose")?, sponsor: form.text("sponsor")? };
    let key = form.key()?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::make(&people, &member.actor(), &new, key.clone()).await {
        Ok(id) => Ok(layout::with_toast(see_other(&format!("/admin/bots/{id}")), "bot-made", 0)),
        Err(Error::Refused(refusals)) => {
            let page = page(&people, &member, &Listing::default(), &new, &key.unwrap_or_default(), &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(people: &People, member: &Member, query: &Listing, typed: &NewBot, key: &str, refused: &Refused) -> Result<Markup> {
    let t = member.t;
    let after = after_key(query.after.as_deref(), (String::new(), 0));
    let rows = store::list(&people.platform.db, &after, PAGE as i64 + 1).await?;
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |bot| {
        let key = format!("{}.{}", bot.sort_key, bot.id);
        format!("/admin/bots?{}", layout::query(&[("after", &key)]))
    });
    let most = |n: usize| u32::try_from(n).ok();
    let content = html! {
        section class="card" aria-labelledby="bots" {
            div class="card-head" { h2 id="bots" { (t.bots_title()) } }
            p class="pad soft" { (t.bots_intro()) }
            @if rows.is_empty() { p class="pad soft" { (t.bots_none()) } }
            @else { ul class="list" { @for bot in &rows { (row(member, bot)) } } }
        }
        @if let Some(next) = next { div class="center" { a class="btn" href=(next) { (t.web_more()) } } }
        section class="card pad" aria-labelledby="new-bot" {
            div class="panel-title" { h2 id="new-bot" { (t.bots_new()) } }
            (refused.summary(member, &["name", "purpose", "sponsor"]))
            form class="stack" action="/admin/bots" method="post" {
                input type="hidden" name="key" value=(key);
                (Field { name: "name", label: t.bots_name(), value: &typed.name, autocomplete: "off", required: true, max: most(MOST_NAME), ..Field::default() }.show(member, refused))
                (Field { name: "purpose", label: t.bots_purpose(), value: &typed.purpose, hint: Some(t.bots_purpose_hint()), max: most(MOST_PURPOSE), rows: Some(2), ..Field::default() }.show(member, refused))
                (Field { name: "sponsor", label: t.bots_sponsor(), value: &typed.sponsor, hint: Some(t.bots_sponsor_hint()), autocomplete: "off", max: Some(254), ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (icon(member, "plus")) (t.bots_make()) } }
            }
        }
    };
    frame(member, "bots", t.bots_title(), content).await
}

fn row(member: &Member, bot: &Listed) -> Markup {
    let t = member.t;
    html! {
        li {
            (icon(member, "code"))
            div class="grow" {
                a class="name" href={ "/admin/bots/" (bot.id) } { (bot.name) } " " (bot_badge(member))
                @if !bot.purpose.is_empty() { p class="meta" { (bot.purpose) } }
                p class="meta meta-row" {
                    @if let Some(name) = &bot.sponsor_name { span { (t.bots_answers(name)) } }
                    span { (time(member, bot.created_at)) }
                }
            }
            (icon(member, "chevron-right"))
        }
    }
}

/// What was typed for a token.
struct Typed {
    name: String,
    scopes: Scopes,
    days: i64,
}

impl Typed {
    fn new() -> Self {
        Self { name: String::new(), scopes: Scopes::of([Scope::ContentRead, Scope::ContentWrite]), days: 90 }
    }
}

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Markup> {
    one(&people, &member, id, &Typed::new(), &Refused::default(), None).await
}

/// Makes a token of a bot; the answer is the one page that shows it.
pub(super) async fn make_token(State(people): State<People>, member: Member, Path(id): Path<MemberId>, mut form: Fields) -> Result {
    let (name, days, current) = (form.text("name")?, form.number("days")?.unwrap_or_default(), form.text("current")?);
    let scopes = Scopes::of(form.all("scope").iter().filter_map(|word| word.parse().ok()).filter(|scope| SCOPES.contains(scope)));
    form.opt("username")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let bot = store::find(&people.platform.db, id).await?;
    let typed = Typed { name, scopes, days };
    let new = NewToken { name: typed.name.clone(), scopes: typed.scopes.clone(), days };
    let made = match sign_in::actions::confirm(&people, member.id(), &current, &sign_in::actions::From::from(&member.ctx)).await {
        Ok(()) => tokens::actions::make(&people, bot.id, &new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(token) => Ok(one(&people, &member, id, &Typed::new(), &Refused::default(), Some(&token)).await?.into_response()),
        Err(Error::Refused(refusals)) => {
            let page = one(&people, &member, id, &typed, &Refused(refusals), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn revoke_token(
    State(people): State<People>,
    member: Member,
    Path((id, token)): Path<(MemberId, i64)>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let bot = store::find(&people.platform.db, id).await?;
    tokens::actions::revoke(&people, bot.id, token).await?;
    Ok(layout::with_toast(see_other(&format!("/admin/bots/{id}")), "token-revoked", 0))
}

async fn one(people: &People, member: &Member, id: MemberId, typed: &Typed, refused: &Refused, made: Option<&str>) -> Result<Markup> {
    let t = member.t;
    let bot = store::find(&people.platform.db, id).await?;
    let kept = tokens::store::list(&people.platform.db, id).await?;
    let base = format!("/admin/bots/{id}");
    let content = html! {
        @if let Some(token) = made { (token_shown(member, token)) }
        section class="card pad stack gap-2" aria-labelledby="bot" {
            div class="row wrap" { h2 id="bot" { (bot.name) } (bot_badge(member)) }
            @if !bot.purpose.is_empty() { p { (bot.purpose) } }
            @if let Some(name) = &bot.sponsor_name { p class="soft" { (t.bots_answers(name)) } }
            p class="soft" { (t.bots_reads()) }
            div class="row wrap" {
                a class="btn" href={ "/members/" (id) } { (icon(member, "user")) (t.bots_profile()) }
                a class="btn btn-danger" href={ "/admin/members/" (id) "/departure" } { (icon(member, "log-out")) (t.bots_close()) }
            }
        }
        section class="card" aria-labelledby="tokens" {
            div class="card-head" { h2 id="tokens" { (t.bots_tokens()) } }
            @if kept.is_empty() { p class="pad soft" { (t.tokens_none()) } }
            @else { ul class="list" { @for token in &kept { (token_row(member, &format!("{base}/tokens"), token)) } } }
        }
        section class="card pad" aria-labelledby="new-token" {
            div class="panel-title" { h2 id="new-token" { (t.tokens_new()) } }
            (refused.summary(member, &["name", "scope", "days", "current"]))
            // Its answer is the page that shows the token, and Turbo shows no answer that does not redirect.
            form class="stack" action={ (base) "/tokens" } method="post" data-turbo="false" {
                (Field { name: "name", label: t.tokens_name(), value: &typed.name, required: true, max: Some(80), ..Field::default() }.show(member, refused))
                fieldset class="field" {
                    legend class="label" { (t.tokens_scopes()) }
                    @for scope in SCOPES {
                        label class="check" { input type="checkbox" name="scope" value=(scope) checked[typed.scopes.allow(scope)]; span { (t.tokens_scope(scope.word().replace(':', "-").as_str())) " " code class="meta" { (scope) } } }
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
    frame(member, "bots", &bot.name, content).await
}
