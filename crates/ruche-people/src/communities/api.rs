//! Communities in the API: what their pages show and do, as JSON.

use super::listing::{self, Filter, Sort, Wanted};
use super::rules::{self, Access, ICONS, NewCommunity, Pending};
use super::store::{self, Community};
use super::{Audience, actions, people_page};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, MemberId, Page, PlaceId, Refusal};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    list,
    create,
    show,
    save,
    owners,
    join,
    leave,
    members,
    remove,
    give_role,
    waiting,
    ask,
    accept,
    end_pending,
    invite,
    audience
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
        .api(Method::GET, "/api/v1/communities", Needs::SignIn, read, list)
        .api(Method::POST, "/api/v1/communities", Needs::Employee, write, create)
        .api(Method::GET, "/api/v1/communities/{id}", Needs::SignIn, read, show)
        .api(Method::PATCH, "/api/v1/communities/{id}", Needs::SignIn, write, save)
        .api(Method::GET, "/api/v1/communities/{id}/owners", Needs::SignIn, read, owners)
        .api(Method::PUT, "/api/v1/communities/{id}/membership", Needs::SignIn, write, join)
        .api(Method::DELETE, "/api/v1/communities/{id}/membership", Needs::SignIn, write, leave)
        .api(Method::GET, "/api/v1/communities/{id}/members", Needs::SignIn, read, members)
        .api(Method::DELETE, "/api/v1/communities/{id}/members/{member}", Needs::SignIn, write, remove)
        .api(Method::PUT, "/api/v1/communities/{id}/members/{member}/role", Needs::SignIn, write, give_role)
        .api(Method::GET, "/api/v1/communities/{id}/requests", Needs::SignIn, read, waiting)
        .api(Method::POST, "/api/v1/communities/{id}/requests", Needs::SignIn, write, ask)
        .api(Method::PUT, "/api/v1/communities/{id}/requests/{member}", Needs::SignIn, write, accept)
        .api(Method::DELETE, "/api/v1/communities/{id}/requests/{member}", Needs::SignIn, write, end_pending)
        .api(Method::POST, "/api/v1/communities/{id}/invitations", Needs::SignIn, write, invite)
        .api(Method::GET, "/api/v1/audience", Needs::SignIn, read, audience)
}

/// A community, as one may see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Community)]
struct CommunityJson {
    /// Which one: also the place in which its posts stand.
    id: Id,
    /// Its address for people.
    url: String,
    /// Its name.
    name: String,
    /// What it is for.
    description: String,
    /// `open`, `request`, `closed` or `unlisted`.
    kind: String,
    /// The name of its sign.
    icon: String,
    /// Its hue, 0 to 350 by ten.
    hue: i64,
    /// The file of its picture.
    #[schema(required)]
    picture: Option<Id>,
    /// The language people write in: `fr` or `en`.
    language: String,
    /// Whether its moderators read what members write before it appears; null for those who do not read it.
    #[schema(required)]
    reviewed: Option<bool>,
    /// Since when it is archived: read, and changed no more; null while it is not.
    #[schema(required)]
    archived_at: Option<Time>,
    /// Whether one reads it.
    reads: bool,
    /// How many belong to it; null for those who do not read it.
    #[schema(required)]
    members: Option<i64>,
    /// How many of them are partners; null for those who do not read it.
    #[schema(required)]
    partners: Option<i64>,
    /// The own role: `member`, `moderator` or `owner`; null for those who do not belong to it.
    #[schema(required)]
    role: Option<String>,
    /// `asked` or `invited`, while an answer is waited for.
    #[schema(required)]
    pending: Option<String>,
    /// The outside companies whose people read, where one community is asked for; none for those who do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    companies: Option<Vec<String>>,
    /// How many requests wait, where one community is asked for; 0 for those who do not decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<i64>,
}

fn pending_word(pending: Pending) -> String {
    match pending {
        Pending::Asked => "asked",
        Pending::Invited => "invited",
    }
    .to_owned()
}

impl CommunityJson {
    fn of(member: &Member, community: &Community) -> Self {
        let read = |value: i64| community.reads.then_some(value);
        Self {
            id: Id(community.id.0),
            url: member.app.settings.link(&format!("/communities/{}", community.id)),
            name: community.name.clone(),
            description: community.description.clone(),
            kind: community.access.word().to_owned(),
            icon: community.icon.clone(),
            hue: community.hue,
            picture: community.picture.map(Id),
            language: community.language.clone(),
            reviewed: community.reads.then_some(community.reviewed),
            archived_at: community.archived_at.map(Time),
            reads: community.reads,
            members: read(community.members),
            partners: read(community.partners),
            role: community.tie.standing.map(|role| rules::role_word(role).to_owned()),
            pending: community.tie.pending.map(pending_word),
            companies: None,
            waiting: None,
        }
    }
}

/// One community, with what stands around it.
async fn one(people: &People, member: &Member, id: PlaceId) -> Result<CommunityJson> {
    let found = store::find(&people.platform.db, member.id(), id, member.now).await?;
    let (companies, waiting) = (Some(found.companies), Some(found.waiting));
    Ok(CommunityJson { companies, waiting, ..CommunityJson::of(member, &found.community) })
}

/// Which communities.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `all` (when it is not said), `mine`, `open`, `request`, `closed`, `partners`, `archived`, or `waiting` for those that wait for one's
    /// answer.
    filter: Option<String>,
    /// `name` (when it is not said), `active` or `newest`.
    sort: Option<String>,
    /// The beginning of a word of the name.
    q: Option<String>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl Which {
    /// As the page of communities would ask, and how many.
    fn wanted(self) -> Result<(Wanted, usize)> {
        let wrong = || Refusal::new("api.query_wrong");
        let filter = self.filter.map(|word| Filter::ALL.into_iter().find(|filter| filter.word() == word).ok_or_else(wrong)).transpose()?;
        let sort = self.sort.map(|word| Sort::ALL.into_iter().find(|sort| sort.word() == word).ok_or_else(wrong)).transpose()?;
        let (filter, sort) = (filter.unwrap_or_default(), sort.unwrap_or_default());
        let listing = Listing { after: self.after, limit: self.limit };
        if sort == Sort::Name {
            listing.key((String::new(), 0))?;
        } else {
            listing.key((0_i64, 0))?;
        }
        let limit = listing.limit()?;
        let text = self.q.unwrap_or_default().chars().take(80).collect();
        Ok((Wanted { filter, sort, text, after: listing.after }, limit))
    }
}

/// The communities that one may find.
#[utoipa::path(get, path = "/api/v1/communities", tag = "communities", params(Which), responses((status = 200, body = List<CommunityJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<CommunityJson>>> {
    let (wanted, limit) = which.wanted()?;
    let rows = listing::communities(&people.platform.db, member.id(), &wanted, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |(_, key)| key.clone());
    Ok(axum::Json(List { items: rows.iter().map(|(community, _)| CommunityJson::of(&member, community)).collect(), next }))
}

/// One community.
#[utoipa::path(get, path = "/api/v1/communities/{id}", tag = "communities", params(("id" = Id, Path)), responses((status = 200, body = CommunityJson), (status = "default", body = Problem)))]
async fn show(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<CommunityJson>> {
    Ok(axum::Json(one(&people, &member, id).await?))
}

fn kind(word: &str) -> std::result::Result<Access, Refusal> {
    Access::from_word(word).ok_or(Refusal::new("communities.kind_unknown").at("kind"))
}

/// A community to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCommunity)]
struct Sent {
    /// Its name.
    #[schema(max_length = 60)]
    name: String,
    /// What it is for.
    #[serde(default)]
    #[schema(max_length = 400)]
    description: String,
    /// `open`, `request`, `closed` or `unlisted`.
    kind: String,
    /// The name of its sign; a hexagon when it is not said.
    #[serde(default)]
    icon: Option<String>,
    /// Its hue, 0 to 359.
    #[serde(default)]
    hue: Option<i64>,
    /// `fr` or `en`; the own language when it is not said.
    #[serde(default)]
    language: Option<String>,
    /// Whether its moderators read what members write there before it appears.
    #[serde(default)]
    reviewed: bool,
}

/// Makes a community, for employees, who own it then.
#[utoipa::path(post, path = "/api/v1/communities", tag = "communities", request_body = Sent, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = CommunityJson), (status = "default", body = Problem)))]
async fn create(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<Sent>) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let new = NewCommunity {
        name: sent.name,
        description: sent.description,
        access: kind(&sent.kind)?,
        icon: sent.icon.unwrap_or_else(|| ICONS[0].to_owned()),
        hue: sent.hue.unwrap_or_else(|| super::first_hue(member.id())),
        language: sent.language.unwrap_or_else(|| member.me.locale.tag().to_owned()),
        reviewed: sent.reviewed,
    };
    let id = actions::create_once(&people, &new, member.id(), Some(key)).await?;
    Ok(api::created(&format!("/api/v1/communities/{id}"), one(&people, &member, id).await?))
}

/// What is to change of a community; what is not said stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = CommunityEdit)]
struct Edited {
    /// Its name.
    #[schema(max_length = 60)]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 400)]
    description: Option<String>,
    /// `open`, `request`, `closed` or `unlisted`.
    kind: Option<String>,
    /// The name of its sign.
    icon: Option<String>,
    /// Its hue, 0 to 359.
    hue: Option<i64>,
    /// `fr` or `en`.
    language: Option<String>,
    /// Whether its moderators read what members write there before it appears.
    reviewed: Option<bool>,
    /// Says that every employee will read what was written so far, where the kind becomes `open`.
    open_past: bool,
}

/// Changes the settings of a community, for its owners.
#[utoipa::path(patch, path = "/api/v1/communities/{id}", tag = "communities", params(("id" = Id, Path)), request_body = Edited, responses((status = 200, body = CommunityJson), (status = "default", body = Problem)))]
async fn save(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Json(sent): Json<Edited>,
) -> Result<axum::Json<CommunityJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let before = store::find(&people.platform.db, member.id(), id, member.now).await?.community;
    let settings = NewCommunity {
        name: sent.name.unwrap_or(before.name),
        description: sent.description.unwrap_or(before.description),
        access: sent.kind.map_or(Ok(before.access), |word| kind(&word))?,
        icon: sent.icon.unwrap_or(before.icon),
        hue: sent.hue.unwrap_or(before.hue),
        language: sent.language.unwrap_or(before.language),
        reviewed: sent.reviewed.unwrap_or(before.reviewed),
    };
    actions::save(&people, &member.actor(), id, &settings, sent.open_past).await?;
    Ok(axum::Json(one(&people, &member, id).await?))
}

/// Who owns a community.
#[utoipa::path(get, path = "/api/v1/communities/{id}/owners", tag = "communities", params(("id" = Id, Path)), responses((status = 200, body = List<PersonJson>), (status = "default", body = Problem)))]
async fn owners(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<List<PersonJson>>> {
    store::find(&people.platform.db, member.id(), id, member.now).await?;
    let owners = listing::owners(&people.platform.db, member.id(), id).await?;
    Ok(axum::Json(List { items: owners.iter().map(PersonJson::from).collect(), next: None }))
}

/// Joins: an open community, or one that one is invited to.
#[utoipa::path(put, path = "/api/v1/communities/{id}/membership", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn join(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::join(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// Leaves a community.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/membership", tag = "communities", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn leave(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::leave(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// Someone who belongs to a community.
#[derive(Serialize, ToSchema)]
#[schema(as = CommunityMember)]
struct BelongingJson {
    /// Who.
    member: PersonJson,
    /// `member`, `moderator` or `owner`.
    role: String,
}

/// Which members.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Among {
    /// The beginning of a word of the name.
    q: Option<String>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Who belongs to a community, owners first, for those who read it.
#[utoipa::path(get, path = "/api/v1/communities/{id}/members", tag = "communities", params(("id" = Id, Path), Among), responses((status = 200, body = List<BelongingJson>), (status = "default", body = Problem)))]
async fn members(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Query(among): Query<Among>,
) -> Result<axum::Json<List<BelongingJson>>> {
    let db = &people.platform.db;
    let listing = Listing { after: among.after, limit: among.limit };
    let (limit, after) = (listing.limit()?, listing.key((i64::MAX, i64::MAX))?);
    let text: String = among.q.unwrap_or_default().chars().take(80).collect();
    if !store::find(db, member.id(), id, member.now).await?.community.reads {
        return Err(Error::NotFound.into());
    }
    let rows = listing::members(db, id, after, &text, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, people_page::key);
    let items = rows.iter().map(|row| BelongingJson { member: (&row.person).into(), role: rules::role_word(row.role).to_owned() });
    Ok(axum::Json(List { items: items.collect(), next }))
}

/// Removes someone from a community; oneself is leaving.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/members/{member}", tag = "communities", params(("id" = Id, Path), ("member" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(people): State<People>, member: Member, Path((id, gone)): Path<(PlaceId, MemberId)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&people, &member.actor(), id, gone).await?;
    Ok(api::done())
}

/// A role in a community.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommunityRole)]
struct RoleJson {
    /// `member`, `moderator` or `owner`.
    role: String,
}

/// Gives a member a role, for owners.
#[utoipa::path(put, path = "/api/v1/communities/{id}/members/{member}/role", tag = "communities", params(("id" = Id, Path), ("member" = Id, Path)), request_body = RoleJson, responses((status = 204), (status = "default", body = Problem)))]
async fn give_role(
    State(people): State<People>,
    member: Member,
    Path((id, whom)): Path<(PlaceId, MemberId)>,
    Json(sent): Json<RoleJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let role = rules::role_from_word(&sent.role).ok_or(Refusal::new("communities.role_unknown").at("role"))?;
    actions::give_role(&people, &member.actor(), id, whom, role).await?;
    Ok(api::done())
}

/// Someone who waits for an answer, or is waited for.
#[derive(Serialize, ToSchema)]
#[schema(as = CommunityRequest)]
struct WaitingJson {
    /// Who.
    member: PersonJson,
    /// `asked` for a request, which owners and moderators answer; `invited` for an invitation, which the person answers.
    state: String,
    /// What the person wrote with the request.
    message: String,
    /// Since when.
    at: Time,
}

/// The requests and invitations that wait, the oldest first, for owners and moderators.
#[utoipa::path(get, path = "/api/v1/communities/{id}/requests", tag = "communities", params(("id" = Id, Path)), responses((status = 200, body = List<WaitingJson>), (status = "default", body = Problem)))]
async fn waiting(State(people): State<People>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<List<WaitingJson>>> {
    let db = &people.platform.db;
    rules::decide(store::find(db, member.id(), id, member.now).await?.community.tie.standing)?;
    let items = listing::pending_in(db, member.id(), id).await?.into_iter().map(|one| WaitingJson {
        member: (&one.person).into(),
        state: pending_word(one.pending),
        message: one.message,
        at: Time(one.at),
    });
    Ok(axum::Json(List { items: items.collect(), next: None }))
}

/// A request to be let in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCommunityRequest)]
struct Asked {
    /// A few words to those who decide.
    #[serde(default)]
    message: String,
}

/// Asks to be let into a community on request. Asking twice is asking once.
#[utoipa::path(post, path = "/api/v1/communities/{id}/requests", tag = "communities", params(("id" = Id, Path)), request_body = Asked, responses((status = 204), (status = "default", body = Problem)))]
async fn ask(State(people): State<People>, member: Member, Path(id): Path<PlaceId>, Json(sent): Json<Asked>) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    actions::ask(&people, &member.actor(), id, &sent.message).await?;
    Ok(api::done())
}

/// Accepts a request, for owners and moderators.
#[utoipa::path(put, path = "/api/v1/communities/{id}/requests/{member}", tag = "communities", params(("id" = Id, Path), ("member" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn accept(State(people): State<People>, member: Member, Path((id, asker)): Path<(PlaceId, MemberId)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::accept(&people, &member.actor(), id, asker).await?;
    Ok(api::done())
}

/// Ends what waits: refuses a request, takes an invitation back; of one's own, withdraws or declines.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/requests/{member}", tag = "communities", params(("id" = Id, Path), ("member" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn end_pending(State(people): State<People>, member: Member, Path((id, waiting)): Path<(PlaceId, MemberId)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end_pending(&people, &member.actor(), id, waiting).await?;
    Ok(api::done())
}

/// Whom to bring in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommunityInvitations)]
struct Invited {
    /// People who do not belong to the community yet.
    #[schema(min_items = 1, max_items = 50)]
    member: Vec<Id>,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = CommunityInvited)]
struct InvitedJson {
    /// How many were invited, and answer for themselves. The others are in: partners, those who had asked.
    invited: usize,
}

/// Brings people in, for owners: employees are invited, those who asked are accepted, partners become members at once.
#[utoipa::path(post, path = "/api/v1/communities/{id}/invitations", tag = "communities", params(("id" = Id, Path)), request_body = Invited, responses((status = 200, body = InvitedJson), (status = "default", body = Problem)))]
async fn invite(
    State(people): State<People>,
    member: Member,
    Path(id): Path<PlaceId>,
    Json(sent): Json<Invited>,
) -> Result<axum::Json<InvitedJson>> {
    member.app.limits.take(Act::Invite, member.id().0)?;
    let chosen: Vec<MemberId> = sent.member.into_iter().map(|Id(id)| MemberId(id)).collect();
    let invited = actions::invite(&people, &member.actor(), id, &chosen).await?;
    Ok(axum::Json(InvitedJson { invited }))
}

/// Of which place.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Where {
    /// A place that one reads; the company when it is not said.
    place: Option<Id>,
}

/// Who reads what is written in a place.
#[derive(Serialize, ToSchema)]
#[schema(as = Audience)]
struct AudienceJson {
    /// How many people; of an open place a partner is told the members alone.
    readers: i64,
    /// Whether every employee is one of them.
    every_employee: bool,
    /// The outside companies that read, by name.
    partner_companies: Vec<String>,
    /// Whether a moderator reads what one writes there before it appears.
    reviewed: bool,
}

/// Who would read a post, as the composer says it.
#[utoipa::path(get, path = "/api/v1/audience", tag = "communities", params(Where), responses((status = 200, body = AudienceJson), (status = "default", body = Problem)))]
async fn audience(State(people): State<People>, member: Member, Query(of): Query<Where>) -> Result<axum::Json<AudienceJson>> {
    let place = of.place.map_or(member.me.actor.home(), |Id(place)| PlaceId(place));
    let audience = super::audience(&people.platform.db, &member.actor(), place, member.now).await?;
    let Audience { readers, every_employee, partner_companies, reviewed } = audience;
    Ok(axum::Json(AudienceJson { readers, every_employee, partner_companies, reviewed }))
}
