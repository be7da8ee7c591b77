//! Search: everything that people find, in one place, with what this viewer may see and nothing else.
//!
//! Rules: the index of a node knows no rights; whoever asks gives the places that are read now, and what is found is shown by the room
//! that keeps it, which asks again; counts are of what may be seen; what happens is found within two seconds; without an index the rest
//! of the product serves, and search says so. Nobody sees what others search: words are neither logged nor kept, but in the searches that
//! a person keeps, who is told when these find something new.
//! Deliberately not here: how words become terms and answers are ranked, which is the index's; what a room gives to be found.

mod api;
mod ask;
mod find;
mod follow;
mod groups;
mod page;
mod saved;
pub mod store;

pub use follow::Keeper;

use crate::Reach;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(reach: &Reach) -> Feature {
    let routes = Routes::default()
        .get("/search", Needs::SignIn, page::show)
        .get("/search/suggest", Needs::SignIn, page::suggest)
        .post("/search/saved", Needs::SignIn, saved::keep)
        .delete("/search/saved/{id}", Needs::SignIn, saved::forget)
        .join(api::routes())
        .with(reach.clone());
    Feature {
        name: "search",
        routes,
        statements: vec![store::STATEMENTS],
        listeners: vec![Arc::new(store::leavers(&reach.platform))],
        subjects: vec![Arc::new(saved::Searches(reach.platform.clone()))],
        sweeps: vec![Arc::new(saved::Look { platform: reach.platform.clone(), keeper: Arc::clone(&reach.keeper) })],
        api: Some(api::description()),
        ..Feature::default()
    }
}
