//! The words of a text with the way to a translation, in a frame of their own, so that asking changes nothing else of the page. A GET
//! shows what is kept and asks nobody: browsers fetch pages that nobody asked for.

use super::{Original, Problem, ask, kept};
use crate::Content;
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Error, SubjectRef};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::icon;
use ruche_web::{Ctx, Member, Result};

/// The frame of the words of a subject.
fn frame_id(subject: &SubjectRef) -> String {
    format!("words-{}-{}", subject.kind, subject.id)
}

fn address(subject: &SubjectRef) -> String {
    format!("/{}s/{}/translation", subject.kind, subject.id)
}

/// The words of a text as its room shows them, with the button that has them translated where that is offered.
#[must_use]
pub fn words(ctx: &Ctx, original: Option<&Original>, words: &Markup) -> Markup {
    match original {
        None => words.clone(),
        Some(original) => {
            html! { turbo-frame class="words" id=(frame_id(&original.subject)) target="_top" { (words) (button(ctx, original, ctx.t.translations_ask())) } }
        }
    }
}

fn button(ctx: &Ctx, original: &Original, label: &str) -> Markup {
    html! {
        form action=(address(&original.subject)) method="post" data-turbo-frame=(frame_id(&original.subject)) {
            button class="btn btn-quiet btn-sm translate" id={ "translate-" (original.subject.kind) "-" (original.subject.id) } { (icon(ctx, "languages")) (label) }
        }
    }
}

/// The button beside a text that stands folded, which leads to a page of it.
#[must_use]
pub fn aside(ctx: &Ctx, original: Option<&Original>) -> Markup {
    html! { @if let Some(original) = original { form class="fold-aside" action=(address(&original.subject)) method="post" { button class="btn btn-quiet btn-sm" { (icon(ctx, "languages")) (ctx.t.translations_ask()) } } } }
}

/// The words as their author wrote them.
fn source(original: &Original) -> Markup {
    html! { div class="prose" lang=(original.language) { @if !original.title.is_empty() { h3 { (original.title) } } (PreEscaped(&original.html)) } }
}

/// What a GET of the address gives: what is kept, else the original with the button.
///
/// # Errors
/// `NotFound` where no translation is offered.
pub(crate) async fn show(content: &Content, member: &Member, original: Option<Original>, back: &str) -> Result {
    let original = original.ok_or(Error::NotFound)?;
    let t = member.t;
    let translation = kept(content, &original, t.0.tag()).await?;
    let shown = html! {
        @if let Some(translation) = translation {
            p class="meta row gap-2" { (icon(member, "languages")) span { (t.translations_done(original.language)) } }
            div class="prose" lang=(t.0.tag()) { (PreEscaped(translation)) }
            details class="original" { summary class="link" { (t.translations_original()) } (source(&original)) }
        } @else { (source(&original)) (button(member, &original, t.translations_ask())) }
    };
    framed(member, StatusCode::OK, &original, back, shown).await
}

/// What a POST does: asks the engine, then leads to what is kept.
///
/// # Errors
/// `NotFound` where no translation is offered.
pub(crate) async fn translate(content: &Content, member: &Member, original: Option<Original>, back: &str) -> Result {
    let original = original.ok_or(Error::NotFound)?;
    let t = member.t;
    let asked = match member.app.limits.take(Act::Translate, member.id().0) {
        Ok(()) => ask(content, original.clone(), t.0.tag()).await,
        Err(Error::TooMany(seconds)) => {
            return failed(member, StatusCode::TOO_MANY_REQUESTS, &original, back, &t.translations_too_many(i64::from(seconds)), true)
                .await;
        }
        Err(error) => return Err(error.into()),
    };
    match asked {
        Ok(()) => Ok(Redirect::to(&address(&original.subject)).into_response()),
        Err(Problem::Unavailable) => {
            failed(member, StatusCode::SERVICE_UNAVAILABLE, &original, back, t.translations_refusal_unavailable(), true).await
        }
        Err(Problem::Refused) => {
            failed(member, StatusCode::UNPROCESSABLE_ENTITY, &original, back, t.translations_refusal_refused(), false).await
        }
        Err(Problem::TooLong) => {
            failed(member, StatusCode::UNPROCESSABLE_ENTITY, &original, back, t.translations_refusal_too_long(), false).await
        }
    }
}

/// The original, with a sentence that says why there is no translation and what to do.
async fn failed(member: &Member, status: StatusCode, original: &Original, back: &str, sentence: &str, again: bool) -> Result {
    let shown = html! {
        (source(original))
        div class="callout" data-tone="warning" role="alert" { (icon(member, "alert")) p class="grow" { (sentence) } @if again { (button(member, original, member.t.translations_again())) } }
    };
    framed(member, status, original, back, shown).await
}

/// A frame alone when the frame asked for it, else a page.
async fn framed(member: &Member, status: StatusCode, original: &Original, back: &str, shown: Markup) -> Result {
    let id = frame_id(&original.subject);
    let frame = html! { turbo-frame class="words" id=(id) target="_top" { (shown) } };
    if member.frame.as_deref() == Some(id.as_str()) {
        return Ok((status, frame).into_response());
    }
    let title = member.t.translations_title();
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { a class="link" href=(back) { (member.t.translations_back()) } } } }
        div class="card pad" { (frame) }
    };
    let page = Page { title, here: "", class: "page-narrow", back: Some((back, title)), main, aside: None };
    Ok((status, layout::page(member, page).await?).into_response())
}
