//! Administering communities in the API: those that nobody looks after any more.

use super::{actions, listing};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::PlaceId;
use ruche_web::api::{self, Id, Json, List, Path, Problem, Query, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, appoint))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    Routes::default().api(Method::GET, "/api/v1/admin/communities", Needs::Admin, Scope::Admin, list).api(
        Method::PUT,
        "/api/v1/admin/communities/{id}/owner",
        Needs::Admin,
        Scope::Admin,
        appoint,
    )
}

/// A community that an administrator acts upon.
#[derive(Serialize, ToSchema)]
#[schema(as = AdministeredCommunity)]
struct AdministeredJson {
    /// Which one.
    id: Id,
    /// Its name; null for one that is unlisted.
    #[schema(required)]
    name: Option<String>,
    /// How many belong to it.
    members: i64,
}

/// Which communities.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// Those that are archived, instead of those without an owner.
    #[serde(default)]
    archived: bool,
}

/// The communities that nobody looks after any more, or the last hundred that were archived.
#[utoipa::path(get, path = "/api/v1/admin/communities", tag = "administration", params(Which), responses((status = 200, body = List<AdministeredJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, Query(which): Query<Which>) -> Result<axum::Json<List<AdministeredJson>>> {
    let db = &people.platform.db;
    let rows = if which.archived { listing::archived(db).await? } else { listing::ownerless(db).await? };
    let items = rows.into_iter().map(|row| AdministeredJson { id: Id(row.id.0), name: row.name, members: row.members });
    Ok(axum::Json(List { items: items.collect(), next: None }))
}

/// Who is to own a community.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOwner)]
struct NewOwner {
    /// The address or user name of a colleague, but oneself: administering opens no door.
    #[schema(max_length = 254)]
    login: String,
}

/// Names the owner of a community that has none.
#[utoipa::path(put, path = "/api/v1/admin/communities/{id}/owner", tag = "administration", params(("id" = Id, Path)), request_body = NewOwner, responses((status = 204), (status = "default", body = Problem)))]
async fn appoint(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Json(sent): Json<NewOwner>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::appoint(&people, &member.actor(), id, &sent.login).await?;
    Ok(api::done())
}
