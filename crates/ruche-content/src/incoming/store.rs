//! SQL of incoming webhooks.

use ruche_kernel::{MemberId, PlaceId, Result};
use ruche_people::members::ForgetLeavers;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::uses::note_day;
use ruche_platform::{Platform, sql, values};

sql! {
    INSERT = "INSERT INTO incoming_hooks (id, place_id, bot_id, token_hash, created_at, used_on) VALUES ($1, $2, $3, $4, $5, NULL)";
    COUNT = "SELECT count(*) AS n FROM incoming_hooks WHERE place_id = $1";
    LIST = "SELECT h.id, h.place_id, h.bot_id, h.created_at, h.used_on, m.name FROM incoming_hooks h JOIN member_cards m ON m.id = h.bot_id WHERE h.place_id = $1 ORDER BY h.created_at, h.id LIMIT 100";
    OF_TOKEN = "SELECT h.id, h.place_id, h.bot_id, h.created_at, h.used_on, m.name FROM incoming_hooks h JOIN member_cards m ON m.id = h.bot_id WHERE h.token_hash = $1";
    FIND = "SELECT h.id, h.place_id, h.bot_id, h.created_at, h.used_on, m.name FROM incoming_hooks h JOIN member_cards m ON m.id = h.bot_id WHERE h.id = $1 AND h.place_id = $2";
    SAVE_TOKEN = "UPDATE incoming_hooks SET token_hash = $3, used_on = NULL WHERE id = $1 AND place_id = $2";
    USE = "UPDATE incoming_hooks SET used_on = $2 WHERE id = $1";
    DELETE = "DELETE FROM incoming_hooks WHERE id = $1 AND place_id = $2";
    DELETE_OF_BOT = "DELETE FROM incoming_hooks WHERE bot_id = $1";
    MOVE = "UPDATE incoming_hooks SET place_id = $2 WHERE place_id = $1";
}

/// An incoming webhook.
#[derive(Clone, Debug)]
pub struct Hook {
    /// Which one.
    pub id: i64,
    /// Where it posts.
    pub place: PlaceId,
    /// As whom.
    pub bot: MemberId,
    /// The name of that bot.
    pub name: String,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// The beginning of the day (UTC) on which it was used last, in milliseconds.
    pub used_on: Option<i64>,
}

fn hook(r: &Row) -> Result<Hook> {
    Ok(Hook {
        id: r.int("id")?,
        place: PlaceId(r.int("place_id")?),
        bot: MemberId(r.int("bot_id")?),
        name: r.opt_text("name")?.unwrap_or_default(),
        created_at: r.int("created_at")?,
        used_on: r.opt_int("used_on")?,
    })
}

pub(super) async fn insert(tx: &mut Tx, hook: &Hook, hash: &str) -> Result<()> {
    tx.exec(&INSERT, values![hook.id, hook.place, hook.bot, hash, hook.created_at]).await?;
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, place: PlaceId) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![place], |r| r.int("n")).await?.unwrap_or_default())
}

pub(super) async fn list(db: &Db, place: PlaceId) -> Result<Vec<Hook>> {
    db.all(&LIST, values![place], hook).await
}

pub(super) async fn of_token(db: &Db, hash: &str) -> Result<Option<Hook>> {
    db.opt(&OF_TOKEN, values![hash], hook).await
}

pub(super) async fn find_in(tx: &mut Tx, place: PlaceId, id: i64) -> Result<Option<Hook>> {
    tx.opt(&FIND, values![id, place], hook).await
}

/// Keeps the digest of another address, in the place of the one before.
pub(super) async fn save_token(tx: &mut Tx, place: PlaceId, id: i64, hash: &str) -> Result<u64> {
    tx.exec(&SAVE_TOKEN, values![id, place, hash]).await
}

/// Keeps the day on which an address was used.
pub(super) fn note_use(db: &Db, hook: &Hook, now: i64) {
    note_day(db, &USE, values![hook.id], hook.used_on, now);
}

pub(super) async fn delete(tx: &mut Tx, place: PlaceId, id: i64) -> Result<()> {
    tx.exec(&DELETE, values![id, place]).await?;
    Ok(())
}

/// Forgets the address of a bot that was closed.
pub(super) fn leavers(platform: &Platform) -> ForgetLeavers {
    ForgetLeavers { name: "incoming.leavers", platform: platform.clone(), statement: &DELETE_OF_BOT }
}

/// Moves every address of a place to another.
///
/// # Errors
/// What the database says.
pub async fn move_all(tx: &mut Tx, from: PlaceId, into: PlaceId) -> Result<()> {
    tx.exec(&MOVE, values![from, into]).await?;
    Ok(())
}
