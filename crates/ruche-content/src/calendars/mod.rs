//! Calendars: a private address by which a calendar program reads a person's events without signing in.
//!
//! Rules: one address a person; it is random, shown once and kept as a digest; a new one ends the one before; it ends with the account.
//! It gives the events that its owner may see at that moment, but those the owner said no to: rights are asked at each request. What is
//! too old or too much is left out.
//! Deliberately not here: writing (nothing a calendar program sends is taken), and addresses that several people share.

mod actions;
mod api;
mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// How long events that have begun stay in a calendar, in milliseconds: 90 days.
pub const PAST_MS: i64 = 90 * 86_400_000;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/calendar/{file}", Needs::Nothing, page::give)
        .get("/settings/calendar", Needs::SignIn, page::show)
        .post("/settings/calendar", Needs::SignIn, page::make)
        .delete("/settings/calendar", Needs::SignIn, page::revoke)
        .join(api::routes())
        .with(content.clone());
    Feature {
        name: "calendars",
        routes,
        api: Some(api::description()),
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(store::leavers(&content.platform))],
        ..Feature::default()
    }
}
