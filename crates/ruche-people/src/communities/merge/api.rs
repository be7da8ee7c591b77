//! Communities that are merged, in the API.

use super::actions::{self, Readers};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::PlaceId;
use ruche_web::api::{self, Id, Json, Path, Problem, Query, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(preview, merge))]
struct Api;

/// Its part of the description.
pub(in crate::communities) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(in crate::communities) fn routes() -> Routes<People> {
    Routes::default().api(Method::GET, "/api/v1/communities/{id}/merge", Needs::SignIn, Scope::PeopleRead, preview).api(
        Method::POST,
        "/api/v1/communities/{id}/merge",
        Needs::SignIn,
        Scope::PeopleWrite,
        merge,
    )
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The community that stays.
    into: Id,
}

/// Those who come to read what they did not read before.
#[derive(Serialize, ToSchema)]
#[schema(as = NewReaders)]
struct ReadersJson {
    /// Every employee; `people` then counts those from outside alone.
    everyone: bool,
    /// How many people.
    people: i64,
    /// How many of them are partners.
    partners: i64,
}

impl From<Readers> for ReadersJson {
    fn from(Readers { everyone, people, partners }: Readers) -> Self {
        Self { everyone, people, partners }
    }
}

/// What a merge would do.
#[derive(Serialize, ToSchema)]
#[schema(as = CommunityMergePreview)]
struct PreviewJson {
    /// The community that goes.
    from: Id,
    /// The one that stays.
    into: Id,
    /// Who comes to read what was written in the one that goes.
    read_from: ReadersJson,
    /// Who comes to read what was written in the one that stays.
    read_into: ReadersJson,
    /// Whether `known` is asked for.
    widens: bool,
}

/// What merging would do, for an owner of both.
#[utoipa::path(get, path = "/api/v1/communities/{id}/merge", tag = "communities", params(("id" = Id, Path), Asked), responses((status = 200, body = PreviewJson), (status = "default", body = Problem)))]
async fn preview(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<PreviewJson>> {
    let preview = actions::preview(&people, &member.actor(), id, PlaceId(asked.into.0)).await?;
    Ok(axum::Json(PreviewJson {
        from: Id(preview.from.id.0),
        into: Id(preview.into.id.0),
        read_from: preview.read_from.into(),
        read_into: preview.read_into.into(),
        widens: preview.widens(),
    }))
}

/// Into which community, and that one knows what it does.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommunityMerge)]
struct Merge {
    /// The community that stays.
    into: Id,
    /// The name of the one that goes, since this cannot be taken back.
    typed: String,
    /// That one knows who comes to read what; asked for where somebody does.
    #[serde(default)]
    known: bool,
}

/// Merges a community into another, for an owner of both: its people, what was written there and its addresses go over, in the
/// background where there is much. Its old addresses lead to the other.
#[utoipa::path(post, path = "/api/v1/communities/{id}/merge", tag = "communities", params(("id" = Id, Path)), request_body = Merge, responses((status = 204), (status = "default", body = Problem)))]
async fn merge(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Json(sent): Json<Merge>) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    actions::merge(&people, &member.actor(), id, PlaceId(sent.into.0), &sent.typed, sent.known).await?;
    Ok(api::done())
}
