//! Topics in the API.

use super::access::{self, Found};
use super::model::{Listed, Mark, Topic, TopicId};
use super::{actions, store};
use crate::Content;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::Method;
use ruche_kernel::{Cursor, Refusal};
use ruche_web::api::{self, Id, Json, List, Path, PersonJson, Problem, Query, ROOT, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, show, around, suggest, trends, follow, unfollow, describe, rename, merge, undo))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, own) = (Scope::ContentRead, Scope::SelfWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/topics", Needs::SignIn, read, list)
        .api(Method::GET, "/api/v1/topics/suggest", Needs::SignIn, read, suggest)
        .api(Method::GET, "/api/v1/trends", Needs::SignIn, read, trends)
        .api(Method::GET, "/api/v1/topics/{key}", Needs::SignIn, read, show)
        .api(Method::GET, "/api/v1/topics/{key}/around", Needs::SignIn, read, around)
        .api(Method::PUT, "/api/v1/topics/{key}/follow", Needs::SignIn, own, follow)
        .api(Method::DELETE, "/api/v1/topics/{key}/follow", Needs::SignIn, own, unfollow)
        .api(Method::PUT, "/api/v1/topics/{key}/description", Needs::Employee, Scope::ContentWrite, describe)
        .api(Method::PUT, "/api/v1/topics/{key}/name", Needs::Admin, Scope::Admin, rename)
        .api(Method::POST, "/api/v1/topics/{key}/merge", Needs::Admin, Scope::Admin, merge)
        .api(Method::POST, "/api/v1/topics/changes/{id}/restoration", Needs::Employee, Scope::ContentWrite, undo)
}

/// How a topic is called.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicName)]
struct MarkJson {
    /// Its word in addresses: without accents, in lower case.
    key: String,
    /// As it is shown, without the `#`.
    name: String,
}

impl From<&Mark> for MarkJson {
    fn from(mark: &Mark) -> Self {
        Self { key: mark.key.clone(), name: mark.name.clone() }
    }
}

/// A topic in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedTopic)]
struct ListedJson {
    /// Which one.
    id: Id,
    /// Its word in addresses.
    key: String,
    /// As it is shown, without the `#`.
    name: String,
    /// Its address for people.
    url: String,
    /// The first words of what it is about; empty for partners.
    summary: String,
    /// How many follow it, in the whole company; null for partners.
    #[schema(required)]
    followers: Option<i64>,
    /// Whether one follows it.
    followed: bool,
    /// When something that one reads bore it last, in the list by use.
    #[schema(required)]
    used_at: Option<Time>,
}

impl ListedJson {
    fn of(member: &Member, topic: &Listed) -> Self {
        Self {
            id: Id(topic.id.0),
            key: topic.mark.key.clone(),
            name: topic.mark.name.clone(),
            url: member.app.settings.link(&topic.mark.url()),
            summary: topic.summary.clone(),
            followers: member.me.actor.is_employee().then_some(topic.followers),
            followed: topic.followed,
            used_at: topic.used_at.map(Time),
        }
    }
}

/// Which topics.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `use` (when it is not said): those of the last 30 days, the last used first; `name`: all of them.
    #[param(default = "use")]
    sort: Option<String>,
    /// Those whose word begins so, by name.
    q: Option<String>,
    /// What `next` of the page before said.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// The topics that one can read somewhere, thirty at a time.
#[utoipa::path(get, path = "/api/v1/topics", tag = "topics", params(Which), responses((status = 200, body = List<ListedJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Query(which): Query<Which>) -> Result<axum::Json<List<ListedJson>>> {
    let actor = member.actor();
    let by_name = match which.sort.as_deref() {
        None | Some("use") => which.q.is_some(),
        Some("name") => true,
        Some(_) => return Err(Refusal::new("api.query_wrong").into()),
    };
    let (topics, next) = if by_name {
        access::by_name(&content, &actor, which.q.as_deref().unwrap_or_default().trim(), which.after.as_deref().unwrap_or_default()).await?
    } else {
        let after = match &which.after {
            Some(text) => text.parse().map_err(|_| Refusal::new("api.after_wrong"))?,
            None => Cursor::NEWEST,
        };
        let page = access::by_use(&content, &actor, member.now, after).await?;
        (page.items, page.next.map(|next| next.to_string()))
    };
    Ok(axum::Json(List { items: topics.iter().map(|topic| ListedJson::of(&member, topic)).collect(), next }))
}

/// A topic.
#[derive(Serialize, ToSchema)]
#[schema(as = Topic)]
struct TopicJson {
    /// Which one.
    id: Id,
    /// Its word in addresses.
    key: String,
    /// As it is shown, without the `#`.
    name: String,
    /// Its address for people.
    url: String,
    /// What it is about, in Markdown; empty when nobody said, and for partners.
    description: String,
    /// When its name or description was changed last.
    #[schema(required)]
    changed_at: Option<Time>,
    /// By whom.
    #[schema(required)]
    changed_by: Option<PersonJson>,
    /// How many follow it, in the whole company; null for partners.
    #[schema(required)]
    followers: Option<i64>,
    /// Whether one follows it.
    followed: bool,
}

impl TopicJson {
    fn of(member: &Member, topic: &Topic) -> Self {
        Self {
            id: Id(topic.id.0),
            key: topic.mark.key.clone(),
            name: topic.mark.name.clone(),
            url: member.app.settings.link(&topic.mark.url()),
            description: topic.description.clone(),
            changed_at: topic.changed.as_ref().map(|(at, _)| Time(*at)),
            changed_by: topic.changed.as_ref().map(|(_, by)| by.into()),
            followers: member.me.actor.is_employee().then_some(topic.followers),
            followed: topic.followed,
        }
    }
}

/// Where what a word leads to stands in the API.
fn moved(mark: &Mark, rest: &str) -> Response {
    Redirect::to(&format!("{ROOT}{}{rest}", mark.url())).into_response()
}

/// A topic. A word that was renamed or merged leads to the one that it became.
#[utoipa::path(get, path = "/api/v1/topics/{key}", tag = "topics", params(("key" = String, Path)), responses((status = 200, body = TopicJson), (status = 303, description = "It is called otherwise."), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Response> {
    Ok(match access::find(&content, &member.actor(), &key).await? {
        Found::Here(topic) => axum::Json(TopicJson::of(&member, &topic)).into_response(),
        Found::Moved(mark) => moved(&mark, ""),
    })
}

/// Somebody who knows a topic, with what tells it, among what one reads.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicExpert)]
struct ExpertJson {
    /// Who.
    person: PersonJson,
    /// Answers that were accepted below questions on it.
    answers: i64,
    /// How often somebody said that an answer helped.
    votes: i64,
    /// Reactions of others to what they wrote on it.
    reactions: i64,
    /// Posts that bear it.
    posts: i64,
}

/// What stands around a topic.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicAround)]
struct AroundJson {
    /// Who knows it, five people at most.
    experts: Vec<ExpertJson>,
    /// The topics that stand beside it in the same posts, the most often first.
    related: Vec<MarkJson>,
}

/// Who knows a topic, and the topics beside it.
#[utoipa::path(get, path = "/api/v1/topics/{key}/around", tag = "topics", params(("key" = String, Path)), responses((status = 200, body = AroundJson), (status = 303, description = "It is called otherwise."), (status = "default", body = Problem)))]
async fn around(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Response> {
    let actor = member.actor();
    let topic = match access::find(&content, &actor, &key).await? {
        Found::Here(topic) => topic,
        Found::Moved(mark) => return Ok(moved(&mark, "/around")),
    };
    let (experts, related) = (access::experts(&content, &actor, &topic).await?, access::related(&content, &actor, &topic).await?);
    let experts = experts.iter().map(|expert| ExpertJson {
        person: (&expert.person).into(),
        answers: expert.answers,
        votes: expert.votes,
        reactions: expert.reactions,
        posts: expert.posts,
    });
    Ok(axum::Json(AroundJson { experts: experts.collect(), related: related.iter().map(MarkJson::from).collect() }).into_response())
}

/// What was typed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// The beginning of a word.
    q: String,
}

/// The names of topics that begin so, among what one reads.
#[utoipa::path(get, path = "/api/v1/topics/suggest", tag = "topics", params(Typed), responses((status = 200, body = List<String>), (status = "default", body = Problem)))]
async fn suggest(State(content): State<Content>, member: Member, Query(typed): Query<Typed>) -> Result<axum::Json<List<String>>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    Ok(axum::Json(List { items: store::suggest(&content.platform.db, member.id(), &typed.q).await?, next: None }))
}

/// A topic that is used more than usual.
#[derive(Serialize, ToSchema)]
#[schema(as = Trend)]
struct TrendJson {
    /// Its word in addresses.
    key: String,
    /// As it is shown, without the `#`.
    name: String,
    /// How often it was used in the last seven days.
    uses: i64,
    /// By how many people.
    people: i64,
    /// How often in the seven days before.
    before: i64,
}

/// What is written about more than usual, among what one reads.
#[utoipa::path(get, path = "/api/v1/trends", tag = "topics", responses((status = 200, body = List<TrendJson>), (status = "default", body = Problem)))]
async fn trends(State(content): State<Content>, member: Member) -> Result<axum::Json<List<TrendJson>>> {
    let found = access::trends(&content, &member.actor(), member.now).await?;
    let items = found.into_iter().map(|trend| TrendJson {
        key: trend.mark.key,
        name: trend.mark.name,
        uses: trend.now,
        people: trend.people,
        before: trend.before,
    });
    Ok(axum::Json(List { items: items.collect(), next: None }))
}

async fn set_follow(content: &Content, member: &Member, key: &str, on: bool) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::follow(content, &member.actor(), key, on).await?;
    Ok(api::done())
}

/// Follows a topic: what bears it comes into the home feed.
#[utoipa::path(put, path = "/api/v1/topics/{key}/follow", tag = "topics", params(("key" = String, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn follow(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Response> {
    set_follow(&content, &member, &key, true).await
}

/// Takes that back.
#[utoipa::path(delete, path = "/api/v1/topics/{key}/follow", tag = "topics", params(("key" = String, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unfollow(State(content): State<Content>, member: Member, Path(key): Path<String>) -> Result<Response> {
    set_follow(&content, &member, &key, false).await
}

/// What a topic is about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopicDescription)]
struct Description {
    /// The text, in Markdown.
    #[schema(max_length = 500)]
    description: String,
    /// Its `changed_at` as it was read: a text that was changed meanwhile is not lost.
    #[serde(default)]
    seen: Option<Time>,
}

/// Says what a topic is about.
#[utoipa::path(put, path = "/api/v1/topics/{key}/description", tag = "topics", params(("key" = String, Path)), request_body = Description, responses((status = 204), (status = "default", body = Problem)))]
async fn describe(
    State(content): State<Content>,
    member: Member,
    Path(key): Path<String>,
    Json(sent): Json<Description>,
) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    actions::describe(&content, &member.actor(), &key, &sent.description, sent.seen.map_or(0, |Time(at)| at)).await?;
    Ok(api::done())
}

/// How a topic is to be called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopicRenaming)]
struct Name {
    /// The word, with or without its `#`.
    name: String,
}

/// Calls a topic otherwise: its old word leads on to it.
#[utoipa::path(put, path = "/api/v1/topics/{key}/name", tag = "topics", params(("key" = String, Path)), request_body = Name, responses((status = 200, body = MarkJson), (status = "default", body = Problem)))]
async fn rename(
    State(content): State<Content>,
    member: Member,
    Path(key): Path<String>,
    Json(sent): Json<Name>,
) -> Result<axum::Json<MarkJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let (_, mark) = actions::rename(&content, &member.actor(), &key, &sent.name).await?;
    Ok(axum::Json((&mark).into()))
}

/// Which topic becomes another one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopicMerge)]
struct Merge {
    /// The word of the other one.
    into: String,
    /// The name of the topic again, since this cannot be undone.
    typed: String,
}

/// Makes a topic another one, for good: what bears it bears the other.
#[utoipa::path(post, path = "/api/v1/topics/{key}/merge", tag = "topics", params(("key" = String, Path)), request_body = Merge, responses((status = 200, body = MarkJson), (status = "default", body = Problem)))]
async fn merge(
    State(content): State<Content>,
    member: Member,
    Path(key): Path<String>,
    Json(sent): Json<Merge>,
) -> Result<axum::Json<MarkJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    Ok(axum::Json((&actions::merge(&content, &member.actor(), &key, &sent.into, &sent.typed).await?).into()))
}

/// Takes back the last change of name or description that one made to a topic, by its id.
#[utoipa::path(post, path = "/api/v1/topics/changes/{id}/restoration", tag = "topics", params(("id" = Id, Path)), responses((status = 200, body = MarkJson), (status = "default", body = Problem)))]
async fn undo(State(content): State<Content>, member: Member, Path(id): Path<TopicId>) -> Result<axum::Json<MarkJson>> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    Ok(axum::Json((&actions::undo(&content, &member.actor(), id).await?).into()))
}
