//! Drafts in the API: kept, planned, published, let through.

use super::actions::{self, Appeared, Approved, Kept};
use super::model::{Stage, Unpublished, Writer, Written};
use super::{access, calendar, page};
use crate::Content;
use crate::posts::api::Sent;
use crate::posts::formats::{field_of, moment};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use ruche_kernel::{Error, PlaceId, Refusal};
use ruche_people::members;
use ruche_platform::secret;
use ruche_web::api::{self, Id, Json, Key, List, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, keep, show, change, throw, restore, publish, unplan, approve, send_back, calendar_month))]
struct Api;

/// Its part of the description.
pub(in crate::posts) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses. What publishes asks for the scope that publishing does.
pub(in crate::posts) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::SelfRead, Scope::SelfWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/drafts", Needs::SignIn, read, list)
        .api(Method::POST, "/api/v1/drafts", Needs::SignIn, write, keep)
        .api(Method::GET, "/api/v1/drafts/{id}", Needs::SignIn, read, show)
        .api(Method::PUT, "/api/v1/drafts/{id}", Needs::SignIn, write, change)
        .api(Method::DELETE, "/api/v1/drafts/{id}", Needs::SignIn, write, throw)
        .api(Method::POST, "/api/v1/drafts/{id}/restoration", Needs::SignIn, write, restore)
        .api(Method::PUT, "/api/v1/drafts/{id}/publication", Needs::SignIn, Scope::ContentWrite, publish)
        .api(Method::DELETE, "/api/v1/drafts/{id}/plan", Needs::SignIn, write, unplan)
        .api(Method::PUT, "/api/v1/drafts/{id}/approval", Needs::SignIn, Scope::ContentWrite, approve)
        .api(Method::POST, "/api/v1/drafts/{id}/refusals", Needs::SignIn, Scope::ContentWrite, send_back)
        .api(Method::GET, "/api/v1/communities/{id}/calendar", Needs::SignIn, Scope::ContentRead, calendar_month)
}

/// A text that is not published.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
struct DraftJson {
    /// Which one.
    id: Id,
    /// Who writes it.
    author: PersonJson,
    /// Where it is to appear; null where one does not read that place any more.
    #[schema(required)]
    place: Option<Id>,
    /// `draft`, `returned` (sent back, or could not appear), `waiting` (for a moderator) or `scheduled`.
    stage: String,
    /// What it is for, as of a post.
    format: String,
    /// Its first words.
    title: String,
    /// When it is to appear; null for at once.
    #[schema(required)]
    publish_at: Option<Time>,
    /// Why it came back.
    note: String,
    /// Whether it waits for the reader to let it through.
    to_review: bool,
    /// Changes at each writing: give it back to change it.
    version: i64,
    /// When it was written last.
    updated_at: Time,
    /// What was written, as a post is sent; null in lists.
    #[schema(required)]
    post: Option<Sent>,
}

impl DraftJson {
    fn of(member: &Member, draft: &Unpublished, post: Option<Sent>) -> Self {
        Self {
            id: Id(draft.id),
            author: (&draft.author).into(),
            place: place(draft),
            stage: draft.stage.word().to_owned(),
            format: draft.format.word().to_owned(),
            title: draft.title.clone(),
            publish_at: draft.publish_at.map(Time),
            note: if draft.stage == Stage::Returned { page::reason(member, draft) } else { String::new() },
            to_review: access::may_review(&member.actor(), draft),
            version: draft.version,
            updated_at: Time(draft.updated_at),
            post,
        }
    }

    /// With all that was written, its moments on the clock of its author.
    async fn whole(content: &Content, member: &Member, draft: &Unpublished) -> Result<Self> {
        let zone = if draft.author.id == member.id() {
            member.zone.clone()
        } else {
            let acting = members::store::acting(&content.platform.db, draft.author.id, member.now).await?;
            acting.and_then(|acting| TimeZone::get(&acting.zone).ok()).unwrap_or(TimeZone::UTC)
        };
        let post = Sent::of(&draft.written, place(draft), &zone);
        let typed = moment(&draft.written.planned, &zone, "").ok().flatten().map(Time);
        let told = Self::of(member, draft, Some(post));
        Ok(Self { publish_at: told.publish_at.or(typed), ..told })
    }
}

fn place(draft: &Unpublished) -> Option<Id> {
    draft.place.as_ref().map(|place| Id(place.id.0))
}

/// Which drafts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `own` (when it is not said), the last written first; `review`: what waits for one to read it, what waits longest first.
    #[param(default = "own")]
    of: Option<String>,
}

/// What one has not published yet, or what waits for one to let it through; two hundred at most.
#[utoipa::path(get, path = "/api/v1/drafts", tag = "drafts", params(Which), responses((status = 200, body = List<DraftJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<DraftJson>>> {
    let drafts = match which.of.as_deref() {
        None | Some("own") => access::all_own(&content, &member.actor()).await?,
        Some("review") => access::to_review(&content, &member.actor()).await?,
        Some(_) => return Err(Refusal::new("api.query_wrong").into()),
    };
    Ok(axum::Json(List { items: drafts.iter().map(|draft| DraftJson::of(&member, draft, None)).collect(), next: None }))
}

async fn one(content: &Content, member: &Member, id: i64) -> Result<DraftJson> {
    DraftJson::whole(content, member, &access::one(content, &member.actor(), id).await?).await
}

/// One draft: the own, or one that waits where one moderates.
#[utoipa::path(get, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = Id, Path)), responses((status = 200, body = DraftJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<DraftJson>> {
    Ok(axum::Json(one(&content, &member, id).await?))
}

/// A draft to keep.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDraft)]
struct New {
    /// What is written: unlike a post, it need not be whole.
    post: Sent,
    /// When it is to appear, to the minute.
    #[serde(default)]
    publish_at: Option<Time>,
}

impl New {
    /// What the form of the page would have held, and where it is to appear. A draft of nothing is kept nowhere.
    fn written(self, member: &Member) -> Result<(Written, PlaceId)> {
        let place = self.post.place.map_or(member.me.actor.home(), |Id(place)| PlaceId(place));
        let planned = self.publish_at.map(|Time(at)| field_of(at, &member.zone)).unwrap_or_default();
        let written = Written { planned, ..self.post.written(member)? };
        if written.is_empty() { Err(Refusal::new("posts.empty").at("body").into()) } else { Ok((written, place)) }
    }
}

/// Keeps a draft, which only its author reads.
#[utoipa::path(post, path = "/api/v1/drafts", tag = "drafts", request_body = New, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = DraftJson), (status = "default", body = Problem)))]
async fn keep(State(content): State<Content>, member: Member, Key(key): Key, Json(sent): Json<New>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    // As the form that writes: the same sending is no other's writing, one of another text is.
    let writer = secret::digest(&serde_json::to_string(&sent).map_err(|e| Error::bug(format!("a draft: {e}")))?);
    let (written, place) = sent.written(&member)?;
    let id = write(&content, &member, &actions::Sent { key, version: 0, writer, place, written }).await?;
    Ok(api::created(&format!("/api/v1/drafts/{id}"), one(&content, &member, id).await?))
}

async fn write(content: &Content, member: &Member, sent: &actions::Sent) -> Result<i64> {
    match actions::keep(content, &member.actor(), sent).await? {
        Kept::Now(id, _) => Ok(id),
        Kept::Nothing => Err(Refusal::new("posts.empty").at("body").into()),
    }
}

/// What is to change of a draft: everything that its author wrote, as it is to stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftEdit)]
struct Changed {
    /// The version that was read: a text that was changed meanwhile is not lost.
    version: i64,
    /// What is written.
    post: Sent,
    /// When it is to appear, to the minute.
    #[serde(default)]
    publish_at: Option<Time>,
}

/// Writes on the own draft. What waited, for its hour or for a moderator, waits no more.
#[utoipa::path(put, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = Id, Path)), request_body = Changed, responses((status = 200, body = DraftJson), (status = "default", body = Problem)))]
async fn change(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<i64>,
    Json(Changed { version, post, publish_at }): Json<Changed>,
) -> Result<axum::Json<DraftJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let key = access::own(&content, &member.actor(), id).await?.key;
    let (written, place) = New { post, publish_at }.written(&member)?;
    write(&content, &member, &actions::Sent { key, version, writer: String::new(), place, written }).await?;
    Ok(axum::Json(one(&content, &member, id).await?))
}

/// Throws the own draft away; it comes back for a day.
#[utoipa::path(delete, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn throw(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::throw(&content, &member.actor(), id).await?;
    Ok(api::done())
}

async fn reopened(content: &Content, member: &Member, id: i64) -> Result<axum::Json<DraftJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::reopen(content, &member.actor(), id).await?;
    Ok(axum::Json(one(content, member, id).await?))
}

/// Brings back what one threw away.
#[utoipa::path(post, path = "/api/v1/drafts/{id}/restoration", tag = "drafts", params(("id" = Id, Path)), responses((status = 200, body = DraftJson), (status = "default", body = Problem)))]
async fn restore(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<DraftJson>> {
    reopened(&content, &member, id).await
}

/// Takes the own draft out of what waits, for its hour or for a moderator, to be written on.
#[utoipa::path(delete, path = "/api/v1/drafts/{id}/plan", tag = "drafts", params(("id" = Id, Path)), responses((status = 200, body = DraftJson), (status = "default", body = Problem)))]
async fn unplan(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<DraftJson>> {
    reopened(&content, &member, id).await
}

/// Which version of a draft is to appear.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftVersion)]
struct Version {
    /// The version that was read.
    version: i64,
}

/// How far a draft is now.
#[derive(Serialize, ToSchema)]
#[schema(as = DraftOutcome)]
struct Outcome {
    /// `published`, `waiting` (for a moderator) or `scheduled`.
    stage: &'static str,
    /// The post, once it is published.
    #[schema(required)]
    post: Option<Id>,
}

/// Has the own draft appear: at once, at its hour, or once a moderator has read it where the place asks for that.
#[utoipa::path(put, path = "/api/v1/drafts/{id}/publication", tag = "drafts", params(("id" = Id, Path)), request_body = Version, responses((status = 200, body = Outcome), (status = "default", body = Problem)))]
async fn publish(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<i64>,
    Json(Version { version }): Json<Version>,
) -> Result<axum::Json<Outcome>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let actor = member.actor();
    let draft = access::own(&content, &actor, id).await?;
    if draft.version != version {
        return Err(Refusal::new("posts.draft_elsewhere").status(409).into());
    }
    let voice = actions::voice(&content, &actor, draft.written.behalf, draft.place_id).await?;
    let sent = actions::Sent { key: draft.key, version, writer: String::new(), place: draft.place_id, written: draft.written };
    let writer = Writer { zone: &member.zone, language: member.me.locale.tag() };
    Ok(axum::Json(match actions::appear(&content, &actor, &writer, &sent, voice).await? {
        Appeared::Published(post) => Outcome { stage: "published", post: Some(Id(post.0)) },
        Appeared::Kept(_, stage) => Outcome { stage: stage.word(), post: None },
        Appeared::Other(_) => return Err(Refusal::new("posts.already_published").status(409).into()),
    }))
}

/// Lets a text through that waits where one moderates: it is published as its author's, or waits for its hour.
#[utoipa::path(put, path = "/api/v1/drafts/{id}/approval", tag = "drafts", params(("id" = Id, Path)), responses((status = 200, body = Outcome), (status = "default", body = Problem)))]
async fn approve(State(content): State<Content>, member: Member, Path(id): Path<i64>) -> Result<axum::Json<Outcome>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    Ok(axum::Json(match actions::approve(&content, &member.actor(), id).await? {
        Approved::Published(post) => Outcome { stage: "published", post: Some(Id(post.0)) },
        Approved::Scheduled => Outcome { stage: Stage::Scheduled.word(), post: None },
    }))
}

/// Why a text is sent back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftRefusal)]
struct Note {
    /// A few words for its author.
    #[schema(max_length = 500)]
    note: String,
}

/// Sends a text that waits where one moderates back to its author.
#[utoipa::path(post, path = "/api/v1/drafts/{id}/refusals", tag = "drafts", params(("id" = Id, Path)), request_body = Note, responses((status = 204), (status = "default", body = Problem)))]
async fn send_back(State(content): State<Content>, member: Member, Path(id): Path<i64>, Json(sent): Json<Note>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::send_back(&content, &member.actor(), id, &sent.note).await?;
    Ok(api::done())
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Month {
    /// As `2026-03`; this month when it is not said.
    #[param(pattern = "^[0-9]{4}-[0-9]{2}$")]
    month: Option<String>,
}

/// What appeared in a community, or will.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarEntry)]
struct EntryJson {
    /// When.
    at: Time,
    /// Its title or first words.
    title: String,
    /// What it is for, as of a post.
    format: String,
    /// Its address for people.
    url: String,
    /// As of a draft, of what did not appear yet; null for a post.
    #[schema(required)]
    stage: Option<String>,
    /// Whether the post stands in the archives.
    archived: bool,
}

/// The editorial calendar of a community: a month, by the clock of the token's owner.
#[utoipa::path(get, path = "/api/v1/communities/{id}/calendar", tag = "drafts", params(("id" = Id, Path), Month), responses((status = 200, body = List<EntryJson>), (status = "default", body = Problem)))]
async fn calendar_month(
    State(content): State<Content>,
    member: Member,
    Path(place): Path<i64>,
    Query(asked): Query<Month>,
) -> Result<axum::Json<List<EntryJson>>> {
    let place = PlaceId(place);
    calendar::readable(&content, &member, place).await?;
    let first = match &asked.month {
        Some(text) => calendar::month(text).ok_or_else(|| Refusal::new("api.query_wrong"))?,
        None => calendar::this_month(&member),
    };
    let entries = calendar::entries(&content, &member, place, first, first.saturating_add(1.month())).await?;
    let items = entries
        .into_iter()
        .map(|entry| EntryJson {
            at: Time(entry.at),
            title: entry.title,
            format: entry.format.word().to_owned(),
            url: member.app.settings.link(&entry.url),
            stage: entry.stage.map(|stage| stage.word().to_owned()),
            archived: entry.archived,
        })
        .collect();
    Ok(axum::Json(List { items, next: None }))
}
