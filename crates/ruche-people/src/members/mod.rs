//! Members: profiles, directory, following, invitations, and the end of an account.
//!
//! Rules: an employee has an address or a user name; a partner also has what the room `partners` asks for; whoever leaves
//! loses every session at once and keeps the writings, under the name or as "former member" as the company chose.
//! Deliberately not here: skills, which come by the slot `member.skills`, and the org chart.

pub mod actions;
pub(crate) mod admin;
pub(crate) mod admin_api;
mod api;
mod found;
pub mod held;
pub mod invite;
mod join;
mod leavers;
pub mod page;
mod sounds;
pub mod store;

pub use admin::frame as admin_frame;
pub use leavers::ForgetLeavers;

use crate::People;
use ruche_kernel::{MemberId, Refusal, Result};
use ruche_platform::db::Tx;
use ruche_platform::keys::{Made, Sending};
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

/// What a form made before, in the transaction that does what it asks; nothing when it is here for the first time, and its key,
/// where it has one, is then kept with `id`. `field` is where it is said that the form made something else before.
pub(crate) async fn made_before(
    tx: &mut Tx,
    sending: Option<&Sending>,
    by: MemberId,
    id: i64,
    now: i64,
    field: &'static str,
) -> Result<Option<i64>> {
    let Some(sending) = sending else { return Ok(None) };
    match sending.made(tx, by).await? {
        Some(Made::Same(id)) => Ok(Some(id)),
        Some(Made::Other(_)) => Err(Refusal::new("members.form_used").at(field).into()),
        None => sending.keep(tx, by, id, now).await.map(|()| None),
    }
}

/// An account that an administrator made.
pub(crate) struct FirstPassword {
    /// Whose.
    pub id: MemberId,
    /// The first password, to hand over; none when the same form made the account before.
    pub password: Option<String>,
}

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/members", Needs::Employee, page::directory)
        .get("/members/suggest", Needs::SignIn, page::suggest)
        .put("/members/{id}/follow", Needs::SignIn, page::follow)
        .delete("/members/{id}/follow", Needs::SignIn, page::unfollow)
        .get("/settings", Needs::SignIn, page::settings)
        .post("/settings", Needs::SignIn, page::save_profile)
        .get("/settings/display", Needs::SignIn, page::display)
        .post("/settings/display", Needs::SignIn, page::save_display)
        .put("/settings/theme", Needs::SignIn, page::save_theme)
        .get("/menu", Needs::SignIn, page::menu)
        .get("/join/{token}", Needs::Nothing, join::show)
        .post("/join/{token}", Needs::Nothing, join::join)
        .get("/admin", Needs::Admin, admin::people)
        .post("/admin/members", Needs::Admin, admin::create)
        .get("/admin/members/{id}/departure", Needs::Admin, admin::ask_departure)
        .post("/admin/members/{id}/departure", Needs::Admin, admin::departure)
        .post("/admin/members/{id}/role", Needs::Admin, admin::give_role)
        .delete("/admin/members/{id}/sessions", Needs::Admin, admin::end_sessions)
        .post("/admin/members/{id}/password", Needs::Admin, admin::new_password)
        .post("/admin/invitations", Needs::Admin, admin::invite)
        .delete("/admin/invitations/{id}", Needs::Admin, admin::revoke)
        .get("/admin/company", Needs::Admin, admin::company)
        .post("/admin/company", Needs::Admin, admin::save_company)
        .join(api::routes())
        .join(admin_api::routes())
        .with(people.clone());
    Feature {
        name: "members",
        routes,
        statements: vec![
            store::STATEMENTS,
            found::STATEMENTS,
            invite::STATEMENTS,
            join::STATEMENTS,
            sounds::store::STATEMENTS,
            held::STATEMENTS,
        ],
        sweeps: vec![Arc::new(sounds::Heard(people.clone()))],
        findables: vec![Arc::new(found::Members(people.platform.clone()))],
        api: Some(api::description().merge_from(admin_api::description())),
        ..Feature::default()
    }
}
