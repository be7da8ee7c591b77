//! SQL of what is not published.

use super::model::{Stage, Unpublished, Written};
use crate::posts::formats::Format;
use crate::posts::model::PlaceMark;
use ruche_kernel::{Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::members;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

/// Who sees a draft `d`, as a condition on the viewer ($1): its author, and the moderators of its place once it waits for them or for
/// its hour.
macro_rules! seen {
    () => {
        "(d.author_id = $1 OR (d.stage IN ('waiting', 'scheduled') AND d.place_id IN (SELECT place_id FROM joined_places WHERE viewer_id = $1 AND role > 0)))"
    };
}

/// What every statement that shows drafts reads: the draft, its author's card, its place where the viewer ($1) reads it.
macro_rules! shown {
    ($condition:literal) => {
        concat!(
            "SELECT d.id AS draft_id, d.author_id, d.place_id, d.key, d.stage, d.format, d.title AS draft_title, d.written, d.publish_at, d.approver_id, d.note, d.version, d.updated_at,
                c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
                w.name AS place_name, w.icon AS place_icon, w.hue AS place_hue, w.picture_id AS place_picture, w.kind AS place_kind, w.archived_at AS place_archived, j.role AS standing
             FROM drafts d JOIN member_cards c ON c.id = d.author_id LEFT JOIN joined_places j ON j.viewer_id = $1 AND j.place_id = d.place_id
             LEFT JOIN place_cards w ON w.id = d.place_id AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = d.place_id)
             WHERE ",
            seen!(),
            " AND ",
            $condition
        )
    };
}

sql! {
    ONE = shown!("d.id = $2");
    OWN = shown!("d.author_id = $1 AND d.stage <> 'thrown' ORDER BY d.updated_at DESC, d.id DESC LIMIT 200");
    /// What waits for a moderator, in the places that the viewer moderates.
    TO_REVIEW = shown!("d.stage = 'waiting' AND d.author_id <> $1 AND d.place_id IN (SELECT place_id FROM joined_places WHERE viewer_id = $1 AND role > 0) ORDER BY d.updated_at, d.id LIMIT 200");
    PLANNED = shown!("d.place_id = $2 AND d.stage IN ('waiting', 'scheduled') AND d.publish_at >= $3 AND d.publish_at < $4 ORDER BY d.publish_at, d.id LIMIT 500");
    COUNT = "SELECT count(*) AS n FROM (SELECT 1 AS one FROM drafts WHERE author_id = $1 AND stage <> 'thrown' LIMIT 100) AS own";
    /// What stands beside an empty composer: how many drafts wait, how many people let the one who writes publish in their name.
    BESIDE = "SELECT (SELECT count(*) FROM (SELECT 1 AS one FROM drafts WHERE author_id = $1 AND stage <> 'thrown' LIMIT 100) AS own) AS drafts, (SELECT count(*) FROM delegations WHERE delegate_id = $1) AS principals";
    BY_KEY = "SELECT id, stage, version, writer FROM drafts WHERE author_id = $1 AND key = $2";
    INSERT = "INSERT INTO drafts (id, author_id, place_id, key, stage, format, title, written, publish_at, note, version, updated_at, writer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 1, $10, $11)";
    SAVE = "UPDATE drafts SET place_id = $2, stage = $3, format = $4, title = $5, written = $6, publish_at = $7, updated_at = $8, approver_id = NULL, writer = $9, version = version + 1 WHERE id = $1";
    MOVE = "UPDATE drafts SET stage = $2, note = $3, approver_id = $4, updated_at = $5, writer = '', version = version + 1 WHERE id = $1";
    THROW_ALL = "UPDATE drafts SET stage = 'thrown', updated_at = $2 WHERE author_id = $1";
    DELETE = "DELETE FROM drafts WHERE author_id = $1 AND key = $2 RETURNING id, stage";
    DELETE_ONE = "DELETE FROM drafts WHERE id = $1";
    DUE = "SELECT id, author_id FROM drafts WHERE stage = 'scheduled' AND publish_at <= $1 ORDER BY publish_at, id LIMIT 50";
    /// What is planned, or waits for a moderator, in a place, after an id: a few at a time.
    PLANNED_IN = "SELECT id, author_id FROM drafts WHERE place_id = $1 AND stage IN ('waiting', 'scheduled') AND id > $2 ORDER BY id LIMIT 50";
    THROWN = "SELECT id FROM drafts WHERE stage = 'thrown' AND updated_at < $1 ORDER BY updated_at LIMIT 100";
    CARDS = concat!("SELECT d.id, d.place_id, d.author_id, d.title FROM drafts d WHERE d.stage <> 'thrown' AND ", seen!(), " AND d.id IN ({list})");
    /// Between which moments a calendar holds something, for whoever reads the place.
    EDGES = concat!("SELECT (SELECT MIN(p.published_at) FROM posts p WHERE p.place_id = $2 AND p.deleted_at IS NULL) AS first_at,
        (SELECT MAX(d.publish_at) FROM drafts d WHERE d.place_id = $2 AND d.stage IN ('waiting', 'scheduled') AND ", seen!(), ") AS last_at");
    /// The published posts of a place between two dates, for its calendar.
    PUBLISHED = "SELECT id, title, format, published_at, archived_at FROM posts WHERE place_id = $2 AND deleted_at IS NULL AND published_at >= $3 AND published_at < $4
        AND place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY published_at, id LIMIT 500";
    SOME_IN = "SELECT id FROM drafts WHERE place_id = $1 ORDER BY stage, id LIMIT $2";
    MOVE_PLACE = "UPDATE drafts SET place_id = $1 WHERE id IN ({list})";
}

fn unpublished(r: &Row) -> Result<Unpublished> {
    let place_id = PlaceId(r.int("place_id")?);
    let place = match r.opt_text("place_name")? {
        None => None,
        Some(name) => Some(PlaceMark {
            id: place_id,
            name,
            icon: r.opt_text("place_icon")?.unwrap_or_default(),
            hue: r.opt_int("place_hue")?.unwrap_or_default(),
            picture: r.opt_int("place_picture")?,
            company: r.opt_int("place_kind")? == Some(0),
            archived: r.opt_int("place_archived")?.is_some(),
        }),
    };
    Ok(Unpublished {
        id: r.int("draft_id")?,
        author: members::store::person(r)?,
        place_id,
        place,
        key: r.text("key")?,
        stage: Stage::from_word(&r.text("stage")?),
        format: Format::from_word(&r.text("format")?).unwrap_or_default(),
        title: r.text("draft_title")?,
        written: serde_json::from_str(&r.text("written")?).unwrap_or_default(),
        publish_at: r.opt_int("publish_at")?,
        approver: r.opt_int("approver_id")?.map(MemberId),
        note: r.text("note")?,
        version: r.int("version")?,
        updated_at: r.int("updated_at")?,
        standing: r.opt_int("standing")?.map(Standing::from_number),
    })
}

/// One, as its viewer may see it.
pub(super) async fn one(db: &Db, viewer: MemberId, id: i64) -> Result<Unpublished> {
    db.opt(&ONE, values![viewer, id], unpublished).await?.ok_or(Error::NotFound)
}

/// The same, inside the transaction that acts upon it.
pub(super) async fn one_in(tx: &mut Tx, viewer: MemberId, id: i64) -> Result<Unpublished> {
    tx.opt(&ONE, values![viewer, id], unpublished).await?.ok_or(Error::NotFound)
}

/// A person's own, the last written first.
pub(super) async fn own(db: &Db, author: MemberId) -> Result<Vec<Unpublished>> {
    db.all(&OWN, values![author], unpublished).await
}

/// What waits for the viewer to read it, the oldest first.
pub(super) async fn to_review(db: &Db, viewer: MemberId) -> Result<Vec<Unpublished>> {
    db.all(&TO_REVIEW, values![viewer], unpublished).await
}

/// What is planned in a place between two moments, as far as the viewer may know of it.
pub(super) async fn planned(db: &Db, viewer: MemberId, place: PlaceId, (from, to): (i64, i64)) -> Result<Vec<Unpublished>> {
    db.all(&PLANNED, values![viewer, place, from, to], unpublished).await
}

/// The first moment that something was published in a place, and the last for which the viewer knows something planned.
pub(super) async fn edges(db: &Db, viewer: MemberId, place: PlaceId) -> Result<(Option<i64>, Option<i64>)> {
    db.one(&EDGES, values![viewer, place], |r| Ok((r.opt_int("first_at")?, r.opt_int("last_at")?))).await
}

/// What stands beside an empty composer: how many drafts wait (100 at most), how many principals there are.
pub(in crate::posts) async fn beside(db: &Db, author: MemberId) -> Result<(i64, i64)> {
    db.one(&BESIDE, values![author], |r| Ok((r.int("drafts")?, r.int("principals")?))).await
}

/// How many drafts somebody has, 100 at most, inside a transaction.
pub(super) async fn count_in(tx: &mut Tx, author: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![author], |r| r.int("n")).await?.unwrap_or_default())
}

/// What actions need to know of a draft.
pub(super) struct State {
    pub id: i64,
    pub stage: Stage,
    pub version: i64,
    pub writer: String,
}

/// The draft that its author keeps under a key.
pub(super) async fn by_key(tx: &mut Tx, author: MemberId, key: &str) -> Result<Option<State>> {
    tx.opt(&BY_KEY, values![author, key], |r| {
        Ok(State { id: r.int("id")?, stage: Stage::from_word(&r.text("stage")?), version: r.int("version")?, writer: r.text("writer")? })
    })
    .await
}

/// What is written into a draft.
#[derive(Debug)]
pub struct Content<'a> {
    /// Where it is to appear.
    pub place: PlaceId,
    /// How far it is.
    pub stage: Stage,
    /// What was typed.
    pub written: &'a Written,
    /// When it appears, in milliseconds UTC, where it is scheduled.
    pub publish_at: Option<i64>,
    /// The form that writes.
    pub writer: &'a str,
}

impl Content<'_> {
    fn json(&self) -> Result<String> {
        serde_json::to_string(self.written).map_err(|error| Error::bug(format!("draft: {error}")))
    }
}

/// Keeps a new draft of a person under a key, written at `now` in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, id: i64, author: MemberId, key: &str, content: &Content<'_>, now: i64) -> Result<()> {
    let Content { place, stage, written, publish_at, writer } = content;
    let format = written.typed.format.word();
    tx.exec(&INSERT, values![id, author, *place, key, stage.word(), format, written.title(), content.json()?, *publish_at, now, *writer])
        .await?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, id: i64, content: &Content<'_>, now: i64) -> Result<()> {
    let Content { place, stage, written, publish_at, writer } = content;
    let format = written.typed.format.word();
    tx.exec(&SAVE, values![id, *place, stage.word(), format, written.title(), content.json()?, *publish_at, now, *writer]).await?;
    Ok(())
}

/// Moves a draft to another stage, its text untouched.
pub(super) async fn move_to(tx: &mut Tx, id: i64, stage: Stage, note: &str, approver: Option<MemberId>, now: i64) -> Result<()> {
    tx.exec(&MOVE, values![id, stage.word(), note, approver, now]).await?;
    Ok(())
}

/// Throws away everything of an author.
pub(super) async fn throw_all(tx: &mut Tx, author: MemberId, now: i64) -> Result<()> {
    tx.exec(&THROW_ALL, values![author, now]).await?;
    Ok(())
}

/// A draft that its post has taken the place of.
#[derive(Clone, Debug)]
pub(in crate::posts) struct Taken {
    id: i64,
    pub stage: Stage,
}

impl Taken {
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new("draft", self.id)
    }
}

/// Takes away the draft that its author kept under a key.
pub(in crate::posts) async fn take(tx: &mut Tx, author: MemberId, key: &str) -> Result<Option<Taken>> {
    tx.opt(&DELETE, values![author, key], |r| Ok(Taken { id: r.int("id")?, stage: Stage::from_word(&r.text("stage")?) })).await
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    tx.exec(&DELETE_ONE, values![id]).await?;
    Ok(())
}

/// Those whose hour has come, with their authors.
pub(super) async fn due(db: &Db, now: i64) -> Result<Vec<(i64, MemberId)>> {
    db.all(&DUE, values![now], |r| Ok((r.int("id")?, MemberId(r.int("author_id")?)))).await
}

/// Those that were thrown away before a moment.
pub(super) async fn thrown(db: &Db, before: i64) -> Result<Vec<i64>> {
    db.all(&THROWN, values![before], |r| r.int("id")).await
}

/// Id, place, author and title of those among `ids` that a viewer may see.
pub(super) async fn cards(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<(i64, PlaceId, MemberId, String)>> {
    db.all_in(&CARDS, values![viewer], ids, |r| {
        Ok((r.int("id")?, PlaceId(r.int("place_id")?), MemberId(r.int("author_id")?), r.text("title")?))
    })
    .await
}

/// A published post as a calendar shows it.
pub(super) struct Published {
    pub id: i64,
    pub title: String,
    pub format: Format,
    pub at: i64,
    pub archived: bool,
}

/// What was published in a place between two moments.
pub(super) async fn published(db: &Db, viewer: MemberId, place: PlaceId, (from, to): (i64, i64)) -> Result<Vec<Published>> {
    db.all(&PUBLISHED, values![viewer, place, from, to], |r| {
        Ok(Published {
            id: r.int("id")?,
            title: r.text("title")?,
            format: Format::from_word(&r.text("format")?).unwrap_or_default(),
            at: r.int("published_at")?,
            archived: r.opt_int("archived_at")?.is_some(),
        })
    })
    .await
}

/// What is planned, or waits for a moderator, in a place, after an id: with whose it is.
pub(super) async fn planned_in(db: &Db, place: PlaceId, after: i64) -> Result<Vec<(i64, MemberId)>> {
    db.all(&PLANNED_IN, values![place, after], |r| Ok((r.int("id")?, MemberId(r.int("author_id")?)))).await
}

/// Moves some of the drafts of a place to another, and gives their ids.
///
/// # Errors
/// What the database says.
pub async fn move_some(tx: &mut Tx, from: PlaceId, into: PlaceId, limit: i64) -> Result<Vec<i64>> {
    let ids = tx.all(&SOME_IN, values![from, limit], |r| r.int("id")).await?;
    tx.exec_in(&MOVE_PLACE, values![into], &ids).await?;
    Ok(ids)
}
