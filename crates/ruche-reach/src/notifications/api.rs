//! Notifications in the API: what one was told, reading it, and what one wants to be told of.

use super::actions;
use super::page::{View, cards, leads_to_place, names_place};
use super::rules::{Kind, Outcome, Turn};
use super::store::{self, Matter, Notification};
use crate::Reach;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use ruche_kernel::{Cursor, Page, Refusal, SubjectRef};
use ruche_platform::subjects::Card;
use ruche_web::api::{self, Id, Json, List, Listing, Path, PersonJson, PlaceJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, unread, read, read_all, choices, choose))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Reach> {
    Routes::default()
        .api(Method::GET, "/api/v1/notifications", Needs::SignIn, Scope::SelfRead, list)
        .api(Method::GET, "/api/v1/notifications/unread", Needs::SignIn, Scope::SelfRead, unread)
        .api(Method::PUT, "/api/v1/notifications/{id}/read", Needs::SignIn, Scope::SelfWrite, read)
        .api(Method::POST, "/api/v1/notifications/read", Needs::SignIn, Scope::SelfWrite, read_all)
        .api(Method::GET, "/api/v1/notifications/choices", Needs::SignIn, Scope::SelfRead, choices)
        .api(Method::PUT, "/api/v1/notifications/choices", Needs::SignIn, Scope::SelfWrite, choose)
}

/// Something one was told.
#[derive(Serialize, ToSchema)]
#[schema(as = Notification)]
struct NotificationJson {
    /// Which one.
    id: Id,
    /// `mention`, `reply`, `answer`, `reaction`, `share`, `event`, `invitation`, `request`, `search`, `announcement`, `review` or
    /// `community`.
    kind: String,
    /// What became of it: `accepted` of one's own request, `added` where nobody asked one, and of a text that a moderator reads first
    /// or that stands in another's name `waits`, `approved`, `returned`, `failed` or `behalf`; of a community that one
    /// looks after `handed`, `archived` or `unarchived`.
    #[schema(required)]
    outcome: Option<String>,
    /// Who acted last.
    actor: PersonJson,
    /// How many acted besides.
    others: i64,
    /// What it is about, the newest of several: `comment:9`, `community:3`; null once that is gone.
    #[schema(required)]
    subject: Option<String>,
    /// What answers hang on.
    #[schema(required)]
    root: Option<String>,
    /// The first words or the title of `subject`.
    #[schema(required)]
    quote: Option<String>,
    /// The title or first words of `root`.
    #[schema(required)]
    title: Option<String>,
    /// Where it leads people.
    url: String,
    /// Where it happened; null where one may not read any more.
    #[schema(required)]
    place: Option<PlaceJson>,
    /// When something was added to it last.
    at: Time,
    /// Whether it was not read yet.
    unread: bool,
}

fn outcome(matter: &Matter) -> Option<&'static str> {
    match matter.kind {
        Kind::Request if matter.acceptance => Some("accepted"),
        Kind::Invitation if matter.addition => Some("added"),
        Kind::Community => Some(match matter.turn {
            Turn::Handed => "handed",
            Turn::Archived => "archived",
            Turn::Unarchived => "unarchived",
        }),
        Kind::Review => Some(match matter.outcome {
            Outcome::Waits => "waits",
            Outcome::Approved => "approved",
            Outcome::Returned => "returned",
            Outcome::Failed => "failed",
            Outcome::Behalf => "behalf",
        }),
        _ => None,
    }
}

impl NotificationJson {
    /// As its page shows it; nothing when all of it is gone.
    fn of(member: &Member, row: &Notification, cards: &HashMap<SubjectRef, Card>) -> Option<Self> {
        let matter = &row.matter;
        let view = View::of(matter, cards)?;
        let to_place = leads_to_place(matter.kind);
        let seen = |subject: &SubjectRef| cards.contains_key(subject).then(|| subject.to_string());
        Some(Self {
            id: Id(row.id),
            kind: matter.kind.word().to_owned(),
            outcome: outcome(matter).map(str::to_owned),
            actor: (&row.actor).into(),
            others: matter.others,
            subject: if to_place { Some(format!("community:{}", matter.place)) } else { seen(&matter.subject) },
            root: matter.root.as_ref().and_then(seen),
            quote: view.quote.map(str::to_owned),
            title: view.title.map(str::to_owned),
            url: member.app.settings.link(&view.url),
            place: (to_place || names_place(matter)).then(|| PlaceJson { id: Id(matter.place.0), name: row.place_name.clone() }),
            at: Time(row.at),
            unread: row.unread,
        })
    }
}

/// Which notifications.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `mentions` for those alone.
    filter: Option<String>,
    /// What `next` of the page before said.
    after: Option<String>,
    /// How many at most, 1 to 100; 20 when it is not said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// One kind alone, where it is asked for; `Err` for a word that no page knows.
fn kind(filter: Option<&str>) -> std::result::Result<Option<Kind>, ()> {
    match filter {
        None => Ok(None),
        Some("mentions") => Ok(Some(Kind::Mention)),
        Some(_) => Err(()),
    }
}

/// What one was told, the newest first; what one may no longer see is left out.
#[utoipa::path(get, path = "/api/v1/notifications", tag = "notifications", params(Which), responses((status = 200, body = List<NotificationJson>), (status = "default", body = Problem)))]
async fn list(State(reach): State<Reach>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<NotificationJson>>> {
    let only = kind(which.filter.as_deref()).map_err(|()| Refusal::new("api.query_wrong"))?;
    let listing = Listing { after: which.after, limit: which.limit };
    let limit = listing.limit()?;
    let rows = store::list(&reach.platform.db, member.id(), only, listing.cursor()?, limit as i64 + 1).await?;
    let page = Page::of(rows, limit, |row| Cursor { at: row.at, id: row.id });
    let cards = cards(&reach, &member, page.items.iter().map(|row| &row.matter)).await?;
    let items = page.items.iter().filter_map(|row| NotificationJson::of(&member, row, &cards)).collect();
    Ok(axum::Json(List { items, next: page.next.map(|next| next.to_string()) }))
}

/// How many notifications were not read.
#[derive(Serialize, ToSchema)]
#[schema(as = UnreadNotifications)]
struct UnreadJson {
    /// How many.
    count: i64,
}

/// How many one has not read.
#[utoipa::path(get, path = "/api/v1/notifications/unread", tag = "notifications", responses((status = 200, body = UnreadJson), (status = "default", body = Problem)))]
async fn unread(State(reach): State<Reach>, member: Member) -> Result<axum::Json<UnreadJson>> {
    Ok(axum::Json(UnreadJson { count: store::count_unread(&reach.platform.db, member.id()).await? }))
}

/// Marks one as read.
#[utoipa::path(put, path = "/api/v1/notifications/{id}/read", tag = "notifications", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn read(State(reach): State<Reach>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::read(&reach, &member.actor(), id).await?;
    Ok(api::done())
}

/// Which notifications to mark.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NotificationsRead)]
struct ReadJson {
    /// `mentions` for those alone; all of them when it is not said.
    #[serde(default)]
    filter: Option<String>,
}

/// Marks all as read.
#[utoipa::path(post, path = "/api/v1/notifications/read", tag = "notifications", request_body = ReadJson, responses((status = 204), (status = "default", body = Problem)))]
async fn read_all(State(reach): State<Reach>, member: Member, Json(sent): Json<ReadJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let only = kind(sent.filter.as_deref()).map_err(|()| Refusal::new("api.body_wrong").at("filter"))?;
    actions::read_all(&reach, &member.actor(), only).await?;
    Ok(api::done())
}

/// What one wants to be told of.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NotificationChoices)]
struct ChoicesJson {
    /// The kinds that are on. Announcements and what a moderator reads first are told to all, and stand in no list.
    on: Vec<String>,
}

/// What one wants to be told of.
#[utoipa::path(get, path = "/api/v1/notifications/choices", tag = "notifications", responses((status = 200, body = ChoicesJson), (status = "default", body = Problem)))]
async fn choices(State(reach): State<Reach>, member: Member) -> Result<axum::Json<ChoicesJson>> {
    let off = store::off(&reach.platform.db, member.id()).await?;
    let on = Kind::choices().filter(|kind| !off.contains(kind)).map(|kind| kind.word().to_owned()).collect();
    Ok(axum::Json(ChoicesJson { on }))
}

/// Says what one wants to be told of: these kinds and no others.
#[utoipa::path(put, path = "/api/v1/notifications/choices", tag = "notifications", request_body = ChoicesJson, responses((status = 204), (status = "default", body = Problem)))]
async fn choose(State(reach): State<Reach>, member: Member, Json(sent): Json<ChoicesJson>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let on: Option<Vec<Kind>> = sent.on.iter().map(|word| Kind::choices().find(|kind| kind.word() == word)).collect();
    let on = on.ok_or(Refusal::new("api.body_wrong").at("on"))?;
    actions::save_choices(&reach, &member.actor(), &on).await?;
    Ok(api::done())
}
