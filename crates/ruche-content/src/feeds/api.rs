//! The addresses of feeds in the API.

use super::store::Listed;
use super::{actions, page, store};
use crate::Content;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{PlaceId, Refusal};
use ruche_web::api::{self, Id, Json, List, Path, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, make, delete))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where they stand.
const PATH: &str = "/api/v1/settings/feeds";

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    Routes::default()
        .api(Method::GET, PATH, Needs::SignIn, Scope::SelfRead, list)
        .api(Method::POST, PATH, Needs::SignIn, Scope::SelfWrite, make)
        .api(Method::DELETE, "/api/v1/settings/feeds/{id}", Needs::SignIn, Scope::SelfWrite, delete)
}

/// The address of a feed.
#[derive(Serialize, ToSchema)]
#[schema(as = Feed)]
struct FeedJson {
    /// Which one.
    id: Id,
    /// Of what: `community` or `topic`.
    kind: String,
    /// Its name; null where one reads no more.
    #[schema(required)]
    name: Option<String>,
    /// When it was made. The address itself is told once, when it is.
    created_at: Time,
    /// The beginning of the day (UTC) on which it was read last.
    #[schema(required)]
    used_on: Option<Time>,
}

/// The addresses that one made, the last first.
#[utoipa::path(get, path = "/api/v1/settings/feeds", tag = "feeds", responses((status = 200, body = List<FeedJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member) -> Result<axum::Json<List<FeedJson>>> {
    let own = store::own(&content.platform.db, member.id()).await?;
    let items = own.into_iter().map(|Listed { feed, name }| FeedJson {
        id: Id(feed.id),
        kind: feed.target.stored().0.to_owned(),
        name: name.map(|(name, _)| name),
        created_at: Time(feed.created_at),
        used_on: feed.used_on.map(Time),
    });
    Ok(axum::Json(List { items: items.collect(), next: None }))
}

/// What is to be followed by a program that reads feeds: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFeed)]
struct Sent {
    /// A community that one reads.
    #[serde(default)]
    community: Option<Id>,
    /// The word of a topic that one reads somewhere.
    #[serde(default)]
    topic: Option<String>,
}

/// An address for a program that reads feeds.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedAddress)]
struct AddressJson {
    /// Whoever knows it reads what its owner reads there: it is told this once.
    url: String,
}

/// Makes an address, in the place of the one before for the same, which ends.
#[utoipa::path(post, path = "/api/v1/settings/feeds", tag = "feeds", request_body = Sent, responses((status = 201, body = AddressJson), (status = "default", body = Problem)))]
async fn make(State(content): State<Content>, member: Member, Json(sent): Json<Sent>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let actor = member.actor();
    let told = match (sent.community, sent.topic) {
        (Some(Id(id)), None) => actions::community(&content, &actor, PlaceId(id)).await?,
        (None, Some(key)) => actions::topic(&content, &actor, &key).await?,
        _ => return Err(Refusal::new("api.body_wrong").into()),
    };
    let url = page::address(&member, &actions::make(&content, &actor, &told).await?);
    Ok(api::created(PATH, AddressJson { url }))
}

/// Takes an address back.
#[utoipa::path(delete, path = "/api/v1/settings/feeds/{id}", tag = "feeds", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn delete(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete(&content, &member.actor(), id).await?;
    Ok(api::done())
}
