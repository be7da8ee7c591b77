//! What nodes that share a database tell one another: that something was numbered in the outbox.
//!
//! It is a tap on the shoulder and carries no event: who hears it reads the outbox, where everything stands in its order. A word that
//! is lost costs only time, until the next look at the outbox. Deliberately not here: any way of carrying it.

use tokio::sync::watch;

/// Carries the word between nodes.
pub trait Bus: Send + Sync {
    /// Tells the others that events up to `seq` have their numbers. Returns at once; may be lost.
    fn tell(&self, seq: i64);
    /// The last number that another node told of.
    fn heard(&self) -> watch::Receiver<i64>;
    /// Whether it carries now: then the outbox is looked at less often.
    fn carries(&self) -> bool;
}

/// For a node that tells nobody: alone on its database, or among few who look often enough.
#[derive(Debug)]
pub struct NoBus(watch::Sender<i64>);

impl Default for NoBus {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Bus for NoBus {
    fn tell(&self, _: i64) {}

    fn heard(&self) -> watch::Receiver<i64> {
        self.0.subscribe()
    }

    fn carries(&self) -> bool {
        false
    }
}
