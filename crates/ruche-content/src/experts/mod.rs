//! "Who knows…": from a question to the few people who are likely to know, each with what shows it, and to asking them.
//!
//! Rules: employees look, since partners see people and not the company. What counts is what the reader may see: texts of places they
//! read, skills and who confirms them. To ask is not to know, and who answers the own question alone counts for nothing. Nobody is given
//! a figure or a rank in public; whoever asks chooses whom. Asking publishes a question that mentions them, so that they are told as by
//! any mention, where they may read it and as they wish it.
//! Deliberately not here: the experts of a topic, which are counted from its uses.

mod api;
mod find;
pub mod near;
mod page;
pub mod rank;
mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/experts", Needs::Employee, page::show)
        .post("/experts/question", Needs::Employee, page::ask)
        .join(api::routes())
        .with(content.clone());
    Feature { name: "experts", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
