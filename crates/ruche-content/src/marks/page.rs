//! The list of bookmarks, the button of one, and the forms that set marks.

use super::{Mark, actions, store};
use crate::Content;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use http::header;
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, SubjectRef};
use ruche_people::members;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{empty, icon, time};
use ruche_web::{Ctx, Member, Result, TURBO_STREAM};
use serde::Deserialize;

/// Bookmarks on one page.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub(super) struct Listing {
    after: Option<String>,
}

pub(super) async fn list(State(content): State<Content>, member: Member, Query(query): Query<Listing>) -> Result<Markup> {
    let (t, db) = (member.t, &content.platform.db);
    let after = query.after.and_then(|text| text.parse().ok()).unwrap_or(Cursor::NEWEST);
    let rows = store::bookmarks(db, member.id(), after, PAGE as i64 + 1).await?;
    let page = ruche_kernel::Page::of(rows, PAGE, |(subject, at)| Cursor { at: *at, id: subject.id });
    let subjects: Vec<SubjectRef> = page.items.iter().map(|(subject, _)| subject.clone()).collect();
    let cards = content.platform.subjects.cards(&member.actor(), &subjects).await?;
    let authors: Vec<i64> = cards.values().map(|card| card.author.0).collect();
    let authors = members::store::people(db, &authors).await?;
    let shown: Vec<_> = page.items.iter().filter_map(|(subject, at)| cards.get(subject).map(|card| (card, *at))).collect();
    let title = t.web_bookmarks();
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { (t.marks_intro()) } } }
        @if shown.is_empty() && page.next.is_none() { (empty(&member, "bookmark", t.marks_none_title(), t.marks_none(), html! {})) }
        @if !shown.is_empty() {
            ul class="card list" { @for (card, at) in &shown {
                li {
                    div class="grow" {
                        a class="name" href=(card.url) { @if card.title.is_empty() { (t.posts_without_text()) } @else { (card.title) } }
                        span class="meta meta-row" { @if let Some(author) = authors.get(&card.author.0) { span { (author.shown_name(&member)) } } span { (time(&member, *at)) } }
                    }
                    form action={ "/marks/bookmark/" (card.subject) "?_method=delete" } method="post" { input type="hidden" name="list" value="1"; button class="icon-btn" aria-label=(t.marks_remove(card.title.as_str())) { (icon(&member, "x")) } }
                }
            } }
        }
        @if let Some(next) = page.next { p class="center" { a class="btn" href={ "/bookmarks?after=" (next) } { (t.web_more()) } } }
    };
    Ok(layout::page(&member, Page { title, here: "", class: "page-narrow", back: Some(("/", title)), main, aside: None }).await?)
}

/// The button that finds a Subject again.
#[must_use]
pub fn bookmark(ctx: &Ctx, subject: &SubjectRef, on: bool) -> Markup {
    let t = ctx.t;
    html! {
        form id={ "bookmark-" (subject.kind) "-" (subject.id) } action={ "/marks/bookmark/" (subject) "?_method=" (if on { "delete" } else { "put" }) } method="post" {
            button class="btn btn-quiet btn-sm" id={ "bookmark-" (subject.kind) "-" (subject.id) "-button" } aria-pressed=(if on { "true" } else { "false" }) data-shortcut="save" { (icon(ctx, "bookmark")) (if on { t.marks_saved() } else { t.marks_save() }) }
        }
    }
}

pub(super) async fn set(State(content): State<Content>, member: Member, Path((mark, subject)): Path<(String, String)>) -> Result {
    change(&content, &member, &mark, &subject, true).await
}

pub(super) async fn unset(
    State(content): State<Content>,
    member: Member,
    Path((mark, subject)): Path<(String, String)>,
    mut form: ruche_web::Fields,
) -> Result {
    let from_list = !form.text("list")?.is_empty();
    form.finish()?;
    if from_list {
        member.app.limits.take(Act::Touch, member.id().0)?;
        let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
        actions::set(&content, &member.actor(), &subject, Mark::Bookmark, false).await?;
        return Ok(layout::with_toast(Redirect::to("/bookmarks"), "bookmark-removed", 0));
    }
    change(&content, &member, &mark, &subject, false).await
}

async fn change(content: &Content, member: &Member, mark: &str, subject: &str, on: bool) -> Result {
    let mark = Mark::from_word(mark).ok_or(Error::NotFound)?;
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set(content, &member.actor(), &subject, mark, on).await?;
    if member.streams && mark == Mark::Bookmark {
        let target = format!("bookmark-{}-{}", subject.kind, subject.id);
        let stream = html! { turbo-stream action="replace" target=(target) { template { (bookmark(member, &subject, on)) } } };
        return Ok(([(header::CONTENT_TYPE, TURBO_STREAM)], stream.into_string()).into_response());
    }
    let cards = content.platform.subjects.cards(&member.actor(), std::slice::from_ref(&subject)).await?;
    let url = cards.get(&subject).map_or("/", |card| &card.url);
    let toast = match (mark, on) {
        (Mark::Bookmark, true) => "bookmark-added",
        (Mark::Bookmark, false) => "bookmark-removed",
        (Mark::Follow, true) => "thread-followed",
        (Mark::Follow, false) => "thread-unfollowed",
        (Mark::Mute, true) => "thread-muted",
        (Mark::Mute, false) => "thread-unmuted",
    };
    Ok(layout::with_toast(Redirect::to(url), toast, 0))
}
