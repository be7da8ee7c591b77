//! Marks in the API: what one put aside, threads that one follows or muted.

use super::{Mark, actions, store};
use crate::Content;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::{Cursor, Error, Page, SubjectRef};
use ruche_web::api::{self, Id, List, Listing, Path, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, set, unset))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Content> {
    Routes::default()
        .api(Method::GET, "/api/v1/bookmarks", Needs::SignIn, Scope::SelfRead, list)
        .api(Method::PUT, "/api/v1/marks/{mark}/{subject}", Needs::SignIn, Scope::SelfWrite, set)
        .api(Method::DELETE, "/api/v1/marks/{mark}/{subject}", Needs::SignIn, Scope::SelfWrite, unset)
}

/// Something that one put aside.
#[derive(Serialize, ToSchema)]
#[schema(as = Bookmark)]
struct BookmarkJson {
    /// What it is: `post:7`, `comment:9`.
    subject: String,
    /// Its title or first words.
    title: String,
    /// Its address for people.
    url: String,
    /// Where it stands.
    place: Id,
    /// Who wrote it.
    author: Id,
    /// When one put it aside.
    at: Time,
}

/// What one put aside, the newest first; what one no longer reads is left out.
#[utoipa::path(get, path = "/api/v1/bookmarks", tag = "marks", params(Listing), responses((status = 200, body = List<BookmarkJson>), (status = "default", body = Problem)))]
async fn list(State(content): State<Content>, member: Member, Query(listing): Query<Listing>) -> Result<axum::Json<List<BookmarkJson>>> {
    let limit = listing.limit()?;
    let rows = store::bookmarks(&content.platform.db, member.id(), listing.cursor()?, limit as i64 + 1).await?;
    let page = Page::of(rows, limit, |(subject, at)| Cursor { at: *at, id: subject.id });
    let subjects: Vec<SubjectRef> = page.items.iter().map(|(subject, _)| subject.clone()).collect();
    let cards = content.platform.subjects.cards(&member.actor(), &subjects).await?;
    let seen = page.items.iter().filter_map(|(subject, at)| cards.get(subject).map(|card| (card, *at)));
    let items = seen
        .map(|(card, at)| BookmarkJson {
            subject: card.subject.to_string(),
            title: card.title.clone(),
            url: member.app.settings.link(&card.url),
            place: Id(card.place.0),
            author: Id(card.author.0),
            at: Time(at),
        })
        .collect();
    Ok(axum::Json(List { items, next: page.next.map(|next| next.to_string()) }))
}

async fn change(content: &Content, member: &Member, mark: &str, subject: &str, on: bool) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let mark = Mark::from_word(mark).ok_or(Error::NotFound)?;
    let subject: SubjectRef = subject.parse().map_err(|()| Error::NotFound)?;
    actions::set(content, &member.actor(), &subject, mark, on).await?;
    Ok(api::done())
}

/// Puts a post or a comment aside (`bookmark`), follows its thread (`follow`) or mutes it (`mute`).
#[utoipa::path(put, path = "/api/v1/marks/{mark}/{subject}", tag = "marks", params(("mark" = String, Path, description = "`bookmark`, `follow` or `mute`"), ("subject" = String, Path, description = "`post:7`, `comment:9`")), responses((status = 204), (status = "default", body = Problem)))]
async fn set(State(content): State<Content>, member: Member, Path((mark, subject)): Path<(String, String)>) -> Result<Response> {
    change(&content, &member, &mark, &subject, true).await
}

/// Takes that back.
#[utoipa::path(delete, path = "/api/v1/marks/{mark}/{subject}", tag = "marks", params(("mark" = String, Path, description = "`bookmark`, `follow` or `mute`"), ("subject" = String, Path, description = "`post:7`, `comment:9`")), responses((status = 204), (status = "default", body = Problem)))]
async fn unset(State(content): State<Content>, member: Member, Path((mark, subject)): Path<(String, String)>) -> Result<Response> {
    change(&content, &member, &mark, &subject, false).await
}
