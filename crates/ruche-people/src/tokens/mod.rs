//! Tokens: by which a program asks the API as a person.
//!
//! Rules: a token is random, shown once and kept as a digest; it has a name, scopes and an end date, a year away at most; its owner's
//! rights hold besides, at each request; making one asks the password again; it ends when its owner says so or leaves. A change of
//! password ends none: a program is not a session.
//! Deliberately not here: what the API gives, which is in each room.

pub mod actions;
mod api;
pub(crate) mod page;
pub mod store;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/settings/tokens", Needs::SignIn, page::show)
        .post("/settings/tokens", Needs::SignIn, page::make)
        .delete("/settings/tokens/{id}", Needs::SignIn, page::revoke)
        .join(api::routes())
        .with(people.clone());
    Feature {
        name: "tokens",
        routes,
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(store::leavers(&people.platform))],
        sweeps: vec![Arc::new(actions::Expired(people.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
