//! Questions that are put to people, in the API.

use super::actions::{self, KEPT_MS};
use super::rules::State as Became;
use super::store;
use crate::Content;
use crate::experts::find::Reader;
use crate::posts::model::PostId;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::Error;
use ruche_web::api::{self, Id, Json, List, Path, PersonJson, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(of_post, route, pass, withdraw, take_again, waiting, limit, set_limit))]
struct Api;

/// Its part of the description.
pub(in crate::experts) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(in crate::experts) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::ContentRead, Scope::ContentWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/posts/{id}/asks", Needs::SignIn, read, of_post)
        .api(Method::POST, "/api/v1/posts/{id}/asks", Needs::Employee, write, route)
        .api(Method::POST, "/api/v1/posts/{id}/passing", Needs::SignIn, write, pass)
        .api(Method::PUT, "/api/v1/posts/{id}/ask", Needs::SignIn, write, take_again)
        .api(Method::DELETE, "/api/v1/posts/{id}/ask", Needs::SignIn, write, withdraw)
        .api(Method::GET, "/api/v1/me/asks", Needs::SignIn, Scope::SelfRead, waiting)
        .api(Method::GET, "/api/v1/settings/questions", Needs::SignIn, Scope::SelfRead, limit)
        .api(Method::PUT, "/api/v1/settings/questions", Needs::SignIn, Scope::SelfWrite, set_limit)
}

/// Somebody to whom a question was put.
#[derive(Serialize, ToSchema)]
#[schema(as = Ask)]
struct AskJson {
    /// Who.
    member: PersonJson,
    /// When.
    asked_at: Time,
    /// In which wave: 1 to 3.
    wave: i64,
    /// `waiting`, `passed`, `answered` or `withdrawn`.
    state: String,
    /// When they answered, passed it on or withdrew.
    #[schema(required)]
    settled_at: Option<Time>,
}

/// To whom a question was put, and what became of it; for whoever asked and for those who were.
#[utoipa::path(get, path = "/api/v1/posts/{id}/asks", tag = "experts", params(("id" = Id, Path)), responses((status = 200, body = List<AskJson>), (status = "default", body = Problem)))]
async fn of_post(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result<axum::Json<List<AskJson>>> {
    crate::posts::access::one(&content, &member.actor(), post).await?;
    let rows = store::of_post(&content.platform.db, member.id(), post).await?;
    if rows.is_empty() {
        return Err(Error::NotFound.into());
    }
    let items = rows
        .into_iter()
        .map(|one| AskJson {
            member: (&one.person).into(),
            asked_at: Time(one.asked_at),
            wave: one.wave,
            state: one.state.word().to_owned(),
            settled_at: one.settled_at.map(Time),
        })
        .collect();
    Ok(axum::Json(List { items, next: None }))
}

/// How many were asked.
#[derive(Serialize, ToSchema)]
#[schema(as = AskedPeople)]
struct AskedJson {
    /// How many people were told.
    asked: i64,
}

/// Puts a question of one’s own to the three who are likeliest to know, among those who read it and accept one more. Twice is once.
#[utoipa::path(post, path = "/api/v1/posts/{id}/asks", tag = "experts", params(("id" = Id, Path)), responses((status = 200, body = AskedJson), (status = "default", body = Problem)))]
async fn route(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result<axum::Json<AskedJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let told = actions::route(&content, &Reader::of(&member), post).await?;
    Ok(axum::Json(AskedJson { asked: i64::try_from(told).unwrap_or(0) }))
}

/// To whom it is passed on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Passing)]
struct PassingJson {
    /// The address or the user name of a colleague; nobody in particular without one.
    to: Option<String>,
}

/// Passes a question on that was put to one. Twice is once.
#[utoipa::path(post, path = "/api/v1/posts/{id}/passing", tag = "experts", params(("id" = Id, Path)), request_body = PassingJson, responses((status = 204), (status = "default", body = Problem)))]
async fn pass(State(content): State<Content>, member: Member, Path(post): Path<PostId>, Json(sent): Json<PassingJson>) -> Result<Response> {
    settle(&content, &member, post, Became::Passed, &sent.to.unwrap_or_default()).await
}

/// Withdraws from a question that was put to one. Twice is once.
#[utoipa::path(delete, path = "/api/v1/posts/{id}/ask", tag = "experts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn withdraw(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result<Response> {
    settle(&content, &member, post, Became::Withdrawn, "").await
}

/// Takes a question again that one passed on or withdrew from. Twice is once.
#[utoipa::path(put, path = "/api/v1/posts/{id}/ask", tag = "experts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn take_again(State(content): State<Content>, member: Member, Path(post): Path<PostId>) -> Result<Response> {
    settle(&content, &member, post, Became::Waiting, "").await
}

async fn settle(content: &Content, member: &Member, post: PostId, state: Became, to: &str) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::settle(content, &member.actor(), post, state, to).await?;
    Ok(api::done())
}

/// A question that waits for one.
#[derive(Serialize, ToSchema)]
#[schema(as = WaitingQuestion)]
struct WaitJson {
    /// The question.
    post: Id,
    /// Its title.
    heading: String,
    /// When it was put to one.
    asked_at: Time,
}

/// The questions that wait for one, of the last 30 days; ten at most.
#[utoipa::path(get, path = "/api/v1/me/asks", tag = "experts", responses((status = 200, body = List<WaitJson>), (status = "default", body = Problem)))]
async fn waiting(State(content): State<Content>, member: Member) -> Result<axum::Json<List<WaitJson>>> {
    let rows = store::waiting(&content.platform.db, member.id(), member.now - KEPT_MS).await?;
    let items = rows.into_iter().map(|one| WaitJson { post: Id(one.post.0), heading: one.heading, asked_at: Time(one.asked_at) }).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// How many questions a week one accepts.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcceptedQuestions)]
struct LimitJson {
    /// 0 to 50; 0 for none.
    limit: i64,
}

/// How many questions a week one accepts.
#[utoipa::path(get, path = "/api/v1/settings/questions", tag = "experts", responses((status = 200, body = LimitJson), (status = "default", body = Problem)))]
async fn limit(State(content): State<Content>, member: Member) -> Result<axum::Json<LimitJson>> {
    Ok(axum::Json(LimitJson { limit: store::limit(&content.platform.db, member.id()).await? }))
}

/// Says how many questions a week one accepts.
#[utoipa::path(put, path = "/api/v1/settings/questions", tag = "experts", request_body = LimitJson, responses((status = 204), (status = "default", body = Problem)))]
async fn set_limit(State(content): State<Content>, member: Member, Json(sent): Json<LimitJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept(&content, &member.actor(), Some(sent.limit)).await?;
    Ok(api::done())
}
