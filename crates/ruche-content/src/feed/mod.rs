//! The home feed: what is new from my communities, the people and the topics I follow, and the whole company, by date of publication.
//!
//! Rules: each entry says why it is here when that is not plain; a line marks where the person stopped, moved only when posts were
//! seen, by a POST; the feed ends. Whoever wants to sees the most useful first: three published rules, which each person weighs
//! (`posts::relevance`), arrange the newest posts of the same feed, and each says why it stands there. The date stays the order that
//! nobody chose. Deliberately not here: anything drawn from what people read.

mod api;
mod order;
mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/", Needs::SignIn, page::home)
        .post("/feed/seen", Needs::SignIn, page::seen)
        .get("/feed/order", Needs::SignIn, order::show)
        .post("/feed/order", Needs::SignIn, order::save)
        .get("/topics/{key}", Needs::SignIn, page::topic)
        .join(api::routes())
        .with(content.clone());
    Feature { name: "feed", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
