//! Sign-in: passwords, sessions, reset.
//!
//! Rules: the answer is the same whether or not the account exists; a session's token is random and kept as a hash; a new
//! session at every sign-in; a reset link is random, used once, an hour at most, killed by a newer one or a password change,
//! and ends every session. Sessions end after 14 days unused and after 90 days in any case.
//! Deliberately not here: single sign-on and second factors, which will be doors beside this one.

pub mod actions;
mod page;
pub mod passwords;
mod session;
pub mod store;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

pub use page::see_other;
pub(crate) use page::{split, with_session};
pub use session::Sessions;

/// Days without use after which a session ends.
pub const IDLE_DAYS: i64 = 14;
/// Days after which a session ends in any case.
pub const ABSOLUTE_DAYS: i64 = 90;
/// A day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/sign-in", Needs::Nothing, page::show)
        .post("/sign-in", Needs::Nothing, page::sign_in)
        .post("/sign-out", Needs::Nothing, page::sign_out)
        .get("/reset", Needs::Nothing, page::ask_reset)
        .post("/reset", Needs::Nothing, page::send_reset)
        .get("/reset/{token}", Needs::Nothing, page::show_reset)
        .post("/reset/{token}", Needs::Nothing, page::reset)
        .post("/language", Needs::Nothing, page::language)
        .get("/settings/security", Needs::SignIn, page::security)
        .post("/settings/password", Needs::SignIn, page::change_password)
        .delete("/settings/sessions/{id}", Needs::SignIn, page::end_session)
        .with(people.clone());
    Feature {
        name: "sign_in",
        routes,
        statements: vec![store::STATEMENTS, session::STATEMENTS, crate::access::STATEMENTS, crate::places::STATEMENTS],
        sweeps: vec![Arc::new(actions::Expire(people.clone()))],
        ..Feature::default()
    }
}
