//! Live: what happens while a page is open, as a stream of ids that the page fetches again under its own rights.
//!
//! Rules: one reader per node follows the outbox and shares each event with every open stream. An event passes only to whom
//! it is addressed, or, addressed to nobody, to those who may read its place; what each may read, and the session itself,
//! are asked again every four seconds and whenever an event touches them, so that a lost right ends within five. A stream
//! goes on where it stopped for ten minutes and a thousand events, then says `resync`.
//! Deliberately not here: texts, and what pages do with an event (`docs/develop/browser.md`).

mod hub;
mod page;
mod rules;
mod stream;

use crate::Reach;
use ruche_web::{Feature, Needs, Routes};

pub use hub::Live;

/// What this feature declares.
#[must_use]
pub fn feature(reach: &Reach) -> Feature {
    Feature { name: "live", routes: Routes::default().get("/live", Needs::SignIn, page::follow).with(reach.clone()), ..Feature::default() }
}
