//! Bots: members who are programs.
//!
//! Rules: an administrator makes one, and says its name, what it does and who answers for it; it bears a badge wherever its name
//! appears. It has no password, no address and no session: it acts by tokens, which administrators make for it, or by the address of
//! `incoming`, which makes bots of its own. Its rights are those of a partner without an end: it reads the communities it was put in,
//! sees their people, and has no role there. It is no person: it counts in no number of members, stands in no directory, is found by
//! no search and proposed in no completion, but where an owner looks for whom to bring in. It is closed like an account.
//! Deliberately not here: signing in as a bot, and a bot that administers.

pub mod actions;
mod api;
mod page;
pub mod store;

use crate::People;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/admin/bots", Needs::Admin, page::list)
        .post("/admin/bots", Needs::Admin, page::make)
        .get("/admin/bots/{id}", Needs::Admin, page::show)
        .post("/admin/bots/{id}/tokens", Needs::Admin, page::make_token)
        .delete("/admin/bots/{id}/tokens/{token}", Needs::Admin, page::revoke_token)
        .join(api::routes())
        .with(people.clone());
    Feature { name: "bots", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
