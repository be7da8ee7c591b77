//! The organisation in the API: who reports to whom, units and sites.

use super::actions::{self, SiteEdit, UnitEdit, Which};
use super::store::{self, Node, Site, Unit};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, MemberId, Page};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Path, PersonJson, Problem, Query, Scope};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    reporting,
    reports,
    top,
    set_manager,
    unset_manager,
    units,
    unit,
    unit_members,
    create_unit,
    save_unit,
    delete_unit,
    sites,
    site,
    site_members,
    save_site
))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (read, write) = (Scope::PeopleRead, Scope::PeopleWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/members/{id}/reporting", Needs::Employee, read, reporting)
        .api(Method::GET, "/api/v1/members/{id}/reports", Needs::Employee, read, reports)
        .api(Method::GET, "/api/v1/organisation", Needs::Employee, read, top)
        .api(Method::PUT, "/api/v1/members/{id}/manager", Needs::Employee, write, set_manager)
        .api(Method::DELETE, "/api/v1/members/{id}/manager", Needs::Employee, write, unset_manager)
        .api(Method::GET, "/api/v1/units", Needs::Employee, read, units)
        .api(Method::POST, "/api/v1/units", Needs::Admin, Scope::Admin, create_unit)
        .api(Method::GET, "/api/v1/units/{id}", Needs::Employee, read, unit)
        .api(Method::PUT, "/api/v1/units/{id}", Needs::Admin, Scope::Admin, save_unit)
        .api(Method::DELETE, "/api/v1/units/{id}", Needs::Admin, Scope::Admin, delete_unit)
        .api(Method::GET, "/api/v1/units/{id}/members", Needs::Employee, read, unit_members)
        .api(Method::GET, "/api/v1/sites", Needs::Employee, read, sites)
        .api(Method::GET, "/api/v1/sites/{id}", Needs::Employee, read, site)
        .api(Method::PUT, "/api/v1/sites/{id}", Needs::Admin, Scope::Admin, save_site)
        .api(Method::GET, "/api/v1/sites/{id}/members", Needs::Employee, read, site_members)
}

/// Somebody on the org chart.
#[derive(Serialize, ToSchema)]
#[schema(as = ChartMember)]
struct NodeJson {
    /// Who.
    member: PersonJson,
    /// Whom they report to.
    #[schema(required)]
    manager: Option<Id>,
    /// How many report to them.
    reports: i64,
    /// How many are below them on any level.
    team: i64,
    /// The name of their unit; may be empty.
    unit: String,
    /// The name of their site; may be empty.
    site: String,
}

impl From<&Node> for NodeJson {
    fn from(node: &Node) -> Self {
        Self {
            member: (&node.person).into(),
            manager: node.manager.map(|id| Id(id.0)),
            reports: node.reports,
            team: node.team,
            unit: node.unit.clone(),
            site: node.site.clone(),
        }
    }
}

/// A page of people by name.
fn page(rows: Vec<Node>, limit: usize) -> axum::Json<List<NodeJson>> {
    let Page { items, next } = Page::of(rows, limit, |node| format!("{}.{}", node.key, node.person.id));
    axum::Json(List { items: items.iter().map(NodeJson::from).collect(), next })
}

/// Somebody and those above, the uppermost first: whom they report to, whom these report to, and so on.
#[utoipa::path(get, path = "/api/v1/members/{id}/reporting", tag = "organisation", params(("id" = Id, Path)), responses((status = 200, body = List<NodeJson>), (status = "default", body = Problem)))]
async fn reporting(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<axum::Json<List<NodeJson>>> {
    let chain = store::above(&people.platform.db, member.id(), id).await?;
    Ok(axum::Json(List { items: chain.iter().map(NodeJson::from).collect(), next: None }))
}

/// Those who report to somebody, by name.
#[utoipa::path(get, path = "/api/v1/members/{id}/reports", tag = "organisation", params(("id" = Id, Path), Listing), responses((status = 200, body = List<NodeJson>), (status = "default", body = Problem)))]
async fn reports(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<NodeJson>>> {
    let db = &people.platform.db;
    store::someone(db, member.id(), id).await?.ok_or(Error::NotFound)?;
    let (limit, (key, last)) = (listing.limit()?, listing.key((String::new(), 0))?);
    Ok(page(store::reports(db, member.id(), id, (&key, last), limit as i64 + 1).await?, limit))
}

/// Those who report to nobody and to whom others report, by name: the top of the org chart.
#[utoipa::path(get, path = "/api/v1/organisation", tag = "organisation", params(Listing), responses((status = 200, body = List<NodeJson>), (status = "default", body = Problem)))]
async fn top(State(people): State<People>, member: Member, Query(listing): Query<Listing>) -> Result<axum::Json<List<NodeJson>>> {
    let (limit, (key, last)) = (listing.limit()?, listing.key((String::new(), 0))?);
    Ok(page(store::on_top(&people.platform.db, member.id(), (&key, last), limit as i64 + 1).await?, limit))
}

/// Whom somebody reports to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Manager)]
struct ManagerJson {
    /// The employee they report to.
    manager: Id,
}

/// Says whom one reports to; administrators say it of anyone.
#[utoipa::path(put, path = "/api/v1/members/{id}/manager", tag = "organisation", params(("id" = Id, Path)), request_body = ManagerJson, responses((status = 204), (status = "default", body = Problem)))]
async fn set_manager(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<ManagerJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_manager(&people, &member.actor(), id, Some(MemberId(sent.manager.0))).await?;
    Ok(api::done())
}

/// Says that one reports to nobody; administrators say it of anyone, and whom somebody reports to of these. Twice is once.
#[utoipa::path(delete, path = "/api/v1/members/{id}/manager", tag = "organisation", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unset_manager(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_manager(&people, &member.actor(), id, None).await?;
    Ok(api::done())
}

/// A unit.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
struct UnitJson {
    /// Its id.
    id: Id,
    /// The unit right above.
    #[schema(required)]
    parent: Option<Id>,
    /// Its name.
    name: String,
    /// What it does; may be empty.
    about: String,
    /// Who leads it.
    #[schema(required)]
    lead: Option<Id>,
    /// How many people are in it; in the list of units, with all below.
    people: i64,
}

impl From<Unit> for UnitJson {
    fn from(unit: Unit) -> Self {
        Self {
            id: Id(unit.id),
            parent: unit.parent.map(Id),
            name: unit.name,
            about: unit.about,
            lead: unit.lead.map(|id| Id(id.0)),
            people: unit.people,
        }
    }
}

/// Below which unit.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Below {
    /// The unit above; the uppermost ones when it is not said.
    parent: Option<Id>,
}

/// The units right below one, or the uppermost, by name.
#[utoipa::path(get, path = "/api/v1/units", tag = "organisation", params(Below), responses((status = 200, body = List<UnitJson>), (status = "default", body = Problem)))]
async fn units(State(people): State<People>, member: Member, Query(below): Query<Below>) -> Result<axum::Json<List<UnitJson>>> {
    let units = store::units_below(&people.platform.db, below.parent.map(|Id(id)| id), member.me.actor.circle).await?;
    Ok(axum::Json(List { items: units.into_iter().map(UnitJson::from).collect(), next: None }))
}

/// A unit.
#[utoipa::path(get, path = "/api/v1/units/{id}", tag = "organisation", params(("id" = Id, Path)), responses((status = 200, body = UnitJson), (status = "default", body = Problem)))]
async fn unit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<UnitJson>> {
    Ok(axum::Json(store::unit(&people.platform.db, id, member.me.actor.circle).await?.into()))
}

/// The people of a unit, by name.
#[utoipa::path(get, path = "/api/v1/units/{id}/members", tag = "organisation", params(("id" = Id, Path), Listing), responses((status = 200, body = List<NodeJson>), (status = "default", body = Problem)))]
async fn unit_members(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<NodeJson>>> {
    let db = &people.platform.db;
    store::unit(db, id, None).await?;
    let (limit, (key, last)) = (listing.limit()?, listing.key((String::new(), 0))?);
    Ok(page(store::unit_people(db, member.id(), id, (&key, last), limit as i64 + 1).await?, limit))
}

/// What is said of a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnitEdit)]
struct UnitSent {
    /// Its name; at most 80 characters.
    name: String,
    /// The path of the unit above, such as `Ventes › Sud-Est`; empty for none.
    #[serde(default)]
    parent: String,
    /// What it does; at most 600 characters.
    #[serde(default)]
    about: String,
    /// Who leads it, by address, user name or whole name; empty for nobody.
    #[serde(default)]
    lead: String,
}

impl From<UnitSent> for UnitEdit {
    fn from(UnitSent { name, parent, about, lead }: UnitSent) -> Self {
        Self { name, parent, about, lead }
    }
}

/// Makes a unit; for administrators.
#[utoipa::path(post, path = "/api/v1/units", tag = "organisation", request_body = UnitSent, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = UnitJson), (status = "default", body = Problem)))]
async fn create_unit(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<UnitSent>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = actions::save_unit(&people, &member.actor(), Which::New(key), &sent.into()).await?;
    Ok(api::created(&format!("/api/v1/units/{id}"), UnitJson::from(store::unit(&people.platform.db, id, member.me.actor.circle).await?)))
}

/// Says anew what a unit is; for administrators.
#[utoipa::path(put, path = "/api/v1/units/{id}", tag = "organisation", params(("id" = Id, Path)), request_body = UnitSent, responses((status = 200, body = UnitJson), (status = "default", body = Problem)))]
async fn save_unit(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<UnitSent>,
) -> Result<axum::Json<UnitJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::save_unit(&people, &member.actor(), Which::Old(id), &sent.into()).await?;
    unit(State(people), member, Path(id)).await
}

/// Takes away a unit in which nobody is; for administrators.
#[utoipa::path(delete, path = "/api/v1/units/{id}", tag = "organisation", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn delete_unit(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete_unit(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// A site.
#[derive(Serialize, ToSchema)]
#[schema(as = Site)]
struct SiteJson {
    /// Its id.
    id: Id,
    /// Its name.
    name: String,
    /// Where it is; may be empty.
    address: String,
    /// Its time zone; may be empty.
    zone: String,
    /// In degrees, north of the equator.
    #[schema(required)]
    latitude: Option<f64>,
    /// In degrees, east of Greenwich.
    #[schema(required)]
    longitude: Option<f64>,
    /// How many people work there.
    people: i64,
}

impl From<Site> for SiteJson {
    fn from(site: Site) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "at most 180 million")]
        let (latitude, longitude) = site.point.map(|(latitude, longitude)| (latitude as f64 / 1e6, longitude as f64 / 1e6)).unzip();
        Self { id: Id(site.id), name: site.name, address: site.address, zone: site.zone, latitude, longitude, people: site.people }
    }
}

/// The sites, the largest first; at most 500.
#[utoipa::path(get, path = "/api/v1/sites", tag = "organisation", responses((status = 200, body = List<SiteJson>), (status = "default", body = Problem)))]
async fn sites(State(people): State<People>, member: Member) -> Result<axum::Json<List<SiteJson>>> {
    let items = store::sites(&people.platform.db, member.me.actor.circle).await?.into_iter().map(SiteJson::from).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// A site.
#[utoipa::path(get, path = "/api/v1/sites/{id}", tag = "organisation", params(("id" = Id, Path)), responses((status = 200, body = SiteJson), (status = "default", body = Problem)))]
async fn site(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<SiteJson>> {
    Ok(axum::Json(store::site(&people.platform.db, id, member.me.actor.circle).await?.into()))
}

/// The people of a site, by name.
#[utoipa::path(get, path = "/api/v1/sites/{id}/members", tag = "organisation", params(("id" = Id, Path), Listing), responses((status = 200, body = List<NodeJson>), (status = "default", body = Problem)))]
async fn site_members(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<NodeJson>>> {
    let db = &people.platform.db;
    store::site(db, id, None).await?;
    let (limit, (key, last)) = (listing.limit()?, listing.key((String::new(), 0))?);
    Ok(page(store::site_people(db, member.id(), id, (&key, last), limit as i64 + 1).await?, limit))
}

/// What is said of a site.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SiteEdit)]
struct SiteSent {
    /// Its name; at most 80 characters.
    name: String,
    /// Where it is; at most 600 characters.
    #[serde(default)]
    address: String,
    /// The name of its time zone; empty when it does not matter.
    #[serde(default)]
    zone: String,
    /// In degrees, north of the equator; both coordinates or neither.
    #[serde(default)]
    latitude: Option<f64>,
    /// In degrees, east of Greenwich.
    #[serde(default)]
    longitude: Option<f64>,
}

/// Says anew what a site is; for administrators.
#[utoipa::path(put, path = "/api/v1/sites/{id}", tag = "organisation", params(("id" = Id, Path)), request_body = SiteSent, responses((status = 200, body = SiteJson), (status = "default", body = Problem)))]
async fn save_site(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<SiteSent>,
) -> Result<axum::Json<SiteJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let degrees = |value: Option<f64>| value.map(|degrees| degrees.to_string()).unwrap_or_default();
    let edit = SiteEdit {
        name: sent.name,
        address: sent.address,
        zone: sent.zone,
        latitude: degrees(sent.latitude),
        longitude: degrees(sent.longitude),
    };
    actions::save_site(&people, &member.actor(), id, &edit).await?;
    site(State(people), member, Path(id)).await
}
