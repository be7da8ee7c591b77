//! A node that numbers and delivers: it wakes a listener when there is something for it, and no other.
//! Deliberately not here: how events are numbered and read, what becomes of one that could not be handled.

use super::{KEPT_MS, Listener, NUMBERED, after, aside, last_seq, sequence};
use crate::Platform;
use crate::bus::Bus;
use crate::{guarded, retry, sql, values, work};
use ruche_kernel::{Error, Event, Result};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Notify, OnceCell, watch};

sql! {
    CURSOR = "SELECT seq FROM listener_cursors WHERE name = $1";
    CREATE_CURSOR = "INSERT INTO listener_cursors (name, seq, holder, lease_until) VALUES ($1, 0, '', 0) ON CONFLICT (name) DO NOTHING";
    /// Whom something waits for that this node may give, be it behind or set aside and due.
    WAITING = "SELECT name FROM listener_cursors WHERE seq < $1 AND (holder = $2 OR lease_until < $3)
        UNION SELECT listener FROM listener_failures WHERE next_at <= $3";
    LEASE = "UPDATE listener_cursors SET holder = $2, lease_until = $4 WHERE name = $1 AND (holder = $2 OR lease_until < $3)";
    MOVE_CURSOR = "UPDATE listener_cursors SET seq = $2 WHERE name = $1 AND seq < $2";
    CURSORS = "SELECT name, seq FROM listener_cursors";
    OLDEST = "SELECT seq, at FROM events WHERE seq IS NOT NULL ORDER BY seq LIMIT 500";
    FORGET = "DELETE FROM events WHERE seq <= $1";
}

/// How often a node looks for events that other nodes recorded, and for what a missed wake-up left.
const POLL: Duration = Duration::from_millis(700);
/// The same while a bus tells at once what others recorded.
const POLL_TOLD: Duration = Duration::from_secs(5);
/// How many times as long as numbering took the node waits before it numbers again, and how long at most: what is recorded meanwhile
/// is numbered, told and delivered together.
const REST: u32 = 4;
const LONGEST_REST: Duration = Duration::from_millis(50);
/// How many events a listener is given at once.
const BATCH: i64 = 100;
/// How long a node keeps a listener without renewing, in milliseconds.
pub(super) const LEASE_MS: i64 = 15_000;
/// How often a node renews while a listener is at work.
const RENEW: Duration = Duration::from_secs(5);
/// How often an event is given alone before it is set aside.
const TRIES: u32 = 4;

/// A listener as one node gives to it.
struct Hand {
    listener: Arc<dyn Listener>,
    wake: Notify,
    /// Until when this node holds its lease, in milliseconds UTC. Whoever delivers keeps it locked: a listener is not given the same
    /// events twice at once by one node.
    leased_until: Mutex<i64>,
}

/// Runs the sequencer and the listeners of this node.
pub struct Outbox {
    platform: Platform,
    listeners: Arc<[Arc<dyn Listener>]>,
    hands: Vec<Hand>,
    /// Whether every listener has its cursor.
    begun: OnceCell<()>,
    node: String,
    /// The newest number that this node knows; live streams wait on it.
    newest: watch::Sender<i64>,
    bus: Arc<dyn Bus>,
}

impl Outbox {
    /// An outbox that will give events to `listeners`; `node` names this process among the others, which `bus` reaches.
    #[must_use]
    pub fn new(platform: Platform, listeners: Vec<Arc<dyn Listener>>, node: String, bus: Arc<dyn Bus>) -> Self {
        let hand = |listener: &Arc<dyn Listener>| Hand { listener: listener.clone(), wake: Notify::new(), leased_until: Mutex::new(0) };
        let hands = listeners.iter().map(hand).collect();
        Self { platform, listeners: listeners.into(), hands, begun: OnceCell::new(), node, newest: watch::Sender::new(0), bus }
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
        for at in 0..self.hands.len() {
            let outbox = Arc::clone(&self);
            tokio::spawn(async move { outbox.follow(&outbox.hands[at]).await });
        }
        let (mut recorded, mut told) = (self.platform.db.events_recorded(), self.bus.heard());
        loop {
            let begun = Instant::now();
            match guarded(self.number()).await {
                Ok(waited_for) => waited_for.into_iter().for_each(|hand| hand.wake.notify_one()),
                Err(error) => tracing::warn!(%error, "events wait for their number"),
            }
            tokio::time::sleep((begun.elapsed() * REST).min(LONGEST_REST)).await;
            tokio::select! {
                _ = recorded.changed() => {}
                Ok(()) = told.changed() => {}
                () = tokio::time::sleep(self.poll()) => {}
            }
        }
    }

    /// Delivers to one listener, each time it is woken.
    async fn follow(&self, hand: &Hand) {
        let mut failures = 0;
        loop {
            hand.wake.notified().await;
            while let Err(error) = guarded(self.deliver(hand)).await {
                failures += 1;
                tracing::warn!(listener = hand.listener.name(), failures, %error, "events wait for the next round");
                tokio::time::sleep(retry::pause(failures)).await;
            }
            failures = 0;
        }
    }

    /// Numbers what waits, tells who follows, here and on other nodes, and gives the listeners for whom something waits.
    async fn number(&self) -> Result<Vec<&Hand>> {
        let db = &self.platform.db;
        self.begun.get_or_try_init(|| self.begin()).await?;
        let mut numbered = false;
        loop {
            let many = sequence(db, &self.listeners).await?;
            numbered |= many > 0;
            if many < NUMBERED {
                break;
            }
        }
        let last = last_seq(db).await?;
        self.newest.send_if_modified(|newest| std::mem::replace(newest, last) != last);
        if numbered {
            self.bus.tell(last);
        }
        let waiting = db.all(&WAITING, values![last, &self.node, self.platform.now()], |r| r.text("name")).await?;
        Ok(self.hands.iter().filter(|hand| waiting.iter().any(|name| name == hand.listener.name())).collect())
    }

    /// Gives each listener that is new its cursor, before the first event.
    async fn begin(&self) -> Result<()> {
        let listeners = self.listeners.clone();
        self.platform
            .db
            .write(work!(
                [listeners] | tx | {
                    for listener in listeners.iter() {
                        tx.exec(&CREATE_CURSOR, values![listener.name()]).await?;
                    }
                    Ok(())
                }
            ))
            .await
    }

    /// Gives a listener everything after its cursor, if this node holds its lease, then what was set aside and is due.
    ///
    /// # Errors
    /// `Unavailable` when something the listener depends on does not answer: what is left waits.
    async fn deliver(&self, hand: &Hand) -> Result<()> {
        let (db, listener, name) = (&self.platform.db, hand.listener.as_ref(), hand.listener.name());
        let mut leased_until = hand.leased_until.lock().await;
        loop {
            let cursor = db.one(&CURSOR, values![name], |r| r.int("seq")).await?;
            let mut events = after(db, cursor, BATCH).await?;
            let Some(last) = events.last().map(|event| event.seq) else { break };
            let is_all = i64::try_from(events.len()).is_ok_and(|many| many < BATCH);
            if !self.holds(name, &mut leased_until).await? {
                return Ok(());
            }
            events.retain(|event| listener.hears(event));
            if !events.is_empty() {
                match self.handled(listener, &events, &mut leased_until).await {
                    Ok(()) => {}
                    Err(error @ Error::Unavailable(_)) => return Err(error),
                    Err(error) => {
                        tracing::warn!(listener = name, %error, "a batch failed, each event is given alone");
                        self.one_by_one(listener, &events, &mut leased_until).await?;
                    }
                }
            }
            self.move_cursor(name, last).await?;
            if is_all {
                break;
            }
        }
        self.try_again(listener, &mut leased_until).await
    }

    /// Whether this node holds the lease of a listener. It is renewed once half of it is over.
    async fn holds(&self, name: &'static str, until: &mut i64) -> Result<bool> {
        // A clock that was set back does not make a lease longer.
        let held = *until - self.platform.now();
        Ok((LEASE_MS / 2..=LEASE_MS).contains(&held) || self.lease(name, until).await?)
    }

    /// Takes the lease of a listener, or renews it; false when another node holds it.
    async fn lease(&self, name: &'static str, until: &mut i64) -> Result<bool> {
        let (node, now) = (self.node.clone(), self.platform.now());
        let later = now + LEASE_MS;
        let held = self.platform.db.write(work!([node] | tx | { tx.exec(&LEASE, values![name, &node, now, later]).await })).await? > 0;
        *until = if held { later } else { 0 };
        Ok(held)
    }

    /// Gives events to a listener, and keeps its lease for as long as it is at work.
    async fn handled(&self, listener: &dyn Listener, events: &[Event], until: &mut i64) -> Result<()> {
        let mut at_work = pin!(guarded(listener.handle(events)));
        loop {
            match tokio::time::timeout(RENEW, &mut at_work).await {
                Ok(done) => return done,
                Err(_) => {
                    if let Err(error) = self.lease(listener.name(), until).await {
                        tracing::warn!(listener = listener.name(), %error, "a lease was not renewed");
                    }
                }
            }
        }
    }

    async fn move_cursor(&self, name: &'static str, seq: i64) -> Result<()> {
        self.platform.db.write(work!([name, seq] | tx | { tx.exec(&MOVE_CURSOR, values![name, seq]).await.map(|_| ()) })).await
    }

    /// One bad event never stops the others: it is tried again, then set aside in the table of failures.
    async fn one_by_one(&self, listener: &dyn Listener, events: &[Event], until: &mut i64) -> Result<()> {
        let name = listener.name();
        for event in events {
            let mut tries = 0;
            while let Err(error) = self.handled(listener, std::slice::from_ref(event), until).await {
                tries += 1;
                if matches!(error, Error::Unavailable(_)) {
                    return Err(error);
                }
                if tries < TRIES {
                    tokio::time::sleep(Duration::from_millis(50 << (2 * tries))).await;
                    continue;
                }
                tracing::error!(listener = name, event = event.id, %error, "an event was set aside");
                aside::set(&self.platform.db, name, event.id, &error, self.platform.now()).await?;
                break;
            }
            self.move_cursor(name, event.seq).await?;
        }
        Ok(())
    }

    /// Gives a listener again what was set aside and is due.
    async fn try_again(&self, listener: &dyn Listener, until: &mut i64) -> Result<()> {
        let (db, name, now) = (&self.platform.db, listener.name(), self.platform.now());
        for due in aside::due(db, name, now).await? {
            if !aside::claim(db, name, &due, now).await? {
                continue;
            }
            match self.handled(listener, std::slice::from_ref(&due.event), until).await {
                Ok(()) => {
                    tracing::info!(listener = name, event = due.event.id, "an event that was set aside is handled");
                    aside::handled(db, name, &due).await?;
                }
                // It stays claimed, and comes again.
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => {
                    let again = aside::in_vain(db, name, &due, &error, now).await?;
                    tracing::warn!(listener = name, event = due.event.id, again, %error, "an event that was set aside failed again");
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
        let read = |listener: &Arc<dyn Listener>| cursors.iter().find(|(name, _)| name == listener.name()).map_or(0, |(_, seq)| *seq);
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
        aside::forget(db, now - KEPT_MS).await
    }

    /// Numbers and delivers once, until nothing is left: tests and the command line.
    ///
    /// # Errors
    /// What a listener or the database says.
    pub async fn settle(&self) -> Result<()> {
        for hand in self.number().await? {
            self.deliver(hand).await?;
        }
        Ok(())
    }
}
