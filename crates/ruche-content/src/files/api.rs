//! Files in the API: sent, told of and given back; the subtitles of videos.

use super::api_model::{Binary, FileJson, FormJson};
use super::{access, actions, rules, transfer};
use crate::Content;
use axum::extract::{Request, State};
use axum::response::Response;
use http::{HeaderMap, Method};
use ruche_kernel::Error;
use ruche_web::api::{self, Id, Json, Key, Path, Problem, Query, Scope};
use ruche_web::fields::Upload;
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Deserialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(send, show, content, save_captions, remove_captions))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi().merge_from(super::photos_api::Api::openapi())
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::ContentRead, Scope::ContentWrite);
    Routes::default()
        .api_files(Method::POST, "/api/v1/files", Needs::SignIn, write, send, super::BODY)
        .api(Method::GET, "/api/v1/files/{id}", Needs::SignIn, read, show)
        .api(Method::GET, "/api/v1/files/{id}/content", Needs::SignIn, read, content)
        .api(Method::PUT, "/api/v1/files/{id}/captions", Needs::SignIn, write, save_captions)
        .api(Method::DELETE, "/api/v1/files/{id}/captions", Needs::SignIn, write, remove_captions)
}

/// Sends a file. It is the sender's alone until a post or a comment holds it, and goes away after two days if none does.
#[utoipa::path(post, path = "/api/v1/files", tag = "files", request_body(content = inline(FormJson), content_type = "multipart/form-data"), params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = FileJson), (status = "default", body = Problem)))]
async fn send(State(content): State<Content>, member: Member, Key(key): Key, request: Request) -> Result<Response> {
    let file = transfer::receive(&content, &member, Some(&key), request).await?;
    Ok(api::created(&format!("/api/v1/files/{}", file.id), FileJson::of(&file)))
}

async fn one(content: &Content, member: &Member, id: i64) -> Result<axum::Json<FileJson>> {
    Ok(axum::Json(FileJson::of(&access::see(content, &member.actor(), id, member.now).await?)))
}

/// What is known of a file.
#[utoipa::path(get, path = "/api/v1/files/{id}", tag = "files", params(("id" = Id, Path)), responses((status = 200, body = FileJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<FileJson>> {
    one(&content, &member, id).await
}

/// Which bytes of a file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Size {
    /// One of its `sizes`; what is downloaded when it is not said.
    size: Option<String>,
}

/// The bytes of a file, whole or in the part that a header `Range` asks for.
#[utoipa::path(get, path = "/api/v1/files/{id}/content", tag = "files", params(("id" = Id, Path), Size),
    responses((status = 200, content((inline(Binary) = "application/octet-stream"), (inline(Binary) = "*/*"))),
        (status = 307, description = "Where files are kept in a store that people are sent to: documents, films and sounds are at `Location`, for a short time, for whoever has that address", headers(("Location" = String))),
        (status = "default", body = Problem)))]
async fn content(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<i64>,
    Query(wanted): Query<Size>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = access::see(&content, &member.actor(), id, member.now).await?;
    let piece = rules::piece(&file, wanted.size.as_deref().unwrap_or("download")).ok_or(Error::NotFound)?;
    transfer::give(&content, &headers, piece).await
}

/// The subtitles of a video.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Captions)]
struct CaptionsJson {
    /// The tag of their language.
    language: String,
    /// WebVTT or SubRip.
    text: String,
}

/// Gives a video that one sent its subtitles, in the place of those before.
#[utoipa::path(put, path = "/api/v1/files/{id}/captions", tag = "files", params(("id" = Id, Path)), request_body = CaptionsJson, responses((status = 200, body = FileJson), (status = "default", body = Problem)))]
async fn save_captions(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<CaptionsJson>,
) -> Result<axum::Json<FileJson>> {
    member.app.limits.take(Act::Upload, member.id().0)?;
    let upload = Upload::new("captions.vtt", sent.text.into());
    actions::save_captions(&content, &member.actor(), id, &sent.language, &upload).await?;
    one(&content, &member, id).await
}

/// Takes the subtitles off.
#[utoipa::path(delete, path = "/api/v1/files/{id}/captions", tag = "files", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove_captions(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove_captions(&content, &member.actor(), id).await?;
    Ok(api::done())
}
