//! Administering in the API: accounts, invitations, the company.
//!
//! Deliberately not here: new passwords for accounts that there are, which are handed over from the page.

use super::actions::{self, NewMember};
use super::store::{self, Account};
use super::{FirstPassword, admin, invite};
use crate::People;
use crate::setup;
use crate::setup::store::{CompanySettings, NewCompany};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, Page, Refusal, Role};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Path, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    accounts,
    create,
    give_role,
    end_sessions,
    close,
    invitations,
    invite_by_mail,
    invite_by_link,
    revoke,
    company,
    save_company
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
        .api(Method::GET, "/api/v1/admin/members", needs, scope, accounts)
        .api(Method::POST, "/api/v1/admin/members", needs, scope, create)
        .api(Method::PUT, "/api/v1/admin/members/{id}/role", needs, scope, give_role)
        .api(Method::DELETE, "/api/v1/admin/members/{id}/sessions", needs, scope, end_sessions)
        .api(Method::POST, "/api/v1/admin/members/{id}/departure", needs, scope, close)
        .api(Method::GET, "/api/v1/admin/invitations", needs, scope, invitations)
        .api(Method::POST, "/api/v1/admin/invitations", needs, scope, invite_by_mail)
        .api(Method::POST, "/api/v1/admin/invitations/links", needs, scope, invite_by_link)
        .api(Method::DELETE, "/api/v1/admin/invitations/{id}", needs, scope, revoke)
        .api(Method::GET, "/api/v1/admin/company", needs, scope, company)
        .api(Method::PUT, "/api/v1/admin/company", needs, scope, save_company)
}

/// An account.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
struct AccountJson {
    /// Whose.
    id: Id,
    /// The name, also of who left.
    name: String,
    /// The address, else the user name; empty for who left.
    login: String,
    /// Whether the person administers the company.
    admin: bool,
    /// The company of a partner.
    #[schema(required)]
    partner: Option<String>,
    /// When a partner's access ends.
    #[schema(required)]
    ends_at: Option<Time>,
    /// Whether the account is closed.
    left: bool,
}

impl From<Account> for AccountJson {
    fn from(account: Account) -> Self {
        let Account { id, admin, left, name, login, partner, ends_at, .. } = account;
        Self { id: Id(id.0), name, login, admin, partner, ends_at: ends_at.map(Time), left }
    }
}

/// Which accounts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// A part of the name.
    q: Option<String>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Every account by name, closed ones too.
#[utoipa::path(get, path = "/api/v1/admin/members", tag = "administration", params(Which), responses((status = 200, body = List<AccountJson>), (status = "default", body = Problem)))]
async fn accounts(State(people): State<People>, Query(which): Query<Which>) -> Result<axum::Json<List<AccountJson>>> {
    let listing = Listing { after: which.after, limit: which.limit };
    let (limit, (key, id)) = (listing.limit()?, listing.key((String::new(), 0))?);
    let text: String = which.q.unwrap_or_default().chars().take(80).collect();
    let rows = store::accounts(&people.platform.db, (&key, id), &text, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |row| format!("{}.{}", row.key.0, row.key.1));
    Ok(axum::Json(List { items: rows.into_iter().map(AccountJson::from).collect(), next }))
}

/// Someone without an address, who gets a first password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAccount)]
struct NewAccount {
    /// The name.
    #[schema(max_length = 80)]
    name: String,
    /// What the person signs in with: small letters, digits, `.` and `-`.
    #[schema(max_length = 40)]
    username: String,
    /// The role in the company.
    #[serde(default)]
    #[schema(max_length = 80)]
    title: String,
}

/// An account that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = MadeAccount)]
pub(crate) struct MadeJson {
    /// Whose.
    id: Id,
    /// The first password, told once: null where the same key made the account before.
    #[schema(required)]
    password: Option<String>,
}

impl From<FirstPassword> for MadeJson {
    fn from(made: FirstPassword) -> Self {
        Self { id: Id(made.id.0), password: made.password }
    }
}

/// Makes the account of someone without an address.
#[utoipa::path(post, path = "/api/v1/admin/members", tag = "administration", request_body = NewAccount, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = MadeJson), (status = "default", body = Problem)))]
async fn create(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<NewAccount>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let draft = NewMember {
        name: sent.name,
        username: Some(sent.username).filter(|username| !username.is_empty()),
        title: sent.title,
        locale: member.me.locale.tag().to_owned(),
        ..NewMember::default()
    };
    let made = admin::first_password(&people, &member, &draft, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/members/{}", made.id), MadeJson::from(made)))
}

/// What somebody administers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountRole)]
struct RoleJson {
    /// `admin` or `member`.
    role: String,
}

/// Gives or takes the right to administer the company, which ends the sessions of that person.
#[utoipa::path(put, path = "/api/v1/admin/members/{id}/role", tag = "administration", params(("id" = Id, Path)), request_body = RoleJson, responses((status = 204), (status = "default", body = Problem)))]
async fn give_role(State(people): State<People>, member: Member, Path(id): Path<MemberId>, Json(sent): Json<RoleJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let role = match sent.role.as_str() {
        "admin" => Role::Admin,
        "member" => Role::Member,
        _ => return Err(Refusal::new("members.role_unknown").at("role").into()),
    };
    actions::give_role(&people, &member.actor(), member.me.session, id, role).await?;
    Ok(api::done())
}

/// Ends every session of someone.
#[utoipa::path(delete, path = "/api/v1/admin/members/{id}/sessions", tag = "administration", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn end_sessions(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end_sessions(&people, &member.actor(), member.me.session, id).await?;
    Ok(api::done())
}

/// The name of who leaves, since this cannot be undone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Departure)]
struct DepartureJson {
    /// The name of the person, as a proof that this one is meant.
    name: String,
}

/// Closes an account for good: access ends at once, the writings stay.
#[utoipa::path(post, path = "/api/v1/admin/members/{id}/departure", tag = "administration", params(("id" = Id, Path)), request_body = DepartureJson, responses((status = 204), (status = "default", body = Problem)))]
async fn close(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<DepartureJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::close_account(&people, &member.actor(), id, &sent.name).await?;
    Ok(api::done())
}

/// An invitation that is open.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
struct InvitationJson {
    /// Which one.
    id: Id,
    /// Whom it was sent to; null for a link that several people share.
    #[schema(required)]
    email: Option<String>,
    /// How many people it still lets in.
    uses_left: i64,
    /// When it ends.
    expires_at: Time,
}

/// The invitations that are open, the newest first.
#[utoipa::path(get, path = "/api/v1/admin/invitations", tag = "administration", responses((status = 200, body = List<InvitationJson>), (status = "default", body = Problem)))]
async fn invitations(State(people): State<People>, member: Member) -> Result<axum::Json<List<InvitationJson>>> {
    let open = invite::list(&people.platform.db, member.now).await?.into_iter().map(|open| InvitationJson {
        id: Id(open.id),
        email: open.email,
        uses_left: open.uses_left,
        expires_at: Time(open.expires_at),
    });
    Ok(axum::Json(List { items: open.collect(), next: None }))
}

/// Whom to invite into the company.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInvitations)]
struct Addresses {
    /// Their addresses.
    #[schema(min_items = 1, max_items = 200)]
    addresses: Vec<String>,
}

/// What became of the addresses.
#[derive(Serialize, ToSchema)]
#[schema(as = SentInvitations)]
struct SentJson {
    /// How many were sent a message.
    invited: i64,
    /// Those who have an account already, and were sent nothing.
    known: Vec<String>,
}

/// Invites people into the company, one message each.
#[utoipa::path(post, path = "/api/v1/admin/invitations", tag = "administration", request_body = Addresses, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = SentJson), (status = "default", body = Problem)))]
async fn invite_by_mail(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<Addresses>) -> Result<Response> {
    member.app.limits.take(Act::Invite, member.id().0)?;
    let letter = admin::invitation_letter(&member);
    let invite::Sent { new, known } = invite::by_mail(&people, &member.actor(), &sent.addresses.join("\n"), Some(key), letter).await?;
    Ok(api::created("/api/v1/admin/invitations", SentJson { invited: new, known }))
}

/// A link that lets several people in.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitationLink)]
struct LinkJson {
    /// Its address, told once.
    url: String,
}

/// Makes a link that lets fifty people in, for two weeks. Each request makes another one.
#[utoipa::path(post, path = "/api/v1/admin/invitations/links", tag = "administration", responses((status = 201, body = LinkJson), (status = "default", body = Problem)))]
async fn invite_by_link(State(people): State<People>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Invite, member.id().0)?;
    let url = invite::by_link(&people, &member.actor()).await?;
    Ok(api::created("/api/v1/admin/invitations", LinkJson { url }))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/admin/invitations/{id}", tag = "administration", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn revoke(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    invite::revoke(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// The company's settings.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Company)]
struct CompanyJson {
    /// The name.
    #[schema(max_length = 80)]
    name: String,
    /// The language in which people begin: `fr` or `en`.
    locale: String,
    /// The hue of the brand, 0 to 359.
    hue: i64,
    /// How those who left are shown: under their `name`, or `hidden`.
    leavers: String,
}

/// The company's settings.
#[utoipa::path(get, path = "/api/v1/admin/company", tag = "administration", responses((status = 200, body = CompanyJson), (status = "default", body = Problem)))]
async fn company(State(people): State<People>) -> Result<axum::Json<CompanyJson>> {
    let CompanySettings { company, hide_leavers } = setup::store::settings(&people.platform.db).await?;
    let leavers = if hide_leavers { "hidden" } else { "name" }.to_owned();
    Ok(axum::Json(CompanyJson { name: company.name, locale: company.locale, hue: company.hue, leavers }))
}

/// Changes the company's settings.
#[utoipa::path(put, path = "/api/v1/admin/company", tag = "administration", request_body = CompanyJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_company(State(people): State<People>, member: Member, Json(sent): Json<CompanyJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let hide_leavers = match sent.leavers.as_str() {
        "hidden" => true,
        "name" => false,
        _ => return Err(Refusal::new("api.body_wrong").at("leavers").into()),
    };
    let company = NewCompany { name: sent.name, locale: sent.locale, hue: sent.hue };
    setup::actions::save_settings(&people, &member.actor(), &CompanySettings { company, hide_leavers }).await?;
    member.app.refresh_company().await?;
    Ok(api::done())
}
