//! The hub: reads the outbox once for the whole node, shares each event with every open stream, and counts the streams.

use ruche_kernel::{Error, Event, MemberId, Result};
use ruche_platform::{Platform, guarded, outbox, retry};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{broadcast, oneshot, watch};

/// How many events a stream may be behind before it is told to reload.
const BEHIND: usize = 1_024;
/// How many streams a person may have open on one node. One more ends the oldest, which may be that of a phone that has gone
/// out of reach: nobody is told so before the network gives it up.
const MOST_STREAMS: usize = 20;
/// How many events are read at once.
const BATCH: i64 = 500;

/// In place of a number, before the first.
const NOT_BEGUN: i64 = -1;

/// An open stream: its number, and what ends it by being dropped.
type Open = (u64, oneshot::Sender<()>);

/// The hub of a node's live streams.
pub struct Live {
    platform: Platform,
    events: broadcast::Sender<Arc<Event>>,
    /// The number of the last event that was shared; [`NOT_BEGUN`] until the hub follows the outbox.
    shared: AtomicI64,
    /// The open streams of each person, the oldest first.
    streams: Mutex<HashMap<MemberId, VecDeque<Open>>>,
    /// The number of the next stream.
    next: AtomicU64,
    ending: watch::Sender<bool>,
}

impl Live {
    /// A hub that follows nothing until it is run.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self {
            platform,
            events: broadcast::Sender::new(BEHIND),
            shared: AtomicI64::new(NOT_BEGUN),
            streams: Mutex::default(),
            next: AtomicU64::new(0),
            ending: watch::Sender::new(false),
        }
    }

    /// Shares every event that is numbered from now on, until the outbox that tells `newest` is gone or the hub is closed.
    /// Spawned once by the server.
    pub async fn run(self: Arc<Self>, mut newest: watch::Receiver<i64>) {
        let (mut ending, mut failures) = (self.ending.subscribe(), 0);
        loop {
            let done = guarded(async { if self.shared() == NOT_BEGUN { self.begin().await } else { self.share().await } }).await;
            if let Err(error) = done {
                failures += 1;
                tracing::warn!(failures, %error, "live events wait");
                tokio::time::sleep(retry::pause(failures)).await;
                continue;
            }
            failures = 0;
            tokio::select! {
                changed = newest.changed() => if changed.is_err() { return },
                _ = ending.wait_for(|ended| *ended) => return,
            }
        }
    }

    /// Ends every stream, so that the server can stop; browsers come back by themselves.
    pub fn close(&self) {
        self.ending.send_replace(true);
    }

    /// Follows the outbox from here on. Streams are refused before: called before the first request is taken.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin(&self) -> Result<()> {
        self.shared.store(outbox::last_seq(&self.platform.db).await?, Ordering::Release);
        Ok(())
    }

    async fn share(&self) -> Result<()> {
        loop {
            let events = outbox::after(&self.platform.db, self.shared(), BATCH).await?;
            if events.is_empty() {
                return Ok(());
            }
            for event in events {
                let seq = event.seq;
                // Nobody listens when no page is open.
                let _ = self.events.send(Arc::new(event));
                self.shared.store(seq, Ordering::Release);
            }
        }
    }

    /// The number of the last event that was shared.
    pub(super) fn shared(&self) -> i64 {
        self.shared.load(Ordering::Acquire)
    }

    /// Everything that is shared from now on.
    ///
    /// # Errors
    /// `Unavailable` while the hub does not follow the outbox: it could begin after what the stream has read.
    pub(super) fn events(&self) -> Result<broadcast::Receiver<Arc<Event>>> {
        if self.shared() == NOT_BEGUN {
            Err(Error::Unavailable("live events are not followed yet".into()))
        } else {
            Ok(self.events.subscribe())
        }
    }

    /// Turns true when the streams must end.
    pub(super) fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// A seat for one stream of `member`, given back when it is dropped. The oldest stream of someone who has as many as one
    /// may ends.
    pub(super) fn seat(self: &Arc<Self>, member: MemberId) -> Seat {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (end, ended) = oneshot::channel();
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(member).or_default();
        while open.len() >= MOST_STREAMS {
            open.pop_front();
        }
        open.push_back((number, end));
        metrics::gauge!("ruche_live_streams").increment(1);
        Seat { live: Arc::clone(self), member, number, ended }
    }
}

/// One open stream of a person.
pub(super) struct Seat {
    live: Arc<Live>,
    member: MemberId,
    number: u64,
    ended: oneshot::Receiver<()>,
}

impl Seat {
    /// Waits until the seat is given to a newer stream.
    pub(super) async fn lost(&mut self) {
        // Nothing is ever sent: the other end is dropped.
        let _ = (&mut self.ended).await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        metrics::gauge!("ruche_live_streams").decrement(1);
        let mut streams = self.live.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.member) {
            open.retain(|(number, _)| *number != self.number);
            if open.is_empty() {
                streams.remove(&self.member);
            }
        }
    }
}
