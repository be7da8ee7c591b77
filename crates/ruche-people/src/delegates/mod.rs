//! Delegates: the colleagues whom a person lets publish in their name.
//!
//! Rules: employees alone, by a choice of the one whose name it is, which they take back at any time; it gives no right to read; it
//! ends with either account. What a delegate publishes bears both names.

pub mod access;
mod actions;
mod api;
mod page;
pub mod store;

use crate::People;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/settings/delegates", Needs::Employee, page::list)
        .post("/settings/delegates", Needs::Employee, page::add)
        .delete("/settings/delegates/{id}", Needs::Employee, page::remove)
        .join(api::routes())
        .with(people.clone());
    Feature { name: "delegates", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
