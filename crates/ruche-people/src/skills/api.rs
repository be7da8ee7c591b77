//! Skills in the API: those of a person, those of the company, and who confirms what.

use super::rules::Level;
use super::store::{self, Holder, Rank};
use super::{actions, proposals, uniting};
use crate::{People, access};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Cursor, MemberId, Page, Refusal};
use ruche_web::api::{self, Id, Json, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    of_member,
    endorsements,
    endorse,
    withdraw,
    declare,
    remove,
    restore,
    list,
    holders,
    add_name,
    unite,
    say_current,
    say_stale,
    proposals,
    accept,
    refuse
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
        .api(Method::GET, "/api/v1/members/{id}/skills", Needs::SignIn, read, of_member)
        .api(Method::GET, "/api/v1/members/{id}/skills/{skill}/endorsements", Needs::SignIn, read, endorsements)
        .api(Method::PUT, "/api/v1/members/{id}/skills/{skill}/endorsement", Needs::SignIn, write, endorse)
        .api(Method::DELETE, "/api/v1/members/{id}/skills/{skill}/endorsement", Needs::SignIn, write, withdraw)
        .api(Method::PUT, "/api/v1/me/skills", Needs::SignIn, write, declare)
        .api(Method::DELETE, "/api/v1/me/skills/{skill}", Needs::SignIn, write, remove)
        .api(Method::POST, "/api/v1/me/skills/{skill}/restoration", Needs::SignIn, write, restore)
        .api(Method::GET, "/api/v1/skills", Needs::Employee, read, list)
        .api(Method::GET, "/api/v1/skills/{id}/holders", Needs::Employee, read, holders)
        .api(Method::PUT, "/api/v1/skills/{id}/names", Needs::Employee, write, add_name)
        .api(Method::POST, "/api/v1/skills/{id}/union", Needs::Admin, Scope::Admin, unite)
        .api(Method::PUT, "/api/v1/me/skills/{skill}/currency", Needs::SignIn, write, say_current)
        .api(Method::DELETE, "/api/v1/me/skills/{skill}/currency", Needs::SignIn, write, say_stale)
        .api(Method::GET, "/api/v1/me/skill-proposals", Needs::SignIn, Scope::SelfRead, proposals)
        .api(Method::POST, "/api/v1/me/skill-proposals/{id}", Needs::SignIn, write, accept)
        .api(Method::DELETE, "/api/v1/me/skill-proposals/{id}", Needs::SignIn, write, refuse)
}

/// A skill on a profile.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldSkill)]
struct HeldJson {
    /// The skill.
    skill: Id,
    /// Its name, in one’s own language where it has one.
    name: String,
    /// `basics`, `able`, `experienced` or `reference`, in the person’s own judgement.
    level: String,
    /// How many confirm it, of those whom one sees.
    endorsements: i64,
    /// Whether one confirms it.
    endorsed: bool,
    /// Since when it is on the profile.
    declared_at: Time,
    /// When it was last said, confirmed or used.
    fresh_at: Time,
    /// Whether that is less than 18 months ago.
    fresh: bool,
}

/// What a person says that they can do, the best first; at most 50.
#[utoipa::path(get, path = "/api/v1/members/{id}/skills", tag = "skills", params(("id" = Id, Path)), responses((status = 200, body = List<HeldJson>), (status = "default", body = Problem)))]
async fn of_member(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<axum::Json<List<HeldJson>>> {
    let db = &people.platform.db;
    access::see_member(db, &member.actor(), id).await?;
    let held = store::of_member(db, member.id(), member.t.0.tag(), id).await?;
    let faces = store::faces(db, member.id(), id).await?;
    let items = held
        .into_iter()
        .map(|one| HeldJson {
            skill: Id(one.skill),
            level: one.level.word().to_owned(),
            endorsements: faces.get(&one.id).map_or(0, |faces| faces.count),
            endorsed: one.own.is_some(),
            declared_at: Time(one.declared_at),
            fresh_at: Time(one.fresh_at),
            fresh: one.fresh,
            name: one.name,
        })
        .collect();
    Ok(axum::Json(List { items, next: None }))
}

/// Somebody who confirms a skill.
#[derive(Serialize, ToSchema)]
#[schema(as = Endorsement)]
struct EndorsementJson {
    /// Who.
    member: PersonJson,
    /// With which words; may be empty.
    sentence: String,
    /// When.
    at: Time,
}

/// Who confirms a skill of a person, of those whom one sees, the last first.
#[utoipa::path(get, path = "/api/v1/members/{id}/skills/{skill}/endorsements", tag = "skills", params(("id" = Id, Path), ("skill" = Id, Path), Listing), responses((status = 200, body = List<EndorsementJson>), (status = "default", body = Problem)))]
async fn endorsements(
    State(people): State<People>,
    member: Member,
    Path((id, skill)): Path<(MemberId, i64)>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<EndorsementJson>>> {
    let db = &people.platform.db;
    access::see_member(db, &member.actor(), id).await?;
    let held = store::one(db, member.id(), member.t.0.tag(), id, skill).await?;
    let (limit, after) = (listing.limit()?, listing.cursor()?);
    let rows = store::endorsers(db, member.id(), held.id, after, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |(person, _, at)| Cursor { at: *at, id: person.id.0 }.to_string());
    let items =
        rows.into_iter().map(|(person, sentence, at)| EndorsementJson { member: (&person).into(), sentence, at: Time(at) }).collect();
    Ok(axum::Json(List { items, next }))
}

/// With which words one confirms.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEndorsement)]
struct Said {
    /// At most 300 characters; what is left out leaves those that were said.
    sentence: Option<String>,
}

/// Confirms a skill of somebody else; saying it again changes the words. What one took back comes back with its words, where none are
/// given.
#[utoipa::path(put, path = "/api/v1/members/{id}/skills/{skill}/endorsement", tag = "skills", params(("id" = Id, Path), ("skill" = Id, Path)), request_body = Said, responses((status = 204), (status = "default", body = Problem)))]
async fn endorse(
    State(people): State<People>,
    member: Member,
    Path((id, skill)): Path<(MemberId, i64)>,
    Json(said): Json<Said>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::endorse(&people, &member.actor(), id, skill, said.sentence.as_deref()).await?;
    Ok(api::done())
}

/// Takes one’s own confirmation back. Twice is once.
#[utoipa::path(delete, path = "/api/v1/members/{id}/skills/{skill}/endorsement", tag = "skills", params(("id" = Id, Path), ("skill" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn withdraw(State(people): State<People>, member: Member, Path((id, skill)): Path<(MemberId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::withdraw(&people, &member.actor(), id, skill).await?;
    Ok(api::done())
}

/// A skill of one’s own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeclaredSkill)]
struct Declared {
    /// Its name, in any language; a new one joins the list. At most 60 characters.
    name: String,
    /// `basics`, `able`, `experienced` or `reference`.
    level: String,
}

/// The skill that a name led to.
#[derive(Serialize, ToSchema)]
#[schema(as = SkillId)]
struct MadeJson {
    /// Which one.
    skill: Id,
}

/// Puts a skill on one’s own profile, or sets its level again. Twice is once.
#[utoipa::path(put, path = "/api/v1/me/skills", tag = "skills", request_body = Declared, responses((status = 200, body = MadeJson), (status = "default", body = Problem)))]
async fn declare(State(people): State<People>, member: Member, Json(sent): Json<Declared>) -> Result<axum::Json<MadeJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let level = Level::from_word(&sent.level).ok_or(Refusal::new("skills.level_unknown").at("level"))?;
    let skill = actions::declare(&people, &member.actor(), &sent.name, level, member.t.0.tag()).await?;
    Ok(axum::Json(MadeJson { skill: Id(skill) }))
}

/// Takes a skill away from one’s own profile. Twice is once.
#[utoipa::path(delete, path = "/api/v1/me/skills/{skill}", tag = "skills", params(("skill" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, &member.actor(), skill, false).await?;
    Ok(api::done())
}

/// Brings a skill back that one took away within 30 days, with all that confirmed it.
#[utoipa::path(post, path = "/api/v1/me/skills/{skill}/restoration", tag = "skills", params(("skill" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep(&people, &member.actor(), skill, true).await?;
    Ok(api::done())
}

/// A skill of the company.
#[derive(Serialize, ToSchema)]
#[schema(as = Skill)]
struct SkillJson {
    /// Which one.
    id: Id,
    /// Its name, in one’s own language where it has one.
    name: String,
    /// How many people have it.
    holders: i64,
}

/// Which skills.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The beginning of a word of a name, in any language.
    q: Option<String>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The skills that somebody has, by name; for employees.
#[utoipa::path(get, path = "/api/v1/skills", tag = "skills", params(Which), responses((status = 200, body = List<SkillJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<SkillJson>>> {
    let listing = Listing { after: which.after, limit: which.limit };
    let (limit, (key, id)) = (listing.limit()?, listing.key((String::new(), 0))?);
    let text: String = which.q.unwrap_or_default().chars().take(80).collect();
    let rows = store::list(&people.platform.db, member.id(), member.t.0.tag(), &text, (&key, id), limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |skill| format!("{}.{}", skill.key, skill.id));
    let items = rows.into_iter().map(|skill| SkillJson { id: Id(skill.id), name: skill.name, holders: skill.holders }).collect();
    Ok(axum::Json(List { items, next }))
}

/// Somebody who has a skill.
#[derive(Serialize, ToSchema)]
#[schema(as = SkillHolder)]
struct HolderJson {
    /// Who.
    member: PersonJson,
    /// `basics`, `able`, `experienced` or `reference`.
    level: String,
    /// How many confirm it.
    endorsements: i64,
    /// When it was last said, confirmed or used.
    fresh_at: Time,
    /// Whether that is less than 18 months ago.
    fresh: bool,
}

/// Who has a skill: what was said of late first, then by level, then by how many confirm it; for employees.
#[utoipa::path(get, path = "/api/v1/skills/{id}/holders", tag = "skills", params(("id" = Id, Path), Listing), responses((status = 200, body = List<HolderJson>), (status = "default", body = Problem)))]
async fn holders(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<HolderJson>>> {
    let db = &people.platform.db;
    let (limit, after) = (listing.limit()?, listing.place(Rank::FIRST)?);
    store::find(db, member.id(), member.t.0.tag(), id).await?;
    let rows = store::holders(db, member.id(), id, after, limit as i64 + 1).await?;
    let Page { items, next } = Page::of(rows, limit, Holder::rank);
    let items = items
        .into_iter()
        .map(|one| HolderJson {
            member: (&one.person).into(),
            level: one.level.word().to_owned(),
            endorsements: one.endorsements,
            fresh_at: Time(one.fresh_at),
            fresh: one.fresh,
        })
        .collect();
    Ok(axum::Json(List { items, next: next.map(|rank| rank.to_string()) }))
}

/// One more name of a skill.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkillName)]
struct NameJson {
    /// The name, at most 60 characters.
    name: String,
    /// Its language, as a tag: one of those that texts are in.
    language: String,
}

/// Gives a skill one more name, by which it is found too; for employees. Twice is once.
#[utoipa::path(put, path = "/api/v1/skills/{id}/names", tag = "skills", params(("id" = Id, Path)), request_body = NameJson, responses((status = 204), (status = "default", body = Problem)))]
async fn add_name(State(people): State<People>, member: Member, Path(id): Path<i64>, Json(sent): Json<NameJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::add_name(&people, &member.actor(), id, &sent.name, &sent.language).await?;
    Ok(api::done())
}

/// With which skill one is united.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkillUnion)]
struct UnionJson {
    /// A name of the skill to keep.
    into: String,
    /// A name of the one that becomes it, typed again: this cannot be undone.
    typed: String,
}

/// Unites a skill with another, for good: its names lead to the other, whoever has it has the other, with all that confirms either.
#[utoipa::path(post, path = "/api/v1/skills/{id}/union", tag = "skills", params(("id" = Id, Path)), request_body = UnionJson, responses((status = 200, body = MadeJson), (status = "default", body = Problem)))]
async fn unite(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<UnionJson>,
) -> Result<axum::Json<MadeJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let skill = uniting::unite(&people, &member.actor(), id, &sent.into, &sent.typed).await?;
    Ok(axum::Json(MadeJson { skill: Id(skill) }))
}

/// Says that a skill of one’s own is still so. Twice is once.
#[utoipa::path(put, path = "/api/v1/me/skills/{skill}/currency", tag = "skills", params(("skill" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn say_current(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::say_current(&people, &member.actor(), skill, true).await?;
    Ok(api::done())
}

/// Says that a skill of one’s own is not so any more: it stays, and one is not asked again. Twice is once.
#[utoipa::path(delete, path = "/api/v1/me/skills/{skill}/currency", tag = "skills", params(("skill" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn say_stale(State(people): State<People>, member: Member, Path(skill): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::say_current(&people, &member.actor(), skill, false).await?;
    Ok(api::done())
}

/// A skill that shows in what one does.
#[derive(Serialize, ToSchema)]
#[schema(as = SkillProposal)]
struct ProposalJson {
    /// Which one.
    id: Id,
    /// The name that the skill has, or would have.
    name: String,
    /// Accepted answers that show it.
    answers: i64,
    /// Thanks that show it.
    thanks: i64,
}

/// Skills that one is asked whether one has; nobody else is told of them.
#[utoipa::path(get, path = "/api/v1/me/skill-proposals", tag = "skills", responses((status = 200, body = List<ProposalJson>), (status = "default", body = Problem)))]
async fn proposals(State(people): State<People>, member: Member) -> Result<axum::Json<List<ProposalJson>>> {
    let rows = proposals::waiting(&people.platform.db, member.id(), member.t.0.tag()).await?;
    let items =
        rows.into_iter().map(|one| ProposalJson { id: Id(one.id), name: one.name, answers: one.answers, thanks: one.thanks }).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// At which level one takes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProposedLevel)]
struct LevelJson {
    /// `basics`, `able`, `experienced` or `reference`.
    level: String,
}

/// Takes a skill that was proposed.
#[utoipa::path(post, path = "/api/v1/me/skill-proposals/{id}", tag = "skills", params(("id" = Id, Path)), request_body = LevelJson, responses((status = 200, body = MadeJson), (status = "default", body = Problem)))]
async fn accept(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<LevelJson>,
) -> Result<axum::Json<MadeJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let level = Level::from_word(&sent.level).ok_or(Refusal::new("skills.level_unknown").at("level"))?;
    let skill = proposals::accept(&people, &member.actor(), id, level, member.t.0.tag()).await?;
    Ok(axum::Json(MadeJson { skill: Id(skill) }))
}

/// Says no to a skill that was proposed, for a year. Twice is once.
#[utoipa::path(delete, path = "/api/v1/me/skill-proposals/{id}", tag = "skills", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn refuse(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    proposals::settle(&people, &member.actor(), id, true).await?;
    Ok(api::done())
}
