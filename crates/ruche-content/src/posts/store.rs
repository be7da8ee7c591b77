//! SQL of posts.

use super::model::{PlaceMark, Post, PostId, Reason};
use crate::writing::Text;
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, Result};
use ruche_people::access::Standing;
use ruche_people::communities::Writable;
use ruche_people::members;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// What every statement that shows posts reads: the post, its author's card, its place's, what the viewer ($1) is to the place.
macro_rules! shown {
    ($more:literal, $condition:literal) => {
        concat!(
            "SELECT p.id AS post_id, p.place_id, '' AS body, p.html, p.title AS post_title, p.language, p.missing_file, p.comment_count, p.version, p.published_at, p.edited_at, p.pinned_at,
                c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
                w.name AS place_name, w.icon AS place_icon, w.hue AS place_hue, w.picture_id AS place_picture, w.kind AS place_kind, j.role AS standing",
            $more,
            " FROM posts p JOIN member_cards c ON c.id = p.author_id JOIN place_cards w ON w.id = p.place_id LEFT JOIN joined_places j ON j.viewer_id = $1 AND j.place_id = p.place_id
             WHERE p.deleted_at IS NULL AND ",
            $condition
        )
    };
}

sql! {
    /// The home feed. The unary plus forbids the index on place, which would gather every post of every place before sorting:
    /// walking the dates backwards finds a page at once.
    HOME = shown!(
        ", CASE WHEN w.kind = 0 THEN 0 WHEN j.role IS NOT NULL THEN 1 ELSE 2 END AS reason",
        "(p.published_at, p.id) < ($2, $3) AND (+p.place_id IN (SELECT place_id FROM joined_places WHERE viewer_id = $1)
            OR (w.kind = 0 AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1))
            OR (+p.author_id IN (SELECT member_id FROM followed_members WHERE viewer_id = $1) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)))
         ORDER BY p.published_at DESC, p.id DESC LIMIT $4"
    );
    PLACE = shown!(", 3 AS reason", "p.place_id = $2 AND p.pinned_at IS NULL AND (p.published_at, p.id) < ($3, $4) AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
         ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// The first page of a place: what is pinned comes first.
    PLACE_TOP = concat!(
        "SELECT * FROM (", shown!(", 4 AS reason", "p.place_id = $2 AND p.pinned_at IS NOT NULL AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.pinned_at DESC LIMIT 3"),
        ") AS pinned UNION ALL SELECT * FROM (", shown!(", 3 AS reason", "p.place_id = $2 AND p.pinned_at IS NULL AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT $3"), ") AS newest");
    MEMBER = shown!(", 3 AS reason", "p.author_id = $2 AND (p.published_at, p.id) < ($3, $4) AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
         ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    /// Posts that name a topic, themselves or in a comment. What the viewer may not read counts for nothing, not even for the limit.
    TOPIC = shown!(", 3 AS reason", "(p.id IN (SELECT u.subject_id FROM topic_uses u JOIN topics t ON t.id = u.topic_id WHERE t.key = $2 AND u.subject_kind = 'post' AND u.published_at <= $3
            AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY u.published_at DESC LIMIT 400)
         OR p.id IN (SELECT k.root_id FROM topic_uses u JOIN topics t ON t.id = u.topic_id JOIN comments k ON k.id = u.subject_id WHERE t.key = $2 AND u.subject_kind = 'comment' AND k.deleted_at IS NULL
            AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY u.published_at DESC LIMIT 400))
         AND (p.published_at, p.id) < ($3, $4) AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.published_at DESC, p.id DESC LIMIT $5");
    ONE = shown!(", 3 AS reason", "p.id = $2 AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)");
    BODY = "SELECT body, language, version FROM posts WHERE id = $1 AND author_id = $2 AND deleted_at IS NULL";
    BIN = "SELECT p.id, p.title, p.deleted_at, w.name AS place_name FROM posts p JOIN place_cards w ON w.id = p.place_id
        WHERE p.deleted_by_id = $1 AND p.deleted_at > $2 AND p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY p.deleted_at DESC, p.id DESC LIMIT 100";
    INSERT = "INSERT INTO posts (id, place_id, author_id, body, html, title, language, missing_file, comment_count, version, created_at, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9, $10)";
    SAVE = "UPDATE posts SET body = $3, html = $4, title = $5, language = $6, edited_at = $7, version = version + 1 WHERE id = $1 AND version = $2";
    STATE = "SELECT p.place_id, p.author_id, p.published_at, p.deleted_at, p.deleted_by_id, w.kind AS place_kind, w.name AS place_name FROM posts p JOIN place_cards w ON w.id = p.place_id WHERE p.id = $1";
    DELETE = "UPDATE posts SET deleted_at = $2, deleted_by_id = $3, pinned_at = NULL WHERE id = $1 AND deleted_at IS NULL";
    RESTORE = "UPDATE posts SET deleted_at = NULL, deleted_by_id = NULL WHERE id = $1 AND deleted_at IS NOT NULL";
    PIN = "UPDATE posts SET pinned_at = $2 WHERE id = $1";
    /// The pins beyond the limit, oldest first, are taken down.
    UNPIN_OLDEST = "UPDATE posts SET pinned_at = NULL WHERE place_id = $1 AND pinned_at IS NOT NULL AND id NOT IN (SELECT id FROM posts WHERE place_id = $1 AND pinned_at IS NOT NULL ORDER BY pinned_at DESC LIMIT $2)";
    READABLE = "SELECT id, name, icon, hue, picture_id, kind FROM place_cards WHERE id = $2 AND id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)";
    FOLLOWS = "SELECT 1 AS one FROM followed_members WHERE viewer_id = $1 AND member_id = $2";
    PURGEABLE = "SELECT id FROM posts WHERE deleted_at IS NOT NULL AND deleted_at < $1 ORDER BY deleted_at LIMIT 50";
    PURGE = "DELETE FROM posts WHERE id = $1";
}

fn post(r: &Row) -> Result<Post> {
    let author: Person = members::store::person(r)?;
    let company = r.int("place_kind")? == 0;
    let reason = r.int("reason")?;
    Ok(Post {
        id: PostId(r.int("post_id")?),
        place: PlaceMark {
            id: PlaceId(r.int("place_id")?),
            name: r.text("place_name")?,
            icon: r.text("place_icon")?,
            hue: r.int("place_hue")?,
            picture: r.opt_int("place_picture")?,
            company,
        },
        author,
        body: r.text("body")?,
        html: r.text("html")?,
        title: r.text("post_title")?,
        language: r.text("language")?,
        missing_file: r.flag("missing_file")?,
        comments: r.int("comment_count")?,
        version: r.int("version")?,
        published_at: r.int("published_at")?,
        edited_at: r.opt_int("edited_at")?,
        pinned_at: r.opt_int("pinned_at")?,
        standing: r.opt_int("standing")?.map(Standing::from_number),
        reason: [Reason::Company, Reason::Joined, Reason::Followed].get(usize::try_from(reason).unwrap_or(9)).copied(),
        on_top: reason == 4,
    })
}

/// The home feed of a person, from the newest down, strictly after `after`.
///
/// # Errors
/// What the database says.
pub async fn home(db: &Db, viewer: MemberId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&HOME, values![viewer, after.at, after.id, limit], post).await
}

/// The posts of a place; on the first page those that are pinned stand before them, marked.
pub(super) async fn of_place(db: &Db, viewer: MemberId, place: PlaceId, after: Option<Cursor>, limit: i64) -> Result<Vec<Post>> {
    match after {
        None => db.all(&PLACE_TOP, values![viewer, place, limit], post).await,
        Some(after) => db.all(&PLACE, values![viewer, place, after.at, after.id, limit], post).await,
    }
}

/// What a person published, as far as the viewer may see it.
pub(super) async fn of_member(db: &Db, viewer: MemberId, author: MemberId, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&MEMBER, values![viewer, author, after.at, after.id, limit], post).await
}

/// The posts that name a topic, as far as the viewer may see them.
///
/// # Errors
/// What the database says.
pub async fn of_topic(db: &Db, viewer: MemberId, key: &str, after: Cursor, limit: i64) -> Result<Vec<Post>> {
    db.all(&TOPIC, values![viewer, key, after.at, after.id, limit], post).await
}

pub(super) async fn one(db: &Db, viewer: MemberId, id: PostId) -> Result<Post> {
    db.one(&ONE, values![viewer, id.0], post).await
}

/// Whether a person follows another.
pub(super) async fn follows(db: &Db, viewer: MemberId, author: MemberId) -> Result<bool> {
    Ok(db.opt(&FOLLOWS, values![viewer, author], |_| Ok(())).await?.is_some())
}

/// The text as typed, its language and version, for its author.
pub(super) async fn body(db: &Db, author: MemberId, id: PostId) -> Result<(String, String, i64)> {
    db.one(&BODY, values![id.0, author], |r| Ok((r.text("body")?, r.text("language")?, r.int("version")?))).await
}

/// A place that a person reads, for a form that shows it although the person does not write there.
pub(super) async fn readable(db: &Db, viewer: MemberId, place: PlaceId) -> Result<Option<Writable>> {
    db.opt(&READABLE, values![viewer, place], |r| {
        Ok(Writable {
            id: PlaceId(r.int("id")?),
            name: r.text("name")?,
            icon: r.text("icon")?,
            hue: r.int("hue")?,
            picture: r.opt_int("picture_id")?,
            is_company: r.int("kind")? == 0,
        })
    })
    .await
}

/// A post to insert.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// Its id.
    pub id: PostId,
    /// Where.
    pub place: PlaceId,
    /// Who.
    pub author: MemberId,
    /// Whether it came without its picture.
    pub missing_file: bool,
    /// When the row is made.
    pub created_at: i64,
    /// The date it is published under.
    pub published_at: i64,
}

/// Inserts a post; the place's counts follow.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, row: &NewRow, text: &Text) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            row.id.0,
            row.place,
            row.author,
            &text.body,
            &text.html,
            &text.title,
            &text.language,
            row.missing_file,
            row.created_at,
            row.published_at
        ],
    )
    .await?;
    ruche_people::places::count_posts_in(tx, row.place, 1, row.published_at).await
}

/// Saves an edited text; false when someone saved another version meanwhile.
pub(super) async fn save(tx: &mut Tx, id: PostId, version: i64, text: &Text, now: i64) -> Result<bool> {
    Ok(tx.exec(&SAVE, values![id.0, version, &text.body, &text.html, &text.title, &text.language, now]).await? == 1)
}

/// What actions need to know of a post, deleted or not.
pub(super) struct State {
    pub place: PlaceId,
    pub company: bool,
    pub author: MemberId,
    pub published_at: i64,
    pub deleted: Option<(i64, MemberId)>,
}

pub(super) async fn state(tx: &mut Tx, id: PostId) -> Result<State> {
    tx.opt(&STATE, values![id.0], |r| {
        Ok(State {
            place: PlaceId(r.int("place_id")?),
            company: r.int("place_kind")? == 0,
            author: MemberId(r.int("author_id")?),
            published_at: r.int("published_at")?,
            deleted: r.opt_int("deleted_at")?.zip(r.opt_int("deleted_by_id")?.map(MemberId)),
        })
    })
    .await?
    .ok_or(Error::NotFound)
}

/// Deletes, and tells whether nobody did so meanwhile: only then the counts follow.
pub(super) async fn delete(tx: &mut Tx, id: PostId, place: PlaceId, by: MemberId, now: i64) -> Result<bool> {
    let done = tx.exec(&DELETE, values![id.0, now, by]).await? == 1;
    if done {
        ruche_people::places::count_posts_in(tx, place, -1, now).await?;
    }
    Ok(done)
}

/// Brings back, and tells whether nobody did so meanwhile.
pub(super) async fn restore(tx: &mut Tx, id: PostId, place: PlaceId, published_at: i64) -> Result<bool> {
    let done = tx.exec(&RESTORE, values![id.0]).await? == 1;
    if done {
        ruche_people::places::count_posts_in(tx, place, 1, published_at).await?;
    }
    Ok(done)
}

/// Pins or unpins. The one that is pinned must be the newest: the oldest beyond the limit come down.
///
/// # Errors
/// What the database says.
pub async fn pin(tx: &mut Tx, id: PostId, place: PlaceId, at: Option<i64>, limit: i64) -> Result<()> {
    tx.exec(&PIN, values![id.0, at]).await?;
    if at.is_some() {
        tx.exec(&UNPIN_OLDEST, values![place, limit]).await?;
    }
    Ok(())
}

/// One post of the bin.
pub(super) struct Binned {
    pub id: PostId,
    pub title: String,
    pub place: String,
    pub deleted_at: i64,
}

/// What a person deleted since then and can still see the place of.
pub(super) async fn bin(db: &Db, member: MemberId, since: i64) -> Result<Vec<Binned>> {
    db.all(&BIN, values![member, since], |r| {
        Ok(Binned { id: PostId(r.int("id")?), title: r.text("title")?, place: r.text("place_name")?, deleted_at: r.int("deleted_at")? })
    })
    .await
}

pub(super) async fn purgeable(db: &Db, before: i64) -> Result<Vec<PostId>> {
    db.all(&PURGEABLE, values![before], |r| Ok(PostId(r.int("id")?))).await
}

pub(super) async fn purge(tx: &mut Tx, id: PostId) -> Result<()> {
    tx.exec(&PURGE, values![id.0]).await?;
    Ok(())
}
