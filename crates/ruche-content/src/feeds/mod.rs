//! Feeds that leave: private addresses by which a program that reads feeds shows a person what is new in a community or on a topic.
//!
//! Rules: one address for each community or topic that a person wants to follow so; it is random, shown once and kept as a digest; a new
//! one ends the one before; it is deleted by its owner and ends with the account. It gives the last 50 posts that its owner may see at
//! that moment: rights are asked at each request, and where the owner reads no more it answers as if it did not exist. The form is Atom
//! (RFC 4287), in the words and the zone of its owner; people are named without a link.
//! Deliberately not here: files and comments (the link leads there), and addresses that several people share. The feed of the home page
//! is another room (`feed`).

mod actions;
mod api;
mod atom;
mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// The most addresses of one person.
pub const MAX_FEEDS: i64 = 50;
/// The posts that an address gives.
pub const GIVEN: i64 = 50;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/feeds/{file}", Needs::Nothing, page::give)
        .get("/communities/{id}/feed", Needs::SignIn, page::of_community)
        .post("/communities/{id}/feed", Needs::SignIn, page::make_of_community)
        .get("/topics/{key}/feed", Needs::SignIn, page::of_topic)
        .post("/topics/{key}/feed", Needs::SignIn, page::make_of_topic)
        .get("/settings/feeds", Needs::SignIn, page::list)
        .delete("/settings/feeds/{id}", Needs::SignIn, page::delete)
        .join(api::routes())
        .with(content.clone());
    Feature {
        name: "feeds",
        routes,
        api: Some(api::description()),
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(store::leavers(&content.platform))],
        ..Feature::default()
    }
}
