//! The home page, and the feed of a topic.

use super::store::Choice;
use super::{order, store};
use crate::Content;
use crate::posts::model::{Reason, Shown};
use crate::posts::page::{Setting, card, cursor_in, cursor_of, list, more, pill};
use crate::posts::relevance::Why;
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

/// A value in a path's query, by its name and the sign that follows it.
fn asked<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    path.split_once('?')?.1.split('&').find_map(|pair| pair.strip_prefix(name))
}

pub(super) async fn home(State(content): State<Content>, member: Member) -> Result<Markup> {
    let (after, order) = (cursor_of(&member.path), asked(&member.path, "order="));
    // A page that follows by date needs neither: it carries the mark that the first one was shown with, since that moves while one reads.
    let (mark, choice) = match (after, order) {
        (Some(_), None | Some("newest")) => (cursor_in(&member.path, "mark="), None),
        _ => {
            let (mark, choice) = store::state(&content.platform.db, member.id()).await?;
            (mark, Some(choice))
        }
    };
    let useful = choice.filter(|choice| order == Some("relevant") || (order.is_none() && choice.useful_first));
    let feed = match useful {
        Some(choice) => useful_feed(&content, &member, choice, after).await?,
        None => newest_feed(&content, &member, after.unwrap_or(Cursor::NEWEST), mark).await?,
    };
    let t = member.t;
    let main = html! {
        h1 class="sr" { (t.feed_title()) }
        (composer::opener(&member, None))
        (member.app.slots.fill("home.top", &member, 0).await?)
        div class="row" {
            nav class="segmented" aria-label=(t.feed_order()) {
                a href="/?order=newest" aria-current=[useful.is_none().then_some("page")] { (t.feed_newest()) }
                a href="/?order=relevant" aria-current=[useful.is_some().then_some("page")] { (t.feed_relevant()) }
            }
            a class="icon-btn end" href="/feed/order" aria-label=(t.feed_order_set()) title=(t.feed_order_set()) { (icon(&member, "sliders")) }
        }
        (feed)
    };
    let aside = Some(member.app.slots.fill("home.aside", &member, 0).await?).filter(|aside| !aside.0.is_empty());
    Ok(layout::page(&member, Page { title: t.web_nav_home(), here: "home", class: "", back: None, main, aside }).await?)
}

/// The frame of either order: what counts the new posts. `seen` is where what was read is told: by date alone a line can say it.
async fn frame(content: &Content, member: &Member, here: &str, seen: Option<&str>, posts: &Markup) -> Result<Markup> {
    let (mut places, people) = store::sources(&content.platform.db, member.id()).await?;
    if member.me.actor.is_employee() {
        places.push(member.me.actor.company.0);
    }
    let joined = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    Ok(html! {
        div class="stack feed" data-controller="feed" data-feed-places-value=(joined(&places)) data-feed-people-value=(joined(&people)) data-feed-me-value=(member.id()) data-feed-seen-url-value=[seen] {
            (pill(member, here))
            (posts)
        }
    })
}

/// An empty feed, with the next step.
fn nothing(member: &Member) -> Markup {
    let t = member.t;
    empty(
        member,
        "hexagon",
        t.feed_empty_title(),
        t.feed_empty(),
        html! { a class="btn btn-primary" href="/communities" { (t.feed_find()) } },
    )
}

async fn newest_feed(content: &Content, member: &Member, after: Cursor, mark: Option<Cursor>) -> Result<Markup> {
    let t = member.t;
    let page = access::home(content, &member.actor(), after).await?;
    let line = line(&page.items, mark, after);
    let carried = mark.map(|mark| format!("&mark={mark}")).unwrap_or_default();
    let posts = html! {
        @if page.items.is_empty() { (nothing(member)) }
        @for (at, shown) in page.items.iter().enumerate() {
            @if line == Some(at) { p class="stop-line" id="stopped" { (t.feed_stopped_here()) } }
            (card(member, shown, Setting::Home))
        }
        @match page.next {
            Some(next) => (more(member, &format!("/?after={next}{carried}"))),
            None => @if !page.items.is_empty() { div class="feed-end" { (icon(member, "check-circle")) p { (t.feed_up_to_date()) } } },
        }
    };
    frame(content, member, "/?order=newest", Some("/feed/seen"), &posts).await
}

/// The most useful first. The pages that follow arrange what there was when the first one was shown.
async fn useful_feed(content: &Content, member: &Member, choice: Choice, after: Option<Cursor>) -> Result<Markup> {
    let t = member.t;
    let before = asked(&member.path, "before=").and_then(|text| text.parse().ok()).filter(|before| *before <= member.now);
    let until = before.filter(|_| after.is_some()).unwrap_or(member.now);
    let page = access::useful(content, &member.actor(), choice.weights, until, after.unwrap_or(Cursor::NEWEST)).await?;
    let posts = html! {
        @if page.items.is_empty() { (nothing(member)) }
        @for (shown, why) in &page.items {
            div class="stack gap-2" {
                @if !says_so(shown, why) { p class="reason why" { (icon(member, order::symbol(why))) span { (order::why(member, shown, why)) } } }
                (card(member, shown, Setting::Home))
            }
        }
        @match (page.next, page.rest) {
            (Some(next), _) => (more(member, &format!("/?order=relevant&before={until}&after={next}"))),
            (None, Some(rest)) => div class="feed-end" { p { (t.feed_arranged_end()) } a class="btn" href={ "/?after=" (rest) } { (t.feed_rest()) } },
            (None, None) => @if !page.items.is_empty() { div class="feed-end" { (icon(member, "check-circle")) p { (t.feed_up_to_date()) } } },
        }
    };
    frame(content, member, "/?order=relevant", None, &posts).await
}

/// Whether the card itself says it on top: an announcement that waits, who or what one follows that brings it here.
fn says_so(shown: &Shown, why: &Why) -> bool {
    *why == Why::Confirm
        || matches!((&shown.post.reason, why), (Some(Reason::Followed), Why::Followed) | (Some(Reason::Topic(_)), Why::Topic(_)))
}

/// Before which post the line stands: the first that was seen, when something newer stands above it, on this page or the one before.
fn line(items: &[Shown], mark: Option<Cursor>, after: Cursor) -> Option<usize> {
    let mark = mark.filter(|mark| *mark < after)?;
    items.iter().position(|shown| shown.post.cursor() <= mark).filter(|&at| at > 0 || after != Cursor::NEWEST)
}

pub(super) async fn seen(State(content): State<Content>, member: Member, mut form: Fields) -> Result<StatusCode> {
    let (at, id) = (form.number("published")?, form.number("id")?);
    form.finish()?;
    let (Some(at), Some(id)) = (at, id) else { return Err(Refusal::new("web.not_a_number").status(400).into()) };
    saw(&content, &member, Cursor { at, id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Moves the line below what is new up to a post.
pub(super) async fn saw(content: &Content, member: &Member, post: Cursor) -> Result<()> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    // A mark in the future would hide what is to come.
    let (mark, me) = (Cursor { at: post.at.clamp(0, member.now), id: post.id.max(0) }, member.id());
    Ok(content.platform.db.write(work!([] | tx | { store::save_mark(tx, me, mark).await })).await?)
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
