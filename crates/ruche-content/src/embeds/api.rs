//! The same with a token.

use super::page::{self, EmbedJson};
use crate::Content;
use axum::extract::State;
use http::Method;
use ruche_web::api::{Problem, Query, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Deserialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(give))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its address.
pub(super) fn routes() -> Routes<Content> {
    Routes::default().api(Method::GET, "/api/v1/oembed", Needs::SignIn, Scope::ContentRead, give)
}

/// In which form.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// The only one.
    Json,
}

/// What is asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// An address of this site: of a post, a comment, a community, a topic or a person.
    url: String,
    /// `json`, which is also what is given when it is not said.
    #[serde(default, rename = "format")]
    #[param(inline)]
    _format: Option<Format>,
    /// Said by programs that have little room; what is given has no size.
    #[serde(default, rename = "maxwidth")]
    _width: Option<u32>,
    /// As `maxwidth`.
    #[serde(default, rename = "maxheight")]
    _height: Option<u32>,
}

/// What stands behind an address of this site, as one may see it (oEmbed 1.0).
#[utoipa::path(get, path = "/api/v1/oembed", tag = "embeds", params(Asked), responses((status = 200, body = EmbedJson), (status = "default", body = Problem)))]
async fn give(State(content): State<Content>, member: Member, Query(asked): Query<Asked>) -> Result<axum::Json<EmbedJson>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    Ok(axum::Json(page::embed(&content, &member, &member.actor(), &asked.url).await?))
}
