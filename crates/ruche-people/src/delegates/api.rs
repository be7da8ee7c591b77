//! Delegates in the API: who may publish in the own name, and in whose name one may.

use super::{actions, store};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::MemberId;
use ruche_web::api::{self, Id, Json, List, Path, PersonJson, Problem, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, add, remove, principals))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    Routes::default()
        .api(Method::GET, "/api/v1/me/delegates", Needs::Employee, Scope::SelfRead, list)
        .api(Method::POST, "/api/v1/me/delegates", Needs::Employee, Scope::SelfWrite, add)
        .api(Method::DELETE, "/api/v1/me/delegates/{id}", Needs::Employee, Scope::SelfWrite, remove)
        .api(Method::GET, "/api/v1/me/principals", Needs::SignIn, Scope::SelfRead, principals)
}

/// Those whom one lets publish in the own name, by name.
#[utoipa::path(get, path = "/api/v1/me/delegates", tag = "delegates", responses((status = 200, body = List<PersonJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member) -> Result<axum::Json<List<PersonJson>>> {
    let delegates = store::of_member(&people.platform.db, member.id()).await?;
    Ok(axum::Json(List { items: delegates.iter().map(PersonJson::from).collect(), next: None }))
}

/// Those in whose name one may publish, by name.
#[utoipa::path(get, path = "/api/v1/me/principals", tag = "delegates", responses((status = 200, body = List<PersonJson>), (status = "default", body = Problem)))]
async fn principals(State(people): State<People>, member: Member) -> Result<axum::Json<List<PersonJson>>> {
    let principals = store::principals(&people.platform.db, member.id()).await?;
    Ok(axum::Json(List { items: principals.iter().map(PersonJson::from).collect(), next: None }))
}

/// Whom to let publish in the own name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDelegate)]
struct Sent {
    /// The address or the user name of a colleague.
    #[schema(max_length = 254)]
    login: String,
}

/// Who may publish in the own name from now on.
#[derive(Serialize, ToSchema)]
#[schema(as = Delegate)]
struct DelegateJson {
    /// Who.
    id: Id,
}

/// Lets a colleague publish in the own name. Saying it twice changes nothing.
#[utoipa::path(post, path = "/api/v1/me/delegates", tag = "delegates", request_body = Sent, responses((status = 201, body = DelegateJson), (status = "default", body = Problem)))]
async fn add(State(people): State<People>, member: Member, Json(sent): Json<Sent>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let delegate = actions::add(&people, &member.actor(), &sent.login).await?;
    Ok(api::created("/api/v1/me/delegates", DelegateJson { id: Id(delegate.0) }))
}

/// Lets somebody publish in the own name no more. What they published stays.
#[utoipa::path(delete, path = "/api/v1/me/delegates/{id}", tag = "delegates", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&people, &member.actor(), id).await?;
    Ok(api::done())
}
