//! The address of a calendar in the API.

use super::{actions, page, store};
use crate::Content;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::Error;
use ruche_web::api::{self, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(show, make, revoke))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where it stands.
const PATH: &str = "/api/v1/settings/calendar";

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    Routes::default()
        .api(Method::GET, PATH, Needs::SignIn, Scope::SelfRead, show)
        .api(Method::POST, PATH, Needs::SignIn, Scope::SelfWrite, make)
        .api(Method::DELETE, PATH, Needs::SignIn, Scope::SelfWrite, revoke)
}

/// The own calendar.
#[derive(Serialize, ToSchema)]
#[schema(as = Calendar)]
struct CalendarJson {
    /// When its address was made. The address itself is told once, when it is.
    created_at: Time,
    /// The beginning of the day (UTC) on which it was read last.
    #[schema(required)]
    used_on: Option<Time>,
}

/// Whether one has an address by which a calendar program reads one's events: 404 when not.
#[utoipa::path(get, path = "/api/v1/settings/calendar", tag = "calendars", responses((status = 200, body = CalendarJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member) -> Result<axum::Json<CalendarJson>> {
    let calendar = store::of_member(&content.platform.db, member.id()).await?.ok_or(Error::NotFound)?;
    Ok(axum::Json(CalendarJson { created_at: Time(calendar.created_at), used_on: calendar.used_on.map(Time) }))
}

/// An address for a calendar program.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarAddress)]
struct AddressJson {
    /// Whoever knows it reads the events of its owner: it is told this once.
    url: String,
}

/// Makes the address, in the place of the one before, which ends.
#[utoipa::path(post, path = "/api/v1/settings/calendar", tag = "calendars", responses((status = 201, body = AddressJson), (status = "default", body = Problem)))]
async fn make(State(content): State<Content>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let url = page::address(&member, &actions::make(&content, &member.actor()).await?);
    Ok(api::created(PATH, AddressJson { url }))
}

/// Takes the address back.
#[utoipa::path(delete, path = "/api/v1/settings/calendar", tag = "calendars", responses((status = 204), (status = "default", body = Problem)))]
async fn revoke(State(content): State<Content>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::revoke(&content, &member.actor()).await?;
    Ok(api::done())
}
