//! The pages of sign-in, reset and security.

use super::actions::{self, From, ResetLetter};
use super::{ABSOLUTE_DAYS, DAY_MS, IDLE_DAYS, store};
use crate::People;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal};
use ruche_texts::Locale;
use ruche_web::letter::{self, Letter};
use ruche_web::limits::{Act, network};
use ruche_web::middleware::{LANGUAGE_COOKIE, SESSION_COOKIE, local_path};
use ruche_web::parts::{Field, Refused, icon, logo, time};
use ruche_web::{Ctx, Fields, Member, Result, layout, settings_frame};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Back {
    back: Option<String>,
}

impl std::convert::From<&Ctx> for From {
    fn from(ctx: &Ctx) -> Self {
        Self { ip: ctx.ip, agent: ctx.agent.clone() }
    }
}

/// Puts a session's token in the browser.
pub(crate) fn with_session(ctx: &Ctx, token: &str, answer: impl IntoResponse) -> Response {
    let secure = if ctx.app.settings.secure() { "; Secure" } else { "" };
    let age = ABSOLUTE_DAYS * DAY_MS / 1000;
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", ctx.app.settings.cookie(SESSION_COOKIE));
    let mut answer = answer.into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<Back>) -> Response {
    if ctx.app.company().is_none() {
        return Redirect::to("/set-up").into_response();
    }
    let back = local_path(query.back.as_deref().unwrap_or("/"));
    if ctx.viewer.is_some() {
        return Redirect::to(&back).into_response();
    }
    sign_in_page(&ctx, "", &back, &Refused::default()).into_response()
}

pub(super) async fn sign_in(State(people): State<People>, ctx: Ctx, mut form: Fields) -> Result {
    let (login, password, back) = (form.text("login")?, form.text("password")?, local_path(&form.text("back")?));
    form.finish()?;
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    match actions::sign_in(&people, &login, &password, &From::from(&ctx), back == "/").await {
        Ok(opened) => Ok(with_session(&ctx, &opened.token, see_other(if opened.first_visit { "/start" } else { &back }))),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, sign_in_page(&ctx, &login, &back, &Refused(refusals))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// After a form that was accepted, the browser reads the next page.
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

fn sign_in_page(ctx: &Ctx, login: &str, back: &str, refused: &Refused) -> Markup {
    let t = ctx.t;
    let company = ctx.app.company().map(|c| c.name.clone()).unwrap_or_default();
    let form = html! {
        div class="stack gap-2" { h1 { (t.sign_in_title()) } p class="soft" { (t.sign_in_intro(company.as_str())) } }
        (refused.summary(ctx, &["login", "password"]))
        form class="stack" action="/sign-in" method="post" data-turbo="false" {
            input type="hidden" name="back" value=(back);
            (Field { name: "login", label: t.sign_in_login(), value: login, autocomplete: "username", required: true, max: Some(320), ..Field::default() }.show(ctx, refused))
            (Field { name: "password", label: t.sign_in_password(), kind: "password", autocomplete: "current-password", required: true, ..Field::default() }.show(ctx, refused))
            button class="btn btn-primary btn-lg btn-block" { (t.sign_in_submit()) }
        }
        p class="small" { a class="link" href="/reset" { (t.sign_in_forgotten()) } }
        p class="small soft" { (t.sign_in_invited()) }
    };
    split(ctx, t.sign_in_submit(), &form)
}

/// A page in two halves: a form, and the company's colour.
pub(crate) fn split(ctx: &Ctx, title: &str, form: &Markup) -> Markup {
    let t = ctx.t;
    layout::bare(
        ctx,
        title,
        &html! {
            main class="split" id="main" {
                div class="split-form" {
                    div class="stack gap-5" {
                        p class="split-brand hide-phone" { (logo()) "Ruche" }
                        (form)
                        form class="row small" action="/language" method="post" {
                            input type="hidden" name="back" value=(ctx.path);
                            (icon(ctx, "globe"))
                            @for (locale, name) in [(Locale::Fr, "Français"), (Locale::En, "English")] {
                                button class="btn btn-quiet btn-sm" name="locale" value=(locale.tag()) lang=(locale.tag()) aria-pressed=[(ctx.t.0 == locale).then_some("true")] { (name) }
                            }
                        }
                    }
                }
                div class="split-art" aria-hidden="true" {
                    div class="comb" {}
                    div { p class="split-claim" { (t.sign_in_claim()) } p class="split-lead hide-phone" { (t.sign_in_claim_more()) } }
                }
            }
        },
    )
}

pub(super) async fn sign_out(State(people): State<People>, ctx: Ctx) -> Result {
    if let Some(viewer) = &ctx.viewer {
        match actions::end_session(&people, viewer.actor.id, viewer.session).await {
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let secure = if ctx.app.settings.secure() { "; Secure" } else { "" };
    let mut answer = layout::with_toast(see_other("/sign-in"), "signed-out", 0);
    let gone = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", ctx.app.settings.cookie(SESSION_COOKIE));
    if let Ok(value) = HeaderValue::from_str(&gone) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    // The browser forgets what it kept of these pages; drafts are asked about before.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(answer)
}

pub(super) async fn language(ctx: Ctx, mut form: Fields) -> Result {
    let (locale, back) = (form.text("locale")?, local_path(&form.text("back")?));
    form.finish()?;
    let locale = Locale::from_tag(&locale).ok_or(Refusal::new("sign_in.unknown_language").status(400))?;
    let mut answer = see_other(&back);
    let secure = if ctx.app.settings.secure() { "; Secure" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", locale.tag()))
    {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(answer)
}

pub(super) async fn ask_reset(ctx: Ctx) -> Markup {
    ask_reset_page(&ctx, "", &Refused::default())
}

fn ask_reset_page(ctx: &Ctx, email: &str, refused: &Refused) -> Markup {
    let t = ctx.t;
    let form = html! {
        div class="stack gap-2" { h1 { (t.sign_in_reset_title()) } p class="soft" { (t.sign_in_reset_intro()) } }
        (refused.summary(ctx, &["email"]))
        // Its answer is the end of the path, and Turbo shows no answer that neither redirects nor refuses.
        form class="stack" action="/reset" method="post" data-turbo="false" {
            (Field { name: "email", label: t.sign_in_email(), kind: "email", value: email, autocomplete: "username", required: true, max: Some(320), ..Field::default() }.show(ctx, refused))
            button class="btn btn-primary btn-lg btn-block" { (t.sign_in_reset_send()) }
        }
        p class="small soft" { (t.sign_in_reset_no_email()) }
        p class="small" { a class="link" href="/sign-in" { (t.sign_in_back()) } }
    };
    split(ctx, t.sign_in_reset_title(), &form)
}

pub(super) async fn send_reset(State(people): State<People>, ctx: Ctx, mut form: Fields) -> Result {
    let email = form.text("email")?;
    form.finish()?;
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    let t = ctx.t;
    let compose = |link: &str| {
        let letter = Letter {
            company: ctx.app.company(),
            why: t.sign_in_mail_reset_why(),
            title: t.sign_in_mail_reset_title(),
            paragraphs: vec![t.sign_in_mail_reset_text().to_owned()],
            button: Some((t.sign_in_mail_reset_button(), link.to_owned())),
            foot: t.sign_in_mail_reset_foot(),
        };
        let (text, html) = letter::render(t, &letter);
        ResetLetter { subject: t.sign_in_mail_reset_title().to_owned(), text, html }
    };
    actions::send_reset(&people, &email, &From::from(&ctx), compose).await?;
    let sent = html! {
        div class="stack gap-2" role="status" { h1 { (t.sign_in_reset_sent_title()) } p class="soft" { (t.sign_in_reset_sent(email.as_str())) } }
        p class="small" { a class="link" href="/sign-in" { (t.sign_in_back()) } }
    };
    Ok((StatusCode::OK, [(header::REFERRER_POLICY, "no-referrer")], split(&ctx, t.sign_in_reset_sent_title(), &sent)).into_response())
}

pub(super) async fn show_reset(State(people): State<People>, ctx: Ctx, Path(token): Path<String>) -> Result {
    match actions::check_reset(&people, &token).await {
        Ok(_) => Ok(([(header::REFERRER_POLICY, "no-referrer")], reset_page(&ctx, &token, &Refused::default())).into_response()),
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, dead_link_page(&ctx)).into_response()),
        Err(error) => Err(error.into()),
    }
}

fn dead_link_page(ctx: &Ctx) -> Markup {
    let t = ctx.t;
    split(
        ctx,
        t.sign_in_reset_dead_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.sign_in_reset_dead_title()) } p class="soft" { (t.sign_in_reset_dead()) } }
            a class="btn btn-primary btn-lg btn-block" href="/reset" { (t.sign_in_reset_again()) }
        },
    )
}

fn reset_page(ctx: &Ctx, token: &str, refused: &Refused) -> Markup {
    let t = ctx.t;
    split(
        ctx,
        t.sign_in_new_title(),
        &html! {
            div class="stack gap-2" { h1 { (t.sign_in_new_title()) } p class="soft" { (t.sign_in_new_intro()) } }
            (refused.summary(ctx, &["password"]))
            form class="stack" action={ "/reset/" (token) } method="post" data-turbo="false" {
                (Field { name: "password", label: t.sign_in_new_password(), kind: "password", hint: Some(t.sign_in_password_hint()), autocomplete: "new-password", required: true, ..Field::default() }.show(ctx, refused))
                button class="btn btn-primary btn-lg btn-block" { (t.sign_in_new_submit()) }
            }
        },
    )
}

pub(super) async fn reset(State(people): State<People>, ctx: Ctx, Path(token): Path<String>, mut form: Fields) -> Result {
    let password = form.text("password")?;
    form.finish()?;
    ctx.app.limits.take(Act::Knock, network(ctx.ip))?;
    match actions::reset(&people, &token, &password, &From::from(&ctx)).await {
        Ok(session) => Ok(with_session(&ctx, &session, layout::with_toast(see_other("/"), "password-changed", 0))),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, reset_page(&ctx, &token, &Refused(refusals))).into_response())
        }
        Err(Error::NotFound) => Ok((StatusCode::NOT_FOUND, dead_link_page(&ctx)).into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn security(State(people): State<People>, member: Member) -> Result {
    Ok(security_page(&people, &member, &Refused::default()).await?.into_response())
}

async fn security_page(people: &People, member: &Member, refused: &Refused) -> Result<Markup> {
    let (t, now) = (member.t, member.now);
    let sessions = store::list_sessions(&people.platform.db, member.id(), now, now - IDLE_DAYS * DAY_MS).await?;
    let main = html! {
        section class="card" aria-labelledby="sessions" {
            div class="card-head" { h2 id="sessions" { (t.sign_in_sessions()) } }
            ul class="list" {
                @for session in &sessions {
                    li {
                        (icon(member, if session.device.contains("Android") || session.device.contains("iPhone") { "smartphone" } else { "monitor" }))
                        div class="grow" {
                            b class="name" { @if session.device.is_empty() { (t.sign_in_unknown_device()) } @else { (session.device) } }
                            span class="meta" { (t.sign_in_session_since()) " " (time(member, session.created_at)) " · " (t.sign_in_session_seen()) " " (time(member, session.last_seen_at)) }
                        }
                        @if session.id == member.me.session { span class="badge" data-tone="brand" { (t.sign_in_this_device()) } }
                        @else { form action={ "/settings/sessions/" (session.id) "?_method=delete" } method="post" { button class="btn btn-sm" { (t.sign_in_end_session()) } } }
                    }
                }
            }
            p class="card-foot meta" { (t.sign_in_session_rule(ABSOLUTE_DAYS, IDLE_DAYS)) }
        }
        section class="card pad" aria-labelledby="password-title" {
            div class="panel-title" { h2 id="password-title" { (t.sign_in_change_title()) } }
            (refused.summary(member, &["current", "password"]))
            form class="stack" action="/settings/password" method="post" {
                // For password managers, which otherwise do not know whose password changes.
                input type="text" name="username" value=(member.me.name) autocomplete="username" hidden;
                (Field { name: "current", label: t.sign_in_current_password(), kind: "password", autocomplete: "current-password", required: true, ..Field::default() }.show(member, refused))
                (Field { name: "password", label: t.sign_in_new_password(), kind: "password", hint: Some(t.sign_in_password_hint()), autocomplete: "new-password", required: true, ..Field::default() }.show(member, refused))
                div class="row" { button class="btn btn-primary" { (t.sign_in_change_submit()) } }
            }
        }
    };
    Ok(settings_frame::page(member, "security", t.sign_in_security(), main).await?)
}

pub(super) async fn change_password(State(people): State<People>, member: Member, mut form: Fields) -> Result {
    let (current, new) = (form.text("current")?, form.text("password")?);
    form.opt("username")?;
    form.finish()?;
    match actions::change_password(&people, member.id(), &current, &new, &From::from(&member.ctx)).await {
        Ok(token) => Ok(with_session(&member, &token, layout::with_toast(see_other("/settings/security"), "password-changed", 0))),
        Err(Error::Refused(refusals)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, security_page(&people, &member, &Refused(refusals)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end_session(State(people): State<People>, member: Member, Path(session): Path<i64>) -> Result {
    actions::end_session(&people, member.id(), session).await?;
    Ok(layout::with_toast(see_other("/settings/security"), "session-ended", 0))
}
