//! Posts: what people publish in a community or to the whole company.
//!
//! Rules: whoever writes in a place publishes there; sending twice makes one post; the author edits, the author and the place's
//! moderators delete, the moderators of a community pin; what is deleted is gone everywhere at once and can be brought back for 30 days by whoever
//! deleted it; then it is purged with its comments, reactions and files; the author and those who keep order put a post into the
//! archives of its place, where it is read and answered no more, and what has a date of expiry goes there by itself; those who have not
//! confirmed an announcement are reminded once, before its date. `preview` shows the posts of a community as one of its partners sees them.

pub mod access;
pub mod actions;
pub(crate) mod api;
mod api_around;
pub mod composer;
pub mod drafts;
mod first_act;
pub mod formats;
mod leadership;
pub mod model;
pub mod page;
mod preview;
pub mod publishing;
mod questions;
pub mod relevance;
mod responses;
pub mod rules;
mod said;
mod sharing;
pub mod store;
mod sweep;
mod thanks;

pub(crate) use composer::MOST_ASKED;
pub(crate) use questions::alike;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// The most bytes of a form with files: for pages without script.
const FORM_WITH_FILES: usize = 128 * 1024 * 1024;

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/posts/new", Needs::SignIn, composer::new)
        .get("/posts/audience", Needs::SignIn, composer::audience)
        .post_files("/posts", Needs::SignIn, composer::publish, FORM_WITH_FILES)
        .get("/posts/{id}", Needs::SignIn, page::show)
        .get("/posts/{id}/card", Needs::SignIn, page::card_fragment)
        .get("/posts/{id}/response", Needs::SignIn, responses::show)
        .post("/posts/{id}/response", Needs::SignIn, responses::respond)
        .get("/posts/{id}/responses", Needs::SignIn, responses::list)
        .post("/posts/{id}/reminder", Needs::SignIn, responses::remind)
        .put("/posts/{id}/stage", Needs::SignIn, responses::steer)
        .get("/posts/{id}/event.ics", Needs::SignIn, responses::calendar)
        .get("/posts/{id}/history", Needs::SignIn, page::history)
        .get("/posts/{id}/translation", Needs::SignIn, page::translation)
        .post("/posts/{id}/translation", Needs::SignIn, page::translate)
        .put("/comments/{id}/acceptance", Needs::SignIn, questions::accept)
        .delete("/comments/{id}/acceptance", Needs::SignIn, questions::unaccept)
        .get("/questions", Needs::SignIn, questions::list)
        .get("/leadership", Needs::Employee, leadership::list)
        .get("/questions/similar", Needs::SignIn, questions::similar)
        .get("/posts/{id}/edit", Needs::SignIn, composer::edit)
        .post_files("/posts/{id}", Needs::SignIn, composer::save, FORM_WITH_FILES)
        .delete("/posts/{id}", Needs::SignIn, page::delete)
        .post("/posts/{id}/restoration", Needs::SignIn, page::restore)
        .put("/posts/{id}/pin", Needs::SignIn, page::pin)
        .delete("/posts/{id}/pin", Needs::SignIn, page::unpin)
        .put("/posts/{id}/archive", Needs::SignIn, page::archive)
        .delete("/posts/{id}/archive", Needs::SignIn, page::unarchive)
        .get("/communities/{id}/as/{member}", Needs::Employee, preview::feed)
        .get("/communities/{id}/as/{member}/posts/{post}", Needs::Employee, preview::post)
        .get("/communities/{id}/archives", Needs::SignIn, page::archives)
        .get("/communities/{id}/calendar", Needs::SignIn, drafts::calendar)
        .get("/drafts", Needs::SignIn, drafts::page::list)
        .post("/drafts", Needs::SignIn, drafts::page::keep)
        .get("/drafts/{id}", Needs::SignIn, drafts::page::show)
        .delete("/drafts/{id}", Needs::SignIn, drafts::page::throw)
        .post("/drafts/{id}/restoration", Needs::SignIn, drafts::page::restore)
        .delete("/drafts/{id}/plan", Needs::SignIn, drafts::page::unplan)
        .put("/drafts/{id}/approval", Needs::SignIn, drafts::page::approve)
        .post("/drafts/{id}/refusals", Needs::SignIn, drafts::page::send_back)
        .get("/members/{id}/thanks", Needs::SignIn, thanks::list)
        .get("/bin", Needs::SignIn, page::bin)
        .join(api::routes())
        .join(api_around::routes())
        .join(drafts::api::routes())
        .with(content.clone());
    Feature {
        name: "posts",
        routes,
        statements: vec![said::STATEMENTS, store::STATEMENTS, formats::store::STATEMENTS, drafts::store::STATEMENTS],
        subjects: vec![Arc::new(drafts::Drafts(content.platform.clone()))],
        api: Some(api::description().merge_from(api_around::description()).merge_from(drafts::api::description())),
        slots: vec![
            ("member.skills", Arc::new(thanks::OfMember(content.clone()))),
            ("member.posts", Arc::new(page::OfMember(content.clone()))),
            ("community.opener", Arc::new(page::Opener)),
            ("admin.circles", Arc::new(said::Said(content.clone()))),
            ("start.act", Arc::new(first_act::FirstAct(content.clone()))),
            ("community.feed", Arc::new(page::OfPlace(content.clone()))),
        ],
        listeners: vec![
            Arc::new(leadership::Answers(content.clone())),
            Arc::new(drafts::Leavers(content.clone())),
            Arc::new(drafts::Archived(content.clone())),
        ],
        sweeps: vec![
            Arc::new(sweep::Purge(content.clone())),
            Arc::new(sweep::Expire(content.clone())),
            Arc::new(sweep::Remind(content.clone())),
            Arc::new(drafts::Due(content.clone())),
            Arc::new(drafts::Thrown(content.clone())),
        ],
        ..Feature::default()
    }
}
