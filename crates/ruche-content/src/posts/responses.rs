//! How people respond to a post: the block that shows it, the form that sends it, the page that names who did, the calendar file of
//! an event.

use super::formats::{self, CalendarEvent, Details, Question, Stage, poll};
use super::model::{Post, PostId};
use super::{access, actions, rules};
use crate::Content;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, header};
use maud::{Markup, html};
use ruche_kernel::{Error, Refusal};
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{Person, avatar, badge, empty, icon, sentence, time};
use ruche_web::{Fields, Member, Result, TURBO_STREAM};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// People on one page of a list.
const PAGE: usize = 100;

pub(super) async fn show(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<Markup> {
    let post = access::one(&content, &member.actor(), id).await?;
    match post.details {
        Details::Message | Details::Question(Question { level: None, .. }) | Details::Kudos(_) => Err(Error::NotFound.into()),
        _ => Ok(formats::block(&member, &post)),
    }
}

pub(super) async fn respond(State(content): State<Content>, member: Member, Path(id): Path<PostId>, mut form: Fields) -> Result {
    let unreadable = || Refusal::new("web.not_a_number").status(400);
    let choices: Vec<i64> =
        form.all("choice").iter().map(|text| text.parse().map_err(|_| unreadable())).collect::<std::result::Result<_, _>>()?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let refusal = match actions::respond(&content, &member.actor(), id, &choices).await {
        Ok(()) => None,
        // What has closed meanwhile is shown as it is now, with the sentence that says so.
        Err(Error::Refused(refusals)) if refusals.iter().all(|r| r.status == 409) => refusals.into_iter().next(),
        Err(error) => return Err(error.into()),
    };
    if member.streams {
        let post = access::one(&content, &member.actor(), id).await?;
        let told = refusal.map(|refusal| sentence(&member, &refusal));
        return Ok(stream(&member, &post, told));
    }
    match refusal {
        None => Ok(Redirect::to(&format!("/posts/{id}")).into_response()),
        Some(refusal) => Err(Error::Refused(vec![refusal]).into()),
    }
}

/// The block again, in the page that sent the form; an announcement that is confirmed loses its bar.
fn stream(member: &Member, post: &Post, told: Option<String>) -> Response {
    let id = post.id;
    let stream = html! {
        turbo-stream action="replace" target={ "response-" (id) } { template { (formats::block(member, post)) } }
        @if post.responses.chose(0) && matches!(post.details, Details::Announcement(_)) { turbo-stream action="remove" targets={ "#post-" (id) " .must-bar" } {} }
        @if let Some(told) = told { turbo-stream action="prepend" target={ "response-" (id) } { template { p class="callout" data-tone="danger" role="alert" { (icon(member, "alert")) span { (told) } } } } }
    };
    ([(header::CONTENT_TYPE, TURBO_STREAM)], stream.into_string()).into_response()
}

pub(super) async fn steer(State(content): State<Content>, member: Member, Path(id): Path<PostId>, mut form: Fields) -> Result {
    let stage = Stage::from_word(&form.text("stage")?).ok_or(Refusal::new("posts.choice_unknown").status(400))?;
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::steer(&content, &member.actor(), id, stage).await?;
    if member.streams {
        let post = access::one(&content, &member.actor(), id).await?;
        return Ok(stream(&member, &post, None));
    }
    Ok(Redirect::to(&format!("/posts/{id}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct Listing {
    after: Option<String>,
}

/// Who responded to a post, as far as a reader is told.
pub(super) struct Told {
    /// The post.
    pub post: Post,
    /// What could be chosen, in words; the place in the list is the number of the choice.
    pub names: Vec<String>,
    /// Whether the figures alone are told.
    pub secret: bool,
    /// Who chose what.
    pub rows: Vec<formats::store::Response>,
    /// Where the list goes on.
    pub next: Option<After>,
    /// Who has not confirmed an announcement yet; where the whole list is on one page.
    pub waiting: Vec<Person>,
}

/// A place in the list: a choice, a moment, a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct After(i64, i64, i64);

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromStr for After {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let mut parts = text.split('.').map(|part| part.parse().map_err(|_| ()));
        let mut next = || parts.next().ok_or(())?;
        Ok(Self(next()?, next()?, next()?))
    }
}

/// Who responded. Of an anonymous poll the figures alone are told; an announcement is followed up by those who published it.
///
/// # Errors
/// `NotFound` for a post that the reader may not see, or of which this is not told.
pub(super) async fn told(content: &Content, member: &Member, id: PostId, after: Option<After>) -> ruche_kernel::Result<Told> {
    let t = member.t;
    let post = access::one(content, &member.actor(), id).await?;
    let follows = rules::may_follow_up(&member.actor(), post.hands(), post.standing, post.place.company);
    let names: Vec<String> = match &post.details {
        Details::Poll(poll) if poll::is_told(member, &post, poll) => poll.options.clone(),
        Details::Event(_) => [t.formats_yes(), t.formats_maybe(), t.formats_no()].map(str::to_owned).to_vec(),
        Details::Announcement(_) if follows => vec![t.formats_have_confirmed().to_owned()],
        _ => return Err(Error::NotFound),
    };
    let secret = matches!(&post.details, Details::Poll(poll) if poll.anonymous);
    let After(choice, at, person) = after.unwrap_or(After(-1, 0, 0));
    let rows = if secret {
        Vec::new()
    } else {
        formats::store::responses(&content.platform.db, id, (choice, at, person), PAGE as i64 + 1).await?
    };
    let ruche_kernel::Page { items: rows, next } = ruche_kernel::Page::of(rows, PAGE, |row| After(row.choice, row.at, row.person.id.0));
    let mut rows = rows;
    let mut waiting = match (&post.details, next.is_none() && after.is_none()) {
        (Details::Announcement(_), true) => formats::store::unconfirmed(&content.platform.db, id, post.place.id).await?,
        _ => Vec::new(),
    };
    // These are people, not names beside what they wrote: whoever is in a circle is told of those whom they see.
    if member.me.actor.circle.is_some() {
        let ids: Vec<i64> = rows.iter().map(|row| row.person.id.0).chain(waiting.iter().map(|person| person.id.0)).collect();
        let seen = ruche_people::access::seen_among(&content.platform.db, member.id(), &ids).await?;
        rows.retain(|row| seen.contains(&row.person.id));
        waiting.retain(|person| seen.contains(&person.id));
    }
    Ok(Told { post, names, secret, rows, next, waiting })
}

/// The page of them.
pub(super) async fn list(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(query): Query<Listing>,
) -> Result<Markup> {
    let t = member.t;
    let after = query.after.as_deref().and_then(|text| text.parse().ok());
    let Told { post, names, secret, rows, next, waiting } = told(&content, &member, id, after).await?;
    // Which reminder comes by itself, or else which one went out last.
    let reminder = match &post.details {
        Details::Announcement(announcement) => {
            let comes = post.archived_at.is_none() && announcement.is_open(member.now);
            let next = post.remind_at.filter(|at| comes && !announcement.reminded_lately(*at));
            let last = announcement.reminded_at.map(|at| t.formats_reminded_at(t.date_time_long(at, &member.zone)));
            next.map(|at| t.formats_reminds_at(t.date_time_long(at, &member.zone))).or(last)
        }
        _ => None,
    };
    let title = if secret { t.formats_results() } else { t.formats_responses() };
    let address = format!("/posts/{id}");
    let main = html! {
        header class="page-head" { div { h1 { (title) } p { a class="link" href=(address) { (post.title) } } } }
        @if let Details::Poll(poll) = &post.details { (poll::table(&member, &post, poll)) }
        @if rows.is_empty() && waiting.is_empty() && !secret { (empty(&member, "users", t.formats_nobody_title(), t.formats_nobody(), html! {})) }
        @if !waiting.is_empty() {
            @if let Some(reminder) = reminder { div class="callout" data-tone="info" { (icon(&member, "clock")) p { (reminder) } } }
            section class="card" aria-labelledby="waiting" {
                div class="card-head" { h2 id="waiting" { (t.formats_not_yet()) }
                    form action={ (address) "/reminder" } method="post" { button class="btn btn-sm" { (icon(&member, "bell")) (t.formats_remind()) } } }
                ul class="list" { @for person in &waiting { li { (avatar(person, "sm")) div class="grow" { a class="name" href={ "/members/" (person.id) } { (person.shown_name(&member)) } " " (badge(&member, person)) span class="meta" { (person.title) } } } } }
                @if waiting.len() >= formats::store::MOST_WAITING { p class="card-foot meta" { (t.formats_and_others()) } }
            }
        }
        @for (choice, name) in names.iter().enumerate() {
            @let own: Vec<_> = rows.iter().filter(|row| usize::try_from(row.choice).is_ok_and(|n| n == choice)).collect();
            @if !own.is_empty() {
                section class="card" aria-labelledby={ "choice-" (choice) } {
                    div class="card-head" { h2 id={ "choice-" (choice) } { (name) } span class="count" data-tone="neutral" { (t.number(post.responses.count(choice.try_into().unwrap_or(0)))) } }
                    ul class="list" { @for row in own { li { (avatar(&row.person, "sm")) div class="grow" { a class="name" href={ "/members/" (row.person.id) } { (row.person.shown_name(&member)) } " " (badge(&member, &row.person)) span class="meta" { (row.person.title) } } span class="meta" { (time(&member, row.at)) } } } }
                }
            }
        }
        @if let Some(next) = next { a class="btn" href={ (address) "/responses?after=" (next) } { (t.web_more()) } }
    };
    Ok(layout::page(&member, Page { title, here: "", class: "page-narrow", back: Some((&address, title)), main, aside: None }).await?)
}

pub(super) async fn remind(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remind(&content, &member.actor(), id).await?;
    Ok(layout::with_toast(Redirect::to(&format!("/posts/{id}/responses")), "reminded", 0))
}

/// The file that a calendar opens.
pub(super) async fn calendar(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result {
    let event = CalendarEvent::of(&access::one(&content, &member.actor(), id).await?).ok_or(Error::NotFound)?;
    let calendar = formats::calendar().push(event.entry(&member.app.settings)).done().to_string();
    let named = format!("attachment; filename=\"event-{id}.ics\"");
    let headers = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, named)];
    Ok((StatusCode::OK, headers, calendar).into_response())
}
