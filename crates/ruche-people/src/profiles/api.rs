//! Profiles in the API: what somebody says of themselves, as one may be told; writing one's own.
//!
//! Deliberately not here: the account (`/api/v1/members/{id}`, `/api/v1/me`), skills, and what administrators do.

use super::fields::Holds;
use super::rules::{self, About, Availability, Contact, Did, Experience, Hours, Seen, Status, Way};
use super::store::{self, Filled};
use super::{access, actions};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, MemberId, Refusal};
use ruche_web::api::{self, Id, Json, Key, Made, Path, Problem, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    details,
    save_about,
    contact,
    save_contact,
    status,
    save_status,
    add_experience,
    save_experience,
    remove_experience,
    restore_experience
))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (needs, read, write) = (Needs::SignIn, Scope::PeopleRead, Scope::PeopleWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/members/{id}/details", needs, read, details)
        .api(Method::PUT, "/api/v1/me/about", needs, write, save_about)
        .api(Method::GET, "/api/v1/me/contact", needs, Scope::SelfRead, contact)
        .api(Method::PUT, "/api/v1/me/contact", needs, Scope::SelfWrite, save_contact)
        .api(Method::GET, "/api/v1/me/status", needs, Scope::SelfRead, status)
        .api(Method::PUT, "/api/v1/me/status", needs, Scope::SelfWrite, save_status)
        .api(Method::POST, "/api/v1/me/experiences", needs, write, add_experience)
        .api(Method::PUT, "/api/v1/me/experiences/{id}", needs, write, save_experience)
        .api(Method::DELETE, "/api/v1/me/experiences/{id}", needs, write, remove_experience)
        .api(Method::POST, "/api/v1/me/experiences/{id}/restoration", needs, write, restore_experience)
}

/// A way to reach somebody.
#[derive(Serialize, ToSchema)]
#[schema(as = ContactWay)]
struct WayJson {
    /// What it is.
    label: String,
    /// The address, the number, the page, or words.
    value: String,
}

/// The hours of work, in the time zone of the person.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkingHours)]
struct HoursJson {
    /// From when, as `08:30`.
    opens: String,
    /// Until when, as `18:00`.
    closes: String,
    /// On which days: 1 for Monday, 7 for Sunday.
    #[schema(max_items = 7)]
    days: Vec<u8>,
}

impl From<Hours> for HoursJson {
    fn from(hours: Hours) -> Self {
        let days = (0..7_u8).filter(|day| hours.days & (1 << day) != 0).map(|day| day + 1).collect();
        Self { opens: rules::clock(hours.opens), closes: rules::clock(hours.closes), days }
    }
}

impl HoursJson {
    fn read(&self) -> ruche_kernel::Result<Hours> {
        let unread = |field| Error::from(Refusal::new("profiles.time_unreadable").at(field));
        let days = self.days.iter().filter(|day| (1..=7).contains(*day)).fold(0, |days, day| days | 1 << (day - 1));
        if days == 0 {
            return Err(Refusal::new("profiles.days_missing").at("days").into());
        }
        let opens = rules::minutes(&self.opens).ok_or_else(|| unread("opens"))?;
        Ok(Hours { opens, closes: rules::minutes(&self.closes).ok_or_else(|| unread("closes"))?, days })
    }
}

/// A job, a mission or a training.
#[derive(Serialize, ToSchema)]
#[schema(as = Experience)]
struct ExperienceJson {
    /// Which one.
    id: Id,
    /// `job`, `mission` or `training`.
    kind: String,
    /// In which role, or what was learnt.
    title: String,
    /// Where; may be empty.
    organisation: String,
    /// The month it began, as `2024-03`.
    begins: String,
    /// The month it ended; null while it lasts.
    #[schema(required)]
    ends: Option<String>,
    /// What was done; may be empty.
    about: String,
}

/// What a field of the company holds.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfileFieldValue)]
struct FilledJson {
    /// Which field.
    field: Id,
    /// What it is called, in one's own language.
    name: String,
    /// `text`, `choice`, `date` or `number`.
    kind: String,
    /// What it holds: words, a date as `2026-03-12`, a number with a point.
    value: String,
}

/// What somebody says of themselves, as one may be told.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfileDetails)]
struct DetailsJson {
    /// How the name is said; may be empty.
    pronunciation: String,
    /// What one can ask them about; may be empty.
    ask_about: String,
    /// What they are at; empty where nothing is said, and for partners.
    status: String,
    /// Whether they can be asked now: `away`, `here`, `working`, `off`, or null where that is not known.
    #[schema(required)]
    availability: Option<String>,
    /// Until when they are away, where that is said.
    #[schema(required)]
    away_until: Option<Time>,
    /// The hours of work, for employees.
    #[schema(required)]
    hours: Option<HoursJson>,
    /// Other ways to reach them.
    ways: Vec<WayJson>,
    /// What they did, the last first.
    experiences: Vec<ExperienceJson>,
    /// What the fields of the company hold.
    fields: Vec<FilledJson>,
}

/// What somebody says of themselves: each part for those who may be told of it.
#[utoipa::path(get, path = "/api/v1/members/{id}/details", tag = "profiles", params(("id" = Id, Path)), responses((status = 200, body = DetailsJson), (status = "default", body = Problem)))]
async fn details(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<axum::Json<DetailsJson>> {
    let told = access::load(&people, &member, id).await?;
    let (word, away_until) = match told.availability {
        Availability::Away(until) => (Some("away"), until),
        Availability::Here => (Some("here"), None),
        Availability::Working => (Some("working"), None),
        Availability::Off => (Some("off"), None),
        Availability::Unsaid => (None, None),
    };
    let experiences = told.experiences.into_iter().map(|(id, one)| {
        let Experience { did, title, organisation, begins, ends, about } = one;
        ExperienceJson {
            id: Id(id),
            kind: did.word().to_owned(),
            title,
            organisation,
            begins,
            ends: Some(ends).filter(|ends| !ends.is_empty()),
            about,
        }
    });
    let fields = told.filled.into_iter().map(|Filled { id, field, value, .. }| FilledJson {
        field: Id(id),
        name: field.name(member.t.0.tag()).to_owned(),
        kind: Holds::word(field.holds).to_owned(),
        value,
    });
    Ok(axum::Json(DetailsJson {
        pronunciation: told.pronunciation,
        ask_about: told.ask_about,
        status: told.status.text,
        availability: word.map(str::to_owned),
        away_until: away_until.map(Time),
        hours: told.hours.map(HoursJson::from),
        ways: told.ways.into_iter().map(|Way { label, value, .. }| WayJson { label, value }).collect(),
        experiences: experiences.collect(),
        fields: fields.collect(),
    }))
}

/// What one says of oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProfileAbout)]
struct SavedAbout {
    /// How the name is said, at most 80 characters.
    pronunciation: String,
    /// What one can be asked about, at most 400 characters.
    ask_about: String,
    /// The day of the year that those close may be told, day before month, as `12/03`; empty for none.
    #[serde(default)]
    birthday: String,
    /// Whether those close may be told that one has arrived.
    #[serde(default)]
    shows_arrival: bool,
    /// What the fields hold that oneself fills in; those that are left out stay as they are.
    #[serde(default)]
    fields: Vec<SavedValue>,
}

/// What a field is to hold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProfileFieldValue)]
pub(super) struct SavedValue {
    /// Which field.
    pub field: Id,
    /// What it holds; empty to hold nothing.
    pub value: String,
}

/// The values by the numbers of their fields.
pub(super) fn values(sent: Vec<SavedValue>) -> Vec<(i64, String)> {
    sent.into_iter().map(|SavedValue { field: Id(id), value }| (id, value)).collect()
}

/// What was refused, each at the list of fields.
pub(super) fn refused(wrong: Vec<(i64, Refusal)>) -> Result<()> {
    if wrong.is_empty() { Ok(()) } else { Err(Error::Refused(wrong.into_iter().map(|(_, refusal)| refusal.at("fields")).collect()).into()) }
}

/// Says how one's name is said, what one can be asked about, and what the fields hold that oneself fills in.
#[utoipa::path(put, path = "/api/v1/me/about", tag = "profiles", request_body = SavedAbout, responses((status = 204), (status = "default", body = Problem)))]
async fn save_about(State(people): State<People>, member: Member, Json(sent): Json<SavedAbout>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let SavedAbout { pronunciation, ask_about, birthday, shows_arrival, fields } = sent;
    let about = About { pronunciation, ask_about, birthday, shows_arrival };
    refused(actions::save_about(&people, &member.actor(), &about, &values(fields)).await?)?;
    Ok(api::done())
}

/// A way to reach oneself, and who is told.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnContactWay)]
struct OwnWay {
    /// What it is, at most 40 characters.
    label: String,
    /// The address, the number, the page, or words, at most 200 characters.
    value: String,
    /// Who is told: `everyone` who sees one's profile, `employees`, `oneself`.
    seen_by: String,
}

/// How and when one is reached.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnContact)]
struct ContactJson {
    /// Who is told the address: `everyone` who sees one's profile, `employees`, `oneself`.
    email_seen_by: String,
    /// Who is told the phone.
    phone_seen_by: String,
    /// Other ways, at most 8.
    #[schema(max_items = 8)]
    ways: Vec<OwnWay>,
    /// The hours of work; null where they are not said.
    hours: Option<HoursJson>,
}

/// How and when one is reached, and who is told.
#[utoipa::path(get, path = "/api/v1/me/contact", tag = "profiles", responses((status = 200, body = ContactJson), (status = "default", body = Problem)))]
async fn contact(State(people): State<People>, member: Member) -> Result<axum::Json<ContactJson>> {
    let contact = store::find(&people.platform.db, member.id(), member.now).await?.contact;
    let ways = contact.ways.into_iter().map(|way| OwnWay { seen_by: way.seen().word().to_owned(), label: way.label, value: way.value });
    Ok(axum::Json(ContactJson {
        email_seen_by: contact.email_seen.word().to_owned(),
        phone_seen_by: contact.phone_seen.word().to_owned(),
        ways: ways.collect(),
        hours: contact.hours.map(HoursJson::from),
    }))
}

/// A word of who is told.
fn seen(word: &str, field: &'static str) -> ruche_kernel::Result<Seen> {
    Seen::from_word(word).ok_or_else(|| Refusal::new("profiles.seen_unknown").at(field).into())
}

/// Says how and when one is reached, and who is told: all of it anew.
#[utoipa::path(put, path = "/api/v1/me/contact", tag = "profiles", request_body = ContactJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_contact(State(people): State<People>, member: Member, Json(sent): Json<ContactJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let ways =
        sent.ways.into_iter().map(|OwnWay { label, value, seen_by }| Ok(Way { label, value, seen: seen(&seen_by, "seen_by")?.number() }));
    let contact = Contact {
        email_seen: seen(&sent.email_seen_by, "email_seen_by")?,
        phone_seen: seen(&sent.phone_seen_by, "phone_seen_by")?,
        ways: ways.collect::<ruche_kernel::Result<_>>()?,
        hours: sent.hours.map(|hours| hours.read()).transpose()?,
    };
    actions::save_contact(&people, &member.actor(), &contact).await?;
    Ok(api::done())
}

/// What one is at.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OwnStatus)]
struct StatusJson {
    /// In a few words, at most 80 characters; may be empty.
    text: String,
    /// Whether one is not there meanwhile.
    away: bool,
    /// Until when it holds; null until it is changed.
    until: Option<Time>,
    /// Whether it is shown that one is here.
    shows_presence: bool,
}

/// What one is at, while that holds.
#[utoipa::path(get, path = "/api/v1/me/status", tag = "profiles", responses((status = 200, body = StatusJson), (status = "default", body = Problem)))]
async fn status(State(people): State<People>, member: Member) -> Result<axum::Json<StatusJson>> {
    let said = store::find(&people.platform.db, member.id(), member.now).await?;
    let Status { text, away, until } = said.status.at(member.now);
    Ok(axum::Json(StatusJson { text, away, until: until.map(Time), shows_presence: said.shows_presence }))
}

/// Says what one is at, and whether it is shown that one is here.
#[utoipa::path(put, path = "/api/v1/me/status", tag = "profiles", request_body = StatusJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_status(State(people): State<People>, member: Member, Json(sent): Json<StatusJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let StatusJson { text, away, until, shows_presence } = sent;
    let status = Status { text, away, until: until.map(|Time(until)| until) };
    actions::save_status(&people, &member.actor(), &status, shows_presence).await?;
    Ok(api::done())
}

/// A job, a mission or a training to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewExperience)]
struct SavedExperience {
    /// `job`, `mission` or `training`.
    kind: String,
    /// In which role, or what was learnt, at most 80 characters.
    title: String,
    /// Where, at most 80 characters; may be empty.
    #[serde(default)]
    organisation: String,
    /// The month it began, as `2024-03`.
    begins: String,
    /// The month it ended; null while it lasts.
    ends: Option<String>,
    /// What was done, at most 400 characters; may be empty.
    #[serde(default)]
    about: String,
}

impl SavedExperience {
    fn read(self) -> ruche_kernel::Result<Experience> {
        let Self { kind, title, organisation, begins, ends, about } = self;
        let did = Did::from_word(&kind).ok_or_else(|| Refusal::new("profiles.kind_unknown").at("kind"))?;
        Ok(Experience { did, title, organisation, begins, ends: ends.unwrap_or_default(), about })
    }
}

/// Adds a job, a mission or a training.
#[utoipa::path(post, path = "/api/v1/me/experiences", tag = "profiles", params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")), request_body = SavedExperience, responses((status = 201, body = Made), (status = "default", body = Problem)))]
async fn add_experience(
    State(people): State<People>,
    member: Member,
    Key(key): Key,
    Json(sent): Json<SavedExperience>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = actions::add_experience(&people, &member.actor(), &sent.read()?, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/members/{}/details", member.id()), Made { id: Id(id) }))
}

/// Changes a job, a mission or a training of one's own.
#[utoipa::path(put, path = "/api/v1/me/experiences/{id}", tag = "profiles", params(("id" = Id, Path)), request_body = SavedExperience, responses((status = 204), (status = "default", body = Problem)))]
async fn save_experience(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Json(sent): Json<SavedExperience>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::save_experience(&people, &member.actor(), id, &sent.read()?).await?;
    Ok(api::done())
}

/// Takes one away; within 30 days it can be brought back.
#[utoipa::path(delete, path = "/api/v1/me/experiences/{id}", tag = "profiles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove_experience(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_experience(&people, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// Brings one back.
#[utoipa::path(post, path = "/api/v1/me/experiences/{id}/restoration", tag = "profiles", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore_experience(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::keep_experience(&people, &member.actor(), id, true).await?;
    Ok(api::done())
}
