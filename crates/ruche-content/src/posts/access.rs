//! The only doors by which posts are loaded: they give what the viewer may see, with what stands around it.

use super::model::{Post, PostId, Quote, Reason, Shared, Shown};
use super::relevance::{self, Placed, Weights, Why};
use super::{rules, store};
use crate::Content;
use crate::files::model::File;
use crate::{files, reactions, writing};
use ruche_kernel::{Actor, Cursor, Error, MemberId, Page, PlaceId, Result, SubjectRef};
use std::collections::HashMap;

/// Posts on one page of a feed.
pub const PAGE: usize = 20;
/// The same, as a limit that shows whether there is another page.
const LIMIT: i64 = 21;

/// One post.
///
/// # Errors
/// `NotFound` for a post that the viewer may not see.
pub async fn one(content: &Content, viewer: &Actor, id: PostId) -> Result<Post> {
    store::one(&content.platform.db, viewer.id, id).await
}

/// Why a post stands in the home feed of someone who may see it; nothing when it does not.
///
/// # Errors
/// What the database says.
pub async fn reason(content: &Content, viewer: &Actor, post: &Post) -> Result<Option<Reason>> {
    if post.place.company {
        return Ok(Some(Reason::Company));
    }
    if post.standing.is_some() {
        return Ok(Some(Reason::Joined));
    }
    store::followed(&content.platform.db, viewer.id, post.id).await
}

/// One post of the viewer's own, or written in somebody's name, to be edited.
///
/// # Errors
/// `NotFound` for a post that the viewer may not see or did not write.
pub async fn own(content: &Content, viewer: &Actor, id: PostId) -> Result<Post> {
    let post = one(content, viewer, id).await?;
    if rules::may_edit(viewer, post.hands()) { Ok(post) } else { Err(Error::NotFound) }
}

/// One post with its reactions and files.
///
/// # Errors
/// As [`one`].
pub async fn shown(content: &Content, viewer: &Actor, id: PostId) -> Result<Shown> {
    let post = one(content, viewer, id).await?;
    Ok(dress(content, viewer, vec![post]).await?.remove(0))
}

/// The home feed.
///
/// # Errors
/// What the database says.
pub async fn home(content: &Content, viewer: &Actor, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::home(&content.platform.db, viewer.id, after, LIMIT).await?).await
}

/// A page of the home feed with the most useful first.
#[derive(Clone, Debug)]
pub struct Useful {
    /// The posts, each with its strongest reason.
    pub items: Vec<(Shown, Why)>,
    /// Where the next page starts, by what posts weigh.
    pub next: Option<Cursor>,
    /// Where the feed goes on by date, below the last page, when there is more than is arranged.
    pub rest: Option<Cursor>,
}

/// The newest posts of the home feed as of `until`, in milliseconds UTC, the most useful first; strictly after `after`.
///
/// # Errors
/// What the database says.
pub async fn useful(content: &Content, viewer: &Actor, weights: Weights, until: i64, after: Cursor) -> Result<Useful> {
    let db = &content.platform.db;
    let found = store::candidates(db, viewer.id, Cursor { at: until, id: i64::MAX }, until - relevance::LATELY_MS).await?;
    let oldest = found.last().map(|post| Cursor { at: post.published_at, id: post.id.0 });
    let full = i64::try_from(found.len()).is_ok_and(|found| found == relevance::ARRANGED);
    let placed = relevance::arranged(&found, weights, viewer.id, until).into_iter().filter(|post| post.cursor() < after).collect();
    let page = Page::of(placed, PAGE, Placed::cursor);
    let ids: Vec<i64> = page.items.iter().map(|post| post.id.0).collect();
    let posts = store::home_by_ids(db, viewer.id, &ids).await?;
    let mut shown: HashMap<PostId, Shown> = dress(content, viewer, posts).await?.into_iter().map(|shown| (shown.post.id, shown)).collect();
    let items = page.items.into_iter().filter_map(|post| Some((shown.remove(&post.id)?, post.why))).collect();
    Ok(Useful { items, rest: oldest.filter(|_| full && page.next.is_none()), next: page.next })
}

/// The posts of a place; the first page starts with those that are pinned.
///
/// # Errors
/// What the database says.
pub async fn of_place(content: &Content, viewer: &Actor, place: PlaceId, after: Option<Cursor>) -> Result<Page<Shown>> {
    page(content, viewer, store::of_place(&content.platform.db, viewer.id, place, after, LIMIT).await?).await
}

/// The archives of a place.
///
/// # Errors
/// What the database says.
pub async fn archives(content: &Content, viewer: &Actor, place: PlaceId, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::archives(&content.platform.db, viewer.id, place, after, LIMIT).await?).await
}

/// What a person published.
///
/// # Errors
/// What the database says.
pub async fn of_member(content: &Content, viewer: &Actor, author: MemberId, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::of_member(&content.platform.db, viewer.id, author, after, LIMIT).await?).await
}

/// Thanks that somebody received.
///
/// # Errors
/// What the database says.
pub(super) async fn thanks(content: &Content, viewer: &Actor, of: MemberId, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::thanks(&content.platform.db, viewer.id, of, after, LIMIT).await?).await
}

/// The posts that name a topic.
///
/// # Errors
/// What the database says.
pub async fn of_topic(content: &Content, viewer: &Actor, key: &str, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::of_topic(&content.platform.db, viewer.id, key, after, LIMIT).await?).await
}

/// Questions, the newest first.
///
/// # Errors
/// What the database says.
pub async fn questions(content: &Content, viewer: &Actor, which: store::Questions, after: Cursor) -> Result<Page<Shown>> {
    page(content, viewer, store::questions(&content.platform.db, viewer.id, which, after, LIMIT).await?).await
}

/// Questions put to a level of the org chart that wait for an answer, those most seconded first: of the last year, at most a page.
///
/// # Errors
/// What the database says.
pub async fn put(content: &Content, viewer: &Actor) -> Result<Vec<Shown>> {
    let since = content.platform.now() - 365 * 86_400_000;
    dress(content, viewer, store::put(&content.platform.db, viewer.id, since, 50).await?).await
}

async fn page(content: &Content, viewer: &Actor, posts: Vec<Post>) -> Result<Page<Shown>> {
    let (pinned, rest): (Vec<Post>, Vec<Post>) = posts.into_iter().partition(|p| p.on_top);
    let rest = Page::of(rest, PAGE, Post::cursor);
    let items = dress(content, viewer, pinned.into_iter().chain(rest.items).collect()).await?;
    Ok(Page { items, next: rest.next })
}

/// The files of a post that is shared.
pub(crate) fn files_of(files: &HashMap<SubjectRef, Vec<File>>, quote: Option<&Quote>) -> Vec<File> {
    quote.and_then(|quote| files.get(&quote.subject())).cloned().unwrap_or_default()
}

/// A post to be shared: the one that was asked for, or the one that it only shares itself.
///
/// # Errors
/// `NotFound` for a post that the viewer may not see.
pub async fn quote(content: &Content, viewer: &Actor, id: PostId) -> Result<Quote> {
    let post = one(content, viewer, id).await?;
    match post.shared {
        Some(Shared::Seen(quote)) if post.html.is_empty() => Ok(*quote),
        _ => Ok(post.into()),
    }
}

/// Adds reactions, files and what their own links lead to: two statements, whatever the number of posts, and four more where a text
/// links to something of ours.
async fn dress(content: &Content, viewer: &Actor, posts: Vec<Post>) -> Result<Vec<Shown>> {
    let ids: Vec<i64> = posts.iter().map(|p| p.id.0).collect();
    let quoted = posts.iter().filter_map(Post::quote).map(Quote::subject);
    let subjects: Vec<SubjectRef> = posts.iter().map(Post::subject).chain(quoted).collect();
    let reactions = reactions::store::summaries(&content.platform.db, viewer.id, &ids).await?;
    let files = files::store::of(&content.platform.db, &subjects).await?;
    let texts: Vec<&str> = posts.iter().map(|post| post.html.as_str()).collect();
    let own = writing::own::of_texts(content, viewer, &texts).await?;
    Ok(posts
        .into_iter()
        .zip(own)
        .map(|(post, own)| {
            let subject = post.subject();
            Shown {
                own,
                shared_files: files_of(&files, post.quote()),
                reactions: reactions.get(&subject).cloned().unwrap_or_default(),
                files: files.get(&subject).cloned().unwrap_or_default(),
                post,
            }
        })
        .collect())
}
