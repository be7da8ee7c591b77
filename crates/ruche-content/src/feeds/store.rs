//! SQL of the addresses.

use crate::topics::model::TopicId;
use crate::topics::store::use_where;
use ruche_kernel::{Error, MemberId, PlaceId, Result};
use ruche_people::members::ForgetLeavers;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::uses::note_day;
use ruche_platform::{Platform, sql, values};

sql! {
    /// A community that was merged is the one that it became.
    OF_TOKEN = "SELECT f.id, f.member_id, f.kind, COALESCE(w.now_id, f.target_id) AS target_id, f.created_at, f.used_on FROM feeds f
        LEFT JOIN place_cards w ON f.kind = 'community' AND w.id = f.target_id WHERE f.token_hash = $1";
    ONE = "SELECT id, member_id, kind, target_id, created_at, used_on FROM feeds WHERE member_id = $1 AND kind = $2 AND target_id = $3";
    /// A person's own, the last made first, with the name of what is still read.
    OWN = concat!("SELECT f.id, f.member_id, f.kind, f.target_id, f.created_at, f.used_on, w.name AS place_name,
            CASE WHEN t.id IS NOT NULL AND ", use_where!("u.topic_id = t.id"), " IS NOT NULL THEN t.name END AS topic_name, t.key AS topic_key
        FROM feeds f LEFT JOIN place_cards o ON f.kind = 'community' AND o.id = f.target_id
        LEFT JOIN place_cards w ON w.id = o.now_id AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = o.now_id)
        LEFT JOIN topics x ON f.kind = 'topic' AND x.id = f.target_id LEFT JOIN topics t ON t.id = COALESCE(x.merged_into_id, x.id)
        WHERE f.member_id = $1 ORDER BY f.created_at DESC, f.id DESC");
    COUNT = "SELECT count(*) AS n FROM feeds WHERE member_id = $1";
    TOPIC_KEY = "SELECT t.key FROM topics x JOIN topics t ON t.id = COALESCE(x.merged_into_id, x.id) WHERE x.id = $1";
    SAVE = "INSERT INTO feeds (id, member_id, kind, target_id, token_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (member_id, kind, target_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at, used_on = NULL";
    USE = "UPDATE feeds SET used_on = $2 WHERE token_hash = $1";
    DELETE = "DELETE FROM feeds WHERE id = $1 AND member_id = $2";
    DELETE_ALL = "DELETE FROM feeds WHERE member_id = $1";
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What is published in a community.
    Community(PlaceId),
    /// What bears a topic.
    Topic(TopicId),
}

impl Target {
    /// The word of its kind, and which one.
    #[must_use]
    pub fn stored(self) -> (&'static str, i64) {
        match self {
            Self::Community(id) => ("community", id.0),
            Self::Topic(id) => ("topic", id.0),
        }
    }
}

/// An address that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Which one.
    pub id: i64,
    /// Whose.
    pub member: MemberId,
    /// Of what.
    pub target: Target,
    /// When its address was made, in milliseconds UTC.
    pub created_at: i64,
    /// The beginning of the day (UTC) on which it was read last, in milliseconds.
    pub used_on: Option<i64>,
}

fn feed(r: &Row) -> Result<Feed> {
    let target = r.int("target_id")?;
    Ok(Feed {
        id: r.int("id")?,
        member: MemberId(r.int("member_id")?),
        target: if r.text("kind")? == "topic" { Target::Topic(TopicId(target)) } else { Target::Community(PlaceId(target)) },
        created_at: r.int("created_at")?,
        used_on: r.opt_int("used_on")?,
    })
}

pub(super) async fn of_token(db: &Db, hash: &str) -> Result<Option<Feed>> {
    db.opt(&OF_TOKEN, values![hash], feed).await
}

/// A person's address for one target.
pub(super) async fn one(db: &Db, member: MemberId, target: Target) -> Result<Option<Feed>> {
    let (kind, id) = target.stored();
    db.opt(&ONE, values![member, kind, id], feed).await
}

/// An address in the list of its owner: what it is of, by name and page, while that is still read.
pub(super) struct Listed {
    pub feed: Feed,
    pub name: Option<(String, String)>,
}

pub(super) async fn own(db: &Db, member: MemberId) -> Result<Vec<Listed>> {
    db.all(&OWN, values![member], |r| {
        let feed = feed(r)?;
        let name = match feed.target {
            Target::Community(id) => r.opt_text("place_name")?.map(|name| (name, format!("/communities/{id}"))),
            Target::Topic(_) => r
                .opt_text("topic_name")?
                .zip(r.opt_text("topic_key")?)
                .map(|(name, key)| (format!("#{name}"), ruche_web::markdown::topic_url(&key))),
        };
        Ok(Listed { feed, name })
    })
    .await
}

/// The word of a topic now: what it was merged into bears its feeds.
pub(super) async fn topic_key(db: &Db, topic: TopicId) -> Result<String> {
    db.opt(&TOPIC_KEY, values![topic.0], |r| r.text("key")).await?.ok_or(Error::NotFound)
}

pub(super) async fn count(tx: &mut Tx, member: MemberId) -> Result<i64> {
    tx.opt(&COUNT, values![member], |r| r.int("n")).await.map(Option::unwrap_or_default)
}

/// Whether a person has an address for a target.
pub(super) async fn has(tx: &mut Tx, member: MemberId, target: Target) -> Result<bool> {
    let (kind, id) = target.stored();
    Ok(tx.opt(&ONE, values![member, kind, id], |_| Ok(())).await?.is_some())
}

/// Keeps the digest of an address, in the place of the one before.
pub(super) async fn save(tx: &mut Tx, id: i64, member: MemberId, target: Target, hash: &str, now: i64) -> Result<()> {
    let (kind, of) = target.stored();
    tx.exec(&SAVE, values![id, member, kind, of, hash, now]).await?;
    Ok(())
}

/// Keeps the day on which an address was read; nothing where another one took its place meanwhile.
pub(super) fn note_use(db: &Db, hash: &str, before: Option<i64>, now: i64) {
    note_day(db, &USE, values![hash], before, now);
}

/// Forgets one of a person's addresses, and tells whether there was one.
pub(super) async fn delete(tx: &mut Tx, id: i64, member: MemberId) -> Result<bool> {
    Ok(tx.exec(&DELETE, values![id, member]).await? == 1)
}

/// Forgets the addresses of who has left.
pub(super) fn leavers(platform: &Platform) -> ForgetLeavers {
    ForgetLeavers { name: "feeds.leavers", platform: platform.clone(), statement: &DELETE_ALL }
}
