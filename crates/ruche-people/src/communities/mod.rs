//! Communities: the places where people share, in four kinds.
//!
//! | kind | an employee outside sees | becomes a member by | may read and be mentioned |
//! |---|---|---|---|
//! | open | name, description, people, posts | joining | every employee |
//! | on request | name, description, owners | asking | members |
//! | closed | name, description, owners | invitation | members |
//! | unlisted | nothing: it does not exist | invitation | members |
//!
//! Partners read a community only when an owner added them; a banner then names their companies. Owners decide settings, roles
//! and whom to invite; moderators answer requests and remove ordinary members. There is always an owner: when the account of the
//! last one closes, the moderator or else the employee who joined first takes over; where only partners stay, administrators are
//! told that the place has no owner, and name one without entering it. An owner passes a community on to a colleague and stays to
//! keep order; that can be taken back for an hour. An archived community is read, and changed no more, until an owner or an
//! administrator puts it back. An owner of two brings one into the other (`merge`). A
//! community may ask to accept a text before one reads it (`terms`). Its owners look at it as a partner sees it (`partner`). An invitation waits for 30 days, and as long as who made it
//! owns the place. Opening a community to every employee opens
//! its past only by a separate choice.
//! Deliberately not here: what is written in a community, and its picture; both come by slots (`community.opener` for those
//! who write, `community.feed`, `community.picture`).

pub mod actions;
mod admin;
mod admin_api;
mod api;
mod audience;
mod discover;
mod found;
pub mod groups;
mod hands;
mod hands_api;
mod hands_page;
mod head;
mod listing;
mod merge;
mod nav;
mod page;
mod partner;
mod people_page;
pub mod rules;
mod settings_page;
pub mod store;
mod terms;

use crate::People;
use ruche_kernel::MemberId;
use ruche_web::{Feature, Needs, Routes};
use std::sync::Arc;

pub use audience::{
    Audience, Voice, Writable, audience, companies_in_words, deciders, may_write, may_write_in, outside_companies, own, own_in, owners,
    see, waiting, writable,
};
pub use listing::met_among;
pub(crate) use listing::{Discovered, discover};
pub use merge::{bring, close, merged_among};
pub use partner::{Look, look};
pub use rules::{Access, NewCommunity};

/// The hue that is proposed to whoever makes a community.
fn first_hue(maker: MemberId) -> i64 {
    maker.0 / 64 % 36 * 10
}

/// What this feature declares.
#[must_use]
pub fn feature(people: &People) -> Feature {
    let routes = Routes::default()
        .get("/communities", Needs::SignIn, page::list)
        .get("/communities/new", Needs::Employee, settings_page::new)
        .post("/communities/new", Needs::Employee, settings_page::create)
        .get("/communities/discover", Needs::Employee, discover::show)
        .get("/communities/{id}", Needs::SignIn, page::show)
        .get("/communities/{id}/owners", Needs::SignIn, page::owners)
        .put("/communities/{id}/membership", Needs::SignIn, page::join)
        .delete("/communities/{id}/membership", Needs::SignIn, page::leave)
        .post("/communities/{id}/requests", Needs::SignIn, page::ask)
        .put("/communities/{id}/requests/{member}", Needs::SignIn, people_page::accept)
        .delete("/communities/{id}/requests/{member}", Needs::SignIn, people_page::end_pending)
        .get("/communities/{id}/members", Needs::SignIn, people_page::members)
        .post("/communities/{id}/invitations", Needs::SignIn, people_page::invite)
        .delete("/communities/{id}/members/{member}", Needs::SignIn, people_page::remove)
        .post("/communities/{id}/members/{member}/role", Needs::SignIn, people_page::give_role)
        .put("/communities/{id}/owner", Needs::SignIn, hands_page::hand_over)
        .delete("/communities/{id}/owner", Needs::SignIn, hands_page::take_back)
        .put("/communities/{id}/archive", Needs::SignIn, hands_page::archive)
        .delete("/communities/{id}/archive", Needs::SignIn, hands_page::unarchive)
        .get("/communities/{id}/merge", Needs::SignIn, merge::page::show)
        .post("/communities/{id}/merge", Needs::SignIn, merge::page::merge)
        .get("/communities/{id}/terms", Needs::SignIn, terms::page::show)
        .post("/communities/{id}/terms", Needs::SignIn, terms::page::save)
        .put("/communities/{id}/terms/acceptance", Needs::SignIn, terms::page::accept)
        .delete("/communities/{id}/terms/acceptance", Needs::SignIn, terms::page::decline)
        .get("/communities/{id}/settings", Needs::SignIn, settings_page::settings)
        .post("/communities/{id}/settings", Needs::SignIn, settings_page::save)
        .get("/partners/{id}/communities", Needs::Employee, partner::page::show)
        .get("/communities/{id}/as/{member}/members", Needs::Employee, partner::page::members)
        .get("/admin/communities", Needs::Admin, admin::list)
        .post("/admin/communities/{id}/owner", Needs::Admin, admin::appoint)
        .delete("/admin/communities/{id}/archive", Needs::Admin, hands_page::put_back)
        .join(api::routes())
        .join(admin_api::routes())
        .join(hands_api::routes())
        .join(merge::api::routes())
        .join(terms::api::routes())
        .join(partner::api::routes())
        .with(people.clone());
    Feature {
        name: "communities",
        routes,
        statements: vec![
            store::STATEMENTS,
            found::STATEMENTS,
            groups::STATEMENTS,
            listing::STATEMENTS,
            audience::STATEMENTS,
            merge::store::STATEMENTS,
            terms::store::STATEMENTS,
            partner::store::STATEMENTS,
        ],
        findables: vec![Arc::new(found::Communities(people.platform.clone()))],
        slots: vec![
            ("frame.places", Arc::new(nav::Places(people.clone()))),
            ("home.aside", Arc::new(discover::Discover)),
            ("home.top", Arc::new(terms::page::Waiting(people.clone()))),
        ],
        sweeps: vec![Arc::new(actions::ExpireInvitations(people.clone()))],
        moved: vec![Arc::new(merge::moved::Merged(people.clone()))],
        api: Some(
            api::description()
                .merge_from(admin_api::description())
                .merge_from(hands_api::description())
                .merge_from(merge::api::description())
                .merge_from(terms::api::description())
                .merge_from(partner::api::description()),
        ),
        ..Feature::default()
    }
}
