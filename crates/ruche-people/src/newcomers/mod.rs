//! Newcomers: whoever arrives is led for ninety days, and nobody watches.
//!
//! Rules: an employee who arrives is led by a journey that the company wrote, the one that fits best by role and site of those that were
//! switched on before; without one, by the short first visit that every newcomer has, which ends with something that helps others. A
//! step of a known kind is ticked when the person does it; each is ticked and unticked by hand as well. What is late is never said.
//! Messages come at the right day, in the morning, never on a weekend, once each. The person puts all of it away and brings it back.
//! A buddy and a manager may accompany: both see which shared steps are done, never what is read (those steps are not shared), written or
//! felt. How it is going is seen by the person and the buddy; what is answered on day 30 and day 90 by the person and whoever was the
//! manager when it was sent; administrators see totals of five answers at a time, so that no difference tells of one. Whoever neither
//! arrives nor accompanies finds nothing here. A week after day 90 it is over; half a year later it is forgotten.
//! Deliberately not here: what is written, which comes by the slot `start.act`; and who reports to whom.

pub mod actions;
mod admin;
mod admin_api;
mod answers;
mod api;
mod companions;
mod first_visit;
mod journey_actions;
mod journey_pages;
pub mod journeys;
mod listen;
mod page;
pub mod rules;
pub mod store;
mod subject;
mod sweep;
mod templates;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/start", Needs::Employee, page::show)
        .put("/start/steps/{step}", Needs::Employee, page::tick)
        .delete("/start/steps/{step}", Needs::Employee, page::untick)
        .put("/start/away", Needs::Employee, page::put_away)
        .delete("/start/away", Needs::Employee, page::bring_back)
        .put("/start/mood", Needs::Employee, page::save_mood)
        .post("/start/skills", Needs::Employee, first_visit::declare)
        .post("/start/communities", Needs::Employee, first_visit::join)
        .get("/start/surveys/{day}", Needs::Employee, answers::show)
        .post("/start/surveys/{day}", Needs::Employee, answers::save)
        .get("/newcomers", Needs::Employee, companions::list)
        .get("/newcomers/{id}", Needs::Employee, companions::show)
        .put("/newcomers/{id}/buddy", Needs::Employee, companions::name_buddy)
        .get("/admin/newcomers", Needs::Admin, admin::list)
        .post("/admin/newcomers", Needs::Admin, admin::find)
        .get("/admin/newcomers/{id}", Needs::Admin, admin::show)
        .post("/admin/newcomers/{id}", Needs::Admin, admin::save)
        .delete("/admin/newcomers/{id}", Needs::Admin, admin::end)
        .post("/admin/newcomers/{id}/restoration", Needs::Admin, admin::resume)
        .post("/admin/journeys", Needs::Admin, journey_pages::create)
        .get("/admin/journeys/{id}", Needs::Admin, journey_pages::show)
        .post("/admin/journeys/{id}", Needs::Admin, journey_pages::save)
        .delete("/admin/journeys/{id}", Needs::Admin, journey_pages::remove)
        .post("/admin/journeys/{id}/restoration", Needs::Admin, journey_pages::restore)
        .put("/admin/journeys/{id}/activity", Needs::Admin, journey_pages::switch_on)
        .delete("/admin/journeys/{id}/activity", Needs::Admin, journey_pages::switch_off)
        .post("/admin/journeys/{id}/steps", Needs::Admin, journey_pages::add_step)
        .get("/admin/journeys/{id}/steps/{step}", Needs::Admin, journey_pages::step)
        .post("/admin/journeys/{id}/steps/{step}", Needs::Admin, journey_pages::save_step)
        .delete("/admin/journeys/{id}/steps/{step}", Needs::Admin, journey_pages::remove_step)
        .post("/admin/journeys/steps/{step}/restoration", Needs::Admin, journey_pages::restore_step)
        .join(api::routes())
        .join(admin_api::routes())
        .with(people.clone());
    Feature {
        name: "newcomers",
        routes,
        statements: vec![store::STATEMENTS, journeys::STATEMENTS],
        subjects: vec![Arc::new(subject::Newcomers(people.platform.clone()))],
        slots: vec![("home.top", Arc::new(page::Card))],
        listeners: vec![
            Arc::new(listen::Arrivals(people.clone())),
            Arc::new(listen::Ticks(people.clone())),
            Arc::new(listen::Leavers(people.clone())),
        ],
        sweeps: vec![Arc::new(sweep::Days(people.clone())), Arc::new(sweep::Forget(people.clone()))],
        api: Some(api::description().merge_from(admin_api::description())),
        ..Feature::default()
    }
}
