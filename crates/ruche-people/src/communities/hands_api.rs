//! A community that changes hands, in the API.

use super::hands;
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, PlaceId};
use ruche_web::api::{self, Id, Json, Path, Problem, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Deserialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(hand_over, take_back, archive, unarchive, put_back))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let write = Scope::PeopleWrite;
    Routes::default()
        .api(Method::PUT, "/api/v1/communities/{id}/owner", Needs::SignIn, write, hand_over)
        .api(Method::DELETE, "/api/v1/communities/{id}/owner", Needs::SignIn, write, take_back)
        .api(Method::PUT, "/api/v1/communities/{id}/archive", Needs::SignIn, write, archive)
        .api(Method::DELETE, "/api/v1/communities/{id}/archive", Needs::SignIn, write, unarchive)
        .api(Method::DELETE, "/api/v1/admin/communities/{id}/archive", Needs::Admin, Scope::Admin, put_back)
}

/// To whom a community is passed on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommunityHeir)]
struct Heir {
    /// A colleague who belongs to it.
    member: Id,
}

/// Passes a community on, for owners: the other owns it, oneself keeps order there.
#[utoipa::path(put, path = "/api/v1/communities/{id}/owner", tag = "communities", params(("id" = Id, Path)), request_body = Heir, responses((status = 204), (status = "default", body = Problem)))]
async fn hand_over(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Json(sent): Json<Heir>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::hand_over(&people, &member.actor(), id, MemberId(sent.member.0)).await?;
    Ok(api::done())
}

/// Takes back what one passed on within the last hour, while both are what that made of them.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/owner", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn take_back(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::take_back(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// Archives a community, for owners: it is read by those who read it, and changed no more.
#[utoipa::path(put, path = "/api/v1/communities/{id}/archive", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn archive(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::archive(&people, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Puts an archived community back, for owners.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/archive", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unarchive(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::archive(&people, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// Puts an archived community back.
#[utoipa::path(delete, path = "/api/v1/admin/communities/{id}/archive", tag = "administration", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn put_back(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    hands::put_back(&people, &member.actor(), id).await?;
    Ok(api::done())
}
