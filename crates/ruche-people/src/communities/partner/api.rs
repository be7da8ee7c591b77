//! What a partner sees, in the API.

use super::super::rules::role_word;
use super::store;
use crate::{People, access};
use axum::extract::State;
use http::Method;
use ruche_kernel::{MemberId, Page};
use ruche_web::api::{Id, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::{Member, Needs, Result, Routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(partner_communities, partner_people))]
struct Api;

/// Its part of the description.
pub(in crate::communities) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(in crate::communities) fn routes() -> Routes<People> {
    let (needs, scope) = (Needs::Employee, Scope::PeopleRead);
    Routes::default().api(Method::GET, "/api/v1/partners/{id}/communities", needs, scope, partner_communities).api(
        Method::GET,
        "/api/v1/partners/{id}/people",
        needs,
        scope,
        partner_people,
    )
}

/// A community that a partner was added to.
#[derive(Serialize, ToSchema)]
#[schema(as = PartnerCommunity)]
struct SeenJson {
    /// Which one.
    id: Id,
    /// Its name.
    name: String,
    /// Since when.
    since: Time,
    /// What the partner is there: `member`, `moderator` or `owner`.
    role: String,
    /// How many others belong to it; 0 while its text waits.
    people: i64,
    /// Whether it asks to accept a text.
    asks: bool,
    /// When the partner accepted that text.
    #[schema(required)]
    accepted_at: Option<Time>,
    /// Whether the partner reads nothing of it before accepting it.
    withheld: bool,
    /// Whether it is archived.
    archived: bool,
}

/// What a partner sees.
#[derive(Serialize, ToSchema)]
#[schema(as = PartnerCommunities)]
struct CommunitiesJson {
    /// The communities that the token’s owner reads too, by name; two hundred at most.
    items: Vec<SeenJson>,
    /// How many others there are, for administrators.
    #[schema(required)]
    others: Option<i64>,
    /// When the access ends.
    #[schema(required)]
    ends_at: Option<Time>,
}

/// The communities to which a partner was added, of those that the token’s owner reads: for those who answer for the partner, owners of one of them and administrators.
#[utoipa::path(get, path = "/api/v1/partners/{id}/communities", tag = "people", params(("id" = Id, Path)), responses((status = 200, body = CommunitiesJson), (status = "default", body = Problem)))]
async fn partner_communities(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
) -> Result<axum::Json<CommunitiesJson>> {
    let db = &people.platform.db;
    access::oversees(db, member.id(), id, member.now).await?;
    let (_, ends_at) = store::find(db, id).await?;
    let places = store::places(db, member.id(), id).await?;
    let others = match member.me.actor.is_admin() {
        true => Some(store::count(db, id).await? - i64::try_from(places.len()).unwrap_or(0)),
        false => None,
    };
    let items = places.into_iter().map(|place| SeenJson {
        id: Id(place.id.0),
        name: place.name,
        since: Time(place.since),
        role: role_word(place.role).to_owned(),
        people: place.people,
        asks: place.asks,
        accepted_at: place.accepted_at.map(Time),
        withheld: place.withheld,
        archived: place.archived,
    });
    Ok(axum::Json(CommunitiesJson { items: items.collect(), others, ends_at: ends_at.map(Time) }))
}

/// Somebody whom a partner meets.
#[derive(Serialize, ToSchema)]
#[schema(as = MetByPartner)]
struct MetJson {
    /// Who.
    person: PersonJson,
    /// In how many of the communities that the token’s owner reads too.
    places: i64,
}

/// Whom a partner meets in those communities, by name.
#[utoipa::path(get, path = "/api/v1/partners/{id}/people", tag = "people", params(("id" = Id, Path), Listing), responses((status = 200, body = List<MetJson>), (status = "default", body = Problem)))]
async fn partner_people(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<MetJson>>> {
    let (db, limit) = (&people.platform.db, listing.limit()?);
    access::oversees(db, member.id(), id, member.now).await?;
    let after = listing.key((String::new(), 0))?;
    let met = store::people(db, member.id(), id, after, i64::try_from(limit + 1).unwrap_or(i64::MAX)).await?;
    let Page { items, next } = Page::of(met, limit, |one| one.key.clone());
    let items = items.into_iter().map(|one| MetJson { person: PersonJson::from(&one.person), places: one.places });
    Ok(axum::Json(List { items: items.collect(), next }))
}
