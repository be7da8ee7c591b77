//! What stands around posts in the API: who responded, earlier versions, a translation, similar questions, the bin.

use super::api::PostJson;
use super::model::PostId;
use super::responses::{self, After, Told};
use super::{access, page, questions, store};
use crate::translations::api::{self as translations, TranslationJson};
use crate::{Content, writing};
use axum::extract::State;
use http::Method;
use ruche_kernel::{Cursor, MemberId, Refusal};
use ruche_web::api::{Id, List, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::markdown::words_of;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list_responses, thanks, history, bin, similar, translation, translate))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::ContentRead, Scope::ContentWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/posts/{id}/responses", Needs::SignIn, read, list_responses)
        .api(Method::GET, "/api/v1/members/{id}/thanks", Needs::SignIn, read, thanks)
        .api(Method::GET, "/api/v1/posts/{id}/history", Needs::SignIn, read, history)
        .api(Method::GET, "/api/v1/bin", Needs::SignIn, Scope::SelfRead, bin)
        .api(Method::GET, "/api/v1/questions/similar", Needs::SignIn, read, similar)
        .api(Method::GET, "/api/v1/posts/{id}/translation", Needs::SignIn, read, translation)
        .api(Method::POST, "/api/v1/posts/{id}/translation", Needs::SignIn, write, translate)
}

/// Thanks that a person received, of those that one reads, the newest first, twenty at a time.
#[utoipa::path(get, path = "/api/v1/members/{id}/thanks", tag = "posts", params(("id" = Id, Path), From), responses((status = 200, body = List<PostJson>), (status = "default", body = Problem)))]
async fn thanks(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(from): Query<From>,
) -> Result<axum::Json<List<PostJson>>> {
    let after = match from.after {
        Some(text) => text.parse().map_err(|_| Refusal::new("api.after_wrong"))?,
        None => Cursor::NEWEST,
    };
    ruche_people::access::see_member(&content.platform.db, &member.actor(), id).await?;
    let page = access::thanks(&content, &member.actor(), id, after).await?;
    Ok(axum::Json(PostJson::list(&member, &page)))
}

/// What somebody chose.
#[derive(Serialize, ToSchema)]
#[schema(as = GivenResponse)]
struct ResponseJson {
    /// The number of the choice.
    choice: i64,
    /// Who.
    person: PersonJson,
    /// When.
    at: Time,
}

/// Who responded to a post.
#[derive(Serialize, ToSchema)]
#[schema(as = Responses)]
struct ResponsesJson {
    /// How often each choice was made, by its number: of a poll the places of its options, of an event yes, perhaps and no, of an
    /// announcement those who confirmed it.
    counts: Vec<i64>,
    /// Who chose what; empty for an anonymous poll.
    items: Vec<ResponseJson>,
    /// What to give as `after` for the next page; null at the end.
    #[schema(required)]
    next: Option<String>,
    /// Who has not confirmed an announcement yet, two hundred people at most; empty where the list is longer than a page.
    waiting: Vec<PersonJson>,
}

/// Where a page starts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct From {
    /// What `next` of the page before said.
    after: Option<String>,
}

/// Who responded to a poll that one has answered, to an event, or to an announcement that one follows up; a hundred at a time.
#[utoipa::path(get, path = "/api/v1/posts/{id}/responses", tag = "posts", params(("id" = Id, Path), From), responses((status = 200, body = ResponsesJson), (status = "default", body = Problem)))]
async fn list_responses(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(from): Query<From>,
) -> Result<axum::Json<ResponsesJson>> {
    let after: Option<After> = match &from.after {
        Some(text) => Some(text.parse().map_err(|()| Refusal::new("api.after_wrong"))?),
        None => None,
    };
    let Told { post, names, rows, next, waiting, .. } = responses::told(&content, &member, id, after).await?;
    Ok(axum::Json(ResponsesJson {
        counts: (0..).zip(&names).map(|(choice, _)| post.responses.count(choice)).collect(),
        items: rows.iter().map(|row| ResponseJson { choice: row.choice, person: (&row.person).into(), at: Time(row.at) }).collect(),
        next: next.map(|next| next.to_string()),
        waiting: waiting.iter().map(PersonJson::from).collect(),
    }))
}

/// A post as it stood before an edit.
#[derive(Serialize, ToSchema)]
#[schema(as = PostVersion)]
struct VersionJson {
    /// Its title; empty for formats that have none.
    heading: String,
    /// The text as safe HTML.
    html: String,
    /// The words alone.
    text: String,
    /// When it was written.
    written_at: Time,
}

/// The earlier versions of a post, the last first, fifty at most.
#[utoipa::path(get, path = "/api/v1/posts/{id}/history", tag = "posts", params(("id" = Id, Path)), responses((status = 200, body = List<VersionJson>), (status = "default", body = Problem)))]
async fn history(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<axum::Json<List<VersionJson>>> {
    let post = access::one(&content, &member.actor(), id).await?;
    let versions = store::versions(&content.platform.db, id).await?;
    let bodies = versions.iter().map(|version| version.body.clone()).collect();
    let texts = writing::rendered(&content, post.place.id, bodies).await?;
    let versions = versions.into_iter().zip(texts).map(|(version, html)| VersionJson {
        heading: version.heading,
        text: words_of(&html),
        html,
        written_at: Time(version.written_at),
    });
    Ok(axum::Json(List { items: versions.collect(), next: None }))
}

/// Something that one deleted.
#[derive(Serialize, ToSchema)]
#[schema(as = Deleted)]
struct DeletedJson {
    /// What it is: `post:7`, `comment:9`. The `restoration` of its address brings it back.
    subject: String,
    /// Its title or first words.
    title: String,
    /// The name of where it stood.
    place: String,
    /// When.
    deleted_at: Time,
}

/// What one deleted in the last 30 days and can bring back, the last first: a hundred posts and a hundred comments at most.
#[utoipa::path(get, path = "/api/v1/bin", tag = "posts", responses((status = 200, body = List<DeletedJson>), (status = "default", body = Problem)))]
async fn bin(State(content): State<Content>, member: Member) -> Result<axum::Json<List<DeletedJson>>> {
    let rows = page::binned(&content, &member).await?.into_iter().map(|gone| DeletedJson {
        subject: gone.subject.to_string(),
        title: gone.title,
        place: gone.place,
        deleted_at: Time(gone.deleted_at),
    });
    Ok(axum::Json(List { items: rows.collect(), next: None }))
}

/// A question that asks nearly the same.
#[derive(Serialize, ToSchema)]
#[schema(as = SimilarQuestion)]
struct SimilarJson {
    /// The post.
    id: Id,
    /// Its title.
    heading: String,
    /// Whether an answer was accepted.
    answered: bool,
}

/// What is asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// The question, in words.
    q: String,
}

/// The questions that ask nearly the same as a text, three at most.
#[utoipa::path(get, path = "/api/v1/questions/similar", tag = "posts", params(Typed), responses((status = 200, body = List<SimilarJson>), (status = "default", body = Problem)))]
async fn similar(State(content): State<Content>, member: Member, Query(typed): Query<Typed>) -> Result<axum::Json<List<SimilarJson>>> {
    let found = questions::alike(&content, &member, &typed.q).await?;
    let items = found.into_iter().map(|(id, heading, answered)| SimilarJson { id: Id(id.0), heading, answered }).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// A post in the language of whoever asks, as far as it was asked for.
#[utoipa::path(get, path = "/api/v1/posts/{id}/translation", tag = "posts", params(("id" = Id, Path)), responses((status = 200, body = TranslationJson), (status = "default", body = Problem)))]
async fn translation(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<axum::Json<TranslationJson>> {
    let post = access::one(&content, &member.actor(), id).await?;
    translations::show(&content, &member, page::original(&member, &post)).await
}

/// Has a post translated by the engine of the company, where there is one.
#[utoipa::path(post, path = "/api/v1/posts/{id}/translation", tag = "posts", params(("id" = Id, Path)), responses((status = 200, body = TranslationJson), (status = "default", body = Problem)))]
async fn translate(State(content): State<Content>, member: Member, Path(id): Path<PostId>) -> Result<axum::Json<TranslationJson>> {
    let post = access::one(&content, &member.actor(), id).await?;
    translations::translate(&content, &member, page::original(&member, &post)).await
}
