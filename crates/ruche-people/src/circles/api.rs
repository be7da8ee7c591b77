//! Circles in the API, for administrators.

use super::actions;
use super::rules::Typed;
use super::store::{self, Circle};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, Page, PlaceId, Refusal};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, make, show, rename, people_of, put_in, take_out, dissolve, restore))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where they stand.
const PATH: &str = "/api/v1/admin/circles";
/// The most people that are put in by one request.
const MOST: usize = 500;

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (needs, scope) = (Needs::Admin, Scope::Admin);
    Routes::default()
        .api(Method::GET, PATH, needs, scope, list)
        .api(Method::POST, PATH, needs, scope, make)
        .api(Method::GET, "/api/v1/admin/circles/{id}", needs, scope, show)
        .api(Method::PUT, "/api/v1/admin/circles/{id}", needs, scope, rename)
        .api(Method::GET, "/api/v1/admin/circles/{id}/people", needs, scope, people_of)
        .api(Method::PUT, "/api/v1/admin/circles/{id}/people", needs, scope, put_in)
        .api(Method::DELETE, "/api/v1/admin/circles/{id}/people/{member}", needs, scope, take_out)
        .api(Method::PUT, "/api/v1/admin/circles/{id}/dissolution", needs, scope, dissolve)
        .api(Method::DELETE, "/api/v1/admin/circles/{id}/dissolution", needs, scope, restore)
}

/// A circle.
#[derive(Serialize, ToSchema)]
#[schema(as = Circle)]
struct CircleJson {
    /// Its place: where its people write to one another.
    id: Id,
    /// Its name.
    name: String,
    /// How many people are in it; of a dissolved one, how many were.
    people: i64,
    /// When it was made.
    created_at: Time,
    /// Since when it is dissolved.
    #[schema(required)]
    dissolved_at: Option<Time>,
}

impl From<Circle> for CircleJson {
    fn from(circle: Circle) -> Self {
        Self {
            id: Id(circle.id.0),
            name: circle.name,
            people: circle.people,
            created_at: Time(circle.created_at),
            dissolved_at: circle.dissolved_at.map(Time),
        }
    }
}

/// How a circle is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CircleName)]
struct Named {
    /// Its name; 60 characters at most.
    name: String,
}

/// Whom one means: some members, or the people of a unit, or those of a site.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CirclePeople)]
struct Sent {
    /// Employees; 500 at most.
    #[serde(default)]
    members: Vec<Id>,
    /// A unit, with all units below it.
    #[serde(default)]
    unit: Option<Id>,
    /// A site.
    #[serde(default)]
    site: Option<Id>,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = CircleMoved)]
struct Moved {
    /// How many people are elsewhere than before.
    moved: usize,
}

/// The circles of the company, by name, dissolved ones included; at most 200.
#[utoipa::path(get, path = "/api/v1/admin/circles", tag = "circles", responses((status = 200, body = List<CircleJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, _: Member) -> Result<axum::Json<List<CircleJson>>> {
    let items = store::list(&people.platform.db).await?.into_iter().map(Into::into).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// Makes a circle without anybody in it.
#[utoipa::path(post, path = "/api/v1/admin/circles", tag = "circles", request_body = Named, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = CircleJson), (status = "default", body = Problem)))]
async fn make(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<Named>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = actions::make(&people, &member.actor(), &sent.name, Some(key)).await?;
    Ok(api::created(&format!("{PATH}/{id}"), CircleJson::from(store::find(&people.platform.db, id).await?)))
}

/// A circle.
#[utoipa::path(get, path = "/api/v1/admin/circles/{id}", tag = "circles", params(("id" = Id, Path)), responses((status = 200, body = CircleJson), (status = "default", body = Problem)))]
async fn show(State(people): State<People>, Path(id): Path<PlaceId>) -> Result<axum::Json<CircleJson>> {
    Ok(axum::Json(store::find(&people.platform.db, id).await?.into()))
}

/// Gives a circle another name.
#[utoipa::path(put, path = "/api/v1/admin/circles/{id}", tag = "circles", params(("id" = Id, Path)), request_body = Named, responses((status = 200, body = CircleJson), (status = "default", body = Problem)))]
async fn rename(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Json(sent): Json<Named>,
) -> Result<axum::Json<CircleJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::rename(&people, &member.actor(), id, &sent.name).await?;
    show(State(people), Path(id)).await
}

/// The people of a circle, by name; of a dissolved one nobody.
#[utoipa::path(get, path = "/api/v1/admin/circles/{id}/people", tag = "circles", params(("id" = Id, Path), Listing), responses((status = 200, body = List<PersonJson>), (status = "default", body = Problem)))]
async fn people_of(
    State(people): State<People>,
    Path(id): Path<PlaceId>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<PersonJson>>> {
    let db = &people.platform.db;
    store::find(db, id).await?;
    let (limit, (key, last)) = (listing.limit()?, listing.key((String::new(), 0))?);
    let rows = store::people(db, id, (&key, last), limit as i64 + 1).await?;
    let Page { items, next } = Page::of(rows, limit, |row| format!("{}.{}", row.key, row.person.id));
    Ok(axum::Json(List { items: items.iter().map(|row| PersonJson::from(&row.person)).collect(), next }))
}

/// Puts employees into a circle. Who is in another one leaves it; who is no employee is left where they are.
#[utoipa::path(put, path = "/api/v1/admin/circles/{id}/people", tag = "circles", params(("id" = Id, Path)), request_body = Sent, responses((status = 200, body = Moved), (status = "default", body = Problem)))]
async fn put_in(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Json(sent): Json<Sent>,
) -> Result<axum::Json<Moved>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let group = sent.unit.is_some() || sent.site.is_some();
    if sent.members.len() > MOST {
        return Err(ruche_kernel::Error::from(Refusal::new("circles.members_many").at("members").with("max", MOST as i64)).into());
    }
    let ids = if sent.members.is_empty() || group {
        // Members beside a group are one too many.
        let person = if sent.members.is_empty() { String::new() } else { "members".to_owned() };
        let typed = Typed { person, unit: sent.unit.as_ref().map(|id| id.0), site: sent.site.as_ref().map(|id| id.0) };
        actions::meant(&people, &typed).await?
    } else {
        actions::Meant::people(sent.members.iter().map(|id| id.0).collect())
    };
    Ok(axum::Json(Moved { moved: actions::assign(&people, &member.actor(), id, ids, true).await? }))
}

/// Takes somebody out of a circle, if they are in it: they belong to the head office then. Twice is once.
#[utoipa::path(delete, path = "/api/v1/admin/circles/{id}/people/{member}", tag = "circles", params(("id" = Id, Path), ("member" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn take_out(State(people): State<People>, member: Member, Path((id, out)): Path<(PlaceId, MemberId)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::assign(&people, &member.actor(), id, actions::Meant::people(vec![out.0]), false).await?;
    Ok(api::done())
}

/// Dissolves a circle: its people see everybody again, and only read its place. Twice is once.
#[utoipa::path(put, path = "/api/v1/admin/circles/{id}/dissolution", tag = "circles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn dissolve(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::dissolve(&people, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Undoes that, but for who is in another circle by now. Twice is once.
#[utoipa::path(delete, path = "/api/v1/admin/circles/{id}/dissolution", tag = "circles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::dissolve(&people, &member.actor(), id, false).await?;
    Ok(api::done())
}
