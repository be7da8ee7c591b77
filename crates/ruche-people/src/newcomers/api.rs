//! Newcomers in the API: one's own journey, and those whom one accompanies.

use super::actions;
use super::page::{href, proposed};
use super::rules::{Answers, Mood};
use super::store::{self, Listed, Newcomer};
use crate::{People, members};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Actor, Error, MemberId, Page, Refusal};
use ruche_web::api::{self, Id, Json, List, Listing, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(own, tick, untick, put_away, bring_back, save_mood, survey, save_survey, list, one, name_buddy))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    let (needs, read, write) = (Needs::Employee, Scope::PeopleRead, Scope::PeopleWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/me/journey", needs, read, own)
        .api(Method::PUT, "/api/v1/me/journey/steps/{step}", needs, write, tick)
        .api(Method::DELETE, "/api/v1/me/journey/steps/{step}", needs, write, untick)
        .api(Method::PUT, "/api/v1/me/journey/away", needs, write, put_away)
        .api(Method::DELETE, "/api/v1/me/journey/away", needs, write, bring_back)
        .api(Method::PUT, "/api/v1/me/journey/mood", needs, write, save_mood)
        .api(Method::GET, "/api/v1/me/journey/surveys/{day}", needs, read, survey)
        .api(Method::PUT, "/api/v1/me/journey/surveys/{day}", needs, write, save_survey)
        .api(Method::GET, "/api/v1/newcomers", needs, read, list)
        .api(Method::GET, "/api/v1/newcomers/{id}", needs, read, one)
        .api(Method::PUT, "/api/v1/newcomers/{id}/buddy", needs, write, name_buddy)
}

/// A step of one’s own journey.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnStep)]
struct OwnStepJson {
    /// Which one.
    id: Id,
    /// The day it is for, 0 to 90 from the first one.
    day: i64,
    /// `profile`, `photo`, `skills`, `join`, `meet`, `read`, `hello`, `ask`, `answer` or `task`.
    kind: String,
    /// In a few words.
    title: String,
    /// Why, and how long it takes; may be empty.
    text: String,
    /// Where it is done, as an address of this company; null where it leads nowhere.
    #[schema(required)]
    url: Option<String>,
    /// Whether those who accompany see that it is done.
    shared: bool,
    /// Whether it is one of the two for the days to come.
    next: bool,
    /// When it was done; null while it is not.
    #[schema(required)]
    done_at: Option<Time>,
}

/// One’s own journey.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnJourney)]
struct OwnJson {
    /// Its name; null where the first visit is all there is.
    #[schema(required)]
    name: Option<String>,
    /// When it began, or will.
    started_at: Time,
    /// The day it is, 0 on the first; below before it.
    day: i64,
    /// Who is there for any question.
    #[schema(required)]
    buddy: Option<PersonJson>,
    /// Who follows it.
    #[schema(required)]
    manager: Option<PersonJson>,
    /// How it is going, for oneself and the buddy: `well`, `fair`, `hard`, or null.
    #[schema(required)]
    mood: Option<String>,
    /// Whether one put it away.
    away: bool,
    /// Its steps, by day.
    steps: Vec<OwnStepJson>,
}

/// One’s own journey, where one arrives.
#[utoipa::path(get, path = "/api/v1/me/journey", tag = "newcomers", responses((status = 200, body = OwnJson), (status = "default", body = Problem)))]
async fn own(State(people): State<People>, member: Member) -> Result<axum::Json<OwnJson>> {
    let db = &people.platform.db;
    let of = actions::running(&people, member.id()).await?;
    let steps = match &of.journey {
        Some((journey, ..)) => store::steps(db, member.id(), *journey).await?,
        None => Vec::new(),
    };
    let (buddy, manager) = companions(&people, &member.actor(), &of).await?;
    let next = proposed(&of, member.now, &steps);
    let steps = steps
        .into_iter()
        .map(|one| OwnStepJson {
            id: Id(one.id),
            day: one.step.day,
            kind: one.step.kind.word().to_owned(),
            url: href(&of, &one).map(|path| people.settings.link(&path)),
            shared: one.step.kind.is_shared(),
            next: next.contains(&one.id),
            done_at: one.done_at.map(Time),
            title: one.step.title,
            text: one.step.text,
        })
        .collect();
    Ok(axum::Json(OwnJson {
        started_at: Time(of.started_at),
        day: of.day(member.now),
        buddy,
        manager,
        mood: of.mood.map(|mood| mood.word().to_owned()),
        away: of.away_at.is_some(),
        name: of.journey.map(|(_, name, _)| name),
        steps,
    }))
}

/// Those who accompany somebody, as far as they are seen.
async fn companions(people: &People, viewer: &Actor, of: &Newcomer) -> Result<(Option<PersonJson>, Option<PersonJson>)> {
    let ids: Vec<i64> = [of.buddy, of.manager].into_iter().flatten().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok((None, None));
    }
    let known = members::store::people_seen(&people.platform.db, viewer, &ids).await?;
    let person = |id: Option<MemberId>| id.and_then(|id| known.get(&id.0)).map(PersonJson::from);
    Ok((person(of.buddy), person(of.manager)))
}

/// Ticks a step of one’s own journey. Twice is once.
#[utoipa::path(put, path = "/api/v1/me/journey/steps/{step}", tag = "newcomers", params(("step" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn tick(State(people): State<People>, member: Member, Path(step): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::tick(&people, &member.actor(), step, true).await?;
    Ok(api::done())
}

/// Ticks a step no more. Twice is once.
#[utoipa::path(delete, path = "/api/v1/me/journey/steps/{step}", tag = "newcomers", params(("step" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn untick(State(people): State<People>, member: Member, Path(step): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::tick(&people, &member.actor(), step, false).await?;
    Ok(api::done())
}

/// Puts one’s own journey away: nothing of it stands in the menu or is told any more. Twice is once.
#[utoipa::path(put, path = "/api/v1/me/journey/away", tag = "newcomers", responses((status = 204), (status = "default", body = Problem)))]
async fn put_away(State(people): State<People>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::put_away(&people, &member.actor(), true).await?;
    Ok(api::done())
}

/// Brings one’s own journey back. Twice is once.
#[utoipa::path(delete, path = "/api/v1/me/journey/away", tag = "newcomers", responses((status = 204), (status = "default", body = Problem)))]
async fn bring_back(State(people): State<People>, member: Member) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::put_away(&people, &member.actor(), false).await?;
    Ok(api::done())
}

/// How it is going.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewcomerMood)]
struct MoodJson {
    /// `well`, `fair` or `hard`; null to say nothing any more.
    #[schema(required)]
    mood: Option<String>,
}

/// Says how it is going: to oneself and to the buddy alone.
#[utoipa::path(put, path = "/api/v1/me/journey/mood", tag = "newcomers", request_body = MoodJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_mood(State(people): State<People>, member: Member, Json(sent): Json<MoodJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let unknown = || Refusal::new("newcomers.mood_unknown").at("mood");
    let mood = sent.mood.map(|word| Mood::from_word(&word).ok_or_else(unknown)).transpose()?;
    actions::save_mood(&people, &member.actor(), mood).await?;
    Ok(api::done())
}

/// What one answers, and what was answered.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewcomerAnswers)]
struct AnswersJson {
    /// How far one knows what is expected: 1 not at all, to 4 entirely.
    #[schema(minimum = 1, maximum = 4)]
    expected: i64,
    /// How far one knows whom to ask, likewise.
    #[schema(minimum = 1, maximum = 4)]
    helped: i64,
    /// How far one was welcomed well, likewise.
    #[schema(minimum = 1, maximum = 4)]
    welcomed: i64,
    /// What else there is to say, at most 500 characters; may be empty.
    #[schema(max_length = 500)]
    sentence: String,
}

/// What one is asked on a day.
#[derive(Serialize, ToSchema)]
#[schema(as = NewcomerSurvey)]
struct SurveyJson {
    /// Who reads it besides oneself; null for nobody. Administrators see totals of five answers or more.
    #[schema(required)]
    reader: Option<PersonJson>,
    /// What one answered; null so far.
    #[schema(required)]
    answers: Option<AnswersJson>,
}

/// What one is asked on day 30 or on day 90, once that day has come, and what one answered.
#[utoipa::path(get, path = "/api/v1/me/journey/surveys/{day}", tag = "newcomers", params(("day" = i64, Path)), responses((status = 200, body = SurveyJson), (status = "default", body = Problem)))]
async fn survey(State(people): State<People>, member: Member, Path(day): Path<i64>) -> Result<axum::Json<SurveyJson>> {
    let of = actions::running(&people, member.id()).await?;
    if !actions::is_asked(&of, day, member.now) {
        return Err(Error::NotFound.into());
    }
    let answered = store::answers(&people.platform.db, member.id()).await?.into_iter().find(|one| one.day == day);
    let reader = answered.as_ref().map_or(of.manager, |one| one.reader);
    let (_, reader) = companions(&people, &member.actor(), &Newcomer { buddy: None, manager: reader, ..of }).await?;
    let answers = answered.map(|one| {
        let Answers { expected, helped, welcomed, sentence } = one.answers;
        AnswersJson { expected, helped, welcomed, sentence }
    });
    Ok(axum::Json(SurveyJson { reader, answers }))
}

/// Answers what one is asked, once, for whoever is the manager now.
#[utoipa::path(put, path = "/api/v1/me/journey/surveys/{day}", tag = "newcomers", params(("day" = i64, Path)), request_body = AnswersJson, responses((status = 204), (status = "default", body = Problem)))]
async fn save_survey(
    State(people): State<People>,
    member: Member,
    Path(day): Path<i64>,
    Json(sent): Json<AnswersJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let AnswersJson { expected, helped, welcomed, sentence } = sent;
    actions::answer(&people, &member.actor(), day, &Answers { expected, helped, welcomed, sentence }).await?;
    Ok(api::done())
}

/// Somebody whom one accompanies.
#[derive(Serialize, ToSchema)]
#[schema(as = Newcomer)]
struct NewcomerJson {
    /// Who.
    member: PersonJson,
    /// When they began, or will.
    started_at: Time,
    /// The day it is for them, 0 on the first.
    day: i64,
    /// The name of the journey; null where the first visit is all there is.
    #[schema(required)]
    journey: Option<String>,
    /// How many shared steps there are.
    steps: i64,
    /// How many of them are done.
    done: i64,
    /// Whether one is the buddy.
    buddy: bool,
    /// Whether one is the manager.
    manager: bool,
}

fn newcomer(one: &Listed, me: MemberId, now: i64) -> NewcomerJson {
    let of = &one.newcomer;
    NewcomerJson {
        member: (&one.person).into(),
        started_at: Time(of.started_at),
        day: of.day(now),
        journey: of.journey.as_ref().map(|(_, name, _)| name.clone()),
        steps: one.steps,
        done: one.done,
        buddy: of.buddy == Some(me),
        manager: of.manager == Some(me),
    }
}

/// Those whom one accompanies, the last who began first.
#[utoipa::path(get, path = "/api/v1/newcomers", tag = "newcomers", params(Listing), responses((status = 200, body = List<NewcomerJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, member: Member, Query(listing): Query<Listing>) -> Result<axum::Json<List<NewcomerJson>>> {
    let (limit, after) = (listing.limit()?, listing.cursor()?);
    let rows = store::accompanied(&people.platform.db, member.id(), after, limit as i64 + 1).await?;
    let Page { items, next } = Page::of(rows, limit, Listed::cursor);
    let items = items.iter().map(|one| newcomer(one, member.id(), member.now)).collect();
    Ok(axum::Json(List { items, next: next.map(|cursor| cursor.to_string()) }))
}

/// A shared step of somebody whom one accompanies.
#[derive(Serialize, ToSchema)]
#[schema(as = SharedStep)]
struct SharedStepJson {
    /// The day it is for.
    day: i64,
    /// In a few words.
    title: String,
    /// Whether it is done.
    done: bool,
}

/// How far somebody is whom one accompanies.
#[derive(Serialize, ToSchema)]
#[schema(as = NewcomerProgress)]
struct ProgressJson {
    /// Who.
    member: PersonJson,
    /// The day it is for them, 0 on the first.
    day: i64,
    /// How it is going, as they told their buddy; null for anyone else.
    #[schema(required)]
    mood: Option<String>,
    /// The shared steps, by day.
    steps: Vec<SharedStepJson>,
}

/// How far somebody is whom one accompanies: shared steps, never what is read, written or felt.
#[utoipa::path(get, path = "/api/v1/newcomers/{id}", tag = "newcomers", params(("id" = Id, Path)), responses((status = 200, body = ProgressJson), (status = "default", body = Problem)))]
async fn one(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result<axum::Json<ProgressJson>> {
    let db = &people.platform.db;
    let (of, companion) = actions::accompanied(&people, &member.actor(), id).await?;
    let steps = match &of.journey {
        Some((journey, ..)) => store::steps(db, id, *journey).await?,
        None => Vec::new(),
    };
    let person = members::store::people(db, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)?;
    let steps = steps
        .into_iter()
        .filter(|one| one.step.kind.is_shared())
        .map(|one| SharedStepJson { day: one.step.day, title: one.step.title, done: one.done_at.is_some() })
        .collect();
    let mood = of.mood.filter(|_| companion.buddy).map(|mood| mood.word().to_owned());
    Ok(axum::Json(ProgressJson { member: (&person).into(), day: of.day(member.now), mood, steps }))
}

/// Who is to be the buddy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBuddy)]
struct BuddyJson {
    /// The address or the user name of a colleague; empty for nobody.
    login: String,
}

/// Names the buddy of somebody whose arrival one follows as a manager.
#[utoipa::path(put, path = "/api/v1/newcomers/{id}/buddy", tag = "newcomers", params(("id" = Id, Path)), request_body = BuddyJson, responses((status = 204), (status = "default", body = Problem)))]
async fn name_buddy(
    State(people): State<People>,
    member: Member,
    Path(id): Path<MemberId>,
    Json(sent): Json<BuddyJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::name_buddy(&people, &member.actor(), id, &sent.login).await?;
    Ok(api::done())
}
