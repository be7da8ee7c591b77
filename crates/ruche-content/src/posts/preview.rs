//! The posts of a community as one of its partners sees them: its feed, and one post with its thread.
//!
//! They are loaded with the rights of whoever looks, then narrowed: what anyone's own state is goes, and so does what the partner would
//! not be shown of other places, a shared post and the card of a link. Nothing is loaded with the rights of the partner, who is only asked
//! about: were something forgotten here, it would show too much of what whoever looks may read, and nothing else.

use super::model::{PostId, Quote, Shared, Shown};
use super::page::{self, At, Setting};
use super::{access, formats};
use crate::comments::model::Shown as ShownComment;
use crate::writing::own::{self, OwnCard};
use crate::{Content, comments};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use ruche_kernel::{Error, MemberId, PlaceId, SubjectRef};
use ruche_people::communities::{self, Look};
use ruche_web::parts::{empty, icon};
use ruche_web::{Member, Result};

pub(super) async fn feed(
    State(content): State<Content>,
    member: Member,
    Path((place, partner)): Path<(PlaceId, MemberId)>,
) -> Result<Markup> {
    let look = communities::look(&content.platform.db, &member, place, partner).await?;
    if look.partner.withheld {
        return Ok(look.waits());
    }
    let mut page = access::of_place(&content, &member.actor(), place, page::cursor_of(&member.path)).await?;
    narrow(&content, &look, page.items.iter_mut().collect()).await?;
    let posts: Vec<i64> = page.items.iter().map(|shown| shown.post.id.0).collect();
    let (t, viewer) = (member.t, &look.member);
    let feed = html! {
        div class="stack feed" {
            @if page.items.is_empty() { (empty(viewer, "message-circle", t.posts_first_title(), t.posts_first(), html! {})) }
            (page::list(viewer, &page, Setting::Feed, &format!("/communities/{place}?after=")))
        }
    };
    Ok(look.feed(&feed, &posts))
}

pub(super) async fn post(
    State(content): State<Content>,
    member: Member,
    Path((place, partner, id)): Path<(PlaceId, MemberId, PostId)>,
    Query(query): Query<At>,
) -> Result<Markup> {
    let db = &content.platform.db;
    let look = communities::look(db, &member, place, partner).await?;
    let post = access::one(&content, &member.actor(), id).await?;
    if look.partner.withheld || post.place.id != place {
        return Err(Error::NotFound.into());
    }
    let (mut shown, mut thread) = comments::access::with_post(&content, &member.actor(), post, query.start()).await?;
    narrow(&content, &look, vec![&mut shown]).await?;
    narrow_thread(&content, &look, &mut thread.comments).await?;
    let outside = communities::outside_companies(db, &member.actor(), place, member.now).await?;
    let (viewer, t, format) = (&look.member, member.t, shown.post.details.format());
    let kind = if format == formats::Format::Message { t.posts_post() } else { format.label(viewer) };
    let title = page::title(viewer, &shown.post);
    let main = html! {
        h1 class="sr" { (title) }
        nav class="crumbs" aria-label=(t.posts_crumbs()) {
            a href={ "/communities/" (place) } { (shown.post.place.name) } (icon(viewer, "chevron-right")) span aria-current="page" { (kind) }
        }
        (page::card(viewer, &shown, Setting::Thread))
        (comments::page::section(viewer, &shown.post, &thread, &outside))
    };
    Ok(look.page(&title, &main, &[id.0]))
}

/// Leaves of posts what the partner sees too, and nobody's own.
async fn narrow(content: &Content, look: &Look, posts: Vec<&mut Shown>) -> ruche_kernel::Result<()> {
    let quoted: Vec<SubjectRef> = posts.iter().filter_map(|shown| shown.post.quote()).map(Quote::subject).collect();
    let seen = content.platform.subjects.cards(&look.eyes, &quoted).await?;
    let texts: Vec<&str> = posts.iter().map(|shown| shown.post.html.as_str()).collect();
    let linked = own::of_texts(content, &look.eyes, &texts).await?;
    for (shown, theirs) in posts.into_iter().zip(linked) {
        shown.reactions.mine = None;
        shown.own = both(look, shown.own.take(), theirs);
        let post = &mut shown.post;
        post.marks.clear();
        post.responses.own.clear();
        post.standing = Some(look.partner.standing);
        if post.quote().is_some_and(|quote| !seen.contains_key(&quote.subject())) {
            post.shared = Some(Shared::Hidden);
            shown.shared_files.clear();
        }
    }
    Ok(())
}

/// The card of a link that whoever looks and the partner both see. That of another community goes: it would tell that the partner
/// belongs to it, which is for those to know who read it.
fn both(look: &Look, ours: Option<OwnCard>, theirs: Option<OwnCard>) -> Option<OwnCard> {
    let here = format!("/communities/{}", look.place);
    ours.filter(|card| theirs.is_some() && (card.kind != "community" || card.url == here))
}

/// Does something to each comment and to those below it.
fn each(thread: &mut [ShownComment], act: &mut impl FnMut(&mut ShownComment)) {
    for shown in thread {
        act(shown);
        each(&mut shown.replies, act);
    }
}

/// The same of comments.
async fn narrow_thread(content: &Content, look: &Look, thread: &mut [ShownComment]) -> ruche_kernel::Result<()> {
    let mut texts = Vec::new();
    each(thread, &mut |shown| texts.push(shown.comment.html.clone()));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut linked = own::of_texts(content, &look.eyes, &texts).await?.into_iter();
    each(thread, &mut |shown| {
        let theirs = linked.next().flatten();
        shown.reactions.mine = None;
        shown.own = both(look, shown.own.take(), theirs);
        shown.comment.standing = Some(look.partner.standing);
        if let Some(answer) = &mut shown.comment.answer {
            answer.voted = false;
        }
    });
    Ok(())
}
