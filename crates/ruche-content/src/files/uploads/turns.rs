//! One request at a time adds to an upload. A network that broke leaves the request before behind, open for half a minute: whoever
//! comes next has it stop, keep what arrived, and goes on from there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedMutexGuard, watch};

/// The turns of this node.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<i64, Arc<Slot>>>);

struct Slot {
    /// Held by the one whose turn it is.
    lock: Arc<tokio::sync::Mutex<()>>,
    /// How many have come so far.
    come: watch::Sender<u64>,
}

/// A turn, until it is dropped.
pub(super) struct Turn {
    turns: Arc<Turns>,
    id: i64,
    slot: Arc<Slot>,
    number: u64,
    held: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Has whoever adds to an upload stop, and waits until that is done.
    pub(super) async fn take(self: &Arc<Self>, id: i64) -> Turn {
        let slot = Arc::clone(self.all().entry(id).or_insert_with(|| Arc::new(Slot { lock: Arc::default(), come: watch::Sender::new(0) })));
        let mut number = 0;
        slot.come.send_modify(|come| {
            *come += 1;
            number = *come;
        });
        // Before it is waited for: a request that is given up meanwhile leaves nothing behind.
        let mut turn = Turn { turns: Arc::clone(self), id, slot, number, held: None };
        turn.held = Some(Arc::clone(&turn.slot.lock).lock_owned().await);
        turn
    }

    fn all(&self) -> MutexGuard<'_, HashMap<i64, Arc<Slot>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Returns once somebody else wants to go on.
    pub(super) async fn wanted(&self) {
        // Never an error: the sender lives in the slot.
        let _ = self.slot.come.subscribe().wait_for(|come| *come != self.number).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.held = None;
        let mut all = self.turns.all();
        // The map and this one: nobody waits.
        if Arc::strong_count(&self.slot) == 2 {
            all.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    #[tokio::test]
    async fn whoever_comes_next_has_the_one_before_stop() {
        let turns = Arc::new(Turns::default());
        let first = turns.take(7).await;
        assert!(first.wanted().now_or_never().is_none());
        assert!(turns.take(8).now_or_never().is_some(), "another upload is not in the way");
        let mut next = Box::pin(turns.take(7));
        assert!(next.as_mut().now_or_never().is_none(), "it waits until the first one has stopped");
        assert!(first.wanted().now_or_never().is_some());
        let given_up = Box::pin(turns.take(7));
        drop(given_up);
        drop(first);
        let second = next.now_or_never().unwrap();
        assert!(second.wanted().now_or_never().is_none());
        drop(second);
        assert!(turns.all().is_empty(), "nothing is left behind");
    }
}
