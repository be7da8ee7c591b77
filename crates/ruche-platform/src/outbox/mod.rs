//! The outbox: events recorded in the transaction that caused them, numbered after the commit, read by number.
//!
//! Ids are made before a transaction, so they do not tell the order of commits. A sequencer numbers committed rows; every
//! listener reads by that number with a durable cursor, so that none is lost and none is seen twice by a cursor. Those that hear
//! of none of what is numbered pass over it in the same transaction, and cost nothing more.
//!
//! While something that a listener depends on does not answer, its events wait. An event that a listener cannot handle is
//! set aside, so that the others go on, and tried again later: six times by itself, then when someone asks.
//! Deliberately not here: what a listener does.

pub mod aside;
pub mod deliver;
#[cfg(test)]
mod tests;

pub use aside::{SetAside, replay, set_aside};
pub use deliver::Outbox;

use crate::db::{Db, Row, Tx};
use crate::{sql, values, work};
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, PlaceId, Result, SubjectRef};
use std::sync::Arc;

sql! {
    INSERT = "INSERT INTO events (id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, target_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UNNUMBERED = "SELECT 1 AS one FROM events WHERE seq IS NULL LIMIT 1";
    /// Takes the row's lock: one node numbers at a time.
    LOCK_SEQUENCE = "UPDATE sequences SET value = value WHERE name = 'events'";
    NUMBER = "WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM events WHERE seq IS NULL ORDER BY id LIMIT 500)
        UPDATE events SET seq = (SELECT value FROM sequences WHERE name = 'events') + numbered.rank FROM numbered WHERE events.id = numbered.id
        RETURNING events.id, events.seq, events.kind, events.actor_id, events.subject_kind, events.subject_id, events.root_kind, events.root_id,
            events.place_id, events.target_id, events.at";
    ADVANCE = "UPDATE sequences SET value = value + $1 WHERE name = 'events'";
    /// Listeners that have read what was before, by their names between commas.
    PASS = "UPDATE listener_cursors SET seq = $2 WHERE seq = $1 AND CAST($3 AS TEXT) LIKE '%,' || name || ',%'";
    LAST = "SELECT value FROM sequences WHERE name = 'events'";
    AFTER = "SELECT id, seq, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, target_id, at FROM events WHERE seq > $1 ORDER BY seq LIMIT $2";
    UNDER = "SELECT DISTINCT subject_kind, subject_id FROM events WHERE root_kind = $1 AND root_id = $2 AND NOT (subject_kind = $1 AND subject_id = $2)";
    LAST_OF = "SELECT max(id) AS id FROM events WHERE root_kind = $1 AND root_id = $2 AND subject_kind = $3 AND subject_id = $4 AND kind = $5 AND id < $6";
    CURSORS = "SELECT name, seq FROM listener_cursors";
    GREATEST_ID = "SELECT max(id) AS id FROM events";
    COUNT_FAILED = "SELECT count(*) AS n FROM listener_failures";
    COUNT_UNDELIVERED = "SELECT count(*) AS n FROM events e CROSS JOIN listener_cursors c WHERE e.seq IS NULL OR e.seq > c.seq";
}

/// How many events are numbered at once at most: `NUMBER` says the same.
const NUMBERED: usize = 500;
/// How long events are kept, in milliseconds: 180 days. A notification that nobody read is kept as long: it is put away by
/// events that tell what hangs on what.
pub const KEPT_MS: i64 = 180 * 86_400_000;

/// Records an event in the transaction that caused it, and gives it its id and time.
///
/// # Errors
/// What the database says.
pub async fn record(tx: &mut Tx, id: i64, now: i64, event: &Event) -> Result<()> {
    tx.exec(
        &INSERT,
        values![
            id,
            event.kind.as_str(),
            event.actor,
            event.subject.kind.as_str(),
            event.subject.id,
            event.root.kind.as_str(),
            event.root.id,
            event.place,
            event.target,
            now
        ],
    )
    .await?;
    tx.mark_recorded();
    Ok(())
}

/// Numbers the committed events that have no number yet, in the order of their ids, and tells how many: 500 at most. A listener
/// that had read everything before and hears of none of them has read them too.
///
/// # Errors
/// What the database says.
async fn sequence(db: &Db, listeners: &Arc<[Arc<dyn Listener>]>) -> Result<usize> {
    if db.opt(&UNNUMBERED, &[], |_| Ok(())).await?.is_none() {
        return Ok(0);
    }
    db.write(work!(
        [listeners] | tx | {
            tx.exec(&LOCK_SEQUENCE, &[]).await?;
            let numbered = tx.all(&NUMBER, &[], event).await?;
            let many = i64::try_from(numbered.len()).unwrap_or(0);
            tx.exec(&ADVANCE, values![many]).await?;
            if let Some(last) = numbered.iter().map(|event| event.seq).max() {
                tx.exec(&PASS, values![last - many, last, &deaf(&listeners, &numbered)]).await?;
            }
            Ok(numbered.len())
        }
    ))
    .await
}

/// The names of the listeners that hear of no event of these, each between commas.
fn deaf(listeners: &[Arc<dyn Listener>], events: &[Event]) -> String {
    let deaf = listeners.iter().filter(|listener| !events.iter().any(|event| listener.hears(event)));
    deaf.fold(String::from(","), |names, listener| names + listener.name() + ",")
}

/// The number of the newest numbered event.
///
/// # Errors
/// What the database says.
pub async fn last_seq(db: &Db) -> Result<i64> {
    db.one(&LAST, &[], |r| r.int("value")).await
}

/// The events after a number, oldest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub async fn after(db: &Db, seq: i64, limit: i64) -> Result<Vec<Event>> {
    db.all(&AFTER, values![seq, limit], event).await
}

/// The Subjects that events told of as hanging on `root`: when it goes, what was told of them goes too.
///
/// # Errors
/// What the database says.
pub async fn subjects_under(db: &Db, root: &SubjectRef) -> Result<Vec<SubjectRef>> {
    db.all(&UNDER, values![root.kind.as_str(), root.id], |r| Ok(SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? }))
        .await
}

/// The id of the last event of a kind on the Subject of `event`, before it.
///
/// # Errors
/// What the database says.
pub async fn last_before(db: &Db, event: &Event, kind: &str) -> Result<Option<i64>> {
    let (root, subject) = (&event.root, &event.subject);
    db.one(&LAST_OF, values![root.kind.as_str(), root.id, subject.kind.as_str(), subject.id, kind, event.id], |r| r.opt_int("id")).await
}

fn event(r: &Row) -> Result<Event> {
    Ok(Event {
        id: r.int("id")?,
        seq: r.int("seq")?,
        kind: r.text("kind")?,
        actor: MemberId(r.int("actor_id")?),
        subject: SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? },
        root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
        place: PlaceId(r.int("place_id")?),
        target: r.opt_int("target_id")?.map(MemberId),
        at: r.int("at")?,
    })
}

/// Reacts to events, after the commit. Its effect is unique by (event, recipient): it may be given an event again.
#[async_trait]
pub trait Listener: Send + Sync {
    /// Names its cursor, without a comma.
    fn name(&self) -> &'static str;
    /// Whether it has something to do about an event, told of the event alone: of others it is not told.
    fn hears(&self, event: &Event) -> bool;
    /// Handles events that it hears of, oldest first, in bulk.
    async fn handle(&self, events: &[Event]) -> Result<()>;
}

/// How many events each listener has still to be given, by its name.
///
/// # Errors
/// What the database says.
pub async fn behind(db: &Db) -> Result<Vec<(String, i64)>> {
    let last = last_seq(db).await?;
    db.all(&CURSORS, &[], |r| Ok((r.text("name")?, last - r.int("seq")?))).await
}

/// What the check command says of the outbox: deliveries that wait, events set aside.
///
/// # Errors
/// What the database says.
pub async fn waiting_and_failed(db: &Db) -> Result<(i64, i64)> {
    Ok((db.one(&COUNT_UNDELIVERED, &[], |r| r.int("n")).await?, db.one(&COUNT_FAILED, &[], |r| r.int("n")).await?))
}

/// The greatest id that is stored, so that ids made after a restart are above it even if the clock was set back.
///
/// # Errors
/// What the database says.
pub async fn greatest_id(db: &Db) -> Result<i64> {
    Ok(db.one(&GREATEST_ID, &[], |r| r.opt_int("id")).await?.unwrap_or(0))
}
