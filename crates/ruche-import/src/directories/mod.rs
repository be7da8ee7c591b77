//! Directories that are followed by themselves: each source of the configuration is looked at every night, and what would change or has
//! changed is shown to administrators.
//!
//! Rules: one node at a time looks at a source, under a lease. In the mode `report` nothing is written at night; an administrator has
//! written what was announced, and only that: if the source says something else by then, the new report is shown instead. In the mode
//! `apply` every night writes. The guard of those who are gone holds in both. The last report of each source is kept, no others.
//! Deliberately not here: what a directory means ([`crate::directory`]), how it is written ([`crate::intake`]), and where a source lies,
//! which the configuration of the server alone says.

mod api;
mod page;
mod rules;
mod runner;
mod source;
mod store;

pub use runner::Runner;
pub use source::{Kept, Mode, Source};

use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(runner: &Arc<Runner>) -> Feature {
    let routes = Routes::default()
        .get("/admin/directory", Needs::Admin, page::list)
        .get("/admin/directory/{source}", Needs::Admin, page::show)
        .post("/admin/directory/{source}/runs", Needs::Admin, page::run)
        .join(api::routes())
        .with(Arc::clone(runner));
    Feature { name: "directories", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
