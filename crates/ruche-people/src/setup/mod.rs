//! The first run: name, language and hue of the company, first administrator.
//!
//! Rules: the screens open only with a code printed in the terminal, and only while no company exists; what was typed is
//! carried from one screen to the next in the form itself, so that nothing half-made is stored.

pub mod actions;
mod page;
pub mod store;

pub(crate) use page::hue_field;

use crate::People;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes =
        Routes::default().get("/set-up", Needs::Nothing, page::show).post("/set-up", Needs::Nothing, page::step).with(people.clone());
    Feature { name: "setup", routes, statements: vec![store::STATEMENTS], ..Feature::default() }
}
