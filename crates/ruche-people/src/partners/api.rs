//! Partners in the API: what administrators do about them and their companies, and those for whom one answers.

use super::actions::{self, Draft, Typed};
use super::store::{self, Company, Partner, Sponsor};
use crate::members::admin_api::MadeJson;
use crate::{People, days};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, names};
use ruche_web::api::{self, Id, Json, Key, List, Path, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    all_partners,
    create_partner,
    renew,
    partner_companies,
    create_partner_company,
    partner_company,
    save_partner_company,
    renew_partner_company,
    own_partners,
    prolong_partner
))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (needs, scope) = (Needs::Admin, Scope::Admin);
    Routes::default()
        .api(Method::GET, "/api/v1/admin/partners", needs, scope, all_partners)
        .api(Method::POST, "/api/v1/admin/partners", needs, scope, create_partner)
        .api(Method::PUT, "/api/v1/admin/partners/{id}", needs, scope, renew)
        .api(Method::GET, "/api/v1/admin/partners/companies", needs, scope, partner_companies)
        .api(Method::POST, "/api/v1/admin/partners/companies", needs, scope, create_partner_company)
        .api(Method::GET, "/api/v1/admin/partners/companies/{id}", needs, scope, partner_company)
        .api(Method::PUT, "/api/v1/admin/partners/companies/{id}", needs, scope, save_partner_company)
        .api(Method::POST, "/api/v1/admin/partners/companies/{id}/renewal", needs, scope, renew_partner_company)
        .api(Method::GET, "/api/v1/partners", Needs::Employee, Scope::PeopleRead, own_partners)
        .api(Method::PUT, "/api/v1/partners/{id}/end", Needs::Employee, Scope::PeopleWrite, prolong_partner)
}

/// A partner.
#[derive(Serialize, ToSchema)]
#[schema(as = Partner)]
struct PartnerJson {
    /// Who.
    id: Id,
    /// The name.
    name: String,
    /// Of which company.
    company: String,
    /// The name of who answers for them.
    #[schema(required)]
    sponsor: Option<String>,
    /// What that person signs in with.
    sponsor_login: String,
    /// Whether that person has left, so that nobody answers.
    sponsor_left: bool,
    /// When the access ends.
    #[schema(required)]
    ends_at: Option<Time>,
    /// Whether the partner has left.
    left: bool,
}

impl From<Partner> for PartnerJson {
    fn from(row: Partner) -> Self {
        let Partner { id, name, company, sponsor, ends_at, left, .. } = row;
        let Sponsor { name: answers, login: sponsor_login, left: sponsor_left } = sponsor;
        Self { id: Id(id.0), name, company, sponsor: answers, sponsor_login, sponsor_left, ends_at: ends_at.map(Time), left }
    }
}

/// The partners, by company and name; five hundred at most.
#[utoipa::path(get, path = "/api/v1/admin/partners", tag = "administration", responses((status = 200, body = List<PartnerJson>), (status = "default", body = Problem)))]
async fn all_partners(State(people): State<People>) -> Result<axum::Json<List<PartnerJson>>> {
    let rows = store::list(&people.platform.db).await?;
    Ok(axum::Json(List { items: rows.into_iter().map(PartnerJson::from).collect(), next: None }))
}

/// A partner to let in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPartner)]
struct NewPartner {
    /// The name.
    #[schema(max_length = 80)]
    name: String,
    /// The address, with which the partner signs in.
    #[schema(max_length = 254)]
    email: String,
    /// Of which company.
    #[schema(max_length = 80)]
    company: String,
    /// The address or user name of the colleague who answers for them; the own when it is not said.
    #[serde(default)]
    #[schema(max_length = 254)]
    sponsor: String,
    /// After how many days the access ends, 1 to 730.
    #[schema(minimum = 1, maximum = 730)]
    ends: i64,
}

/// Makes the account of a partner.
#[utoipa::path(post, path = "/api/v1/admin/partners", tag = "administration", request_body = NewPartner, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = MadeJson), (status = "default", body = Problem)))]
async fn create_partner(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<NewPartner>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let draft = Draft {
        name: sent.name,
        email: Some(sent.email).filter(|email| !email.is_empty()),
        company: names::clean_line(&sent.company),
        sponsor: sent.sponsor,
        days: sent.ends,
    };
    let made = actions::make_partner(&people, &member, &draft, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/members/{}", made.id), MadeJson::from(made)))
}

/// Who answers for a partner, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PartnerTerm)]
struct Term {
    /// The address or user name of the colleague who answers for them; the own when it is not said.
    #[serde(default)]
    #[schema(max_length = 254)]
    sponsor: String,
    /// After how many days from now the access ends, 1 to 730.
    #[schema(minimum = 1, maximum = 730)]
    ends: i64,
}

/// Says who answers for a partner, and for how long from now.
#[utoipa::path(put, path = "/api/v1/admin/partners/{id}", tag = "administration", params(("id" = Id, Path)), request_body = Term, responses((status = 200, body = PartnerJson), (status = "default", body = Problem)))]
async fn renew(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<Term>,
) -> Result<axum::Json<PartnerJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    store::find(&people.platform.db, id).await?;
    actions::renew(&people, &member, id, &sent.sponsor, sent.ends).await?;
    Ok(axum::Json(store::find(&people.platform.db, id).await?.into()))
}

/// A company that partners come from.
#[derive(Serialize, ToSchema)]
#[schema(as = PartnerCompany)]
struct CompanyJson {
    /// Which one.
    id: Id,
    /// Its name.
    name: String,
    /// `supplier`, `client`, `distributor` or `other`.
    kind: String,
    /// The name of who answers for it.
    #[schema(required)]
    sponsor: Option<String>,
    /// What that person signs in with.
    sponsor_login: String,
    /// The first day of the contract, in the time zone of the token’s owner; null where nobody said it.
    #[schema(required)]
    starts: Option<String>,
    /// Its last day.
    #[schema(required)]
    ends: Option<String>,
    /// A few lines for administrators.
    note: String,
    /// How many of its people have an account that is open.
    people: i64,
}

fn company_json(member: &Member, company: Company) -> CompanyJson {
    let day = |at: Option<i64>| at.map(|at| days::typed(at, &member.zone));
    let Company { id, name, kind, sponsor, starts_at, ends_at, note, people } = company;
    CompanyJson {
        id: Id(id),
        name,
        kind: kind.word().to_owned(),
        sponsor: sponsor.name,
        sponsor_login: sponsor.login,
        starts: day(starts_at),
        ends: day(ends_at),
        note,
        people,
    }
}

/// The companies by name; five hundred at most.
#[utoipa::path(get, path = "/api/v1/admin/partners/companies", tag = "administration", responses((status = 200, body = List<CompanyJson>), (status = "default", body = Problem)))]
async fn partner_companies(State(people): State<People>, member: Member) -> Result<axum::Json<List<CompanyJson>>> {
    let rows = store::companies(&people.platform.db).await?;
    Ok(axum::Json(List { items: rows.into_iter().map(|row| company_json(&member, row)).collect(), next: None }))
}

/// A company as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PartnerCompanyEdit)]
struct CompanyEdit {
    /// Its name.
    #[schema(max_length = 80)]
    name: String,
    /// `supplier`, `client`, `distributor` or `other`.
    kind: String,
    /// The address or user name of the colleague who answers for it; the own when it is not said.
    #[serde(default)]
    #[schema(max_length = 254)]
    sponsor: String,
    /// The first day of the contract, as `2026-03-12`.
    starts: String,
    /// Its last day. The access of its people ends then at the latest.
    ends: String,
    /// A few lines for administrators.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: String,
}

impl From<CompanyEdit> for Typed {
    fn from(sent: CompanyEdit) -> Self {
        let CompanyEdit { name, kind, sponsor, starts, ends, note } = sent;
        Self { name, kind, sponsor, starts, ends, note }
    }
}

/// Makes a company.
#[utoipa::path(post, path = "/api/v1/admin/partners/companies", tag = "administration", request_body = CompanyEdit, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = CompanyJson), (status = "default", body = Problem)))]
async fn create_partner_company(
    State(people): State<People>,
    member: Member,
    Key(key): Key,
    Json(sent): Json<CompanyEdit>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = actions::create_company(&people, &member, &sent.into(), Some(key)).await?;
    let made = company_json(&member, store::find_company(&people.platform.db, id).await?);
    Ok(api::created(&format!("/api/v1/admin/partners/companies/{id}"), made))
}

/// One company.
#[utoipa::path(get, path = "/api/v1/admin/partners/companies/{id}", tag = "administration", params(("id" = Id, Path)), responses((status = 200, body = CompanyJson), (status = "default", body = Problem)))]
async fn partner_company(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<CompanyJson>> {
    Ok(axum::Json(company_json(&member, store::find_company(&people.platform.db, id).await?)))
}

/// Changes a company. The accesses that would outlast its contract end with it.
#[utoipa::path(put, path = "/api/v1/admin/partners/companies/{id}", tag = "administration", params(("id" = Id, Path)), request_body = CompanyEdit, responses((status = 200, body = CompanyJson), (status = "default", body = Problem)))]
async fn save_partner_company(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<CompanyEdit>,
) -> Result<axum::Json<CompanyJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::save_company(&people, &member, id, &sent.into()).await?;
    Ok(axum::Json(company_json(&member, store::find_company(&people.platform.db, id).await?)))
}

/// Until when a company and all its people are renewed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PartnerRenewal)]
struct Renewal {
    /// The last day, as `2026-03-12`.
    until: String,
}

/// Renews a company and the access of all its people who are here.
#[utoipa::path(post, path = "/api/v1/admin/partners/companies/{id}/renewal", tag = "administration", params(("id" = Id, Path)), request_body = Renewal, responses((status = 200, body = CompanyJson), (status = "default", body = Problem)))]
async fn renew_partner_company(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<Renewal>,
) -> Result<axum::Json<CompanyJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::renew_company(&people, &member, id, &sent.until).await?;
    Ok(axum::Json(company_json(&member, store::find_company(&people.platform.db, id).await?)))
}

/// The partners for whom one answers, or for whose company, the first to end first.
#[utoipa::path(get, path = "/api/v1/partners", tag = "people", responses((status = 200, body = List<PartnerJson>), (status = "default", body = Problem)))]
async fn own_partners(State(people): State<People>, member: Member) -> Result<axum::Json<List<PartnerJson>>> {
    let rows = store::mine(&people.platform.db, member.id()).await?;
    Ok(axum::Json(List { items: rows.into_iter().map(PartnerJson::from).collect(), next: None }))
}

/// Until when the access of a partner is prolonged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PartnerEnd)]
struct EndJson {
    /// The last day, as `2026-03-12`: at the latest that of the contract of the company.
    ends: String,
}

/// Prolongs the access of a partner for whom one answers.
#[utoipa::path(put, path = "/api/v1/partners/{id}/end", tag = "people", params(("id" = Id, Path)), request_body = EndJson, responses((status = 200, body = PartnerJson), (status = "default", body = Problem)))]
async fn prolong_partner(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<EndJson>,
) -> Result<axum::Json<PartnerJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::prolong(&people, &member, id, &sent.ends).await?;
    Ok(axum::Json(store::find_mine(&people.platform.db, member.id(), id).await?.into()))
}
