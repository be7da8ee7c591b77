//! SQL of comments.

use super::model::{Answer, Comment, CommentId, Rank};
use crate::writing::{LinkCard, Text};
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::members;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

/// How many comments one transaction purges.
const SLICE: i64 = 200;

macro_rules! shown {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT k.id AS comment_id, k.root_kind, k.root_id, k.parent_id, k.place_id, k.html, k.language, k.reply_count, k.published_at, k.edited_at, k.deleted_at,
                c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, w.kind AS place_kind, w.archived_at AS place_archived, j.role AS standing,
                q.author_id AS asked_by, q.answer_id, k.vote_count, CASE WHEN q.id IS NOT NULL THEN (SELECT v.created_at FROM votes v WHERE v.comment_id = k.id AND v.member_id = $1) END AS voted, l.url AS link_url, l.title AS link_title, l.description AS link_description, l.site AS link_site, l.picture_id AS link_picture FROM ", $from,
            " LEFT JOIN links l ON l.id = k.link LEFT JOIN posts q ON q.id = k.root_id AND k.root_kind = 'post' AND q.format = 'question' JOIN member_cards c ON c.id = k.author_id JOIN place_cards w ON w.id = k.place_id LEFT JOIN joined_places j ON j.viewer_id = $1 AND j.place_id = k.place_id
             WHERE EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = k.place_id) AND ", $rest
        )
    };
}

sql! {
    /// A comment that was deleted stays as a gap while replies hang on it.
    FORWARD = shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.published_at, k.id) >= ($4, $5) AND (k.deleted_at IS NULL OR k.reply_count > 0)
        ORDER BY k.published_at, k.id LIMIT $6");
    /// The same with the comment before it, if there is one: a thread opened in its middle tells whether it has a beginning.
    AROUND = concat!(
        "SELECT * FROM (", shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.published_at, k.id) < ($4, $5) AND (k.deleted_at IS NULL OR k.reply_count > 0)
        ORDER BY k.published_at DESC, k.id DESC LIMIT 1"), ") AS earlier UNION ALL SELECT * FROM (",
        shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.published_at, k.id) >= ($4, $5) AND (k.deleted_at IS NULL OR k.reply_count > 0)
        ORDER BY k.published_at, k.id LIMIT $6"), ") AS page ORDER BY published_at, comment_id"
    );
    BACKWARD = shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.published_at, k.id) < ($4, $5) AND (k.deleted_at IS NULL OR k.reply_count > 0)
        ORDER BY k.published_at DESC, k.id DESC LIMIT $6");
    /// Answers, the most helpful first. The accepted one stands before them.
    HELPFUL = shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.deleted_at IS NULL OR k.reply_count > 0) AND (k.deleted_at IS NOT NULL OR k.id <> COALESCE(q.answer_id, 0))
        AND k.vote_count <= $4 AND (k.vote_count < $4 OR (k.published_at, k.id) >= ($5, $6)) ORDER BY k.vote_count DESC, k.published_at, k.id LIMIT $7");
    /// The first page of them.
    HELPFUL_TOP = concat!(
        "SELECT * FROM (", shown!("comments k", "k.id = (SELECT p.answer_id FROM posts p WHERE p.id = $3) AND k.root_kind = $2 AND k.root_id = $3 AND k.deleted_at IS NULL"), ") AS accepted UNION ALL SELECT * FROM (",
        shown!("comments k", "k.root_kind = $2 AND k.root_id = $3 AND k.parent_id IS NULL AND (k.deleted_at IS NULL OR k.reply_count > 0) AND (k.deleted_at IS NOT NULL OR k.id <> COALESCE(q.answer_id, 0))
        ORDER BY k.vote_count DESC, k.published_at, k.id LIMIT $4"), ") AS others");
    VOTE = "INSERT INTO votes (comment_id, member_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (comment_id, member_id) DO NOTHING";
    UNVOTE = "DELETE FROM votes WHERE comment_id = $1 AND member_id = $2";
    COUNT_VOTE = "UPDATE comments SET vote_count = vote_count + $2 WHERE id = $1";
    FORGET_VOTES = "DELETE FROM votes WHERE comment_id = $1";
    /// The first three replies of each comment of a page, and the one that was asked for.
    /// The date of the third bounds what is read of each, so that a comment with ten thousand replies costs what one with three does.
    FIRST_REPLIES = shown!(
        "(SELECT a.*, row_number() OVER (PARTITION BY a.parent_id ORDER BY a.published_at, a.id) AS rank FROM comments p JOIN comments a ON a.parent_id = p.id AND a.deleted_at IS NULL
            AND a.published_at <= COALESCE((SELECT b.published_at FROM comments b WHERE b.parent_id = p.id AND b.deleted_at IS NULL ORDER BY b.published_at, b.id LIMIT 1 OFFSET 2), 9007199254740991)
            WHERE p.id IN ({list}) UNION ALL SELECT t.*, 0 AS rank FROM comments t WHERE t.id = $2 AND t.deleted_at IS NULL) k",
        "k.rank <= 3 ORDER BY k.published_at, k.id"
    );
    REPLIES = shown!("comments k", "k.parent_id = $2 AND k.deleted_at IS NULL AND (k.published_at, k.id) > ($3, $4) ORDER BY k.published_at, k.id LIMIT $5");
    ONE = shown!("comments k", "k.id = $2 AND k.deleted_at IS NULL AND EXISTS (SELECT 1 FROM posts p WHERE p.id = k.root_id AND p.deleted_at IS NULL)");
    POSITION = "SELECT published_at, id FROM comments WHERE id = $2 AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = comments.place_id)
        AND EXISTS (SELECT 1 FROM posts p WHERE p.id = comments.root_id AND p.deleted_at IS NULL)";
    BODY = "SELECT body FROM comments WHERE id = $1 AND author_id = $2 AND deleted_at IS NULL";
    INSERT = "INSERT INTO comments (id, place_id, root_kind, root_id, parent_id, author_id, body, html, title, language, reply_count, published_at, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12)";
    SAVE = "UPDATE comments SET body = $2, html = $3, title = $4, language = $5, edited_at = $6, link = $7 WHERE id = $1";
    COUNT_REPLY = "UPDATE comments SET reply_count = reply_count + $2 WHERE id = $1";
    STATE = "SELECT place_id, root_kind, root_id, parent_id, author_id, published_at, deleted_at, deleted_by_id, (SELECT kind FROM place_cards w WHERE w.id = comments.place_id) AS place_kind,
            (SELECT archived_at FROM place_cards w WHERE w.id = comments.place_id) AS place_archived FROM comments
        WHERE id = $1 AND EXISTS (SELECT 1 FROM posts p WHERE p.id = comments.root_id AND p.deleted_at IS NULL)";
    DELETE = "UPDATE comments SET deleted_at = $2, deleted_by_id = $3 WHERE id = $1 AND deleted_at IS NULL";
    RESTORE = "UPDATE comments SET deleted_at = NULL, deleted_by_id = NULL WHERE id = $1 AND deleted_at IS NOT NULL";
    REPLY_COUNT = "SELECT reply_count FROM comments WHERE id = $1";
    BIN = "SELECT k.id, k.title, k.deleted_at, w.name AS place_name FROM comments k JOIN place_cards w ON w.id = k.place_id
        WHERE k.deleted_by_id = $1 AND k.deleted_at > $2 AND k.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
            AND EXISTS (SELECT 1 FROM posts p WHERE p.id = k.root_id AND p.deleted_at IS NULL) ORDER BY k.deleted_at DESC, k.id DESC LIMIT 100";
    /// A reply that was deleted may still come back: it holds what it answers too. A gap that was emptied waits for its last reply.
    PURGEABLE = "SELECT k.id, CASE WHEN EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = k.id) THEN 1 ELSE 0 END AS answered FROM comments k
        WHERE k.deleted_at IS NOT NULL AND k.deleted_at < $1 AND (k.deleted_by_id <> 0 OR NOT EXISTS (SELECT 1 FROM comments r WHERE r.parent_id = k.id)) ORDER BY k.deleted_at LIMIT $2";
    /// Nobody brings back what nobody deleted.
    EMPTY = "UPDATE comments SET body = '', html = '', title = '', language = '', link = NULL, deleted_by_id = 0 WHERE id = $1";
    PURGE = "DELETE FROM comments WHERE id = $1";
    /// The replies go before what they answer, by which alone they are found.
    OF_ROOT = "SELECT r.id, 0 AS level FROM comments t JOIN comments r ON r.parent_id = t.id WHERE t.root_kind = $1 AND t.root_id = $2 AND t.parent_id IS NULL
        UNION ALL SELECT t.id, 1 AS level FROM comments t WHERE t.root_kind = $1 AND t.root_id = $2 AND t.parent_id IS NULL ORDER BY level, id LIMIT $3";
    /// Those below a root that stand in a place.
    OF_ROOT_IN = "SELECT r.id FROM comments t JOIN comments r ON r.parent_id = t.id WHERE t.root_kind = $1 AND t.root_id = $2 AND t.parent_id IS NULL AND r.place_id = $3
        UNION ALL SELECT t.id FROM comments t WHERE t.root_kind = $1 AND t.root_id = $2 AND t.parent_id IS NULL AND t.place_id = $3 LIMIT $4";
    MOVE = "UPDATE comments SET place_id = $1 WHERE id IN ({list})";
}

fn comment(r: &Row) -> Result<Comment> {
    let deleted = r.opt_int("deleted_at")?.is_some();
    Ok(Comment {
        id: CommentId(r.int("comment_id")?),
        root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
        parent: r.opt_int("parent_id")?.map(CommentId),
        place: PlaceId(r.int("place_id")?),
        company: r.int("place_kind")? == 0,
        closed: r.opt_int("place_archived")?.is_some(),
        author: members::store::person(r)?,
        html: if deleted { String::new() } else { r.text("html")? },
        card: if deleted { None } else { LinkCard::read(r)? },
        language: r.text("language")?,
        replies: r.int("reply_count")?,
        published_at: r.int("published_at")?,
        edited_at: r.opt_int("edited_at")?,
        deleted,
        standing: r.opt_int("standing")?.map(Standing::from_number),
        answer: match (r.opt_int("asked_by")?, r.opt_int("parent_id")?) {
            (Some(asked), None) => Some(Answer {
                asked_by: MemberId(asked),
                accepted: r.opt_int("answer_id")? == Some(r.int("comment_id")?),
                votes: r.int("vote_count")?,
                voted: r.opt_int("voted")?.is_some(),
            }),
            _ => None,
        },
    })
}

pub(super) async fn forward(db: &Db, viewer: MemberId, root: &SubjectRef, from: Cursor, limit: i64) -> Result<Vec<Comment>> {
    db.all(&FORWARD, values![viewer, &root.kind, root.id, from.at, from.id, limit], comment).await
}

/// The comments before a place in the thread, given oldest first.
pub(super) async fn backward(db: &Db, viewer: MemberId, root: &SubjectRef, before: Cursor, limit: i64) -> Result<Vec<Comment>> {
    let mut found = db.all(&BACKWARD, values![viewer, &root.kind, root.id, before.at, before.id, limit], comment).await?;
    found.reverse();
    Ok(found)
}

/// Answers to a question, the most helpful first, from a place on; at the beginning the accepted one stands before them.
pub(super) async fn helpful(db: &Db, viewer: MemberId, root: &SubjectRef, from: Rank, limit: i64) -> Result<Vec<Comment>> {
    if from == Rank::FIRST {
        return db.all(&HELPFUL_TOP, values![viewer, &root.kind, root.id, limit], comment).await;
    }
    db.all(&HELPFUL, values![viewer, &root.kind, root.id, from.votes, from.from.at, from.from.id, limit], comment).await
}

/// Says that an answer helped, or takes that back, and tells whether that changed anything: the count follows.
///
/// # Errors
/// What the database says.
pub async fn vote(tx: &mut Tx, id: CommentId, member: MemberId, helped: bool, now: i64) -> Result<bool> {
    let done =
        if helped { tx.exec(&VOTE, values![id.0, member, now]).await? == 1 } else { tx.exec(&UNVOTE, values![id.0, member]).await? == 1 };
    if done {
        tx.exec(&COUNT_VOTE, values![id.0, if helped { 1_i64 } else { -1 }]).await?;
    }
    Ok(done)
}

/// The comments from a place on, and the one before them when there is one.
pub(super) async fn around(db: &Db, viewer: MemberId, root: &SubjectRef, from: Cursor, limit: i64) -> Result<(bool, Vec<Comment>)> {
    let mut found = db.all(&AROUND, values![viewer, &root.kind, root.id, from.at, from.id, limit], comment).await?;
    let earlier = found.first().is_some_and(|first| first.cursor() < from);
    found.drain(..usize::from(earlier));
    Ok((earlier, found))
}

pub(super) async fn first_replies(db: &Db, viewer: MemberId, parents: &[i64], target: i64) -> Result<Vec<Comment>> {
    let mut found = db.all_in(&FIRST_REPLIES, values![viewer, target], parents, comment).await?;
    // The one that was asked for may be among the first.
    found.dedup_by_key(|reply| reply.id);
    Ok(found)
}

pub(super) async fn replies(db: &Db, viewer: MemberId, parent: CommentId, after: Cursor, limit: i64) -> Result<Vec<Comment>> {
    db.all(&REPLIES, values![viewer, parent.0, after.at, after.id, limit], comment).await
}

pub(super) async fn one(db: &Db, viewer: MemberId, id: CommentId) -> Result<Comment> {
    db.one(&ONE, values![viewer, id.0], comment).await
}

/// Where a comment stands in its listing, even deleted.
pub(super) async fn position(db: &Db, viewer: MemberId, id: CommentId) -> Result<Cursor> {
    db.one(&POSITION, values![viewer, id.0], |r| Ok(Cursor { at: r.int("published_at")?, id: r.int("id")? })).await
}

pub(super) async fn body(db: &Db, author: MemberId, id: CommentId) -> Result<String> {
    db.one(&BODY, values![id.0, author], |r| r.text("body")).await
}

/// A comment to insert.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// Its id.
    pub id: CommentId,
    /// Where.
    pub place: PlaceId,
    /// What it hangs on.
    pub root: SubjectRef,
    /// The top comment it stands under.
    pub parent: Option<CommentId>,
    /// Who.
    pub author: MemberId,
    /// The date it is published under.
    pub published_at: i64,
}

/// Inserts a comment; the count of replies of its parent follows.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, row: &NewRow, text: &Text) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            row.id.0,
            row.place,
            &row.root.kind,
            row.root.id,
            row.parent.map(|p| p.0),
            row.author,
            &text.body,
            &text.html,
            &text.title,
            &text.language,
            row.published_at,
            text.link_id()
        ],
    )
    .await?;
    if let Some(parent) = row.parent {
        tx.exec(&COUNT_REPLY, values![parent.0, 1_i64]).await?;
    }
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, id: CommentId, text: &Text, now: i64) -> Result<()> {
    tx.exec(&SAVE, values![id.0, &text.body, &text.html, &text.title, &text.language, now, text.link_id()]).await?;
    Ok(())
}

/// What actions need to know of a comment, deleted or not. What hangs on a post that is deleted does not exist.
pub(super) struct State {
    pub place: PlaceId,
    pub company: bool,
    /// Whether the place is archived.
    pub closed: bool,
    pub root: SubjectRef,
    pub parent: Option<CommentId>,
    pub author: MemberId,
    pub published_at: i64,
    pub deleted: Option<(i64, MemberId)>,
}

pub(super) async fn state(tx: &mut Tx, id: CommentId) -> Result<State> {
    tx.opt(&STATE, values![id.0], |r| {
        Ok(State {
            place: PlaceId(r.int("place_id")?),
            company: r.int("place_kind")? == 0,
            closed: r.opt_int("place_archived")?.is_some(),
            root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
            parent: r.opt_int("parent_id")?.map(CommentId),
            author: MemberId(r.int("author_id")?),
            published_at: r.int("published_at")?,
            deleted: r.opt_int("deleted_at")?.zip(r.opt_int("deleted_by_id")?.map(MemberId)),
        })
    })
    .await?
    .ok_or(Error::NotFound)
}

/// Deletes, and tells whether nobody did so meanwhile: only then the counts follow.
pub(super) async fn delete(tx: &mut Tx, id: CommentId, parent: Option<CommentId>, by: MemberId, now: i64) -> Result<bool> {
    let done = tx.exec(&DELETE, values![id.0, now, by]).await? == 1;
    if let Some(parent) = parent.filter(|_| done) {
        tx.exec(&COUNT_REPLY, values![parent.0, -1_i64]).await?;
    }
    Ok(done)
}

/// Brings back, and tells whether nobody did so meanwhile.
pub(super) async fn restore(tx: &mut Tx, id: CommentId, parent: Option<CommentId>) -> Result<bool> {
    let done = tx.exec(&RESTORE, values![id.0]).await? == 1;
    if let Some(parent) = parent.filter(|_| done) {
        tx.exec(&COUNT_REPLY, values![parent.0, 1_i64]).await?;
    }
    Ok(done)
}

/// How many replies stand under a comment, deleted or not.
pub(super) async fn reply_count(db: &Db, id: CommentId) -> Result<i64> {
    db.one(&REPLY_COUNT, values![id.0], |r| r.int("reply_count")).await
}

/// One comment of the bin.
pub(crate) struct Binned {
    pub id: CommentId,
    pub title: String,
    pub place: String,
    pub deleted_at: i64,
}

/// The comments that a person deleted since then, below posts that the person can still see.
pub(crate) async fn bin(db: &Db, member: MemberId, since: i64) -> Result<Vec<Binned>> {
    db.all(&BIN, values![member, since], |r| {
        Ok(Binned { id: CommentId(r.int("id")?), title: r.text("title")?, place: r.text("place_name")?, deleted_at: r.int("deleted_at")? })
    })
    .await
}

/// Purges at most [`SLICE`] comments that were deleted before a date: what replies hang on stays as a bare gap. Gives the files whose
/// bytes are to go.
pub(super) async fn purge(tx: &mut Tx, before: i64) -> Result<Vec<i64>> {
    let found = tx.all(&PURGEABLE, values![before, SLICE], |r| Ok((r.int("id")?, r.flag("answered")?))).await?;
    let mut gone = Vec::new();
    for (id, answered) in &found {
        gone.extend(forget(tx, *id).await?);
        tx.exec(if *answered { &EMPTY } else { &PURGE }, values![*id]).await?;
    }
    Ok(gone)
}

/// Purges at most [`SLICE`] comments of a Subject that is purged. Gives the files whose bytes are to go, and whether there may be more.
///
/// # Errors
/// What the database says.
pub async fn purge_of(tx: &mut Tx, root: &SubjectRef) -> Result<(Vec<i64>, bool)> {
    let found = tx.all(&OF_ROOT, values![&root.kind, root.id, SLICE], |r| r.int("id")).await?;
    let mut gone = Vec::new();
    for id in &found {
        gone.extend(forget(tx, *id).await?);
        tx.exec(&PURGE, values![*id]).await?;
    }
    let more = i64::try_from(found.len()).is_ok_and(|found| found == SLICE);
    Ok((gone, more))
}

/// Forgets what hangs on a comment, and gives its files.
async fn forget(tx: &mut Tx, id: i64) -> Result<Vec<i64>> {
    let subject = SubjectRef::new("comment", id);
    crate::reactions::store::delete_of(tx, &subject).await?;
    crate::marks::store::delete_of(tx, &subject).await?;
    tx.exec(&FORGET_VOTES, values![id]).await?;
    crate::writing::forget_named(tx, &subject).await?;
    crate::files::store::delete_of_subject(tx, &subject).await
}

/// Moves some of the comments below a root from one place to another, deleted ones too, and gives their ids.
///
/// # Errors
/// What the database says.
pub async fn move_some(tx: &mut Tx, root: &SubjectRef, from: PlaceId, into: PlaceId, limit: i64) -> Result<Vec<i64>> {
    let ids = tx.all(&OF_ROOT_IN, values![root.kind.as_str(), root.id, from, limit], |r| r.int("id")).await?;
    tx.exec_in(&MOVE, values![into], &ids).await?;
    Ok(ids)
}
