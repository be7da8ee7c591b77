//! Members in the API: the directory, profiles, the own profile and choices, as JSON.
//!
//! Deliberately not here: what administrators do.

use super::actions::{self, Display, ProfileEdit};
use super::page;
use super::store::{self, Profile};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{MemberId, Page};
use ruche_web::api::{self, Id, Json, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, suggest, show, follow, unfollow, me, save, display, save_display))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses. The scopes are those that the owner of a token was told of: the own profile is of people, choices are one's own.
pub(super) fn routes() -> Routes<People> {
    Routes::default()
        .api(Method::GET, "/api/v1/members", Needs::Employee, Scope::PeopleRead, list)
        .api(Method::GET, "/api/v1/members/suggest", Needs::SignIn, Scope::PeopleRead, suggest)
        .api(Method::GET, "/api/v1/members/{id}", Needs::SignIn, Scope::PeopleRead, show)
        .api(Method::PUT, "/api/v1/members/{id}/follow", Needs::SignIn, Scope::PeopleWrite, follow)
        .api(Method::DELETE, "/api/v1/members/{id}/follow", Needs::SignIn, Scope::PeopleWrite, unfollow)
        .api(Method::GET, "/api/v1/me", Needs::SignIn, Scope::PeopleRead, me)
        .api(Method::PATCH, "/api/v1/me", Needs::SignIn, Scope::PeopleWrite, save)
        .api(Method::GET, "/api/v1/me/display", Needs::SignIn, Scope::SelfRead, display)
        .api(Method::PUT, "/api/v1/me/display", Needs::SignIn, Scope::SelfWrite, save_display)
}

/// Someone in the directory.
#[derive(Serialize, ToSchema)]
#[schema(as = DirectoryEntry)]
struct ListedJson {
    /// Who.
    member: PersonJson,
    /// The unit; may be empty.
    unit: String,
    /// Where they work; may be empty.
    site: String,
}

/// Which people.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The beginning of a word of the name.
    q: Option<String>,
    /// A unit; those of the units below it are there too.
    unit: Option<Id>,
    /// A site.
    site: Option<Id>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The directory: everyone who is here, by name; for employees.
#[utoipa::path(get, path = "/api/v1/members", tag = "members", params(Which), responses((status = 200, body = List<ListedJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<ListedJson>>> {
    let listing = Listing { after: which.after, limit: which.limit };
    let (limit, (key, id)) = (listing.limit()?, listing.key((String::new(), 0))?);
    let text: String = which.q.unwrap_or_default().chars().take(80).collect();
    let filter = store::Filter { q: &text, unit: which.unit.map(|Id(id)| id), site: which.site.map(|Id(id)| id) };
    let rows = store::list(&people.platform.db, member.id(), (&key, id), filter, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |row| format!("{}.{}", row.key.0, row.key.1));
    let items = rows.into_iter().map(|row| ListedJson { member: (&row.person).into(), unit: row.unit, site: row.site }).collect();
    Ok(axum::Json(List { items, next }))
}

/// Whom one may mean.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Meant {
    /// The beginning of a word of the name.
    #[serde(default)]
    q: String,
    /// A place that one reads; the company when it is not said.
    place: Option<Id>,
}

/// Somebody whom one may mean.
#[derive(Serialize, ToSchema)]
#[schema(as = SuggestedMember)]
struct SuggestedJson {
    /// Who.
    member: PersonJson,
    /// Whether they read the place, and would be told of a mention there.
    reads: bool,
}

/// A few people by the beginning of their name, whoever reads a place first.
#[utoipa::path(get, path = "/api/v1/members/suggest", tag = "members", params(Meant), responses((status = 200, body = List<SuggestedJson>), (status = "default", body = Problem)))]
async fn suggest(State(people): State<People>, member: Member, Query(meant): Query<Meant>) -> Result<axum::Json<List<SuggestedJson>>> {
    let found = page::suggested(&people, &member, &meant.q, meant.place.map(|Id(place)| place)).await?;
    let items = found.into_iter().map(|(person, reads)| SuggestedJson { member: (&person).into(), reads }).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// A person, as one may see them; of those who have left, the name alone.
#[derive(Serialize, ToSchema)]
#[schema(as = Profile)]
struct ProfileJson {
    /// Who.
    member: PersonJson,
    /// The address for people.
    url: String,
    /// The file of the photo.
    #[schema(required)]
    photo: Option<Id>,
    /// The unit.
    unit: String,
    /// Where they work.
    site: String,
    /// How to call them.
    phone: String,
    /// The languages they speak, separated by commas.
    languages: String,
    /// A few lines in their words.
    bio: String,
    /// The address, for employees and the person.
    #[schema(required)]
    email: Option<String>,
    /// Who answers for a partner, for employees and the person.
    #[schema(required)]
    sponsor: Option<SponsorJson>,
    /// When a partner's access ends, for employees and the person.
    #[schema(required)]
    ends_at: Option<Time>,
    /// How many follow, for employees.
    #[schema(required)]
    followers: Option<i64>,
    /// Whether one follows.
    followed: bool,
}

/// Who answers for a partner.
#[derive(Serialize, ToSchema)]
#[schema(as = Sponsor)]
struct SponsorJson {
    /// Who, for employees.
    #[schema(required)]
    id: Option<Id>,
    /// The name; null for a former member whom the company does not name.
    #[schema(required)]
    name: Option<String>,
}

impl ProfileJson {
    /// As `member` sees it.
    fn of(member: &Member, profile: Profile) -> Self {
        let profile = profile.seen_by(&member.actor());
        let person = &profile.person;
        Self {
            member: person.into(),
            url: member.app.settings.link(&format!("/members/{}", person.id)),
            photo: person.photo.map(Id),
            unit: profile.unit,
            site: profile.site,
            phone: profile.phone,
            languages: profile.languages,
            bio: profile.bio,
            email: profile.email,
            sponsor: profile.sponsor.map(|(id, name)| SponsorJson { id: id.map(|id| Id(id.0)), name }),
            ends_at: profile.ends_at.map(Time),
            followers: profile.followers,
            followed: profile.followed,
        }
    }
}

async fn one(people: &People, member: &Member, id: MemberId) -> Result<axum::Json<ProfileJson>> {
    Ok(axum::Json(ProfileJson::of(member, store::find(&people.platform.db, id, member.id()).await?)))
}

/// A profile: employees see everyone, partners those with whom they share a community.
#[utoipa::path(get, path = "/api/v1/members/{id}", tag = "members", params(("id" = Id, Path)), responses((status = 200, body = ProfileJson), (status = "default", body = Problem)))]
async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<axum::Json<ProfileJson>> {
    one(&people, &member, id).await
}

/// Follows someone.
#[utoipa::path(put, path = "/api/v1/members/{id}/follow", tag = "members", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn follow(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::follow(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// Follows someone no longer.
#[utoipa::path(delete, path = "/api/v1/members/{id}/follow", tag = "members", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unfollow(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::unfollow(&people, &member.actor(), id).await?;
    Ok(api::done())
}

/// The profile of the token's owner.
#[utoipa::path(get, path = "/api/v1/me", tag = "members", responses((status = 200, body = ProfileJson), (status = "default", body = Problem)))]
async fn me(State(people): State<People>, member: Member) -> Result<axum::Json<ProfileJson>> {
    one(&people, &member, member.id()).await
}

/// What is to change of the own profile; what is not said stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ProfileEdit)]
struct Edited {
    /// The name.
    #[schema(max_length = 80)]
    name: Option<String>,
    /// The role in the company.
    #[schema(max_length = 80)]
    title: Option<String>,
    /// The unit.
    #[schema(max_length = 80)]
    unit: Option<String>,
    /// Where one works.
    #[schema(max_length = 80)]
    site: Option<String>,
    /// How to call one.
    #[schema(max_length = 80)]
    phone: Option<String>,
    /// The languages one speaks, separated by commas.
    #[schema(max_length = 80)]
    languages: Option<String>,
    /// A few lines.
    #[schema(max_length = 600)]
    bio: Option<String>,
}

/// Changes the own profile.
#[utoipa::path(patch, path = "/api/v1/me", tag = "members", request_body = Edited, responses((status = 200, body = ProfileJson), (status = "default", body = Problem)))]
async fn save(State(people): State<People>, member: Member, Json(sent): Json<Edited>) -> Result<axum::Json<ProfileJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let before = store::find(&people.platform.db, member.id(), member.id()).await?;
    let edit = ProfileEdit {
        name: sent.name.unwrap_or(before.name),
        title: sent.title.unwrap_or(before.person.title),
        unit: sent.unit.unwrap_or(before.unit),
        site: sent.site.unwrap_or(before.site),
        phone: sent.phone.unwrap_or(before.phone),
        languages: sent.languages.unwrap_or(before.languages),
        bio: sent.bio.unwrap_or(before.bio),
    };
    actions::save_profile(&people, &member.actor(), &edit).await?;
    one(&people, &member, member.id()).await
}

/// How one wants pages.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Display)]
struct DisplayJson {
    /// The language of pages and of what the API says: `fr` or `en`.
    locale: String,
    /// The name of the time zone, such as `Europe/Paris`.
    zone: String,
    /// `light`, `dark` or `system`.
    theme: String,
    /// Whether keyboard shortcuts are on.
    shortcuts: bool,
    /// The tags of the languages whose posts are folded in the feeds.
    hidden: Vec<String>,
}

/// How the token's owner wants pages.
#[utoipa::path(get, path = "/api/v1/me/display", tag = "members", responses((status = 200, body = DisplayJson), (status = "default", body = Problem)))]
async fn display(member: Member) -> axum::Json<DisplayJson> {
    let me = &member.me;
    axum::Json(DisplayJson {
        locale: me.locale.tag().to_owned(),
        zone: me.zone.clone(),
        theme: if me.theme.is_empty() { "system".to_owned() } else { me.theme.clone() },
        shortcuts: me.shortcuts,
        hidden: me.hidden_languages.clone(),
    })
}

/// Says how one wants pages, in place of what was.
#[utoipa::path(put, path = "/api/v1/me/display", tag = "members", request_body = DisplayJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_display(State(people): State<People>, member: Member, Json(sent): Json<DisplayJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let DisplayJson { locale, zone, theme, shortcuts, hidden: hidden_languages } = sent;
    let theme = if theme == "system" { String::new() } else { theme };
    actions::save_display(&people, member.id(), &Display { locale, zone, theme, shortcuts, hidden_languages }).await?;
    Ok(api::done())
}
