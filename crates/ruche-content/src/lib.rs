//! What is shared: files, topics, translations, writing, reactions, marks, comments, posts, calendars, incoming, feeds, embeds, feed, merging. Each room uses only those before it.

pub mod calendars;
pub mod comments;
pub mod embeds;
pub mod experts;
pub mod feed;
pub mod feeds;
pub mod files;
pub mod incoming;
pub mod marks;
pub mod merging;
pub mod posts;
pub mod reactions;
pub mod topics;
pub mod translations;
pub mod writing;

use ruche_media::Workshop;
use ruche_people::People;
use ruche_platform::Platform;
use ruche_web::Feature;
use std::sync::Arc;

/// What the rooms of content share. Cheap to clone.
#[derive(Clone)]
pub struct Content {
    /// The ground.
    pub platform: Platform,
    /// Who and where.
    pub people: People,
    /// Looks at pictures in a limited process.
    pub workshop: Arc<Workshop>,
    /// What is being asked of the translation engine.
    pub desk: Arc<translations::Desk>,
}

/// The features of this group. A feature is taken out by removing its line.
#[must_use]
pub fn features(content: &Content) -> Vec<Feature> {
    vec![
        files::feature(content),
        topics::feature(content),
        translations::feature(),
        writing::feature(content),
        reactions::feature(content),
        marks::feature(content),
        comments::feature(content),
        posts::feature(content),
        experts::feature(content),
        calendars::feature(content),
        incoming::feature(content),
        feeds::feature(content),
        embeds::feature(content),
        feed::feature(content),
        merging::feature(content),
    ]
}
