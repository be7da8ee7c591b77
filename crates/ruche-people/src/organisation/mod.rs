//! The organisation: who reports to whom, the units, the sites.
//!
//! Rules: an employee reports to one other employee or to nobody, never in a circle, at most [`rules::DEEPEST`] levels deep. Whom one
//! reports to is said by oneself or by an administrator; whoever is named can send somebody back. When somebody leaves, those who
//! reported to them report to whoever was above. A unit stands below another one or below none; units and sites are named by the
//! profiles and the directories of employees, and made when they are named first, so that a small company needs nobody to prepare them;
//! administrators move, rename and describe them. Only employees see any of it: a partner sees people, not the company.
//! Deliberately not here: the directory, which is a list of people, and communities, which are not units.

pub mod actions;
mod api;
mod chart;
mod edit;
pub mod forest;
mod map;
mod pages;
pub mod place;
pub mod rules;
pub mod store;
mod subject;
mod team;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/organisation", Needs::Employee, chart::around_me)
        .get("/organisation/{id}", Needs::Employee, chart::around)
        .get("/organisation/{id}/reports", Needs::Employee, chart::reports)
        .get("/members/{id}/manager", Needs::Admin, team::of_other)
        .post("/members/{id}/manager", Needs::Employee, team::set_manager)
        .delete("/members/{id}/manager", Needs::Employee, team::unset_manager)
        .get("/settings/team", Needs::Employee, team::settings)
        .get("/units", Needs::Employee, pages::units)
        .post("/units", Needs::Admin, edit::create_unit)
        .get("/units/new", Needs::Admin, edit::new_unit)
        .get("/units/{id}", Needs::Employee, pages::unit)
        .get("/units/{id}/edit", Needs::Admin, edit::unit)
        .post("/units/{id}", Needs::Admin, edit::save_unit)
        .delete("/units/{id}", Needs::Admin, edit::delete_unit)
        .get("/sites", Needs::Employee, pages::sites)
        .get("/sites/{id}", Needs::Employee, pages::site)
        .get("/sites/{id}/edit", Needs::Admin, edit::site)
        .post("/sites/{id}", Needs::Admin, edit::save_site)
        .join(api::routes())
        .with(people.clone());
    Feature {
        name: "organisation",
        routes,
        statements: vec![store::STATEMENTS, place::STATEMENTS, forest::STATEMENTS],
        slots: vec![("member.team", Arc::new(team::OfMember(people.clone())))],
        subjects: vec![Arc::new(subject::Reports(people.platform.clone()))],
        sweeps: vec![Arc::new(place::PlaceMembers(people.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
