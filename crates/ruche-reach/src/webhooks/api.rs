//! Webhooks in the API: what their pages show and do, as JSON.

use super::actions;
use super::model::{Delivery, Wanted, Webhook};
use super::rules::Kind;
use super::store;
use crate::Reach;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use ruche_kernel::{Cursor, Page, PlaceId, Refusal};
use ruche_web::api::{self, Id, Json, Key, List, Listing, Path, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, make, show, save, remove, pause, resume, replace_secret, trial, log, replay))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where they stand.
const ROOT: &str = "/api/v1/communities/{id}/webhooks";

/// Its addresses.
pub(super) fn routes() -> Routes<Reach> {
    let (read, write) = (Scope::PeopleRead, Scope::PeopleWrite);
    let at = |rest: &str| format!("{ROOT}/{{webhook}}{rest}");
    Routes::default()
        .api(Method::GET, ROOT, Needs::SignIn, read, list)
        .api(Method::POST, ROOT, Needs::SignIn, write, make)
        .api(Method::GET, &at(""), Needs::SignIn, read, show)
        .api(Method::PATCH, &at(""), Needs::SignIn, write, save)
        .api(Method::DELETE, &at(""), Needs::SignIn, write, remove)
        .api(Method::PUT, &at("/pause"), Needs::SignIn, write, pause)
        .api(Method::DELETE, &at("/pause"), Needs::SignIn, write, resume)
        .api(Method::POST, &at("/secret"), Needs::SignIn, write, replace_secret)
        .api(Method::POST, &at("/trial"), Needs::SignIn, write, trial)
        .api(Method::GET, &at("/deliveries"), Needs::SignIn, read, log)
        .api(Method::POST, &at("/deliveries/{delivery}/replay"), Needs::SignIn, write, replay)
}

/// A webhook of a community.
#[derive(Serialize, ToSchema)]
#[schema(as = Webhook)]
struct WebhookJson {
    /// Which one.
    id: Id,
    /// Of which community.
    community: Id,
    /// How its owners call it.
    name: String,
    /// Where it sends what it tells.
    url: String,
    /// What it tells: `post.published`, `post.edited`, `comment.published`, `answer.accepted`, `member.joined`.
    kinds: Vec<String>,
    /// `on`; `paused` by an owner; `orphaned` where whoever answered for it owns the community no longer; `failing` where nothing arrived.
    state: String,
    /// How many attempts failed in a row.
    failures: i64,
    /// Who answers for it: it tells what this person sees.
    maker: Id,
    /// When it was made.
    created_at: Time,
}

impl From<Webhook> for WebhookJson {
    fn from(w: Webhook) -> Self {
        Self {
            id: Id(w.id),
            community: Id(w.place.0),
            name: w.name,
            url: w.url,
            kinds: w.kinds.iter().map(|kind| kind.word().to_owned()).collect(),
            state: w.state.word().to_owned(),
            failures: w.failures,
            maker: Id(w.maker.0),
            created_at: Time(w.created_at),
        }
    }
}

/// A webhook that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = NewlyMadeWebhook)]
struct MadeJson {
    /// What was made.
    webhook: WebhookJson,
    /// The secret by which it signs: told this once.
    secret: String,
}

/// Another secret.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookSecret)]
struct SecretJson {
    /// The secret by which the webhook signs from now on: told this once.
    secret: String,
}

/// What a webhook is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhook)]
struct Sent {
    /// How its owners call it; 80 characters at most.
    name: String,
    /// An address of https on the internet; 1000 characters at most.
    url: String,
    /// What it tells, one at least.
    kinds: Vec<String>,
}

/// What is to change of a webhook; what is not said stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = WebhookEdit)]
struct Edited {
    /// How its owners call it; 80 characters at most.
    name: Option<String>,
    /// An address of https on the internet; 1000 characters at most.
    url: Option<String>,
    /// What it tells, one at least.
    kinds: Option<Vec<String>>,
}

fn kinds(words: &[String]) -> Result<Vec<Kind>> {
    let kinds = words.iter().map(|word| word.parse().map_err(|()| Refusal::new("webhooks.kind_unknown").at("kinds")));
    Ok(kinds.collect::<std::result::Result<_, _>>()?)
}

/// Something that a webhook was told, or is to be.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
struct DeliveryJson {
    /// Which one: the header `webhook-id` is `msg_` and this.
    id: Id,
    /// What it tells; `webhook.trial` for a trial.
    kind: String,
    /// On what: `post:7`, `member:3`.
    subject: String,
    /// `waiting`, `delivered`, `failed` where it was given up, `gone` where there was nothing to tell any more.
    state: String,
    /// How often it was tried since it was sent last.
    attempts: i64,
    /// The status of the last answer; null where there was none.
    #[schema(required)]
    status: Option<i64>,
    /// How long the last attempt took, in milliseconds.
    #[schema(required)]
    duration_ms: Option<i64>,
    /// The beginning of the last answer.
    answer: String,
    /// When it was tried last.
    #[schema(required)]
    tried_at: Option<Time>,
    /// When it is tried next.
    #[schema(required)]
    next_at: Option<Time>,
    /// Since when it is in the log.
    created_at: Time,
}

impl From<Delivery> for DeliveryJson {
    fn from(d: Delivery) -> Self {
        Self {
            id: Id(d.id),
            kind: d.happening.kind.word().to_owned(),
            subject: d.happening.subject.to_string(),
            state: d.outcome.word().to_owned(),
            attempts: d.attempts,
            status: d.status,
            duration_ms: d.took_ms,
            answer: d.answer,
            tried_at: d.tried_at.map(Time),
            next_at: d.next_at.map(Time),
            created_at: Time(d.created_at),
        }
    }
}

/// The webhooks of a community, for its owners.
#[utoipa::path(get, path = "/api/v1/communities/{id}/webhooks", tag = "webhooks", params(("id" = Id, Path)), responses((status = 200, body = List<WebhookJson>), (status = "default", body = Problem)))]
async fn list(State(reach): State<Reach>, member: Member, Path(id): Path<PlaceId>) -> Result<axum::Json<List<WebhookJson>>> {
    let (_, webhooks) = actions::list(&reach, &member.actor(), id).await?;
    Ok(axum::Json(List { items: webhooks.into_iter().map(Into::into).collect(), next: None }))
}

/// Makes a webhook of a community, for its owners.
#[utoipa::path(post, path = "/api/v1/communities/{id}/webhooks", tag = "webhooks", request_body = Sent, params(("id" = Id, Path), ("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = MadeJson), (status = "default", body = Problem)))]
async fn make(
    State(reach): State<Reach>,
    member: Member,
    Path(id): Path<PlaceId>,
    Key(key): Key,
    Json(sent): Json<Sent>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let wanted = Wanted { name: sent.name, url: sent.url, kinds: kinds(&sent.kinds)? };
    let made = actions::make(&reach, &member.actor(), id, &wanted, Some(key)).await?;
    let (url, secret) = (format!("/api/v1/communities/{id}/webhooks/{}", made.id), made.secret.clone());
    Ok(api::created(&url, MadeJson { webhook: made.into(), secret }))
}

/// One webhook.
#[utoipa::path(get, path = "/api/v1/communities/{id}/webhooks/{webhook}", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 200, body = WebhookJson), (status = "default", body = Problem)))]
async fn show(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<axum::Json<WebhookJson>> {
    Ok(axum::Json(actions::find(&reach, &member.actor(), id, webhook).await?.1.into()))
}

/// Changes a webhook. Whoever does answers for it from then on.
#[utoipa::path(patch, path = "/api/v1/communities/{id}/webhooks/{webhook}", tag = "webhooks", request_body = Edited, params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 200, body = WebhookJson), (status = "default", body = Problem)))]
async fn save(
    State(reach): State<Reach>,
    member: Member,
    Path((id, webhook)): Path<(PlaceId, i64)>,
    Json(edited): Json<Edited>,
) -> Result<axum::Json<WebhookJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let (_, before) = actions::find(&reach, &member.actor(), id, webhook).await?;
    let wanted = Wanted {
        name: edited.name.unwrap_or(before.name),
        url: edited.url.unwrap_or(before.url),
        kinds: edited.kinds.map_or(Ok(before.kinds), |words| kinds(&words))?,
    };
    actions::save(&reach, &member.actor(), id, webhook, &wanted).await?;
    Ok(axum::Json(actions::find(&reach, &member.actor(), id, webhook).await?.1.into()))
}

/// Takes a webhook away.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/webhooks/{webhook}", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn remove(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::remove(&reach, &member.actor(), id, webhook).await?;
    Ok(api::done())
}

/// Pauses a webhook: what happens meanwhile is not told.
#[utoipa::path(put, path = "/api/v1/communities/{id}/webhooks/{webhook}/pause", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn pause(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_paused(&reach, &member.actor(), id, webhook, true).await?;
    Ok(api::done())
}

/// Lets a paused webhook tell again, also one that paused by itself. Whoever does answers for it from then on.
#[utoipa::path(delete, path = "/api/v1/communities/{id}/webhooks/{webhook}/pause", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn resume(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::set_paused(&reach, &member.actor(), id, webhook, false).await?;
    Ok(api::done())
}

/// Gives a webhook another secret; the one before signs no more.
#[utoipa::path(post, path = "/api/v1/communities/{id}/webhooks/{webhook}/secret", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 201, body = SecretJson), (status = "default", body = Problem)))]
async fn replace_secret(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let secret = actions::replace_secret(&reach, &member.actor(), id, webhook).await?;
    Ok(api::created(&format!("/api/v1/communities/{id}/webhooks/{webhook}"), SecretJson { secret }))
}

/// Sends something that tells nothing, to see whether it arrives.
#[utoipa::path(post, path = "/api/v1/communities/{id}/webhooks/{webhook}/trial", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path)), responses((status = 201, body = DeliveryJson), (status = "default", body = Problem)))]
async fn trial(State(reach): State<Reach>, member: Member, Path((id, webhook)): Path<(PlaceId, i64)>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let delivery = actions::send_trial(&reach, &member.actor(), id, webhook).await?;
    let delivery = store::one(&reach.platform.db, webhook, delivery).await?;
    Ok(api::created(&format!("/api/v1/communities/{id}/webhooks/{webhook}/deliveries"), DeliveryJson::from(delivery)))
}

/// What a webhook was told, the newest first.
#[utoipa::path(get, path = "/api/v1/communities/{id}/webhooks/{webhook}/deliveries", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path), Listing), responses((status = 200, body = List<DeliveryJson>), (status = "default", body = Problem)))]
async fn log(
    State(reach): State<Reach>,
    member: Member,
    Path((id, webhook)): Path<(PlaceId, i64)>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<DeliveryJson>>> {
    let (limit, after) = (listing.limit()?, listing.cursor()?);
    let (_, webhook) = actions::find(&reach, &member.actor(), id, webhook).await?;
    let rows = store::log(&reach.platform.db, webhook.id, after, limit as i64 + 1).await?;
    let page = Page::of(rows, limit, |delivery| Cursor { at: delivery.created_at, id: delivery.id });
    let next = page.next.map(|next| next.to_string());
    Ok(axum::Json(List { items: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Sends one delivery again, under the same `webhook-id`, whatever became of it.
#[utoipa::path(post, path = "/api/v1/communities/{id}/webhooks/{webhook}/deliveries/{delivery}/replay", tag = "webhooks", params(("id" = Id, Path), ("webhook" = Id, Path), ("delivery" = Id, Path)), responses((status = 200, body = DeliveryJson), (status = "default", body = Problem)))]
async fn replay(
    State(reach): State<Reach>,
    member: Member,
    Path((id, webhook, delivery)): Path<(PlaceId, i64, i64)>,
) -> Result<axum::Json<DeliveryJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    Ok(axum::Json(actions::replay(&reach, &member.actor(), id, webhook, delivery).await?.into()))
}
