//! The photo of the own profile and the picture of a community in the API.

use super::api_model::Binary;
use super::{actions, photo_form};
use crate::Content;
use axum::extract::{Request, State};
use http::{Method, StatusCode};
use ruche_kernel::PlaceId;
use ruche_people::communities;
use ruche_web::api::{Id, Path, Problem, Scope};
use ruche_web::{Member, Needs, Result, Routes};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(save_photo, remove_photo, save_picture, remove_picture))]
pub(super) struct Api;

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let write = Scope::PeopleWrite;
    Routes::default()
        .api_files(Method::PUT, "/api/v1/me/photo", Needs::SignIn, write, save_photo, super::BODY)
        .api(Method::DELETE, "/api/v1/me/photo", Needs::SignIn, write, remove_photo)
        .api_files(Method::PUT, "/api/v1/communities/{id}/picture", Needs::SignIn, write, save_picture, super::BODY)
        .api(Method::DELETE, "/api/v1/communities/{id}/picture", Needs::SignIn, write, remove_picture)
}

/// A form that carries a photo.
#[derive(serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PhotoForm)]
#[expect(dead_code, reason = "it describes what `photo_form::read` reads")]
struct PhotoJson {
    /// The photo: JPEG, PNG, WebP or GIF.
    #[schema(value_type = Binary, format = Binary)]
    photo: String,
}

/// Gives the own profile a photo, in the place of the one before.
#[utoipa::path(put, path = "/api/v1/me/photo", tag = "members", request_body(content = inline(PhotoJson), content_type = "multipart/form-data"), responses((status = 204), (status = "default", body = Problem)))]
async fn save_photo(State(content): State<Content>, member: Member, request: Request) -> Result<StatusCode> {
    let photo = photo_form::read(&member, request).await?;
    actions::save_portrait(&content, &member.actor(), &photo).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the own photo off.
#[utoipa::path(delete, path = "/api/v1/me/photo", tag = "members", responses((status = 204), (status = "default", body = Problem)))]
async fn remove_photo(State(content): State<Content>, member: Member) -> Result<StatusCode> {
    actions::remove_portrait(&content, &member.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a community of one's own a picture, in the place of the one before.
#[utoipa::path(put, path = "/api/v1/communities/{id}/picture", tag = "communities", params(("id" = Id, Path)), request_body(content = inline(PhotoJson), content_type = "multipart/form-data"),
    responses((status = 204), (status = "default", body = Problem)))]
async fn save_picture(State(content): State<Content>, member: Member, Path(place): Path<i64>, request: Request) -> Result<StatusCode> {
    let place = PlaceId(place);
    // Whoever owns nothing here is told so before a picture is read.
    communities::own(&content.platform.db, &member.actor(), place, member.now).await?;
    let photo = photo_form::read(&member, request).await?;
    actions::save_picture(&content, &member.actor(), place, &photo).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the picture of a community off.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/picture", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove_picture(State(content): State<Content>, member: Member, Path(place): Path<i64>) -> Result<StatusCode> {
    actions::remove_picture(&content, &member.actor(), PlaceId(place)).await?;
    Ok(StatusCode::NO_CONTENT)
}
