//! The directories that are followed, in the API: for administrators.

use super::runner::Runner;
use super::source::{Mode, Source};
use super::store::{self, Asked, Kept, Outcome, Run};
use crate::intake::Change;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use ruche_kernel::Page;
use ruche_web::api::{Id, Json, List, Listing, Path, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(directories, directory_changes, run_directory))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its addresses.
pub(super) fn routes() -> Routes<Arc<Runner>> {
    let (needs, scope) = (Needs::Admin, Scope::Admin);
    Routes::default()
        .api(Method::GET, "/api/v1/admin/directories", needs, scope, directories)
        .api(Method::GET, "/api/v1/admin/directories/{source}/changes", needs, scope, directory_changes)
        .api(Method::POST, "/api/v1/admin/directories/{source}/runs", needs, scope, run_directory)
}

/// A directory that is followed, as it was last looked at.
#[derive(Serialize, ToSchema)]
#[schema(as = FollowedDirectory)]
struct DirectoryJson {
    /// Its name.
    name: String,
    /// `report` or `apply`: what a night does.
    mode: &'static str,
    /// Whether it is looked at now, or about to be.
    running: bool,
    /// When it was last looked at; null before the first time.
    #[schema(required)]
    looked_at: Option<Time>,
    /// How that ended: `none`, `done`, `stopped` (too many seem gone), `moved` (it says something else than what was announced) or `failed`.
    outcome: &'static str,
    /// Whether what the report says was written.
    applied: bool,
    /// What is given to have this very report applied.
    digest: String,
    /// How many people leave.
    leaves: i64,
    /// How many are gone from it, and stay.
    stays: i64,
    /// How many are left out.
    left_out: i64,
    /// How many change.
    changed: i64,
    /// How many are new.
    created: i64,
}

fn directory(source: &Source, run: &Run, now: i64) -> DirectoryJson {
    let [leaves, stays, left_out, changed, created] = run.counts;
    DirectoryJson {
        name: source.name.clone(),
        mode: if source.mode == Mode::Apply { "apply" } else { "report" },
        running: run.lease_until > now || run.asked != Asked::Nothing,
        looked_at: run.ended_at.map(Time),
        outcome: match run.outcome {
            Outcome::None => "none",
            Outcome::Done => "done",
            Outcome::Stopped => "stopped",
            Outcome::Moved => "moved",
            Outcome::Failed => "failed",
        },
        applied: run.applied,
        digest: run.digest.clone(),
        leaves,
        stays,
        left_out,
        changed,
        created,
    }
}

/// The directories that are followed.
#[utoipa::path(get, path = "/api/v1/admin/directories", tag = "administration", responses((status = 200, body = List<DirectoryJson>), (status = "default", body = Problem)))]
async fn directories(State(runner): State<Arc<Runner>>, member: Member) -> Result<axum::Json<List<DirectoryJson>>> {
    let mut items = Vec::new();
    for source in &runner.sources {
        items.push(directory(source, &runner.last(source).await?, member.now));
    }
    Ok(axum::Json(List { items, next: None }))
}

/// What becomes of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = DirectoryChange)]
struct ChangeJson {
    /// `leaves`, `stays` (gone from the directory, the account stays), `left_out`, `changed` or `created`.
    what: &'static str,
    /// Who, of those who are here.
    #[schema(required)]
    member: Option<Id>,
    /// The key in the directory.
    key: String,
    /// The name.
    name: String,
    /// What changes.
    fields: Vec<FieldJson>,
    /// Why, in English; empty where there is nothing to say.
    reason: String,
}

/// A field that changes.
#[derive(Serialize, ToSchema)]
#[schema(as = DirectoryField)]
struct FieldJson {
    /// `name`, `title`, `unit`, `site`, `phone`, `manager`, `community` (one that is joined or left with a group), or what a field of the company is called.
    field: String,
    /// What it was.
    before: String,
    /// What it becomes; what the directory says, where that cannot be read.
    after: String,
    /// Where it cannot be read, so that the field keeps what it holds: what it would have to be, `choice`, `date` or `number`.
    #[schema(required)]
    unread: Option<&'static str>,
}

/// What the last report of a directory says of each person.
#[utoipa::path(get, path = "/api/v1/admin/directories/{source}/changes", tag = "administration", params(("source" = String, Path, description = "The name of the directory."), Listing), responses((status = 200, body = List<ChangeJson>), (status = "default", body = Problem)))]
async fn directory_changes(
    State(runner): State<Arc<Runner>>,
    Path(name): Path<String>,
    Query(listing): Query<Listing>,
) -> Result<axum::Json<List<ChangeJson>>> {
    let source = runner.source(&name)?;
    let (limit, (_, after)) = (listing.limit()?, listing.key((String::new(), 0_i64))?);
    let rows = store::changes(&runner.content.platform.db, &source.name, after, limit as i64 + 1).await?;
    let Page { items, next } = Page::of(rows, limit, |row: &Kept| format!("n.{}", row.n));
    let items = items.into_iter().map(|Kept { told, .. }| ChangeJson {
        what: told.what.word(),
        member: told.member.map(Id),
        key: told.key,
        name: told.name,
        fields: told
            .fields
            .into_iter()
            .map(|Change { field, before, after, unread }| FieldJson { field: field.into_owned(), before, after, unread })
            .collect(),
        reason: told.reason.unwrap_or_default().into_owned(),
    });
    Ok(axum::Json(List { items: items.collect(), next }))
}

/// What is asked for.
#[derive(Deserialize, ToSchema)]
#[schema(as = DirectoryRun)]
#[serde(deny_unknown_fields)]
struct RunJson {
    /// Whether what the report with this digest announced is written; a new report without it.
    digest: Option<String>,
}

/// Has a directory looked at now, or what its last report announced applied.
#[utoipa::path(post, path = "/api/v1/admin/directories/{source}/runs", tag = "administration", params(("source" = String, Path, description = "The name of the directory.")), request_body = RunJson, responses((status = 202), (status = "default", body = Problem)))]
async fn run_directory(
    State(runner): State<Arc<Runner>>,
    member: Member,
    Path(name): Path<String>,
    Json(asked): Json<RunJson>,
) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let source = runner.source(&name)?;
    let what = if asked.digest.is_some() { Asked::Apply } else { Asked::Report };
    runner.ask(source, what, asked.digest.as_deref().unwrap_or_default()).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}
