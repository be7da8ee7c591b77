//! The only doors by which comments are loaded.

use super::model::{Comment, CommentId, Order, Rank, Shown, Thread};
use super::store;
use crate::posts::access::files_of;
use crate::posts::model::{Post, Quote, Shown as ShownPost};
use crate::posts::rules;
use crate::writing::own::{self, OwnCard};
use crate::{Content, files, reactions};
use ruche_kernel::{Actor, Cursor, Error, Page, Result, SubjectRef};
use std::collections::HashMap;

/// Top comments on one page of a thread.
const PAGE: usize = 20;
/// The same, as a limit that shows whether there are more.
const LIMIT: i64 = 21;

/// Replies that a page of a thread shows below each comment.
pub(super) const FIRST_REPLIES: usize = 3;

/// Where a page of a thread starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the beginning.
    Beginning,
    /// At a comment (or the one its reply stands under), which is then pointed at.
    At(Cursor, Option<i64>),
    /// With the last ones before a place.
    Before(Cursor),
    /// At a place among answers, the most helpful first.
    Helpful(Rank),
}

impl Start {
    /// From the query of an address.
    #[must_use]
    pub fn of(at: Option<&str>, before: Option<&str>, helpful: Option<&str>, comment: Option<i64>) -> Self {
        let cursor = |text: Option<&str>| text.and_then(|t| t.parse::<Cursor>().ok());
        match (cursor(at), cursor(before), helpful.and_then(|t| t.parse().ok())) {
            (Some(at), ..) => Self::At(at, comment),
            (None, Some(before), _) => Self::Before(before),
            (None, None, Some(rank)) => Self::Helpful(rank),
            (None, None, None) => Self::Beginning,
        }
    }
}

/// A post with a page of its thread: reactions and files of all of it in one statement each.
///
/// # Errors
/// What the database says.
pub async fn with_post(content: &Content, viewer: &Actor, post: Post, start: Start) -> Result<(ShownPost, Thread)> {
    let db = &content.platform.db;
    let root = post.subject();
    let start = match start {
        Start::Beginning if post.details.is_question() => Start::Helpful(Rank::FIRST),
        start => start,
    };
    let later = |next: Option<Cursor>| next.map(|next| format!("at={next}"));
    let (mut comments, earlier, later, target) = match start {
        Start::Before(before) => {
            let mut found = store::backward(db, viewer.id, &root, before, LIMIT).await?;
            let earlier = (found.len() > PAGE).then(|| found.remove(0)).and_then(|_| found.first().map(Comment::cursor));
            (found, earlier, later(Some(before)), None)
        }
        Start::Beginning => {
            let page = page(store::forward(db, viewer.id, &root, Cursor::OLDEST, LIMIT).await?);
            (page.items, None, later(page.next), None)
        }
        Start::At(at, target) => {
            let (earlier, found) = store::around(db, viewer.id, &root, at, LIMIT).await?;
            let page = page(found);
            (page.items, earlier.then_some(at), later(page.next), target)
        }
        Start::Helpful(from) => {
            let mut found = store::helpful(db, viewer.id, &root, from, LIMIT).await?;
            // The accepted answer stands before the others, and counts for nothing.
            let page = PAGE + usize::from(found.first().and_then(|c| c.answer).is_some_and(|answer| answer.accepted));
            let later = found.get(page).map(|next| format!("helpful={}", next.rank()));
            found.truncate(page);
            (found, None, later, None)
        }
    };
    let parents: Vec<i64> = comments.iter().filter(|c| c.replies > 0).map(|c| c.id.0).collect();
    let replies = store::first_replies(db, viewer.id, &parents, target.unwrap_or(0)).await?;
    let mut subjects: Vec<SubjectRef> = vec![root.clone()];
    subjects.extend(post.quote().map(Quote::subject));
    subjects.extend(comments.iter().chain(&replies).map(Comment::subject));
    let texts =
        comments.iter().chain(&replies).map(|c| (c.subject(), c.html.as_str())).chain([(root.clone(), post.html.as_str())]).collect();
    let mut dressing = Dressing::load(content, viewer, &subjects, texts).await?;
    let mut by_parent: HashMap<i64, Vec<Shown>> = HashMap::new();
    for reply in replies {
        by_parent.entry(reply.parent.map_or(0, |p| p.0)).or_default().push(dressing.comment(reply, Vec::new()));
    }
    let shown = comments
        .drain(..)
        .map(|comment| {
            let replies = by_parent.remove(&comment.id.0).unwrap_or_default();
            dressing.comment(comment, replies)
        })
        .collect();
    let post = ShownPost {
        reactions: dressing.reactions.remove(&root).unwrap_or_default(),
        files: dressing.files.remove(&root).unwrap_or_default(),
        shared_files: files_of(&dressing.files, post.quote()),
        own: dressing.own.remove(&root),
        post,
    };
    let order = if matches!(start, Start::Helpful(_)) { Order::Helpful } else { Order::Date };
    Ok((post, Thread { comments: shown, order, earlier, later, target }))
}

/// The comments of a page, and where the next one starts: at the first that was left out.
fn page(mut found: Vec<Comment>) -> Page<Comment> {
    let next = (found.len() > PAGE).then(|| found.pop()).flatten().map(|c| c.cursor());
    Page { items: found, next }
}

/// Reactions and files of several Subjects, and what the own links of their texts lead to.
struct Dressing {
    own: HashMap<SubjectRef, OwnCard>,
    reactions: HashMap<SubjectRef, reactions::store::Summary>,
    files: HashMap<SubjectRef, Vec<files::model::File>>,
}

impl Dressing {
    async fn load(content: &Content, viewer: &Actor, subjects: &[SubjectRef], texts: Vec<(SubjectRef, &str)>) -> Result<Self> {
        let ids: Vec<i64> = subjects.iter().map(|s| s.id).collect();
        let htmls: Vec<&str> = texts.iter().map(|(_, html)| *html).collect();
        let cards = own::of_texts(content, viewer, &htmls).await?;
        Ok(Self {
            own: texts.into_iter().zip(cards).filter_map(|((subject, _), card)| Some((subject, card?))).collect(),
            reactions: reactions::store::summaries(&content.platform.db, viewer.id, &ids).await?,
            files: files::store::of(&content.platform.db, subjects).await?,
        })
    }

    fn comment(&mut self, comment: Comment, replies: Vec<Shown>) -> Shown {
        let subject = comment.subject();
        Shown {
            reactions: self.reactions.remove(&subject).unwrap_or_default(),
            files: self.files.remove(&subject).unwrap_or_default(),
            own: self.own.remove(&subject),
            replies,
            comment,
        }
    }
}

/// One comment.
///
/// # Errors
/// `NotFound` for a comment that the viewer may not see.
pub async fn one(content: &Content, viewer: &Actor, id: CommentId) -> Result<Comment> {
    store::one(&content.platform.db, viewer.id, id).await
}

/// One comment of the viewer's own, to be edited.
///
/// # Errors
/// `NotFound` for a comment that the viewer may not see or did not write.
pub async fn own(content: &Content, viewer: &Actor, id: CommentId) -> Result<Comment> {
    let comment = one(content, viewer, id).await?;
    if rules::may_edit(viewer, comment.author.id) { Ok(comment) } else { Err(Error::NotFound) }
}

/// One comment with its reactions and files, without replies.
///
/// # Errors
/// As [`one`].
pub async fn shown(content: &Content, viewer: &Actor, id: CommentId) -> Result<Shown> {
    let comment = one(content, viewer, id).await?;
    let subject = comment.subject();
    let texts = vec![(subject.clone(), comment.html.as_str())];
    let mut dressing = Dressing::load(content, viewer, &[subject], texts).await?;
    Ok(dressing.comment(comment, Vec::new()))
}

/// Replies after a place in their listing; they stay readable when what they answer was deleted.
///
/// # Errors
/// `NotFound` for the replies to a comment that the viewer may not see.
pub async fn replies(content: &Content, viewer: &Actor, parent: CommentId, after: Cursor) -> Result<Page<Shown>> {
    store::position(&content.platform.db, viewer.id, parent).await?;
    let found = Page::of(store::replies(&content.platform.db, viewer.id, parent, after, LIMIT).await?, PAGE, Comment::cursor);
    let subjects: Vec<SubjectRef> = found.items.iter().map(Comment::subject).collect();
    let texts = found.items.iter().map(|c| (c.subject(), c.html.as_str())).collect();
    let mut dressing = Dressing::load(content, viewer, &subjects, texts).await?;
    Ok(Page { items: found.items.into_iter().map(|c| dressing.comment(c, Vec::new())).collect(), next: found.next })
}

/// Where a comment stands in its listing, even when it was deleted and its replies stay.
///
/// # Errors
/// `NotFound` for a comment that the viewer may not see.
pub async fn position(content: &Content, viewer: &Actor, id: CommentId) -> Result<Cursor> {
    store::position(&content.platform.db, viewer.id, id).await
}
