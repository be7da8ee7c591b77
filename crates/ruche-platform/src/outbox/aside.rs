//! What a listener could not handle: kept beside the others, which go on, and tried again.
//! Deliberately not here: who tries.

use super::event;
use crate::db::Db;
use crate::{sql, values, work};
use ruche_kernel::{Error, Event, Result};

sql! {
    SET_ASIDE = "INSERT INTO listener_failures (listener, event_id, reason, at, tries, next_at) VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (listener, event_id) DO NOTHING";
    DUE = "SELECT e.id, e.seq, e.kind, e.actor_id, e.subject_kind, e.subject_id, e.root_kind, e.root_id, e.place_id, e.target_id, e.at, f.tries, f.next_at
        FROM listener_failures f JOIN events e ON e.id = f.event_id WHERE f.listener = $1 AND f.next_at <= $2 ORDER BY e.seq LIMIT 20";
    /// Whoever moves the date first tries it.
    CLAIM = "UPDATE listener_failures SET next_at = $4 WHERE listener = $1 AND event_id = $2 AND next_at = $3";
    HANDLED = "DELETE FROM listener_failures WHERE listener = $1 AND event_id = $2";
    IN_VAIN = "UPDATE listener_failures SET reason = $3, tries = tries + 1, next_at = $4 WHERE listener = $1 AND event_id = $2";
    LIST_ASIDE = "SELECT f.listener, f.event_id, f.reason, f.at, f.next_at, e.kind AS event_kind FROM listener_failures f JOIN events e ON e.id = f.event_id ORDER BY f.at, f.event_id, f.listener";
    REPLAY = "UPDATE listener_failures SET tries = 0, next_at = $1";
    FORGET_ASIDE = "DELETE FROM listener_failures WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = listener_failures.event_id)";
}

/// After how many milliseconds an event that was set aside is tried again; then only when someone asks.
pub(super) const RETRIES: [i64; 6] = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 86_400_000];
/// How long an event that is being tried again is left alone by other nodes, in milliseconds.
const CLAIM_MS: i64 = 60_000;

/// Sets an event aside for a listener, for the first time at `now`.
pub(super) async fn set(db: &Db, listener: &'static str, event: i64, error: &Error, now: i64) -> Result<()> {
    let (reason, next) = (error.to_string(), now + RETRIES[0]);
    db.write(work!([reason] | tx | { tx.exec(&SET_ASIDE, values![listener, event, &reason, now, next]).await.map(|_| ()) })).await
}

/// An event that was set aside and is due.
pub(super) struct Due {
    pub event: Event,
    tries: i64,
    next_at: i64,
}

/// What is due for a listener, the oldest first, a few of them.
pub(super) async fn due(db: &Db, listener: &str, now: i64) -> Result<Vec<Due>> {
    db.all(&DUE, values![listener, now], |r| Ok(Due { event: event(r)?, tries: r.int("tries")?, next_at: r.int("next_at")? })).await
}

/// Takes what is due, so that no other node tries it meanwhile; false when one was faster.
pub(super) async fn claim(db: &Db, listener: &'static str, due: &Due, now: i64) -> Result<bool> {
    let (id, next, later) = (due.event.id, due.next_at, now + CLAIM_MS);
    Ok(db.write(work!([] | tx | { tx.exec(&CLAIM, values![listener, id, next, later]).await })).await? > 0)
}

/// What was set aside is handled.
pub(super) async fn handled(db: &Db, listener: &'static str, due: &Due) -> Result<()> {
    let id = due.event.id;
    db.write(work!([] | tx | { tx.exec(&HANDLED, values![listener, id]).await.map(|_| ()) })).await
}

/// It was tried in vain: later once more, if ever. Tells whether it will be.
pub(super) async fn in_vain(db: &Db, listener: &'static str, due: &Due, error: &Error, now: i64) -> Result<bool> {
    let wait = usize::try_from(due.tries + 1).ok().and_then(|n| RETRIES.get(n));
    let (id, reason, next) = (due.event.id, error.to_string(), wait.map(|wait| now + wait));
    db.write(work!([reason] | tx | { tx.exec(&IN_VAIN, values![listener, id, &reason, next]).await.map(|_| ()) })).await?;
    Ok(next.is_some())
}

/// Forgets what was set aside before a moment of events that are gone.
pub(super) async fn forget(db: &Db, before: i64) -> Result<()> {
    db.write(work!([] | tx | { tx.exec(&FORGET_ASIDE, values![before]).await.map(|_| ()) })).await
}

/// An event that a listener could not handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The listener.
    pub listener: String,
    /// The event's id.
    pub event: i64,
    /// What happened.
    pub kind: String,
    /// What the listener said last.
    pub reason: String,
    /// Since when, in milliseconds UTC.
    pub at: i64,
    /// When it is tried again by itself, in milliseconds UTC, if ever.
    pub next_at: Option<i64>,
}

/// Every event that was set aside, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn set_aside(db: &Db) -> Result<Vec<SetAside>> {
    db.all(&LIST_ASIDE, &[], |r| {
        Ok(SetAside {
            listener: r.text("listener")?,
            event: r.int("event_id")?,
            kind: r.text("event_kind")?,
            reason: r.text("reason")?,
            at: r.int("at")?,
            next_at: r.opt_int("next_at")?,
        })
    })
    .await
}

/// Makes every event that was set aside due at `now`, and tells how many: whoever delivers for its listener tries it again.
///
/// # Errors
/// What the database says.
pub async fn replay(db: &Db, now: i64) -> Result<u64> {
    db.write(work!([now] | tx | { tx.exec(&REPLAY, values![now]).await })).await
}
