//! Keeps the index of this node: makes it of the data where there is none to trust or someone asks, then follows the events.

use super::store;
use ruche_kernel::{Error, Event, Result, SubjectRef};
use ruche_platform::search::{Document, State, Touched, ordered_rebuild};
use ruche_platform::{Platform, guarded, outbox, retry};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, watch};

/// How often a node looks whether someone asked for another index, and for what a missed wake-up left.
const POLL: Duration = Duration::from_secs(5);
/// How many events are read at once.
const BATCH: i64 = 500;
/// How many times as long as a round took the keeper waits before the next one, and how long at most: what happens meanwhile is read
/// and written together. However much is published, a tenth of the time goes into the index, and all of it is found within two seconds.
const REST: u32 = 9;
const LONGEST_REST: Duration = Duration::from_secs(1);
/// How many Subjects are read at once.
const SLICE: i64 = 500;
/// How many documents an index that is being made takes between two reports.
const REPORT: i64 = 5_000;

/// In place of a count, while no index is being made.
const IDLE: i64 = -1;

/// The keeper of this node's index.
pub struct Keeper {
    platform: Platform,
    /// The number of this node.
    node: u8,
    /// How many documents the index that is being made holds; [`IDLE`] when none is.
    done: AtomicI64,
    /// One round at a time.
    turn: Mutex<()>,
}

impl Keeper {
    /// A keeper that does nothing until it is run.
    #[must_use]
    pub fn new(platform: Platform, node: u8) -> Self {
        Self { platform, node, done: AtomicI64::new(IDLE), turn: Mutex::default() }
    }

    /// Whether an index is being made.
    #[must_use]
    pub fn building(&self) -> bool {
        self.done.load(Ordering::Acquire) != IDLE
    }

    /// Keeps the index until the outbox that tells `newest` is gone. Spawned once by the server.
    pub async fn run(self: Arc<Self>, mut newest: watch::Receiver<i64>) {
        let mut failures = 0;
        loop {
            let begun = Instant::now();
            match guarded(self.round()).await {
                Ok(()) => {
                    failures = 0;
                    metrics::gauge!("ruche_search_ready").set(if self.building() { 0.0 } else { 1.0 });
                }
                Err(error) => {
                    failures += 1;
                    tracing::warn!(failures, %error, "the search index waits");
                    tokio::time::sleep(retry::pause(failures)).await;
                    continue;
                }
            }
            tokio::time::sleep((begun.elapsed() * REST).min(LONGEST_REST)).await;
            if let Ok(Err(_)) = tokio::time::timeout(POLL, newest.changed()).await {
                return;
            }
        }
    }

    /// Brings the index up to every event that has its number now, making it first where that is needed.
    ///
    /// # Errors
    /// What the database or the index says.
    pub async fn settle(self: &Arc<Self>) -> Result<()> {
        loop {
            match self.round().await {
                // It was found damaged in this round, and is made again in the next one.
                Err(Error::Unavailable(_)) if self.platform.index.state() == State::Absent => continue,
                done => done?,
            }
            if !self.building() && self.platform.index.position() >= outbox::last_seq(&self.platform.db).await? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// One round: begins another index where one is needed, and follows with the one that answers.
    async fn round(self: &Arc<Self>) -> Result<()> {
        let _turn = self.turn.lock().await;
        if self.platform.index.state() == State::Off {
            return Ok(());
        }
        let ordered = ordered_rebuild(&self.platform.db).await?;
        if !self.building() && self.must_make(ordered).await? {
            self.done.store(0, Ordering::Release);
            let keeper = Arc::clone(self);
            tokio::spawn(async move {
                if let Err(error) = guarded(keeper.make(ordered)).await {
                    tracing::error!(%error, "the search index could not be made; it is tried again");
                }
                keeper.done.store(IDLE, Ordering::Release);
            });
        }
        if self.platform.index.state() == State::Ready { self.follow().await } else { Ok(()) }
    }

    /// Whether this node needs another index: it has none to trust, someone asked since it was made, events that it has not read
    /// are forgotten, or it has read some that are not there.
    async fn must_make(&self, ordered: i64) -> Result<bool> {
        if self.platform.index.state() == State::Absent {
            return Ok(true);
        }
        if store::answered(&self.platform.db, self.node).await? != Some(ordered) {
            return Ok(true);
        }
        let position = self.platform.index.position();
        // A database that was put back from a copy has not come as far as the index.
        if position > outbox::last_seq(&self.platform.db).await? {
            return Ok(true);
        }
        Ok(outbox::after(&self.platform.db, position, 1).await?.first().is_some_and(|next| next.seq > position + 1))
    }

    /// Makes an index of the data, beside the one that answers, and puts it in its place.
    async fn make(&self, ordered: i64) -> Result<()> {
        let (platform, mut reported) = (&self.platform, 0);
        tracing::info!("the search index is being made");
        self.report("building", 0, ordered).await?;
        // Before the first row is read: what happens meanwhile is followed afterwards.
        let seq = outbox::last_seq(&platform.db).await?;
        let mut made = platform.index.rebuild().await?;
        let mut done = 0;
        for room in platform.findables.all() {
            for kind in room.kinds() {
                let mut after = 0;
                loop {
                    let ids = room.ids(kind, after, SLICE).await?;
                    let Some(last) = ids.last() else { break };
                    after = *last;
                    let subjects: Vec<SubjectRef> = ids.iter().map(|id| SubjectRef::new(kind, *id)).collect();
                    let documents = room.documents(&subjects).await?;
                    done += i64::try_from(documents.len()).unwrap_or(0);
                    made.add(documents).await?;
                    self.done.store(done, Ordering::Release);
                    if done - reported >= REPORT {
                        reported = done;
                        self.report("building", done, ordered).await?;
                    }
                }
            }
        }
        made.finish(seq).await?;
        tracing::info!(documents = done, "the search index is made");
        self.report("ready", done, ordered).await
    }

    async fn report(&self, state: &'static str, done: i64, ordered: i64) -> Result<()> {
        store::report(&self.platform, self.node, state, done, ordered).await
    }

    /// Says that this node is there.
    pub(super) async fn greet(&self) -> Result<()> {
        store::greet(&self.platform, self.node).await
    }

    /// Follows the events after the position of the index, until fewer are left than are read at once.
    async fn follow(&self) -> Result<()> {
        let index = &self.platform.index;
        loop {
            let events = outbox::after(&self.platform.db, index.position(), BATCH).await?;
            let Some(last) = events.last().map(|event| event.seq) else { return Ok(()) };
            let is_all = i64::try_from(events.len()).is_ok_and(|many| many < BATCH);
            let touched = self.touched(&events).await?;
            let mut documents = self.read(&touched.subjects).await?;
            for root in &touched.roots {
                documents.extend(self.read_under(root).await?);
            }
            // What hangs on a root and was touched itself comes once.
            let mut seen = HashSet::new();
            documents.retain(|document| seen.insert(document.subject.clone()));
            index.apply(touched.subjects, touched.roots, documents, last).await?;
            if is_all {
                return Ok(());
            }
        }
    }

    /// What the events change, each once.
    async fn touched(&self, events: &[Event]) -> Result<Touched> {
        let (mut subjects, mut roots) = (HashSet::new(), HashSet::new());
        for event in events {
            for room in self.platform.findables.all() {
                let touched = room.touched(event).await?;
                subjects.extend(touched.subjects);
                roots.extend(touched.roots);
            }
        }
        Ok(Touched { subjects: subjects.into_iter().collect(), roots: roots.into_iter().collect() })
    }

    /// What the index should hold of these Subjects now.
    async fn read(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>> {
        let mut documents = Vec::new();
        for room in self.platform.findables.all() {
            let own: Vec<SubjectRef> = subjects.iter().filter(|subject| room.kinds().contains(&subject.kind.as_str())).cloned().collect();
            if !own.is_empty() {
                documents.extend(room.documents(&own).await?);
            }
        }
        Ok(documents)
    }

    /// What the index should hold of all that hangs on `root` now.
    async fn read_under(&self, root: &SubjectRef) -> Result<Vec<Document>> {
        let mut documents = Vec::new();
        for room in self.platform.findables.all() {
            for kind in room.kinds() {
                let mut after = 0;
                loop {
                    let ids = room.ids_under(kind, root, after, SLICE).await?;
                    let Some(last) = ids.last() else { break };
                    after = *last;
                    let subjects: Vec<SubjectRef> = ids.iter().map(|id| SubjectRef::new(kind, *id)).collect();
                    documents.extend(room.documents(&subjects).await?);
                }
            }
        }
        Ok(documents)
    }
}
