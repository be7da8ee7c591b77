//! Circles: subsidiaries whose people do not see one another.
//!
//! Rules: administrators make circles and put employees in: one by one, by unit with all units below, by site. A person is in one at
//! most; whoever is in none, the head office, sees everybody and is seen by everybody. People of two circles meet in the communities
//! that both belong to, and nowhere else: this is decided by `access::sees!` alone. A circle has a place, to which exactly its people
//! belong; it stands where others have the whole company. In the place of the whole company they read and take no part
//! (`access::takes_part`). An account that is made or invited by an administrator of a circle begins in that circle. A circle that
//! is dissolved becomes a place that is read and changed no more; its people see everybody again, until that is undone.
//! Deliberately not here: what one may read, which is the rule of `access`; owners of a circle's place; circles within circles.

mod actions;
mod admin;
mod api;
pub mod rules;
pub mod store;

use crate::People;
use ruche_web::{Feature, Needs, Routes};

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/admin/circles", Needs::Admin, admin::list)
        .post("/admin/circles", Needs::Admin, admin::make)
        .get("/admin/circles/{id}", Needs::Admin, admin::show)
        .post("/admin/circles/{id}", Needs::Admin, admin::rename)
        .put("/admin/circles/{id}/people", Needs::Admin, admin::put_in)
        .delete("/admin/circles/{id}/people", Needs::Admin, admin::take_out)
        .put("/admin/circles/{id}/dissolution", Needs::Admin, admin::dissolve)
        .delete("/admin/circles/{id}/dissolution", Needs::Admin, admin::restore)
        .join(api::routes())
        .with(people.clone());
    Feature { name: "circles", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
