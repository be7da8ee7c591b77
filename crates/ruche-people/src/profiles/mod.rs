//! Profiles: the page of a person, and what people say of themselves beside their name, role and place.
//!
//! Rules: everybody writes their own: how the name is said, what one can ask them about, other ways to reach them, hours of work, a
//! status, jobs, missions and trainings. Address, phone and each other way has its own readers: whoever sees the person, employees, or
//! the person alone; so has each field that the company adds, which the person or administrators fill in. Status,
//! hours and presence are for employees; presence is off until it is switched on. A birthday, by day and month, and an arrival are told to those close to the person alone, and
//! only where the person wants that. What somebody may not be told is not in the page, the
//! API, the card for an address book or the search. Nothing is asked twice: what is missing is said to the person alone, with what it is
//! good for, until they put that away.
//! Deliberately not here: the account, name, role and place, which are of `members`; skills; the photo; and the feed of what one wrote.

/// An enumeration with a stored number and a word, both in the order of its variants.
macro_rules! numbered {
    ($type:ident, $($variant:ident $word:literal),+) => {
        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// From its stored number; the first for one that is unknown.
            #[must_use]
            pub fn from_number(number: i64) -> Self {
                usize::try_from(number).ok().and_then(|at| Self::ALL.get(at).copied()).unwrap_or_default()
            }

            /// The stored number.
            #[must_use]
            pub fn number(self) -> i64 {
                self as i64
            }

            /// Its word in forms and in the API.
            #[must_use]
            pub fn word(self) -> &'static str {
                [$($word),+][self as usize]
            }

            /// From its word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

mod access;
pub mod actions;
mod admin;
mod admin_api;
mod api;
mod card;
mod contact_page;
mod days;
mod experience_page;
pub mod fields;
mod fill;
mod guide;
mod page;
pub mod rules;
pub mod shown;
pub mod store;
mod sweep;

use crate::People;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/members/{id}", Needs::SignIn, page::show)
        .get("/members/days", Needs::Employee, days::show)
        .get("/members/{id}/card", Needs::SignIn, card::show)
        .get("/members/{id}/fields", Needs::Admin, fill::of_other)
        .post("/members/{id}/fields", Needs::Admin, fill::save_other)
        .post("/settings/about", Needs::SignIn, fill::save_about)
        .put("/settings/guide", Needs::SignIn, guide::hide)
        .delete("/settings/guide", Needs::SignIn, guide::show_again)
        .get("/settings/contact", Needs::SignIn, contact_page::show)
        .post("/settings/contact", Needs::SignIn, contact_page::save)
        .post("/settings/status", Needs::SignIn, contact_page::save_status)
        .get("/settings/experience", Needs::SignIn, experience_page::list)
        .post("/settings/experience", Needs::SignIn, experience_page::add)
        .get("/settings/experience/{id}", Needs::SignIn, experience_page::edit)
        .post("/settings/experience/{id}", Needs::SignIn, experience_page::save)
        .delete("/settings/experience/{id}", Needs::SignIn, experience_page::remove)
        .post("/settings/experience/{id}/restoration", Needs::SignIn, experience_page::restore)
        .get("/admin/fields", Needs::Admin, admin::list)
        .post("/admin/fields", Needs::Admin, admin::add)
        .get("/admin/fields/{id}", Needs::Admin, admin::edit)
        .post("/admin/fields/{id}", Needs::Admin, admin::save)
        .delete("/admin/fields/{id}", Needs::Admin, admin::remove)
        .post("/admin/fields/{id}/restoration", Needs::Admin, admin::restore)
        .join(api::routes())
        .join(admin_api::routes())
        .with(people.clone());
    Feature {
        name: "profiles",
        routes,
        statements: vec![store::STATEMENTS],
        slots: vec![("settings.about", Arc::new(fill::Card(people.clone()))), ("home.aside", Arc::new(days::Week))],
        listeners: vec![Arc::new(sweep::Leavers(people.clone()))],
        sweeps: vec![Arc::new(sweep::Forget(people.clone()))],
        api: Some(api::description().merge_from(admin_api::description())),
        ..Feature::default()
    }
}
