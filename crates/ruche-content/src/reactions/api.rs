//! Reactions and marks of a Subject in the API: what one says of it, and what one keeps of it for oneself.

use super::api_model::ReactionsJson;
use super::{Kind, actions, store};
use crate::Content;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, Refusal, SubjectRef};
use ruche_web::api::{self, Json, Path, Problem, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Deserialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(show, react, unreact))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    Routes::default()
        .api(Method::GET, "/api/v1/reactions/{subject}", Needs::SignIn, Scope::ContentRead, show)
        .api(Method::PUT, "/api/v1/reactions/{subject}", Needs::SignIn, Scope::ContentWrite, react)
        .api(Method::DELETE, "/api/v1/reactions/{subject}", Needs::SignIn, Scope::ContentWrite, unreact)
}

async fn seen(content: &Content, member: &Member, subject: &str) -> Result<SubjectRef> {
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    content.platform.subjects.cards(&member.actor(), std::slice::from_ref(&subject)).await?.remove(&subject).ok_or(Error::NotFound)?;
    Ok(subject)
}

async fn summary(content: &Content, member: &Member, subject: &SubjectRef) -> Result<axum::Json<ReactionsJson>> {
    let summary = store::summaries(&content.platform.db, member.id(), &[subject.id]).await?.remove(subject).unwrap_or_default();
    Ok(axum::Json(ReactionsJson::of(&summary)))
}

/// How people reacted to a post or a comment.
#[utoipa::path(get, path = "/api/v1/reactions/{subject}", tag = "reactions", params(("subject" = String, Path, description = "`post:7`, `comment:9`")), responses((status = 200, body = ReactionsJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(subject): Path<String>) -> Result<axum::Json<ReactionsJson>> {
    let subject = seen(&content, &member, &subject).await?;
    summary(&content, &member, &subject).await
}

/// The own reaction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReaction)]
struct Sent {
    /// `like`, `thanks`, `useful`, `bravo`, `smile` or `support`.
    kind: String,
}

/// Reacts, in the place of the own reaction before.
#[utoipa::path(put, path = "/api/v1/reactions/{subject}", tag = "reactions", params(("subject" = String, Path, description = "`post:7`, `comment:9`")), request_body = Sent, responses((status = 200, body = ReactionsJson), (status = "default", body = Problem)))]
async fn react(
    State(content): State<Content>,
    member: Member,
    Path(subject): Path<String>,
    Json(sent): Json<Sent>,
) -> Result<axum::Json<ReactionsJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    let kind = Kind::from_word(&sent.kind).ok_or(Refusal::new("reactions.unknown").at("kind"))?;
    actions::react(&content, &member.actor(), &subject, Some(kind)).await?;
    summary(&content, &member, &subject).await
}

/// Takes the own reaction back.
#[utoipa::path(delete, path = "/api/v1/reactions/{subject}", tag = "reactions", params(("subject" = String, Path, description = "`post:7`, `comment:9`")), responses((status = 204), (status = "default", body = Problem)))]
async fn unreact(State(content): State<Content>, member: Member, Path(subject): Path<String>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    actions::react(&content, &member.actor(), &subject, None).await?;
    Ok(api::done())
}
