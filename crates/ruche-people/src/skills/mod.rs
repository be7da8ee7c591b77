//! Skills: what people say that they can do, and who confirms it.
//!
//! Rules: the list belongs to everyone. Whoever declares a skill that nobody has named yet adds it, in the language of their pages; a
//! name is the same without case and accents, and leads to one skill alone. Any employee gives a skill
//! further names, in other languages or other words for the same, by which it is found too. A skill is on a profile because its person put it there,
//! with a level they chose; nobody else adds one or takes one away, but for an import that begins the profile of an account it makes. Who sees the profile may confirm it, with a sentence if they like,
//! and takes that back; nobody confirms their own, nor does a program. Whoever looks is shown those who confirm as far as they see
//! those people, and their number: no count tells of others. A skill that was taken away comes back for 30 days with all that
//! confirmed it. Who leaves has no skills any more; what they confirmed stays, under the name that the company gives them.
//! What was neither said, confirmed nor used for 18 months is shown paler and stands behind the rest, and its person is asked once whether
//! it is still so; nothing is taken away by itself. What somebody does is proposed to them as a skill, and to nobody else. Administrators
//! unite two skills that are the same thing, for good: all names, all who have either, and all that confirms it.
//! Deliberately not here: who knows about a question, which weighs what people wrote as well.

pub mod actions;
mod api;
mod own_page;
mod page;
pub mod proposals;
pub mod rules;
pub mod store;
mod subject;
mod unite_page;
mod uniting;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/skills", Needs::Employee, page::list)
        .get("/skills/{id}", Needs::Employee, page::show)
        .post("/skills/{id}/names", Needs::Employee, page::add_name)
        .get("/skills/{id}/union", Needs::Admin, unite_page::show)
        .post("/skills/{id}/union", Needs::Admin, unite_page::unite)
        .get("/members/{id}/skills/{skill}", Needs::SignIn, page::evidence)
        .put("/members/{id}/skills/{skill}/endorsement", Needs::SignIn, page::endorse)
        .delete("/members/{id}/skills/{skill}/endorsement", Needs::SignIn, page::withdraw)
        .post("/skills/confirmations/{held}/restoration", Needs::SignIn, page::confirm_again)
        .get("/settings/skills", Needs::SignIn, page::own)
        .post("/settings/skills", Needs::SignIn, page::declare)
        .post("/settings/skills/{skill}", Needs::SignIn, page::set_level)
        .delete("/settings/skills/{skill}", Needs::SignIn, page::remove)
        .post("/settings/skills/{skill}/restoration", Needs::SignIn, page::restore)
        .put("/settings/skills/{skill}/currency", Needs::SignIn, own_page::still_so)
        .delete("/settings/skills/{skill}/currency", Needs::SignIn, own_page::no_more)
        .put("/settings/skills/proposing", Needs::SignIn, own_page::want)
        .delete("/settings/skills/proposing", Needs::SignIn, own_page::want_none)
        .post("/settings/skills/proposals/{id}", Needs::SignIn, own_page::accept)
        .delete("/settings/skills/proposals/{id}", Needs::SignIn, own_page::refuse)
        .post("/settings/skills/proposals/{id}/restoration", Needs::SignIn, own_page::propose_again)
        .join(api::routes())
        .with(people.clone());
    Feature {
        name: "skills",
        routes,
        statements: vec![store::STATEMENTS, uniting::STATEMENTS, proposals::STATEMENTS],
        subjects: vec![Arc::new(subject::Held(people.platform.clone())), Arc::new(proposals::Proposals(people.platform.clone()))],
        slots: vec![("member.skills", Arc::new(page::OfMember(people.clone())))],
        listeners: vec![Arc::new(actions::Leavers(people.clone()))],
        sweeps: vec![
            Arc::new(actions::ForgetRemoved(people.clone())),
            Arc::new(actions::Fade(people.clone())),
            Arc::new(proposals::Propose(people.clone())),
        ],
        api: Some(api::description()),
        ..Feature::default()
    }
}
