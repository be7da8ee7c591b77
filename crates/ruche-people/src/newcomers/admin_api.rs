//! Administering newcomers in the API: journeys, who is led by what and accompanied by whom, totals of what was answered.

use super::actions::{self, Typed};
use super::journey_actions as writing;
use super::journeys::{self, Written};
use super::rules::{self, Journey, Kind, Step};
use super::store::{self, Listed};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Error, MemberId, Page, Refusal};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Made, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(
    all,
    create,
    whole,
    save,
    remove,
    restore,
    switch_on,
    switch_off,
    add_step,
    save_step,
    remove_step,
    restore_step,
    arriving,
    assign,
    end,
    resume,
    totals
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
        .api(Method::GET, "/api/v1/admin/journeys", needs, scope, all)
        .api(Method::POST, "/api/v1/admin/journeys", needs, scope, create)
        .api(Method::GET, "/api/v1/admin/journeys/{id}", needs, scope, whole)
        .api(Method::PUT, "/api/v1/admin/journeys/{id}", needs, scope, save)
        .api(Method::DELETE, "/api/v1/admin/journeys/{id}", needs, scope, remove)
        .api(Method::POST, "/api/v1/admin/journeys/{id}/restoration", needs, scope, restore)
        .api(Method::PUT, "/api/v1/admin/journeys/{id}/activity", needs, scope, switch_on)
        .api(Method::DELETE, "/api/v1/admin/journeys/{id}/activity", needs, scope, switch_off)
        .api(Method::POST, "/api/v1/admin/journeys/{id}/steps", needs, scope, add_step)
        .api(Method::PUT, "/api/v1/admin/journeys/{id}/steps/{step}", needs, scope, save_step)
        .api(Method::DELETE, "/api/v1/admin/journeys/{id}/steps/{step}", needs, scope, remove_step)
        .api(Method::POST, "/api/v1/admin/journeys/steps/{step}/restoration", needs, scope, restore_step)
        .api(Method::GET, "/api/v1/admin/newcomers", needs, scope, arriving)
        .api(Method::PUT, "/api/v1/admin/newcomers/{id}", needs, scope, assign)
        .api(Method::DELETE, "/api/v1/admin/newcomers/{id}", needs, scope, end)
        .api(Method::POST, "/api/v1/admin/newcomers/{id}/restoration", needs, scope, resume)
        .api(Method::GET, "/api/v1/admin/newcomers/surveys/{day}", needs, scope, totals)
}

/// A journey.
#[derive(Serialize, ToSchema)]
#[schema(as = Journey)]
struct JourneyJson {
    /// Which one.
    id: Id,
    /// Its name.
    name: String,
    /// The language it is written in, as a tag.
    language: String,
    /// Words of a role, between commas; empty for everyone.
    titles: String,
    /// Words of a site, likewise.
    sites: String,
    /// Since when it is given to those who arrive; null while it is not.
    #[schema(required)]
    active_since: Option<Time>,
    /// How many steps it has.
    steps: i64,
    /// How many people it leads now.
    led: i64,
}

impl From<Written> for JourneyJson {
    fn from(written: Written) -> Self {
        let Written { id, journey: Journey { name, language, titles, sites }, active_since, steps, led } = written;
        Self { id: Id(id), name, language, titles, sites, active_since: active_since.map(Time), steps, led }
    }
}

/// The journeys of the company, the oldest first.
#[utoipa::path(get, path = "/api/v1/admin/journeys", tag = "newcomers", responses((status = 200, body = List<JourneyJson>), (status = "default", body = Problem)))]
async fn all(State(people): State<People>) -> Result<axum::Json<List<JourneyJson>>> {
    let items = journeys::list(&people.platform.db).await?.into_iter().map(JourneyJson::from).collect();
    Ok(axum::Json(List { items, next: None }))
}

/// A journey to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewJourney)]
struct NewJourney {
    /// What it begins as: `everyone`, `field` or `empty`.
    template: String,
    /// The language it is written in, as a tag.
    language: String,
}

/// Makes a journey of a template, which nobody gets yet.
#[utoipa::path(post, path = "/api/v1/admin/journeys", tag = "newcomers", params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")), request_body = NewJourney, responses((status = 201, body = Made), (status = "default", body = Problem)))]
async fn create(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<NewJourney>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let id = writing::create(&people, member.id(), &sent.template, &sent.language, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/admin/journeys/{id}"), Made { id: Id(id) }))
}

/// A step of a journey.
#[derive(Serialize, ToSchema)]
#[schema(as = JourneyStep)]
struct StepJson {
    /// Which one.
    id: Id,
    /// The day it is for, 0 to 90 from the arrival.
    day: i64,
    /// `profile`, `photo`, `skills`, `join`, `meet`, `read`, `hello`, `ask`, `answer` or `task`.
    kind: String,
    /// In a few words.
    title: String,
    /// Why, and how long it takes; may be empty.
    text: String,
    /// Where it leads, as a path of this company; may be empty.
    target: String,
}

/// A journey with its steps.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeJourney)]
struct WholeJson {
    /// What it is.
    journey: JourneyJson,
    /// Its steps, by day.
    steps: Vec<StepJson>,
}

/// One journey, with its steps.
#[utoipa::path(get, path = "/api/v1/admin/journeys/{id}", tag = "newcomers", params(("id" = Id, Path)), responses((status = 200, body = WholeJson), (status = "default", body = Problem)))]
async fn whole(State(people): State<People>, Path(id): Path<i64>) -> Result<axum::Json<WholeJson>> {
    let db = &people.platform.db;
    let journey = journeys::find(db, id).await?.into();
    let steps = journeys::steps(db, id).await?;
    let steps = steps
        .into_iter()
        .map(|(id, step)| {
            let Step { day, kind, title, text, target } = step;
            StepJson { id: Id(id), day, kind: kind.word().to_owned(), title, text, target }
        })
        .collect();
    Ok(axum::Json(WholeJson { journey, steps }))
}

/// What a journey says of itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JourneySettings)]
struct SavedJourney {
    /// Its name, at most 80 characters.
    name: String,
    /// The language it is written in, as a tag.
    language: String,
    /// Words of a role, between commas; empty for everyone. At most 200 characters.
    titles: String,
    /// Words of a site, likewise.
    sites: String,
}

/// Keeps what a journey says of itself.
#[utoipa::path(put, path = "/api/v1/admin/journeys/{id}", tag = "newcomers", params(("id" = Id, Path)), request_body = SavedJourney, responses((status = 204), (status = "default", body = Problem)))]
async fn save(State(people): State<People>, member: Member, Path(id): Path<i64>, Json(sent): Json<SavedJourney>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let SavedJourney { name, language, titles, sites } = sent;
    writing::save(&people, id, &Journey { name, language, titles, sites }).await?;
    Ok(api::done())
}

/// Takes a journey away; within 30 days it can be brought back.
#[utoipa::path(delete, path = "/api/v1/admin/journeys/{id}", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::keep(&people, id, false).await?;
    Ok(api::done())
}

/// Brings a journey back, with all whom it led.
#[utoipa::path(post, path = "/api/v1/admin/journeys/{id}/restoration", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::keep(&people, id, true).await?;
    Ok(api::done())
}

/// Gives a journey to those who arrive from now on and whom it fits. Twice is once.
#[utoipa::path(put, path = "/api/v1/admin/journeys/{id}/activity", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn switch_on(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::switch(&people, id, true).await?;
    Ok(api::done())
}

/// Gives a journey to nobody more; those whom it leads go on. Twice is once.
#[utoipa::path(delete, path = "/api/v1/admin/journeys/{id}/activity", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn switch_off(State(people): State<People>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::switch(&people, id, false).await?;
    Ok(api::done())
}

/// A step as it is written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WrittenStep)]
struct SavedStep {
    /// The day it is for, 0 to 90 from the arrival.
    #[schema(minimum = 0, maximum = 90)]
    day: i64,
    /// `profile`, `photo`, `skills`, `join`, `meet`, `read`, `hello`, `ask`, `answer` or `task`.
    kind: String,
    /// In a few words, at most 100 characters.
    title: String,
    /// Why, and how long it takes; may be empty. At most 400 characters.
    #[serde(default)]
    text: String,
    /// Where it leads: an address or a path of this company. A community to join, a person to meet (without one the buddy), something to
    /// read.
    #[serde(default)]
    target: String,
}

impl SavedStep {
    fn step(self) -> Result<Step> {
        let kind = Kind::from_word(&self.kind).ok_or(Refusal::new("newcomers.kind_unknown").at("kind"))?;
        Ok(Step { day: self.day, kind, title: self.title, text: self.text, target: self.target })
    }
}

/// Adds a step to a journey; those whom it leads have it too.
#[utoipa::path(post, path = "/api/v1/admin/journeys/{id}/steps", tag = "newcomers", params(("id" = Id, Path), ("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")), request_body = SavedStep, responses((status = 201, body = Made), (status = "default", body = Problem)))]
async fn add_step(
    State(people): State<People>,
    member: Member,
    Path(id): Path<i64>,
    Key(key): Key,
    Json(sent): Json<SavedStep>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let step = writing::save_step(&people, member.id(), id, None, &sent.step()?, Some(key)).await?;
    Ok(api::created(&format!("/api/v1/admin/journeys/{id}"), Made { id: Id(step) }))
}

/// Keeps what a step says; those who did it have done it.
#[utoipa::path(put, path = "/api/v1/admin/journeys/{id}/steps/{step}", tag = "newcomers", params(("id" = Id, Path), ("step" = Id, Path)), request_body = SavedStep, responses((status = 204), (status = "default", body = Problem)))]
async fn save_step(
    State(people): State<People>,
    member: Member,
    Path((id, step)): Path<(i64, i64)>,
    Json(sent): Json<SavedStep>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::save_step(&people, member.id(), id, Some(step), &sent.step()?, None).await?;
    Ok(api::done())
}

/// Takes a step away; within 30 days it can be brought back. Twice is once.
#[utoipa::path(delete, path = "/api/v1/admin/journeys/{id}/steps/{step}", tag = "newcomers", params(("id" = Id, Path), ("step" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove_step(State(people): State<People>, member: Member, Path((id, step)): Path<(i64, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::remove_step(&people, id, step).await?;
    Ok(api::done())
}

/// Brings a step back, with all who had done it.
#[utoipa::path(post, path = "/api/v1/admin/journeys/steps/{step}/restoration", tag = "newcomers", params(("step" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore_step(State(people): State<People>, member: Member, Path(step): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    writing::restore_step(&people, step).await?;
    Ok(api::done())
}

/// Somebody who arrives.
#[derive(Serialize, ToSchema)]
#[schema(as = Arrival)]
struct ArrivalJson {
    /// Who.
    member: PersonJson,
    /// When they began, or will.
    started_at: Time,
    /// The journey that leads them; null where the first visit is all there is.
    #[schema(required)]
    journey: Option<Id>,
    /// Who is there for any question.
    #[schema(required)]
    buddy: Option<Id>,
    /// Who follows it.
    #[schema(required)]
    manager: Option<Id>,
}

/// Those who arrive, the last who began first: not what they do.
#[utoipa::path(get, path = "/api/v1/admin/newcomers", tag = "newcomers", params(Listing), responses((status = 200, body = List<ArrivalJson>), (status = "default", body = Problem)))]
async fn arriving(State(people): State<People>, Query(listing): Query<Listing>) -> Result<axum::Json<List<ArrivalJson>>> {
    let (limit, after) = (listing.limit()?, listing.cursor()?);
    let rows = store::all(&people.platform.db, after, limit as i64 + 1).await?;
    let Page { items, next } = Page::of(rows, limit, Listed::cursor);
    let id = |id: Option<MemberId>| id.map(|id| Id(id.0));
    let items = items
        .iter()
        .map(|one| ArrivalJson {
            member: (&one.person).into(),
            started_at: Time(one.newcomer.started_at),
            journey: one.newcomer.journey.as_ref().map(|(id, ..)| Id(*id)),
            buddy: id(one.newcomer.buddy),
            manager: id(one.newcomer.manager),
        })
        .collect();
    Ok(axum::Json(List { items, next: next.map(|cursor| cursor.to_string()) }))
}

/// How somebody is led.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewArrival)]
struct AssignedJson {
    /// The journey; null for the first visit alone.
    #[schema(required)]
    journey: Option<Id>,
    /// The first day, as `2026-03-12`.
    #[schema(format = Date)]
    started: String,
    /// The address or the user name of the buddy; empty for nobody.
    buddy: String,
    /// The address or the user name of whoever follows it; empty for nobody.
    manager: String,
}

/// Leads an employee by a journey, from a day on, accompanied by whom.
#[utoipa::path(put, path = "/api/v1/admin/newcomers/{id}", tag = "newcomers", params(("id" = Id, Path)), request_body = AssignedJson, responses((status = 204), (status = "default", body = Problem)))]
async fn assign(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<AssignedJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let AssignedJson { journey, started, buddy, manager } = sent;
    actions::assign(&people, &member.actor(), id, &Typed { journey: journey.map(|id| id.0), started, buddy, manager }).await?;
    Ok(api::done())
}

/// Ends the journey of somebody before its time. Twice is once.
#[utoipa::path(delete, path = "/api/v1/admin/newcomers/{id}", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn end(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end(&people, id, true).await?;
    Ok(api::done())
}

/// Goes on with the journey of somebody that was ended. Twice is once.
#[utoipa::path(post, path = "/api/v1/admin/newcomers/{id}/restoration", tag = "newcomers", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn resume(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::end(&people, id, false).await?;
    Ok(api::done())
}

/// Of so many answers, how many say yes to each statement.
#[derive(Serialize, ToSchema)]
#[schema(as = SurveyTotals)]
struct TotalsJson {
    /// How many answers are counted, in fives; 0 below five.
    answers: i64,
    /// How many know what is expected of them.
    expected: i64,
    /// How many know whom to ask.
    helped: i64,
    /// How many were welcomed well.
    welcomed: i64,
}

/// The totals of what was answered on day 30 or day 90: of whole fives, nothing below.
#[utoipa::path(get, path = "/api/v1/admin/newcomers/surveys/{day}", tag = "newcomers", params(("day" = i64, Path)), responses((status = 200, body = TotalsJson), (status = "default", body = Problem)))]
async fn totals(State(people): State<People>, Path(day): Path<i64>) -> Result<axum::Json<TotalsJson>> {
    if !rules::SURVEYS.contains(&day) {
        return Err(Error::NotFound.into());
    }
    let store::Totals { answers, expected, helped, welcomed } = store::totals(&people.platform.db, day).await?.unwrap_or_default();
    Ok(axum::Json(TotalsJson { answers, expected, helped, welcomed }))
}
