//! The home feed in the API: by date, or with the most useful first and why; what the rules of that order weigh.

use super::store::{self, Choice};
use super::{order, page};
use crate::Content;
use crate::posts::access;
use crate::posts::api::PostJson;
use crate::posts::model::Shown;
use crate::posts::relevance::Why;
use axum::extract::State;
use http::{Method, StatusCode};
use ruche_kernel::{Cursor, Refusal};
use ruche_web::api::{Id, Json, List, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, see, show_order, save_order))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    Routes::default()
        .api(Method::GET, "/api/v1/feed", Needs::SignIn, Scope::ContentRead, list)
        .api(Method::PUT, "/api/v1/feed/seen", Needs::SignIn, Scope::SelfWrite, see)
        .api(Method::GET, "/api/v1/feed/order", Needs::SignIn, Scope::SelfRead, show_order)
        .api(Method::PUT, "/api/v1/feed/order", Needs::SignIn, Scope::SelfWrite, save_order)
}

/// Why a post stands where it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedReason)]
struct ReasonJson {
    /// `mentioned`, `confirm`, `vote`, `attend`, `question_on`, `question`, `followed`, `talked`, `topic`, `echo` or `new`.
    kind: &'static str,
    /// The same in words, in the language of the token's owner.
    text: String,
    /// The word in addresses of the topic that is followed, where one speaks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<String>,
}

impl ReasonJson {
    fn of(member: &Member, shown: &Shown, why: &Why) -> Self {
        let (kind, topic) = match why {
            Why::Mentioned => ("mentioned", None),
            Why::Confirm => ("confirm", None),
            Why::Vote => ("vote", None),
            Why::Attend => ("attend", None),
            Why::QuestionOn(topic) => ("question_on", Some(topic)),
            Why::Question => ("question", None),
            Why::Followed => ("followed", None),
            Why::Talked => ("talked", None),
            Why::Topic(topic) => ("topic", Some(topic)),
            Why::Echo(..) => ("echo", None),
            Why::New => ("new", None),
        };
        Self { kind, text: order::why(member, shown, why), topic: topic.map(|mark| mark.key.clone()) }
    }
}

/// A post of the home feed.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedPost)]
struct EntryJson {
    #[serde(flatten)]
    post: PostJson,
    /// Why it stands there, where the most useful stands first.
    #[schema(required)]
    reason: Option<ReasonJson>,
}

/// Which part of the feed, in which order.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Part {
    /// `newest` (when it is not said) or `relevant`.
    #[param(default = "newest")]
    order: Option<String>,
    /// What `next` of the page before said.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// Where a page of the feed starts.
enum Start {
    /// By date, after a post.
    Newest(Cursor),
    /// By what posts weighed at a moment, after one of them.
    Useful(i64, Cursor),
}

impl Part {
    /// What is arranged goes on by date below its last page: the sign of where to start says which it is.
    fn start(&self, now: i64) -> Option<Start> {
        let useful = match self.order.as_deref() {
            None | Some("newest") => false,
            Some("relevant") => true,
            Some(_) => return None,
        };
        match self.after.as_deref().map(|after| (after, after.split_once('~'))) {
            None if useful => Some(Start::Useful(now, Cursor::NEWEST)),
            None => Some(Start::Newest(Cursor::NEWEST)),
            Some((_, Some((until, after)))) if useful => {
                let until: i64 = until.parse().ok().filter(|until| (0..=now).contains(until))?;
                Some(Start::Useful(until, after.parse().ok()?))
            }
            Some((after, _)) => Some(Start::Newest(after.parse().ok()?)),
        }
    }
}

/// The home feed, twenty posts at a time: the newest first, or the most useful by the own weights, each with its reason.
#[utoipa::path(get, path = "/api/v1/feed", tag = "feed", params(Part), responses((status = 200, body = List<EntryJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Query(part): Query<Part>) -> Result<axum::Json<List<EntryJson>>> {
    let viewer = member.actor();
    let entry = |shown: &Shown, reason| EntryJson { post: PostJson::of(&member, shown, None), reason };
    Ok(axum::Json(match part.start(member.now).ok_or(Refusal::new("api.query_wrong"))? {
        Start::Newest(after) => {
            let page = access::home(&content, &viewer, after).await?;
            List { items: page.items.iter().map(|shown| entry(shown, None)).collect(), next: page.next.map(|next| next.to_string()) }
        }
        Start::Useful(until, after) => {
            let (_, choice) = store::state(&content.platform.db, member.id()).await?;
            let page = access::useful(&content, &viewer, choice.weights, until, after).await?;
            let items = page.items.iter().map(|(shown, why)| entry(shown, Some(ReasonJson::of(&member, shown, why)))).collect();
            let next = page.next.map(|next| format!("{until}~{next}"));
            List { items, next: next.or(page.rest.map(|rest| rest.to_string())) }
        }
    }))
}

/// A post, as the newest that one has seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeenPost)]
struct SeenJson {
    /// Which one.
    id: Id,
    /// When it was published.
    published_at: Time,
}

/// Says how far one has seen the home feed by date: a line stands there below what is new.
#[utoipa::path(put, path = "/api/v1/feed/seen", tag = "feed", request_body = SeenJson, responses((status = 204), (status = "default", body = Problem)))]
async fn see(State(content): State<Content>, member: Member, Json(seen): Json<SeenJson>) -> Result<StatusCode> {
    page::saw(&content, &member, Cursor { at: seen.published_at.0, id: seen.id.0 }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// In which order one wants the home feed, and what the rules of the other order weigh.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedOrder)]
struct OrderJson {
    /// What the page opens with: `newest` or `relevant`.
    first: String,
    /// What it weighs whom one follows and talks with: `none`, `low`, `normal` or `high`.
    people: String,
    /// What it weighs that a post asks something of one, likewise.
    needs: String,
    /// What it weighs what colleagues made of it, likewise.
    echo: String,
}

impl From<Choice> for OrderJson {
    fn from(choice: Choice) -> Self {
        let word = |weight| order::word(weight).to_owned();
        Self {
            first: if choice.useful_first { "relevant" } else { "newest" }.to_owned(),
            people: word(choice.weights.people),
            needs: word(choice.weights.needs),
            echo: word(choice.weights.echo),
        }
    }
}

/// The own choice of an order.
#[utoipa::path(get, path = "/api/v1/feed/order", tag = "feed", responses((status = 200, body = OrderJson), (status = "default", body = Problem)))]
async fn show_order(State(content): State<Content>, member: Member) -> Result<axum::Json<OrderJson>> {
    Ok(axum::Json(store::state(&content.platform.db, member.id()).await?.1.into()))
}

/// Chooses.
#[utoipa::path(put, path = "/api/v1/feed/order", tag = "feed", request_body = OrderJson, responses((status = 200, body = OrderJson), (status = "default", body = Problem)))]
async fn save_order(State(content): State<Content>, member: Member, Json(sent): Json<OrderJson>) -> Result<axum::Json<OrderJson>> {
    let choice = order::chosen(&sent.first, [&sent.people, &sent.needs, &sent.echo])?;
    member.app.limits.take(Act::Touch, member.id().0)?;
    order::keep(&content, &member, choice).await?;
    Ok(axum::Json(choice.into()))
}
