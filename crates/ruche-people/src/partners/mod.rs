//! Partners: people of other companies, answered for by a colleague, until a day.
//!
//! Rules: a partner has a company, a sponsor and an end. A company has a kind, a sponsor, and the days of its contract, once they were
//! said; no access of its people outlasts it, and one that is shortened shortens theirs. Renewing a company renews them all. Whoever
//! answers for somebody is told 30 days and 7 days before the end, once each, and prolongs it up to the end of the contract; beyond,
//! an administrator does. The end counts from its very moment; the account is closed after it. Whoever leaves is replaced, as who
//! answers, by the administrator who closes the account.
//! Deliberately not here: what a partner reads, which is the rule of `access`, and who lets partners into a community.

mod actions;
mod admin;
mod api;
mod companies;
mod home;
mod mine;
pub mod rules;
pub mod store;
mod subject;
mod sweep;

pub use actions::Contract;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/admin/partners", Needs::Admin, admin::partners)
        .post("/admin/partners", Needs::Admin, admin::create)
        .get("/admin/partners/{id}", Needs::Admin, admin::partner)
        .post("/admin/partners/{id}", Needs::Admin, admin::save)
        .get("/admin/partners/companies/new", Needs::Admin, companies::new)
        .post("/admin/partners/companies", Needs::Admin, companies::create)
        .get("/admin/partners/companies/{id}", Needs::Admin, companies::show)
        .post("/admin/partners/companies/{id}", Needs::Admin, companies::save)
        .post("/admin/partners/companies/{id}/renewal", Needs::Admin, companies::renew)
        .get("/partners/mine", Needs::Employee, mine::list)
        .get("/partners/{id}", Needs::Employee, mine::show)
        .put("/partners/{id}/end", Needs::Employee, mine::prolong)
        .join(api::routes())
        .with(people.clone());
    Feature {
        name: "partners",
        routes,
        statements: vec![store::STATEMENTS],
        subjects: vec![Arc::new(subject::Partners(people.platform.clone()))],
        slots: vec![("home.top", Arc::new(home::Ending(people.clone())))],
        sweeps: vec![Arc::new(sweep::Warn(people.clone())), Arc::new(sweep::End(people.clone()))],
        api: Some(api::description()),
        ..Feature::default()
    }
}
