//! Who is told: notifications, and what happens while a page is open.
//!
//! Everything here starts from events of the outbox, and asks people at the moment of delivery who may read what.
//! Deliberately not here: mails and digests, and any Subject's own pages.

pub mod live;
pub mod notifications;

use ruche_platform::Platform;
use ruche_web::Feature;
use std::sync::Arc;

/// What the rooms of reach share. Cheap to clone.
#[derive(Clone)]
pub struct Reach {
    /// The ground.
    pub platform: Platform,
    /// The hub of the live streams of this node; the server runs and closes it.
    pub live: Arc<live::Live>,
}

impl Reach {
    /// The rooms, on their ground.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self { live: Arc::new(live::Live::new(platform.clone())), platform }
    }
}

/// The features of this group. A feature is taken out by removing its line.
#[must_use]
pub fn features(reach: &Reach) -> Vec<Feature> {
    vec![notifications::feature(reach), live::feature(reach)]
}
