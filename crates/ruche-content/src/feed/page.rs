//! The home page, and the feed of a topic.

use super::store;
use crate::Content;
use crate::posts::model::Shown;
use crate::posts::page::{Setting, card, cursor_in, cursor_of, list, more, pill};
use crate::posts::{access, composer};
use crate::topics::{self, access::Found};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use http::StatusCode;
use maud::{Markup, html};
use ruche_kernel::{Cursor, Error, Refusal};
use ruche_platform::work;
use ruche_web::layout::{self, Page};
use ruche_web::limits::Act;
use ruche_web::parts::{empty, icon};
use ruche_web::{Fields, Member, Result};

pub(super) async fn home(State(content): State<Content>, member: Member) -> Result<Markup> {
    let t = member.t;
    let after = cursor_of(&member.path).unwrap_or(Cursor::NEWEST);
    let page = access::home(&content, &member.actor(), after).await?;
    let (mut places, people) = store::sources(&content.platform.db, member.id()).await?;
    if member.me.actor.is_employee() {
        places.push(member.me.actor.company.0);
    }
    let joined = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    // The mark moves while one reads: the pages that follow go by the one that the first page was shown with.
    let mark = match (cursor_in(&member.path, "after="), cursor_in(&member.path, "mark=")) {
        (Some(_), carried) => carried,
        (None, _) => store::mark(&content.platform.db, member.id()).await?,
    };
    let line = line(&page.items, mark, after);
    let carried = mark.map(|mark| format!("&mark={mark}")).unwrap_or_default();
    let main = html! {
        h1 class="sr" { (t.feed_title()) }
        (composer::opener(&member, None))
        div class="stack feed" data-controller="feed" data-feed-places-value=(joined(&places)) data-feed-people-value=(joined(&people)) data-feed-me-value=(member.id()) data-feed-seen-url-value="/feed/seen" {
            (pill(&member, "/"))
            @if page.items.is_empty() {
                (empty(&member, "hexagon", t.feed_empty_title(), t.feed_empty(), html! { a class="btn btn-primary" href="/communities" { (t.feed_find()) } }))
            }
            @for (at, shown) in page.items.iter().enumerate() {
                @if line == Some(at) { p class="stop-line" id="stopped" { (t.feed_stopped_here()) } }
                (card(&member, shown, Setting::Home))
            }
            @match page.next {
                Some(next) => (more(&member, &format!("/?after={next}{carried}"))),
                None => @if !page.items.is_empty() { div class="feed-end" { (icon(&member, "check-circle")) p { (t.feed_up_to_date()) } } },
            }
        }
    };
    let aside = Some(member.app.slots.fill("home.aside", &member, 0).await?).filter(|aside| !aside.0.is_empty());
    Ok(layout::page(&member, Page { title: t.web_nav_home(), here: "home", class: "", back: None, main, aside }).await?)
}

/// Before which post the line stands: the first that was seen, when something newer stands above it, on this page or the one before.
fn line(items: &[Shown], mark: Option<Cursor>, after: Cursor) -> Option<usize> {
    let mark = mark.filter(|mark| *mark < after)?;
    items.iter().position(|shown| shown.post.cursor() <= mark).filter(|&at| at > 0 || after != Cursor::NEWEST)
}

pub(super) async fn seen(State(content): State<Content>, member: Member, mut form: Fields) -> Result<StatusCode> {
    let (at, id) = (form.number("published")?, form.number("id")?);
    form.finish()?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (Some(at), Some(id)) = (at, id) else { return Err(Refusal::new("web.not_a_number").status(400).into()) };
    // A mark in the future would hide what is to come.
    let (mark, me) = (Cursor { at: at.min(member.now), id }, member.id());
    content.platform.db.write(work!([] | tx | { store::save_mark(tx, me, mark).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn topic(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result {
    let topic = match topics::access::find(&content, &member.actor(), &key).await? {
        Found::Here(topic) => topic,
        Found::Moved(mark) => return Ok(Redirect::to(&mark.url()).into_response()),
    };
    let after = cursor_of(&member.path).unwrap_or(Cursor::NEWEST);
    let page = access::of_topic(&content, &member.actor(), &key, after).await?;
    if page.items.is_empty() {
        return Err(Error::NotFound.into());
    }
    let title = format!("#{}", topic.mark.name);
    let main = html! {
        (topics::page::head(&member, &topic))
        div class="stack feed" { (list(&member, &page, Setting::Home, &format!("{}?after=", topic.mark.url()))) }
    };
    let aside = Some(topics::around::frame(&member, &topic));
    let page = Page { title: &title, here: "", class: "", back: Some(("/topics", &title)), main, aside };
    Ok(layout::page(&member, page).await?.into_response())
}
