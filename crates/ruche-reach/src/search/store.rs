//! SQL of search: what each node says of its index, the names of places, the searches that people keep.

use ruche_kernel::{MemberId, PlaceId, Result};
use ruche_people::members::ForgetLeavers;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{Platform, sql, values, work};
use std::collections::HashMap;

sql! {
    ANSWERED = "SELECT ordered FROM search_nodes WHERE node = $1 AND state = 'ready'";
    REPORT = "INSERT INTO search_nodes (node, state, done, ordered, seen_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (node) DO UPDATE SET state = excluded.state, done = excluded.done, ordered = excluded.ordered, seen_at = excluded.seen_at";
    GREET = "UPDATE search_nodes SET seen_at = $2 WHERE node = $1";
    NODES = "SELECT node, state, done, ordered, seen_at FROM search_nodes ORDER BY node";
    PLACES = "SELECT id, name, icon, hue, picture_id, archived_at FROM place_cards WHERE id IN ({list})";
    JOINED = "SELECT c.id, c.name, c.icon, c.hue, c.picture_id, c.archived_at FROM joined_places j JOIN place_cards c ON c.id = j.place_id WHERE j.viewer_id = $1 ORDER BY c.name, c.id LIMIT 200";
    INSERT_SAVED = "INSERT INTO saved_searches (id, member_id, query, words, checked_at, created_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (member_id, query) DO NOTHING";
    DELETE_SAVED = "DELETE FROM saved_searches WHERE id = $1 AND member_id = $2";
    COUNT_SAVED = "SELECT count(*) AS n FROM saved_searches WHERE member_id = $1";
    SAVED = "SELECT id, member_id, query, words, checked_at FROM saved_searches WHERE member_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50";
    SAVED_AMONG = "SELECT id, member_id, query, words, checked_at FROM saved_searches WHERE member_id = $1 AND id IN ({list})";
    DUE = "SELECT id, member_id, query, words, checked_at FROM saved_searches WHERE checked_at < $1 ORDER BY checked_at, id LIMIT $2";
    /// Whoever moves the date tells.
    CHECKED = "UPDATE saved_searches SET checked_at = $3 WHERE id = $1 AND checked_at = $2";
    FORGET = "DELETE FROM saved_searches WHERE member_id = $1";
}

/// The order that the index of a node answers, when it is ready.
pub(super) async fn answered(db: &Db, node: u8) -> Result<Option<i64>> {
    db.opt(&ANSWERED, values![i64::from(node)], |r| r.int("ordered")).await
}

pub(super) async fn report(platform: &Platform, node: u8, state: &'static str, done: i64, ordered: i64) -> Result<()> {
    let (node, now) = (i64::from(node), platform.now());
    platform.db.write(work!([] | tx | { tx.exec(&REPORT, values![node, state, done, ordered, now]).await.map(|_| ()) })).await
}

pub(super) async fn greet(platform: &Platform, node: u8) -> Result<()> {
    let (node, now) = (i64::from(node), platform.now());
    platform.db.write(work!([] | tx | { tx.exec(&GREET, values![node, now]).await.map(|_| ()) })).await
}

/// What a node last said of its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeIndex {
    /// The number of the node.
    pub node: i64,
    /// `ready` or `building`.
    pub state: String,
    /// How many documents it holds, or held when that was last counted.
    pub done: i64,
    /// Which order it answers, in milliseconds UTC.
    pub ordered: i64,
    /// When the node was last there, in milliseconds UTC.
    pub seen_at: i64,
}

/// What the nodes last said.
///
/// # Errors
/// What the database says.
pub async fn nodes(db: &Db) -> Result<Vec<NodeIndex>> {
    db.all(&NODES, &[], |r| {
        Ok(NodeIndex {
            node: r.int("node")?,
            state: r.text("state")?,
            done: r.int("done")?,
            ordered: r.int("ordered")?,
            seen_at: r.int("seen_at")?,
        })
    })
    .await
}

/// A place as a result shows it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub id: PlaceId,
    pub name: String,
    pub icon: String,
    pub hue: i64,
    pub picture: Option<i64>,
    /// Whether it is archived.
    pub archived: bool,
}

fn place(r: &Row) -> Result<Place> {
    Ok(Place {
        id: PlaceId(r.int("id")?),
        name: r.text("name")?,
        icon: r.text("icon")?,
        hue: r.int("hue")?,
        picture: r.opt_int("picture_id")?,
        archived: r.opt_int("archived_at")?.is_some(),
    })
}

/// Places whose readers or whose list the viewer is known to belong to.
pub(super) async fn places(db: &Db, ids: &[i64]) -> Result<HashMap<PlaceId, Place>> {
    Ok(db.all_in(&PLACES, &[], ids, place).await?.into_iter().map(|place| (place.id, place)).collect())
}

/// The communities of a person, by name.
pub(super) async fn joined(db: &Db, member: MemberId) -> Result<Vec<Place>> {
    db.all(&JOINED, values![member], place).await
}

/// A search that somebody keeps.
#[derive(Clone, Debug)]
pub(super) struct Saved {
    pub id: i64,
    pub member: MemberId,
    pub query: String,
    pub words: String,
    pub checked_at: i64,
}

fn saved_row(r: &Row) -> Result<Saved> {
    Ok(Saved {
        id: r.int("id")?,
        member: MemberId(r.int("member_id")?),
        query: r.text("query")?,
        words: r.text("words")?,
        checked_at: r.int("checked_at")?,
    })
}

pub(super) async fn insert_saved(tx: &mut Tx, id: i64, member: MemberId, query: &str, words: &str, now: i64) -> Result<()> {
    tx.exec(&INSERT_SAVED, values![id, member, query, words, now]).await?;
    Ok(())
}

pub(super) async fn count_saved(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT_SAVED, values![member], |r| r.int("n")).await?.unwrap_or_default())
}

pub(super) async fn delete_saved(tx: &mut Tx, id: i64, member: MemberId) -> Result<u64> {
    tx.exec(&DELETE_SAVED, values![id, member]).await
}

pub(super) async fn saved(db: &Db, member: MemberId) -> Result<Vec<Saved>> {
    db.all(&SAVED, values![member], saved_row).await
}

pub(super) async fn saved_among(db: &Db, member: MemberId, ids: &[i64]) -> Result<Vec<Saved>> {
    db.all_in(&SAVED_AMONG, values![member], ids, saved_row).await
}

pub(super) async fn due(db: &Db, before: i64, limit: i64) -> Result<Vec<Saved>> {
    db.all(&DUE, values![before, limit], saved_row).await
}

/// Moves the date until which a search was looked at; false when another node did.
pub(super) async fn checked(tx: &mut Tx, saved: &Saved, until: i64) -> Result<bool> {
    Ok(tx.exec(&CHECKED, values![saved.id, saved.checked_at, until]).await? == 1)
}

/// Forgets a person's searches.
pub(super) async fn forget(tx: &mut Tx, member: MemberId) -> Result<()> {
    tx.exec(&FORGET, values![member]).await?;
    Ok(())
}

/// Forgets the searches of who has left.
pub(super) fn leavers(platform: &Platform) -> ForgetLeavers {
    ForgetLeavers { name: "search.leavers", platform: platform.clone(), statement: &FORGET }
}
