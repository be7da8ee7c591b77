//! "Who knows…": from a question to the few people who are likely to know, each with what shows it, and to asking them.
//!
//! Rules: employees look, since partners see people and not the company. What counts is what the reader may see: texts of places they
//! read, skills and who confirms them. To ask is not to know, and who answers the own question alone counts for nothing. Nobody is given
//! a figure or a rank in public; whoever asks chooses whom. Asking publishes a question that mentions them, so that they are told as by
//! any mention, where they may read it and as they wish it. Or the question is put, in one step, to the three who are likeliest to know among
//! those who read where it stands and accept one more: how many a week is said by each, five unless they say otherwise. They are told at
//! once, answer, pass it on or withdraw; where nobody answers for a day of the week, the next three are asked, three times in all. Whoever
//! asked and those who were asked see who was, and what became of it; nobody else does.
//! Deliberately not here: the experts of a topic, which are counted from its uses.

mod api;
pub mod asks;
mod find;
pub mod near;
mod page;
pub mod rank;
mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/experts", Needs::Employee, page::show)
        .post("/experts/question", Needs::Employee, page::ask)
        .post("/experts/asks", Needs::Employee, page::route)
        .post("/posts/{id}/asks", Needs::Employee, asks::page::route)
        .post("/posts/{id}/passing", Needs::SignIn, asks::page::pass)
        .put("/posts/{id}/ask", Needs::SignIn, asks::page::take_again)
        .delete("/posts/{id}/ask", Needs::SignIn, asks::page::withdraw)
        .get("/settings/questions", Needs::SignIn, asks::settings::show)
        .post("/settings/questions", Needs::SignIn, asks::settings::save)
        .join(api::routes())
        .join(asks::api::routes())
        .with(content.clone());
    Feature {
        name: "experts",
        routes,
        statements: vec![store::STATEMENTS, asks::store::STATEMENTS],
        slots: vec![("post.question", Arc::new(asks::OfPost(content.clone())))],
        listeners: vec![Arc::new(asks::Answers(content.clone())), Arc::new(asks::Leavers(content.clone()))],
        sweeps: vec![Arc::new(asks::Widen(content.clone()))],
        api: Some(api::description().merge_from(asks::api::description())),
        ..Feature::default()
    }
}
