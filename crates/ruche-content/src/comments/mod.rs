//! Comments: under any Subject, with replies one level deep.
//!
//! Rules: whoever may write in the place comments; a reply to a reply stands under the same comment; a thread opens at any comment
//! by its address and pages both ways by key, so that ten thousand comments cost what ten do; what is deleted leaves its
//! replies readable and can be brought back by whoever deleted it; answers to a question are voted for, once a person and not by their
//! author, and read in that order unless one asks for that of their dates.

pub mod access;
pub mod actions;
mod api;
pub mod model;
pub mod page;
pub mod store;
mod sweep;
mod votes;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// The most bytes of a form with files: for pages without script.
const FORM_WITH_FILES: usize = 64 * 1024 * 1024;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .post_files("/posts/{id}/comments", Needs::SignIn, page::publish, FORM_WITH_FILES)
        .get("/posts/{id}/comments/count", Needs::SignIn, page::count)
        .get("/comments/{id}", Needs::SignIn, page::show)
        .get("/comments/{id}/body", Needs::SignIn, page::body)
        .get("/comments/{id}/translation", Needs::SignIn, page::translation)
        .post("/comments/{id}/translation", Needs::SignIn, page::translate)
        .get("/comments/{id}/reply", Needs::SignIn, page::reply)
        .get("/comments/{id}/replies", Needs::SignIn, page::replies)
        .get("/comments/{id}/edit", Needs::SignIn, page::edit)
        .post_files("/comments/{id}", Needs::SignIn, page::save, FORM_WITH_FILES)
        .delete("/comments/{id}", Needs::SignIn, page::delete)
        .post("/comments/{id}/restoration", Needs::SignIn, page::restore)
        .get("/comments/{id}/vote", Needs::SignIn, votes::show)
        .put("/comments/{id}/vote", Needs::SignIn, votes::vote)
        .delete("/comments/{id}/vote", Needs::SignIn, votes::unvote)
        .join(api::routes())
        .with(content.clone());
    Feature {
        name: "comments",
        routes,
        statements: vec![store::STATEMENTS],
        sweeps: vec![Arc::new(sweep::Purge(content.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
