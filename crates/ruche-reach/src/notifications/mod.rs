//! Notifications: what concerns a person, gathered by what it is about.
//!
//! Rules: nobody is told of an own act, nor of what they may not read at that moment, nor of a kind they switched off.
//! Being mentioned wins over being answered. One open row per person and group ("Ana and 7 others"); once read it is
//! closed, and the next event opens another. An event is told once a person; a mention once a text, a reaction once a
//! person and text, so that taking one back and giving it again tells nothing. What one may no longer see is not shown;
//! what is deleted counts no more. Reading a page marks nothing.
//! Deliberately not here: mails, and how many of something a text has.

mod actions;
mod api;
mod bell;
mod listen;
mod page;
mod rules;
mod settings;
mod store;
mod sweep;

use crate::Reach;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

pub use rules::Kind;

/// The kind of event that tells a person's pages that the number of unread notifications changed.
pub const CHANGED: &str = "notification";

/// What this feature declares.
#[must_use]
pub fn feature(reach: &Reach) -> Feature {
    let routes = Routes::default()
        .get("/notifications", Needs::SignIn, page::list)
        .get("/notifications/bell", Needs::SignIn, bell::show)
        .post("/notifications/read", Needs::SignIn, page::read_all)
        .post("/notifications/{id}/read", Needs::SignIn, page::read)
        .get("/settings/notifications", Needs::SignIn, settings::show)
        .post("/settings/notifications", Needs::SignIn, settings::save)
        .join(api::routes())
        .with(reach.clone());
    Feature {
        name: "notifications",
        routes,
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(listen::Tell::new(reach.platform.clone()))],
        slots: vec![("frame.bell", Arc::new(bell::Bell(reach.clone())))],
        sweeps: vec![Arc::new(sweep::Forget(reach.platform.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
