//! Tokens in the API: which ones there are, and ending one.
//!
//! Deliberately not here: making one, which asks the password again, on the page alone.

use super::actions;
use super::store::{self, Kept};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_web::api::{self, Id, List, Path, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, revoke))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    Routes::default().api(Method::GET, "/api/v1/me/tokens", Needs::SignIn, Scope::SelfRead, list).api(
        Method::DELETE,
        "/api/v1/me/tokens/{id}",
        Needs::SignIn,
        Scope::SelfWrite,
        revoke,
    )
}

/// A token, without its secret, which was shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
struct TokenJson {
    /// Which one.
    id: Id,
    /// What it is for, in its owner's words.
    name: String,
    /// What it may be used for.
    scopes: Vec<String>,
    /// When it was made.
    created_at: Time,
    /// When it ends.
    expires_at: Time,
    /// The beginning of the day (UTC) on which it was used last.
    #[schema(required)]
    used_on: Option<Time>,
    /// Whether it is the one that asks.
    current: bool,
}

impl TokenJson {
    fn of(member: &Member, kept: Kept) -> Self {
        Self {
            id: Id(kept.id),
            name: kept.name,
            scopes: kept.scopes.iter().map(|scope| scope.word().to_owned()).collect(),
            created_at: Time(kept.created_at),
            expires_at: Time(kept.expires_at),
            used_on: kept.used_on.map(Time),
            current: member.token.as_ref().is_some_and(|token| token.id == kept.id),
        }
    }
}

/// The own tokens, the newest first.
#[utoipa::path(get, path = "/api/v1/me/tokens", tag = "tokens", responses((status = 200, body = List<TokenJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member) -> Result<axum::Json<List<TokenJson>>> {
    let kept = store::list(&people.platform.db, member.id()).await?;
    Ok(axum::Json(List { items: kept.into_iter().map(|kept| TokenJson::of(&member, kept)).collect(), next: None }))
}

/// Ends a token, which may be the one that asks.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{id}", tag = "tokens", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn revoke(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::revoke(&people, member.id(), id).await?;
    Ok(api::done())
}
