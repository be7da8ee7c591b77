//! Incoming webhooks: a secret address by which a program posts into a community.
//!
//! Rules: the owners of a community make one; it is a bot, a member of that community which bears the name they gave. Its address is
//! random, shown once and kept as a digest; it can be replaced, and removed with its bot. What is sent there is published by the
//! product's own action, as the bot: its rights, the moderators who read first, limits and notifications are those of any member.
//! A text names five people at most. A wrong address, a removed one and one whose bot was closed or put out answer 404 alike.
//! No cookie is read there.
//! Deliberately not here: files, comments, and posts of a format: a token of a bot does that through the API.

pub mod actions;
mod api;
mod page;
mod receive;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .post("/hooks/{secret}", Needs::Nothing, receive::take)
        .get("/communities/{id}/incoming", Needs::SignIn, page::list)
        .post("/communities/{id}/incoming", Needs::SignIn, page::make)
        .post("/communities/{id}/incoming/{hook}/address", Needs::SignIn, page::replace)
        .delete("/communities/{id}/incoming/{hook}", Needs::SignIn, page::remove)
        .join(api::routes())
        .with(content.clone());
    Feature {
        name: "incoming",
        routes,
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(store::leavers(&content.platform))],
        slots: vec![("community.programs", Arc::new(page::Door))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
