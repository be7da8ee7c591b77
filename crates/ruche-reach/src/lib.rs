//! Who is told: people by notifications and while a page is open, programs by webhooks; and who finds what.
//!
//! Everything here starts from events of the outbox, and asks people at the moment of delivery who may read what.
//! Deliberately not here: mails and digests, and any Subject's own pages.

pub mod live;
pub mod notifications;
pub mod search;
pub mod webhooks;

use ruche_platform::Platform;
use ruche_web::{Feature, Settings};
use std::sync::Arc;

/// What the rooms of reach share. Cheap to clone.
#[derive(Clone)]
pub struct Reach {
    /// The ground.
    pub platform: Platform,
    /// The hub of the live streams of this node; the server runs and closes it.
    pub live: Arc<live::Live>,
    /// The keeper of this node's search index; the server runs it.
    pub keeper: Arc<search::Keeper>,
    /// Sends what webhooks tell; the server runs it.
    pub courier: Arc<webhooks::Courier>,
}

impl Reach {
    /// The rooms, on their ground. `node` is the number of this node.
    #[must_use]
    pub fn new(platform: Platform, settings: Settings, node: u8) -> Self {
        Self {
            live: Arc::new(live::Live::new(platform.clone())),
            keeper: Arc::new(search::Keeper::new(platform.clone(), node)),
            courier: Arc::new(webhooks::Courier::new(platform.clone(), settings)),
            platform,
        }
    }
}

/// The features of this group. A feature is taken out by removing its line.
#[must_use]
pub fn features(reach: &Reach) -> Vec<Feature> {
    vec![notifications::feature(reach), live::feature(reach), search::feature(reach), webhooks::feature(reach)]
}
