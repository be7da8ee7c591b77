//! The outbox: events recorded in the transaction that caused them, numbered after the commit, read by number.
//!
//! Ids are made before a transaction, so they do not tell the order of commits. A sequencer numbers committed rows; every
//! listener reads by that number with a durable cursor, so that none is lost and none is seen twice by a cursor.
//!
//! While something that a listener depends on does not answer, its events wait. An event that a listener cannot handle is
//! set aside, so that the others go on, and tried again later: six times by itself, then when someone asks.
//! Deliberately not here: what a listener does.

use crate::Platform;
use crate::bus::Bus;
use crate::db::{Db, Row, Tx};
use crate::{guarded, retry, sql, values, work};
use async_trait::async_trait;
use ruche_kernel::{Error, Event, MemberId, PlaceId, Result, SubjectRef};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, watch};

sql! {
    INSERT = "INSERT INTO events (id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, target_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UNNUMBERED = "SELECT 1 AS one FROM events WHERE seq IS NULL LIMIT 1";
    /// Takes the row's lock: one node numbers at a time.
    LOCK_SEQUENCE = "UPDATE sequences SET value = value WHERE name = 'events'";
    NUMBER = "WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM events WHERE seq IS NULL ORDER BY id LIMIT 500)
        UPDATE events SET seq = (SELECT value FROM sequences WHERE name = 'events') + numbered.rank FROM numbered WHERE events.id = numbered.id";
    ADVANCE = "UPDATE sequences SET value = value + $1 WHERE name = 'events'";
    LAST = "SELECT value FROM sequences WHERE name = 'events'";
    AFTER = "SELECT id, seq, kind, actor_id, subject_kind, subject_id, root_kind, root_id, place_id, target_id, at FROM events WHERE seq > $1 ORDER BY seq LIMIT $2";
    UNDER = "SELECT DISTINCT subject_kind, subject_id FROM events WHERE root_kind = $1 AND root_id = $2 AND NOT (subject_kind = $1 AND subject_id = $2)";
    LAST_OF = "SELECT max(id) AS id FROM events WHERE root_kind = $1 AND root_id = $2 AND subject_kind = $3 AND subject_id = $4 AND kind = $5 AND id < $6";
    CURSOR = "SELECT seq FROM listener_cursors WHERE name = $1";
    CREATE_CURSOR = "INSERT INTO listener_cursors (name, seq, holder, lease_until) VALUES ($1, 0, '', 0) ON CONFLICT (name) DO NOTHING";
    LEASE = "UPDATE listener_cursors SET holder = $2, lease_until = $4 WHERE name = $1 AND (holder = $2 OR lease_until < $3)";
    MOVE_CURSOR = "UPDATE listener_cursors SET seq = $2 WHERE name = $1 AND seq < $2";
    SET_ASIDE = "INSERT INTO listener_failures (listener, event_id, reason, at, tries, next_at) VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (listener, event_id) DO NOTHING";
    DUE = "SELECT e.id, e.seq, e.kind, e.actor_id, e.subject_kind, e.subject_id, e.root_kind, e.root_id, e.place_id, e.target_id, e.at, f.tries, f.next_at
        FROM listener_failures f JOIN events e ON e.id = f.event_id WHERE f.listener = $1 AND f.next_at <= $2 ORDER BY e.seq LIMIT 20";
    /// Whoever moves the date first tries it.
    CLAIM = "UPDATE listener_failures SET next_at = $4 WHERE listener = $1 AND event_id = $2 AND next_at = $3";
    HANDLED = "DELETE FROM listener_failures WHERE listener = $1 AND event_id = $2";
    IN_VAIN = "UPDATE listener_failures SET reason = $3, tries = tries + 1, next_at = $4 WHERE listener = $1 AND event_id = $2";
    LIST_ASIDE = "SELECT f.listener, f.event_id, f.reason, f.at, f.next_at, e.kind AS event_kind FROM listener_failures f JOIN events e ON e.id = f.event_id ORDER BY f.at, f.event_id, f.listener";
    REPLAY = "UPDATE listener_failures SET tries = 0, next_at = $1";
    CURSORS = "SELECT name, seq FROM listener_cursors";
    OLDEST = "SELECT seq, at FROM events WHERE seq IS NOT NULL ORDER BY seq LIMIT 500";
    FORGET = "DELETE FROM events WHERE seq <= $1";
    FORGET_ASIDE = "DELETE FROM listener_failures WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = listener_failures.event_id)";
    GREATEST_ID = "SELECT max(id) AS id FROM events";
    COUNT_FAILED = "SELECT count(*) AS n FROM listener_failures";
    COUNT_UNDELIVERED = "SELECT count(*) AS n FROM events e CROSS JOIN listener_cursors c WHERE e.seq IS NULL OR e.seq > c.seq";
}

/// How often a node looks for events that other nodes recorded, and for what a missed wake-up left.
const POLL: Duration = Duration::from_millis(700);
/// The same while a bus tells at once what others recorded.
const POLL_TOLD: Duration = Duration::from_secs(5);
/// How many events a listener is given at once.
const BATCH: i64 = 100;
/// How long a node keeps a listener without renewing, in milliseconds.
const LEASE_MS: i64 = 15_000;
/// How often an event is given alone before it is set aside.
const TRIES: u32 = 4;
/// After how many milliseconds an event that was set aside is tried again; then only when someone asks.
const RETRIES: [i64; 6] = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 86_400_000];
/// How long an event that is being tried again is left alone by other nodes, in milliseconds.
const CLAIM_MS: i64 = 60_000;
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

/// Numbers the committed events that have no number yet, in the order of their ids, and tells how many.
///
/// # Errors
/// What the database says.
pub async fn sequence(db: &Db) -> Result<u64> {
    if db.opt(&UNNUMBERED, &[], |_| Ok(())).await?.is_none() {
        return Ok(0);
    }
    db.write(work!(
        [] | tx | {
            tx.exec(&LOCK_SEQUENCE, &[]).await?;
            let numbered = tx.exec(&NUMBER, &[]).await?;
            tx.exec(&ADVANCE, values![i64::try_from(numbered).unwrap_or(0)]).await?;
            Ok(numbered)
        }
    ))
    .await
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
    /// Names its cursor.
    fn name(&self) -> &'static str;
    /// Handles events, oldest first, in bulk.
    async fn handle(&self, events: &[Event]) -> Result<()>;
}

/// A listener, and the turn that one delivery at a time takes.
type Turned = (Arc<dyn Listener>, Arc<Mutex<()>>);

/// Runs the sequencer and the listeners of this node.
pub struct Outbox {
    platform: Platform,
    /// Each with its turn: a listener is not given the same events twice at once by one node.
    listeners: Vec<Turned>,
    node: String,
    /// The newest number that this node knows; live streams wait on it.
    newest: watch::Sender<i64>,
    bus: Arc<dyn Bus>,
}

impl Outbox {
    /// An outbox that will give events to `listeners`; `node` names this process among the others, which `bus` reaches.
    #[must_use]
    pub fn new(platform: Platform, listeners: Vec<Arc<dyn Listener>>, node: String, bus: Arc<dyn Bus>) -> Self {
        let listeners = listeners.into_iter().map(|listener| (listener, Arc::default())).collect();
        Self { platform, listeners, node, newest: watch::Sender::new(0), bus }
    }

    fn poll(&self) -> Duration {
        if self.bus.carries() { POLL_TOLD } else { POLL }
    }

    /// Follows the newest event number.
    #[must_use]
    pub fn newest(&self) -> watch::Receiver<i64> {
        self.newest.subscribe()
    }

    /// Numbers and delivers for ever. Spawned once by the server.
    pub async fn run(self: Arc<Self>) {
        for (listener, turn) in self.listeners.clone() {
            let outbox = Arc::clone(&self);
            tokio::spawn(async move {
                let (mut newest, mut failures) = (outbox.newest.subscribe(), 0);
                loop {
                    match guarded(outbox.deliver(listener.as_ref(), &turn)).await {
                        Ok(()) => {
                            failures = 0;
                            // A timeout is the other wake-up: another node may have recorded, or a lease may have ended.
                            let _ = tokio::time::timeout(outbox.poll(), newest.changed()).await;
                        }
                        Err(error) => {
                            failures += 1;
                            tracing::warn!(listener = listener.name(), failures, %error, "events wait for the next round");
                            tokio::time::sleep(retry::pause(failures)).await;
                        }
                    }
                }
            });
        }
        let (mut recorded, mut told) = (self.platform.db.events_recorded(), self.bus.heard());
        loop {
            if let Err(error) = guarded(self.number()).await {
                tracing::warn!(%error, "events wait for their number");
            }
            tokio::select! {
                _ = recorded.changed() => {}
                Ok(()) = told.changed() => {}
                () = tokio::time::sleep(self.poll()) => {}
            }
        }
    }

    /// Numbers what waits and tells who follows, here and on other nodes.
    async fn number(&self) -> Result<()> {
        let mut numbered = false;
        while sequence(&self.platform.db).await? > 0 {
            numbered = true;
        }
        let last = last_seq(&self.platform.db).await?;
        self.newest.send_if_modified(|newest| std::mem::replace(newest, last) != last);
        if numbered {
            self.bus.tell(last);
        }
        Ok(())
    }

    /// Gives a listener everything after its cursor, if this node holds its lease, then what was set aside and is due.
    ///
    /// # Errors
    /// `Unavailable` when something the listener depends on does not answer: what is left waits.
    async fn deliver(&self, listener: &dyn Listener, turn: &Mutex<()>) -> Result<()> {
        let _turn = turn.lock().await;
        let db = &self.platform.db;
        let name = listener.name();
        loop {
            let Some(cursor) = db.opt(&CURSOR, values![name], |r| r.int("seq")).await? else {
                db.write(work!([name] | tx | { tx.exec(&CREATE_CURSOR, values![name]).await })).await?;
                continue;
            };
            let events = after(db, cursor, BATCH).await?;
            let Some(last) = events.last().map(|e| e.seq) else { break };
            let (node, now) = (self.node.clone(), self.platform.now());
            let held =
                db.write(work!([name, node, now] | tx | { tx.exec(&LEASE, values![name, &node, now, now + LEASE_MS]).await })).await?;
            if held == 0 {
                return Ok(());
            }
            match guarded(listener.handle(&events)).await {
                Ok(()) => self.move_cursor(name, last).await?,
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => {
                    tracing::warn!(listener = name, %error, "a batch failed, each event is given alone");
                    self.one_by_one(listener, &events).await?;
                }
            }
        }
        self.try_again(listener).await
    }

    async fn move_cursor(&self, name: &'static str, seq: i64) -> Result<()> {
        self.platform.db.write(work!([name, seq] | tx | { tx.exec(&MOVE_CURSOR, values![name, seq]).await.map(|_| ()) })).await
    }

    /// One bad event never stops the others: it is tried again, then set aside in the table of failures.
    async fn one_by_one(&self, listener: &dyn Listener, events: &[Event]) -> Result<()> {
        let name = listener.name();
        for event in events {
            let mut tries = 0;
            while let Err(error) = guarded(listener.handle(std::slice::from_ref(event))).await {
                tries += 1;
                if matches!(error, Error::Unavailable(_)) {
                    return Err(error);
                }
                if tries < TRIES {
                    tokio::time::sleep(Duration::from_millis(50 << (2 * tries))).await;
                    continue;
                }
                tracing::error!(listener = name, event = event.id, %error, "an event was set aside");
                let (id, reason, now) = (event.id, error.to_string(), self.platform.now());
                let next = now + RETRIES[0];
                self.platform
                    .db
                    .write(work!([name, id, reason, now, next] | tx | { tx.exec(&SET_ASIDE, values![name, id, &reason, now, next]).await }))
                    .await?;
                break;
            }
            self.move_cursor(name, event.seq).await?;
        }
        Ok(())
    }

    /// Gives a listener again what was set aside and is due.
    async fn try_again(&self, listener: &dyn Listener) -> Result<()> {
        let (db, name, now) = (&self.platform.db, listener.name(), self.platform.now());
        let due = db.all(&DUE, values![name, now], |r| Ok((event(r)?, r.int("tries")?, r.int("next_at")?))).await?;
        for (event, tries, next) in due {
            let (id, later) = (event.id, now + CLAIM_MS);
            let claimed = db.write(work!([name, id, next, later] | tx | { tx.exec(&CLAIM, values![name, id, next, later]).await })).await?;
            if claimed == 0 {
                continue;
            }
            match guarded(listener.handle(std::slice::from_ref(&event))).await {
                Ok(()) => {
                    tracing::info!(listener = name, event = id, "an event that was set aside is handled");
                    db.write(work!([name, id] | tx | { tx.exec(&HANDLED, values![name, id]).await })).await?;
                }
                // It stays claimed, and comes again.
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => {
                    let wait = usize::try_from(tries + 1).ok().and_then(|n| RETRIES.get(n));
                    let (reason, next) = (error.to_string(), wait.map(|wait| now + wait));
                    tracing::warn!(listener = name, event = id, again = next.is_some(), %error, "an event that was set aside failed again");
                    db.write(work!([name, id, reason, next] | tx | { tx.exec(&IN_VAIN, values![name, id, &reason, next]).await })).await?;
                }
            }
        }
        Ok(())
    }

    /// Forgets the oldest events, at most ten thousand at a time: those recorded before `now - KEPT_MS` that every listener
    /// has passed, and what was set aside of them. The newest stays: ids go on above it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget(&self, now: i64) -> Result<()> {
        let db = &self.platform.db;
        let cursors = db.all(&CURSORS, &[], |r| Ok((r.text("name")?, r.int("seq")?))).await?;
        let read = |(listener, _): &Turned| cursors.iter().find(|(name, _)| name == listener.name()).map_or(0, |(_, seq)| *seq);
        let passed = self.listeners.iter().map(read).min().unwrap_or(0).min(last_seq(db).await? - 1);
        for _ in 0..20 {
            let oldest = db.all(&OLDEST, &[], |r| Ok((r.int("seq")?, r.int("at")?))).await?;
            // From the lowest number on and without a hole, since numbers are in the order of commits and dates nearly so.
            let old = oldest.iter().take_while(|(seq, at)| *seq <= passed && *at < now - KEPT_MS).count();
            let Some((last, _)) = oldest[..old].last() else { break };
            db.write(work!([last] | tx | { tx.exec(&FORGET, values![last]).await })).await?;
            if old < oldest.len() {
                break;
            }
        }
        db.write(work!([now] | tx | { tx.exec(&FORGET_ASIDE, values![now - KEPT_MS]).await.map(|_| ()) })).await
    }

    /// Numbers and delivers once, until nothing is left: tests and the command line.
    ///
    /// # Errors
    /// What a listener or the database says.
    pub async fn settle(&self) -> Result<()> {
        self.number().await?;
        for (listener, turn) in &self.listeners {
            self.deliver(listener.as_ref(), turn).await?;
        }
        Ok(())
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::{NOW, platform};
    use ruche_kernel::FakeClock;
    use std::sync::Mutex as Lock;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// What a listener does with an event of a kind: `bug`, `panic`, `unavailable`, each until it is mended, anything else well.
    #[derive(Default)]
    struct Moody {
        mended: AtomicU32,
        told: Lock<Vec<i64>>,
    }

    #[async_trait]
    impl Listener for Moody {
        fn name(&self) -> &'static str {
            "moody"
        }

        async fn handle(&self, events: &[Event]) -> Result<()> {
            if self.mended.load(Ordering::SeqCst) == 0 {
                for event in events {
                    match event.kind.as_str() {
                        "bug" => return Err(Error::bug("on purpose")),
                        "panic" => panic!("on purpose"),
                        "unavailable" => return Err(Error::Unavailable("on purpose".into())),
                        _ => {}
                    }
                }
            }
            self.told.lock().unwrap().extend(events.iter().map(|event| event.subject.id));
            Ok(())
        }
    }

    async fn happens(platform: &Platform, kinds: &[&str]) {
        for (n, kind) in (1..).zip(kinds) {
            let event = Event::new(kind, MemberId(1), SubjectRef::new("post", n), PlaceId(1));
            let (id, now) = (platform.id(), platform.now());
            platform.db.write(work!([event] | tx | { record(tx, id, now, &event).await })).await.unwrap();
        }
    }

    fn outbox(platform: &Platform) -> (Outbox, Arc<Moody>) {
        let moody = Arc::new(Moody::default());
        (Outbox::new(platform.clone(), vec![moody.clone()], "here".into(), Arc::new(crate::bus::NoBus::default())), moody)
    }

    #[tokio::test]
    async fn what_panics_or_fails_is_set_aside_alone_listed_and_told_once_after_a_replay() {
        let (_folder, platform, clock) = platform().await;
        let (outbox, moody) = outbox(&platform);
        happens(&platform, &["panic", "fine", "bug", "fine"]).await;
        outbox.settle().await.unwrap();
        assert_eq!(*moody.told.lock().unwrap(), [2, 4]);
        let listed = set_aside(&platform.db).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["panic", "bug"]);
        assert!(listed[0].reason.contains("a panic: on purpose") && listed[0].next_at == Some(NOW + RETRIES[0]), "{listed:?}");
        // In its time it is tried again by itself, more and more seldom, until that was in vain.
        for wait in RETRIES {
            clock.advance(wait);
            outbox.settle().await.unwrap();
        }
        assert_eq!(set_aside(&platform.db).await.unwrap()[1].next_at, None);
        moody.mended.store(1, Ordering::SeqCst);
        clock.advance(RETRIES[5]);
        outbox.settle().await.unwrap();
        assert_eq!(*moody.told.lock().unwrap(), [2, 4], "nobody asked");
        assert_eq!(replay(&platform.db, platform.now()).await.unwrap(), 2);
        for _ in 0..2 {
            outbox.settle().await.unwrap();
        }
        assert_eq!(*moody.told.lock().unwrap(), [2, 4, 1, 3], "each once");
        assert!(set_aside(&platform.db).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn while_something_does_not_answer_events_wait_and_none_is_set_aside() {
        let (_folder, platform, _) = platform().await;
        let (outbox, moody) = outbox(&platform);
        happens(&platform, &["fine", "bug", "unavailable", "fine"]).await;
        for _ in 0..5 {
            assert!(matches!(outbox.settle().await, Err(Error::Unavailable(_)) | Ok(())));
        }
        assert_eq!(*moody.told.lock().unwrap(), [1]);
        let kinds = |all: Vec<SetAside>| all.into_iter().map(|one| one.kind).collect::<Vec<_>>();
        assert_eq!(kinds(set_aside(&platform.db).await.unwrap()), ["bug"]);
        moody.mended.store(1, Ordering::SeqCst);
        outbox.settle().await.unwrap();
        assert_eq!(*moody.told.lock().unwrap(), [1, 3, 4]);
    }

    #[tokio::test]
    async fn the_running_outbox_survives_its_listeners() {
        let (_folder, platform, _) = platform().await;
        let (outbox, moody) = outbox(&platform);
        let running = tokio::spawn(Arc::new(outbox).run());
        happens(&platform, &["panic", "fine"]).await;
        let told = async {
            while moody.told.lock().unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), told).await.expect("the second event is told");
        running.abort();
    }

    #[tokio::test]
    async fn old_events_that_were_read_are_forgotten_and_the_newest_stays() {
        let (_folder, platform, clock): (_, _, Arc<FakeClock>) = platform().await;
        let (outbox, moody) = outbox(&platform);
        moody.mended.store(1, Ordering::SeqCst);
        happens(&platform, &["a", "b"]).await;
        outbox.settle().await.unwrap();
        clock.advance(KEPT_MS);
        happens(&platform, &["c"]).await;
        clock.advance(1);
        let seqs = async || after(&platform.db, 0, 10).await.unwrap().iter().map(|e| e.seq).collect::<Vec<_>>();
        sequence(&platform.db).await.unwrap();
        outbox.forget(platform.now()).await.unwrap();
        assert_eq!(seqs().await, [3], "two are old, and read");
        happens(&platform, &["d"]).await;
        clock.advance(2 * KEPT_MS);
        sequence(&platform.db).await.unwrap();
        outbox.forget(platform.now()).await.unwrap();
        assert_eq!(seqs().await, [3, 4], "old, and not read yet");
        outbox.settle().await.unwrap();
        outbox.forget(platform.now()).await.unwrap();
        assert_eq!(seqs().await, [4], "the newest says where ids and numbers go on");
        assert!(greatest_id(&platform.db).await.unwrap() > 0);
    }
}
