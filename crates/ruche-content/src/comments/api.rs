//! Comments in the API.

use super::access::{self, Start};
use super::actions::{self, NewComment, Published};
use super::model::{CommentId, Shown};
use super::page;
use crate::Content;
use crate::files::api_model::{AttachedFile, FileJson};
use crate::posts;
use crate::posts::model::PostId;
use crate::reactions::api_model::ReactionsJson;
use crate::translations::api::{self as translations, TranslationJson};
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Cursor, Refusal, SubjectRef};
use ruche_web::api::{self, Id, Json, Key, List, Path, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::markdown::words_of;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, replies, show, publish, edit, delete, restore, vote, unvote, translation, translate))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    let (read, write) = (Scope::ContentRead, Scope::ContentWrite);
    Routes::default()
        .api(Method::GET, "/api/v1/posts/{id}/comments", Needs::SignIn, read, list)
        .api(Method::POST, "/api/v1/posts/{id}/comments", Needs::SignIn, write, publish)
        .api(Method::GET, "/api/v1/comments/{id}", Needs::SignIn, read, show)
        .api(Method::GET, "/api/v1/comments/{id}/replies", Needs::SignIn, read, replies)
        .api(Method::PATCH, "/api/v1/comments/{id}", Needs::SignIn, write, edit)
        .api(Method::DELETE, "/api/v1/comments/{id}", Needs::SignIn, write, delete)
        .api(Method::POST, "/api/v1/comments/{id}/restoration", Needs::SignIn, write, restore)
        .api(Method::PUT, "/api/v1/comments/{id}/vote", Needs::SignIn, write, vote)
        .api(Method::DELETE, "/api/v1/comments/{id}/vote", Needs::SignIn, write, unvote)
        .api(Method::GET, "/api/v1/comments/{id}/translation", Needs::SignIn, read, translation)
        .api(Method::POST, "/api/v1/comments/{id}/translation", Needs::SignIn, write, translate)
}

/// A comment, as its reader sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Comment)]
pub(crate) struct CommentJson {
    /// Which one.
    id: Id,
    /// The post that it hangs on.
    post: Id,
    /// The comment that it replies to.
    #[schema(required)]
    parent: Option<Id>,
    /// Its address for people.
    url: String,
    /// Who wrote it.
    author: PersonJson,
    /// The text as safe HTML; empty once it is deleted.
    html: String,
    /// The words alone.
    text: String,
    /// The tag of its language; empty when it is not known.
    language: String,
    /// Whether it was deleted: a gap where replies hang on it.
    deleted: bool,
    /// How many replies.
    replies: i64,
    /// Whether it was accepted as the answer to the question.
    accepted: bool,
    /// How many people it helped, where it answers a question.
    votes: i64,
    /// Whether it helped the reader.
    voted: bool,
    /// Its photos, films, sounds and documents.
    files: Vec<FileJson>,
    /// How people reacted.
    reactions: ReactionsJson,
    /// When it was published.
    published_at: Time,
    /// When it was edited last.
    #[schema(required)]
    edited_at: Option<Time>,
}

impl CommentJson {
    fn of(member: &Member, shown: &Shown) -> Self {
        let comment = &shown.comment;
        Self {
            id: Id(comment.id.0),
            post: Id(comment.root.id),
            parent: comment.parent.map(|parent| Id(parent.0)),
            url: member.app.settings.link(&format!("/comments/{}", comment.id)),
            author: (&comment.author).into(),
            html: comment.html.clone(),
            text: words_of(&comment.html),
            language: comment.language.clone(),
            deleted: comment.deleted,
            replies: comment.replies,
            accepted: comment.answer.is_some_and(|answer| answer.accepted),
            votes: comment.answer.map_or(0, |answer| answer.votes),
            voted: comment.answer.is_some_and(|answer| answer.voted),
            files: shown.files.iter().map(FileJson::of).collect(),
            reactions: ReactionsJson::of(&shown.reactions),
            published_at: Time(comment.published_at),
            edited_at: comment.edited_at.map(Time),
        }
    }
}

/// Where a page of comments starts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct From {
    /// What `next` of the page before said.
    after: Option<String>,
}

impl From {
    fn cursor(&self) -> Result<Cursor> {
        match &self.after {
            Some(text) => Ok(text.parse().map_err(|_| Refusal::new("api.after_wrong"))?),
            None => Ok(Cursor::OLDEST),
        }
    }
}

/// The comments of a post, the oldest first, twenty at a time; replies are read apart.
#[utoipa::path(get, path = "/api/v1/posts/{id}/comments", tag = "comments", params(("id" = Id, Path), From), responses((status = 200, body = List<CommentJson>), (status = "default", body = Problem)))]
async fn list(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Query(from): Query<From>,
) -> Result<axum::Json<List<CommentJson>>> {
    let viewer = member.actor();
    let post = posts::access::one(&content, &viewer, id).await?;
    let (_, thread) = access::with_post(&content, &viewer, post, Start::At(from.cursor()?, None)).await?;
    let next = thread.later.and_then(|query| query.strip_prefix("at=").map(str::to_owned));
    Ok(axum::Json(List { items: thread.comments.iter().map(|shown| CommentJson::of(&member, shown)).collect(), next }))
}

/// The replies to a comment, the oldest first, twenty at a time.
#[utoipa::path(get, path = "/api/v1/comments/{id}/replies", tag = "comments", params(("id" = Id, Path), From), responses((status = 200, body = List<CommentJson>), (status = "default", body = Problem)))]
async fn replies(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<CommentId>,
    Query(from): Query<From>,
) -> Result<axum::Json<List<CommentJson>>> {
    let found = access::replies(&content, &member.actor(), id, from.cursor()?).await?;
    let items = found.items.iter().map(|shown| CommentJson::of(&member, shown)).collect();
    Ok(axum::Json(List { items, next: found.next.map(|next| next.to_string()) }))
}

/// One comment.
#[utoipa::path(get, path = "/api/v1/comments/{id}", tag = "comments", params(("id" = Id, Path)), responses((status = 200, body = CommentJson), (status = "default", body = Problem)))]
async fn show(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<axum::Json<CommentJson>> {
    Ok(axum::Json(CommentJson::of(&member, &access::shown(&content, &member.actor(), id).await?)))
}

/// A comment to publish.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewComment)]
struct Sent {
    /// The text, in Markdown.
    #[serde(default)]
    body: String,
    /// The comment that it replies to.
    #[serde(default)]
    parent: Option<Id>,
    /// Files sent before, with what is to be seen on them.
    #[serde(default)]
    files: Vec<AttachedFile>,
}

/// Publishes a comment below a post.
#[utoipa::path(post, path = "/api/v1/posts/{id}/comments", tag = "comments", request_body = Sent, params(("id" = Id, Path), ("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = CommentJson), (status = "default", body = Problem)))]
async fn publish(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<PostId>,
    Key(key): Key,
    Json(sent): Json<Sent>,
) -> Result<Response> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let actor = member.actor();
    let new = NewComment {
        root: SubjectRef::new("post", id.0),
        parent: sent.parent.map(|Id(parent)| CommentId(parent)),
        body: sent.body,
        language: member.me.locale.tag().to_owned(),
        files: sent.files.into_iter().map(|file| (file.id.0, file.alt)).collect(),
        key,
    };
    match actions::publish(&content, &actor, &new).await? {
        Published::Made(id) => {
            let shown = access::shown(&content, &actor, id).await?;
            Ok(api::created(&format!("/api/v1/comments/{id}"), CommentJson::of(&member, &shown)))
        }
        Published::Other(_) => Err(Refusal::new("comments.already_published").status(409).into()),
    }
}

/// What is to change of a comment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommentEdit)]
struct Edited {
    /// The text as it is to stand, in Markdown.
    body: String,
    /// Its files as they are to stand.
    #[serde(default)]
    files: Vec<AttachedFile>,
}

/// Edits the own comment.
#[utoipa::path(patch, path = "/api/v1/comments/{id}", tag = "comments", params(("id" = Id, Path)), request_body = Edited, responses((status = 200, body = CommentJson), (status = "default", body = Problem)))]
async fn edit(
    State(content): State<Content>,
    member: Member,
    Path(id): Path<CommentId>,
    Json(sent): Json<Edited>,
) -> Result<axum::Json<CommentJson>> {
    member.app.limits.take(Act::Write, member.id().0)?;
    let files: Vec<(i64, String)> = sent.files.into_iter().map(|file| (file.id.0, file.alt)).collect();
    actions::edit(&content, &member.actor(), id, &sent.body, &files).await?;
    Ok(axum::Json(CommentJson::of(&member, &access::shown(&content, &member.actor(), id).await?)))
}

/// Deletes: gone at once, kept 30 days for whoever deleted it.
#[utoipa::path(delete, path = "/api/v1/comments/{id}", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn delete(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::delete(&content, &member.actor(), id).await?;
    Ok(api::done())
}

/// Brings back what one deleted.
#[utoipa::path(post, path = "/api/v1/comments/{id}/restoration", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn restore(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::restore(&content, &member.actor(), id).await?;
    Ok(api::done())
}

/// Says that an answer helped.
#[utoipa::path(put, path = "/api/v1/comments/{id}/vote", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn vote(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::vote(&content, &member.actor(), id, true).await?;
    Ok(api::done())
}

/// Takes that back.
#[utoipa::path(delete, path = "/api/v1/comments/{id}/vote", tag = "comments", params(("id" = Id, Path)), responses((status = 204), (status = "default", body = Problem)))]
async fn unvote(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    actions::vote(&content, &member.actor(), id, false).await?;
    Ok(api::done())
}

/// A comment in the language of whoever asks, as far as it was asked for.
#[utoipa::path(get, path = "/api/v1/comments/{id}/translation", tag = "comments", params(("id" = Id, Path)), responses((status = 200, body = TranslationJson), (status = "default", body = Problem)))]
async fn translation(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<axum::Json<TranslationJson>> {
    let comment = access::one(&content, &member.actor(), id).await?;
    translations::show(&content, &member, page::original(&member, &comment)).await
}

/// Has a comment translated by the engine of the company, where there is one.
#[utoipa::path(post, path = "/api/v1/comments/{id}/translation", tag = "comments", params(("id" = Id, Path)), responses((status = 200, body = TranslationJson), (status = "default", body = Problem)))]
async fn translate(State(content): State<Content>, member: Member, Path(id): Path<CommentId>) -> Result<axum::Json<TranslationJson>> {
    let comment = access::one(&content, &member.actor(), id).await?;
    translations::translate(&content, &member, page::original(&member, &comment)).await
}
