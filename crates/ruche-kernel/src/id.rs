//! Identifiers: 53-bit integers made by the application, exact in JavaScript numbers.
//!
//! An id says who a thing is, never its order: feeds order by (published, id), events by their sequence number.

use crate::Clock;
use std::sync::Mutex;

/// Milliseconds from the Unix epoch to 2000-01-01T00:00:00Z, the epoch of our ids.
pub const EPOCH_MS: i64 = 946_684_800_000;
/// Low bits of an id: 6 for the node, 6 for the sequence within one millisecond.
const NODE_BITS: u32 = 6;
const SEQUENCE_BITS: u32 = 6;

/// Makes ids that are strictly increasing on one node, even when the clock steps back.
///
/// Layout: 41 bits of milliseconds since 2000-01-01, 6 bits of node, 6 bits of sequence.
#[derive(Debug)]
pub struct IdMaker {
    node: i64,
    last: Mutex<i64>,
}

impl IdMaker {
    /// A maker for `node` (0 to 63) whose ids are all above `floor`, the greatest id already stored (0 when none is).
    #[must_use]
    pub fn new(node: u8, floor: i64) -> Self {
        Self {
            node: i64::from(node & 63),
            last: Mutex::new(floor >> NODE_BITS >> SEQUENCE_BITS << SEQUENCE_BITS | ((1 << SEQUENCE_BITS) - 1)),
        }
    }

    /// The next id. Never fails: when a millisecond is full, the next one is borrowed.
    pub fn next(&self, clock: &dyn Clock) -> i64 {
        let fresh = (clock.now_ms() - EPOCH_MS).max(1) << SEQUENCE_BITS;
        // A poisoned lock still holds a valid number: the only code under it is this arithmetic.
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // `last` is time and sequence without the node, so that adding one carries into the millisecond.
        *last = fresh.max(*last + 1);
        let sequence = *last & ((1 << SEQUENCE_BITS) - 1);
        (*last >> SEQUENCE_BITS) << (NODE_BITS + SEQUENCE_BITS) | self.node << SEQUENCE_BITS | sequence
    }

    /// When an id was made, in milliseconds UTC, or as little earlier as a full millisecond borrowed.
    #[must_use]
    pub fn made_at(id: i64) -> i64 {
        (id >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MS
    }

    /// The least id that a maker gives at `ms`, in milliseconds UTC: what has a smaller one was made before.
    #[must_use]
    pub fn least_at(ms: i64) -> i64 {
        (ms - EPOCH_MS).max(0) << (NODE_BITS + SEQUENCE_BITS)
    }
}

/// Declares a typed id: a number inside, a string in JSON and addresses.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map(Self).map_err(serde::de::Error::custom)
            }
        }
    };
}

id_type!(
    /// A person (or later a bot) who can sign in.
    MemberId
);
id_type!(
    /// A place where things are written: the company, or a community in it.
    PlaceId
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FakeClock;

    #[test]
    fn ids_increase_when_the_clock_stands_still_or_steps_back() {
        let clock = FakeClock::at(1_800_000_000_000);
        let maker = IdMaker::new(3, 0);
        let mut last = 0;
        for step in 0..200 {
            if step == 100 {
                clock.set(1_700_000_000_000);
            }
            let id = maker.next(&clock);
            assert!(id > last, "step {step}");
            assert!(id < 1 << 53, "exact in JavaScript");
            last = id;
        }
    }

    #[test]
    fn a_restarted_maker_starts_above_what_is_stored() {
        let clock = FakeClock::at(1_800_000_000_000);
        let stored = IdMaker::new(63, 0).next(&clock);
        clock.set(1_000_000_000_000);
        assert!(IdMaker::new(0, stored).next(&clock) > stored);
        assert!((IdMaker::least_at(1_800_000_000_000)..IdMaker::least_at(1_800_000_000_001)).contains(&stored));
    }
}
