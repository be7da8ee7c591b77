//! Incoming webhooks in the API, for the owners of a community.

use super::store::Hook;
use super::{actions, page};
use crate::Content;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::PlaceId;
use ruche_web::api::{self, Id, Json, Key, List, Path, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, make, replace, remove))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where they stand.
const PATH: &str = "/api/v1/communities/{id}/incoming";

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::PeopleRead, Scope::PeopleWrite);
    Routes::default()
        .api(Method::GET, PATH, Needs::SignIn, read, list)
        .api(Method::POST, PATH, Needs::SignIn, write, make)
        .api(Method::POST, &format!("{PATH}/{{hook}}/address"), Needs::SignIn, write, replace)
        .api(Method::DELETE, &format!("{PATH}/{{hook}}"), Needs::SignIn, write, remove)
}

/// An incoming webhook.
#[derive(Serialize, ToSchema)]
#[schema(as = IncomingWebhook)]
struct HookJson {
    /// Which one.
    id: Id,
    /// The bot as which it posts.
    bot: Id,
    /// Its name.
    name: String,
    /// When it was made.
    created_at: Time,
    /// The beginning of the day (UTC) on which it was used last.
    #[schema(required)]
    used_on: Option<Time>,
}

impl From<Hook> for HookJson {
    fn from(hook: Hook) -> Self {
        Self { id: Id(hook.id), bot: Id(hook.bot.0), name: hook.name, created_at: Time(hook.created_at), used_on: hook.used_on.map(Time) }
    }
}

/// An incoming webhook that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = NewlyMadeIncomingWebhook)]
struct MadeJson {
    /// What was made.
    webhook: HookJson,
    /// Where a program posts: told this once.
    url: String,
}

/// Another address.
#[derive(Serialize, ToSchema)]
#[schema(as = IncomingWebhookAddress)]
struct AddressJson {
    /// Where a program posts from now on: told this once.
    url: String,
}

/// An incoming webhook to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewIncomingWebhook)]
struct Sent {
    /// The name of the bot as which it posts; 80 characters at most.
    name: String,
}

/// The incoming webhooks of a community, for its owners.
#[utoipa::path(get, path = "/api/v1/communities/{id}/incoming", tag = "incoming", params(("id" = Id, Path)), responses((status = 200, body = List<HookJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<List<HookJson>>> {
    let (_, hooks) = actions::list(&content, &member.actor(), id).await?;
    Ok(axum::Json(List { items: hooks.into_iter().map(Into::into).collect(), next: None }))
}

/// Makes an incoming webhook of a community, with its bot, for the owners.
#[utoipa::path(post, path = "/api/v1/communities/{id}/incoming", tag = "incoming", request_body = Sent, params(("id" = Id, Path), ("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent; each time it is told another address.")),
    responses((status = 201, body = MadeJson), (status = "default", body = Problem)))]
async fn make(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PlaceId>,
    Key(key): Key,
    Json(sent): Json<Sent>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (hook, token) = actions::make(&content, &member.actor(), id, &sent.name, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/communities/{id}/incoming"), MadeJson { webhook: hook.into(), url: page::address(&member, &token) }))
}

/// Gives an incoming webhook another address; the one before ends.
#[utoipa::path(post, path = "/api/v1/communities/{id}/incoming/{hook}/address", tag = "incoming", params(("id" = Id, Path), ("hook" = Id, Path)), responses((status = 201, body = AddressJson), (status = "default", body = Problem)))]
async fn replace(State(content): State<Content>, member: Member, Path((id, hook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let url = page::address(&member, &actions::replace(&content, &member.actor(), id, hook).await?);
    Ok(api::created(&format!("/api/v1/communities/{id}/incoming"), AddressJson { url }))
}

/// Removes an incoming webhook and closes its bot; what it wrote stays.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/incoming/{hook}", tag = "incoming", params(("id" = Id, Path), ("hook" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(content): State<Content>, member: Member, Path((id, hook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&content, &member.actor(), id, hook).await?;
    Ok(api::done())
}
