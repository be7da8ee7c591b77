//! The text that a community asks to accept, in the API.

use super::super::{rules, store as communities};
use super::actions;
use super::store::{self, Asks};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_web::api::{self, Id, Json, List, Path, PersonJson, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(terms, save_terms, accept_terms, decline_terms, terms_answers))]
struct Api;

/// Its part of the description.
pub(in crate::communities) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(in crate::communities) fn routes() -> Routes<People> {
    let (needs, read, write) = (Needs::SignIn, Scope::PeopleRead, Scope::PeopleWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/communities/{id}/terms", needs, read, terms)
        .api(Method::PUT, "/api/v1/communities/{id}/terms", needs, write, save_terms)
        .api(Method::GET, "/api/v1/communities/{id}/terms/acceptances", needs, read, terms_answers)
        .api(Method::PUT, "/api/v1/communities/{id}/terms/acceptance", needs, write, accept_terms)
        .api(Method::DELETE, "/api/v1/communities/{id}/terms/acceptance", needs, write, decline_terms)
}

/// The text that a community asks to accept.
#[derive(Serialize, ToSchema)]
#[schema(as = Terms)]
struct TermsJson {
    /// The name of the community.
    name: String,
    /// The text, as Markdown.
    body: String,
    /// Which version it is: it grows when the words change.
    version: i64,
    /// Of whom it is asked: `partners`, `everyone` or `nobody`; null for whoever has not accepted it.
    #[schema(required)]
    asks: Option<String>,
    /// Whether the community is not read before it is accepted.
    waits: bool,
    /// When one accepted this version.
    #[schema(required)]
    accepted_at: Option<Time>,
}

/// The text of a community, for those who read it and for those who are asked to accept it.
#[utoipa::path(get, path = "/api/v1/communities/{id}/terms", tag = "communities", params(("id" = Id, Path)), responses((status = 200, body = TermsJson), (status = "default", body = Problem)))]
async fn terms(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<TermsJson>> {
    let db = &people.platform.db;
    match store::asked(db, member.id(), id, member.now).await {
        Ok(asked) => {
            let store::Asked { name, body, version, .. } = asked;
            return Ok(axum::Json(TermsJson { name, body, version, asks: None, waits: true, accepted_at: None }));
        }
        Err(Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let found = communities::find(db, member.id(), id, member.now).await?;
    let text = store::find(db, id, member.id()).await?.filter(|_| found.community.reads).ok_or(Error::NotFound)?;
    let owns = rules::own(found.community.tie.standing).is_ok();
    if text.asks == Asks::Nobody && !owns {
        return Err(Error::NotFound.into());
    }
    Ok(axum::Json(TermsJson {
        name: found.community.name,
        body: text.body,
        version: text.version,
        asks: Some(text.asks.word().to_owned()),
        waits: false,
        accepted_at: text.accepted_at.map(Time),
    }))
}

/// A text, and of whom it is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TermsEdit)]
struct Edit {
    /// Of whom: `partners`, `everyone` or `nobody`.
    asks: String,
    /// The text, as Markdown. Other words are asked for again.
    #[schema(max_length = 20000)]
    body: String,
}

/// Sets the text of a community and of whom it is asked, for owners.
#[utoipa::path(put, path = "/api/v1/communities/{id}/terms", tag = "communities", params(("id" = Id, Path)), request_body = Edit, responses((status = 204), (status = "default", body = Problem)))]
async fn save_terms(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Json(sent): Json<Edit>) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let asks = Asks::from_word(&sent.asks).ok_or(Refusal::new("communities.terms_unknown").at("asks"))?;
    actions::save(&people, &member.actor(), id, asks, &sent.body).await?;
    Ok(api::done())
}

/// Which text one read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Acceptance)]
struct Accepted {
    /// Its version.
    version: i64,
}

/// Accepts the text, and reads the community from then on.
#[utoipa::path(put, path = "/api/v1/communities/{id}/terms/acceptance", tag = "communities", params(("id" = Id, Path)), request_body = Accepted, responses((status = 204), (status = "default", body = Problem)))]
async fn accept_terms(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Json(sent): Json<Accepted>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept(&people, &member.actor(), id, sent.version).await?;
    Ok(api::done())
}

/// Leaves the community instead of accepting its text.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/terms/acceptance", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn decline_terms(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::decline(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// Somebody of whom the text is asked.
#[derive(Serialize, ToSchema)]
#[schema(as = TermsAnswer)]
struct AnswerJson {
    /// Who.
    person: PersonJson,
    /// When they accepted this version; null while they have not.
    #[schema(required)]
    accepted_at: Option<Time>,
}

/// Who accepted the text and when, for owners; who has not comes first, five hundred at most.
#[utoipa::path(get, path = "/api/v1/communities/{id}/terms/acceptances", tag = "communities", params(("id" = Id, Path)), responses((status = 200, body = List<AnswerJson>), (status = "default", body = Problem)))]
async fn terms_answers(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<List<AnswerJson>>> {
    let db = &people.platform.db;
    let found = communities::find(db, member.id(), id, member.now).await?;
    rules::own(found.community.tie.standing)?;
    let items = store::answers(db, id).await?.into_iter();
    let items = items.map(|(person, at)| AnswerJson { person: PersonJson::from(&person), accepted_at: at.map(Time) }).collect();
    Ok(axum::Json(List { items, next: None }))
}
