//! The pages of drafts: the list, one of them as it will be read, what their author and the moderators do with them.

use super::access;
use super::actions::{self, Approved, CODE, Kept, Sent};
use super::model::{Stage, Unpublished};
use crate::posts::composer;
use crate::posts::{formats, sharing};
use crate::{Content, files, writing};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use maud::{Markup, PreEscaped, html};
use ruche_kernel::{Error, Refusal};
use ruche_people::delegates;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Field, Person, Refused, avatar, empty, icon, name, time};
use ruche_web::{Fields, Member, Result};
use serde::Serialize;

/// What the script is told of a draft that it keeps.
#[derive(Serialize)]
struct Answer {
    /// Its id; nothing where an empty one is not kept.
    id: Option<String>,
    /// Its version.
    version: i64,
}

/// Keeps what the composer holds, while it is written.
pub(in crate::posts) async fn keep(State(content): State<Content>, member: Member, mut form: Fields) -> Result {
    let draft = composer::read(&mut form)?;
    let given = files::form::listed(&mut form);
    // The choice of how photos are sent goes with them, not with the draft.
    form.ticked("original")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let place = draft.place.unwrap_or(member.me.actor.home());
    let sent = Sent { key: draft.key, version: draft.version, writer: draft.writer, place, written: draft.written.with(given.files) };
    let answer = match actions::keep(&content, &member.actor(), &sent).await? {
        Kept::Now(id, version) => Answer { id: Some(id.to_string()), version },
        Kept::Nothing => Answer { id: None, version: 0 },
    };
    Ok(Json(answer).into_response())
}

/// Everything of one's own that is not published, and what waits for one to read.
pub(in crate::posts) async fn list(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let (own, review) = (access::all_own(&content, &member.actor()).await?, access::to_review(&content, &member.actor()).await?);
    let of = |stages: &[Stage]| own.iter().filter(|draft| stages.contains(&draft.stage)).collect::<Vec<_>>();
    let sections = [
        ("review", t.drafts_to_review(), review.iter().collect()),
        ("returned", t.drafts_returned(), of(&[Stage::Returned])),
        ("written", t.drafts_written(), of(&[Stage::Draft])),
        ("scheduled", t.drafts_scheduled(), of(&[Stage::Scheduled])),
        ("waiting", t.drafts_waiting(), of(&[Stage::Waiting])),
    ];
    let write = html! { a class="btn btn-primary" href="/posts/new" data-composer { (icon(&member, "plus")) (t.web_publish()) } };
    let main = html! {
        header class="page-head" { div { h1 { (t.web_drafts()) } p { (t.drafts_intro()) } } }
        @if own.is_empty() && review.is_empty() { (empty(&member, "edit", t.drafts_none_title(), t.drafts_none(), write)) }
        @for (id, title, drafts) in sections.iter().filter(|(.., drafts)| !drafts.is_empty()) {
            section class="card" aria-labelledby=(id) {
                div class="card-head" { h2 id=(id) { (title) } }
                ul class="list" { @for draft in drafts { (row(&member, draft)) } }
            }
        }
    };
    let title = t.web_drafts();
    Ok(layout::page(&member, Page { title, here: "", class: "page-narrow", back: Some(("/", title)), main, aside: None }).await?)
}

fn row(member: &Member, draft: &Unpublished) -> Markup {
    let (t, id, own) = (member.t, draft.id, draft.author.id == member.id());
    let writes_on = own && draft.stage.is_open();
    html! {
        li {
            div class="grow" {
                a class="name" href=(if writes_on { format!("/posts/new?draft={id}") } else { format!("/drafts/{id}") }) data-composer[writes_on] { (title(member, draft)) }
                span class="meta meta-row" {
                    span { (draft.format.label(member)) }
                    @if !own { span { (draft.author.shown_name(member)) } }
                    span { (place(member, draft)) }
                    @if let Some(at) = draft.publish_at { span { (t.drafts_planned_at(t.date_time_long(at, &member.zone))) } }
                    @else { span { (time(member, draft.updated_at)) } }
                }
                (why(member, draft))
            }
            @if own { form action={ "/drafts/" (id) "?_method=delete" } method="post" { button class="icon-btn" aria-label=(t.drafts_throw(title(member, draft))) { (icon(member, "trash")) } } }
        }
    }
}

/// Its first words.
fn title<'a>(member: &Member, draft: &'a Unpublished) -> &'a str {
    if draft.title.is_empty() { member.t.posts_without_text() } else { &draft.title }
}

/// Where it is to appear, as far as the viewer may know.
fn place<'a>(member: &Member, draft: &'a Unpublished) -> &'a str {
    match &draft.place {
        Some(place) if place.company => member.t.posts_whole_company(),
        Some(place) => &place.name,
        None => member.t.drafts_place_lost(),
    }
}

/// Why it came back, in words.
pub(super) fn reason(member: &Member, draft: &Unpublished) -> String {
    match draft.note.strip_prefix(CODE) {
        Some(code) => member.t.refusal(code, &[]).unwrap_or_default(),
        None => draft.note.clone(),
    }
}

fn why(member: &Member, draft: &Unpublished) -> Markup {
    let reason = reason(member, draft);
    html! { @if draft.stage == Stage::Returned && !reason.is_empty() { p class="small soft" { (icon(member, "undo")) " " (reason) } } }
}

/// One, as it will be read.
pub(in crate::posts) async fn show(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<Markup> {
    let draft = access::one(&content, &member.actor(), id).await?;
    one_page(&content, &member, &draft, "", &Refused::default()).await
}

async fn one_page(content: &Content, member: &Member, draft: &Unpublished, note: &str, refused: &Refused) -> Result<Markup> {
    let (t, id) = (member.t, draft.id);
    let text = writing::rendered(content, draft.place_id, vec![draft.written.body.clone()]).await?.pop().unwrap_or_default();
    let subject = draft.subject();
    let held = files::store::of(&content.platform.db, std::slice::from_ref(&subject)).await?.remove(&subject).unwrap_or_default();
    let (own, reviews) = (draft.author.id == member.id(), access::may_review(&member.actor(), draft));
    let shared = sharing::in_draft(content, member, draft.written.shared).await?;
    let principal = principal(content, draft).await?;
    let typed = &draft.written.typed;
    let main = html! {
        h1 class="sr" { (title(member, draft)) }
        div class="callout" data-tone=(draft.stage.tone()) { (icon(member, draft.stage.icon())) div class="grow" { p { (stage_sentence(member, draft)) } (why(member, draft)) } }
        article class="post card" aria-labelledby="draft-by" {
            header class="post-head" {
                span aria-hidden="true" { (avatar(&draft.author, "")) }
                div class="grow" { h2 class="post-name" id="draft-by" { (name(member, &draft.author)) } div class="meta meta-row" { @if let Some(principal) = &principal { span { (t.drafts_in_the_name_of(principal.shown_name(member))) } } span class="post-place" { (place(member, draft)) } } }
                span class="badge" data-tone=(draft.format.tone()) { (icon(member, draft.format.icon())) (draft.format.label(member)) }
            }
            div class="post-main" {
                @if typed.format.has_heading() && !typed.heading.is_empty() { h3 class="post-title" { (typed.heading) } }
                @if !text.is_empty() { div class="prose" { (PreEscaped(&text)) } }
                (shared)
                (files::page::photos(member, &held))
                (files::page::documents(member, &held))
                (formats::preview(member, typed))
            }
        }
        @if own {
            div class="row wrap" {
                a class="btn btn-primary" href={ "/posts/new?draft=" (id) } data-composer { (icon(member, "edit")) (t.posts_edit()) }
                @if !draft.stage.is_open() { form action={ "/drafts/" (id) "/plan?_method=delete" } method="post" { button class="btn" { (icon(member, "undo")) (t.drafts_reopen()) } } }
                form action={ "/drafts/" (id) "?_method=delete" } method="post" { button class="btn btn-quiet" { (icon(member, "trash")) (t.posts_throw_away()) } }
            }
        }
        @if reviews {
            section class="card pad stack gap-3" aria-labelledby="decide" {
                h2 id="decide" { (t.drafts_decide()) }
                form action={ "/drafts/" (id) "/approval?_method=put" } method="post" { button class="btn btn-primary" { (icon(member, "check")) (if draft.publish_at.is_some_and(|at| at > member.now) { t.drafts_approve_later() } else { t.web_publish() }) } }
                form class="stack gap-2" action={ "/drafts/" (id) "/refusals" } method="post" {
                    (refused.summary(member, &["note"]))
                    (Field { name: "note", label: t.drafts_note(), value: note, hint: Some(t.drafts_note_hint()), autocomplete: "off", rows: Some(2), max: Some(500), ..Field::default() }.show(member, refused))
                    div { button class="btn" { (icon(member, "undo")) (t.drafts_send_back()) } }
                }
            }
        }
    };
    let page =
        Page { title: title(member, draft), here: "", class: "page-narrow", back: Some(("/drafts", t.web_drafts())), main, aside: None };
    Ok(layout::page(member, page).await?)
}

/// In whose name it is to appear, when that is not whoever writes it and that person still lets them.
async fn principal(content: &Content, draft: &Unpublished) -> Result<Option<Person>> {
    let Some(id) = draft.written.behalf else { return Ok(None) };
    let principals = delegates::access::principals(&content.platform.db, draft.author.id).await?;
    Ok(principals.into_iter().find(|person| person.id.0 == id))
}

fn stage_sentence(member: &Member, draft: &Unpublished) -> String {
    let t = member.t;
    let planned = draft.publish_at.map(|at| t.date_time_long(at, &member.zone));
    match (draft.stage, planned) {
        (Stage::Scheduled, Some(at)) => t.drafts_is_scheduled(at),
        (Stage::Waiting, Some(at)) => t.drafts_is_waiting_until(at),
        (Stage::Waiting | Stage::Scheduled, None) => t.drafts_is_waiting().to_owned(),
        (Stage::Returned, _) => t.drafts_is_returned().to_owned(),
        (Stage::Draft | Stage::Thrown, _) => t.drafts_is_draft().to_owned(),
    }
}

pub(in crate::posts) async fn throw(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::throw(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to("/drafts"), "draft-thrown", id))
}

pub(in crate::posts) async fn restore(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::reopen(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to("/drafts"), "draft-restored", id))
}

/// Takes it out of what waits, to be written on.
pub(in crate::posts) async fn unplan(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::reopen(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to("/drafts"), "draft-reopened", id))
}

pub(in crate::posts) async fn approve(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::approve(&content, &member.actor(), id).await? {
        Approved::Published(post) => Ok(layout::with_toast(Redirect::to("/drafts"), "post-published", post.0)),
        Approved::Scheduled => Ok(layout::with_toast(Redirect::to("/drafts"), "draft-approved", id)),
    }
}

pub(in crate::posts) async fn send_back(State(content): State<Content>, member: Member, Path(id): Path<i64>, mut form: Fields) -> Result {
    let note = form.text("note")?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    match actions::send_back(&content, &member.actor(), id, &note).await {
        Ok(()) => Ok(layout::with_toast(Redirect::to("/drafts"), "draft-returned", id)),
        Err(Error::Refused(refusals)) => {
            let draft = access::one(&content, &member.actor(), id).await?;
            let page = one_page(&content, &member, &draft, &note, &Refused(refusals)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The way to the drafts that wait, on top of a new text.
pub(in crate::posts) fn reminder(member: &Member, count: i64) -> Markup {
    html! { @if count > 0 { p class="small" { a class="link row" href="/drafts" { (icon(member, "edit")) (member.t.drafts_resume(count)) } } } }
}

/// The address of the list, for whoever has kept or planned something.
pub(in crate::posts) fn kept(word: &str, id: i64) -> Response {
    layout::with_toast(Redirect::to("/drafts"), word, id)
}

/// What a draft that cannot be kept or planned is refused with, at the form.
pub(in crate::posts) fn refusals(error: Error) -> std::result::Result<Vec<Refusal>, Error> {
    match error {
        Error::Refused(refusals) => Ok(refusals),
        error => Err(error),
    }
}
