//! Topics: the `#words` of what people write.
//!
//! Rules: a topic is known by its key (without accents, in lower case) and shown as it was written first, or as an administrator
//! named it; its page shows what the viewer may see, and a topic whose every use is hidden does not exist for that viewer.
//! Whoever works for the company says what a topic is about; that text and the number of followers are of the whole company, so
//! partners are shown neither. Who knows it, what stands beside it and what is written about more than usual are counted among what
//! the viewer may see. A word that was renamed or merged leads to the topic that it became.
//! Deliberately not here: the posts of a topic (they come later, in `feed`), and figures of people: what somebody did is said in words.

pub mod access;
pub mod actions;
mod api;
pub(crate) mod around;
mod change;
mod found;
pub mod model;
pub mod page;
mod practice;
pub mod rules;
pub mod store;
mod sweep;
mod trends;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/topics", Needs::SignIn, page::list)
        .get("/topics/suggest", Needs::SignIn, page::suggest)
        .get("/trends", Needs::SignIn, trends::show)
        .get("/topics/{key}/around", Needs::SignIn, around::show)
        .put("/topics/{key}/follow", Needs::SignIn, page::follow)
        .delete("/topics/{key}/follow", Needs::SignIn, page::unfollow)
        .get("/topics/{key}/edit", Needs::Employee, change::show)
        .post("/topics/{key}/description", Needs::Employee, change::describe)
        .post("/topics/{key}/name", Needs::Admin, change::rename)
        .post("/topics/{key}/merge", Needs::Admin, change::merge)
        .post("/topics/changes/{id}/restoration", Needs::Employee, change::undo)
        .join(api::routes())
        .with(content.clone());
    Feature {
        name: "topics",
        routes,
        api: Some(api::description()),
        statements: vec![store::STATEMENTS, found::STATEMENTS],
        findables: vec![Arc::new(found::Topics(content.platform.clone()))],
        listeners: vec![Arc::new(sweep::Leavers(content.clone())), Arc::new(practice::Practice(content.clone()))],
        slots: vec![("home.aside", Arc::new(trends::Trends))],
        sweeps: vec![Arc::new(sweep::Strays(content.clone()))],
        ..Feature::default()
    }
}
