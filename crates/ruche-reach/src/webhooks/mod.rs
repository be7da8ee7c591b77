//! Webhooks: programs of others that are told what happens in a community.
//!
//! Rules: the owners of a community make them; each has a name, an https address and kinds of event. What happens there afterwards is
//! sent as JSON, signed as "Standard Webhooks" asks: ids, title and address, never a text. Whoever changed a webhook last answers for
//! it: when something is sent, that person must own the community still and see what it tells of, else the webhook pauses, or this is
//! not told. What does not arrive is tried again by a table of delays, then stands in the log as given up; one to which nothing gets
//! through for a day pauses, and says so. The log is kept for thirty days; one delivery can be sent again. The order is not promised.
//! One node at a time works on a webhook, outside of requests and of listeners, a few deliveries a turn: a slow receiver takes one
//! place of many. Which addresses may be asked, `Outgoing` decides.
//! Deliberately not here: a webhook of the whole company, and texts in what is sent: who wants them asks the API, with its rights.

mod actions;
mod api;
mod courier;
mod listen;
mod log_page;
mod message;
mod model;
mod page;
mod rules;
mod store;
mod sweep;

use crate::Reach;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

pub use courier::Courier;

/// What this feature declares.
#[must_use]
pub fn feature(reach: &Reach) -> Feature {
    let routes = Routes::default()
        .get("/communities/{id}/webhooks", Needs::SignIn, page::list)
        .post("/communities/{id}/webhooks", Needs::SignIn, page::make)
        .get("/communities/{id}/webhooks/{webhook}", Needs::SignIn, log_page::show)
        .post("/communities/{id}/webhooks/{webhook}", Needs::SignIn, log_page::save)
        .delete("/communities/{id}/webhooks/{webhook}", Needs::SignIn, log_page::remove)
        .put("/communities/{id}/webhooks/{webhook}/pause", Needs::SignIn, log_page::pause)
        .delete("/communities/{id}/webhooks/{webhook}/pause", Needs::SignIn, log_page::resume)
        .post("/communities/{id}/webhooks/{webhook}/secret", Needs::SignIn, log_page::replace_secret)
        .post("/communities/{id}/webhooks/{webhook}/trial", Needs::SignIn, log_page::trial)
        .post("/communities/{id}/webhooks/{webhook}/deliveries/{delivery}/replay", Needs::SignIn, log_page::replay)
        .join(api::routes())
        .with(reach.clone());
    Feature {
        name: "webhooks",
        routes,
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(listen::Queue(reach.platform.clone()))],
        slots: vec![("community.programs", Arc::new(page::Door))],
        sweeps: vec![Arc::new(sweep::Forget(reach.platform.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
