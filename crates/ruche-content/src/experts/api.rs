//! Who knows, in the API.

use super::find::{self, Asked};
use crate::Content;
use axum::extract::State;
use http::Method;
use ruche_kernel::names;
use ruche_web::api::{Id, List, PersonJson, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The most characters of the beginning of a text.
const EXCERPT: usize = 220;

#[derive(OpenApi)]
#[openapi(paths(experts))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Its address.
pub(super) fn routes() -> Routes<Content> {
    Routes::default().api(Method::GET, "/api/v1/experts", Needs::Employee, Scope::ContentRead, experts)
}

/// What is asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// The question, or a few words; what is beyond 300 characters is left out.
    q: String,
    /// A site.
    site: Option<Id>,
    /// A unit; those of the units below it are there too.
    unit: Option<Id>,
    /// A language that they speak, as people write it.
    language: Option<String>,
    /// Those alone who can be asked now: online, or at work by the hours they say.
    #[serde(default)]
    available: bool,
}

/// Somebody who is likely to know, and what shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = Expert)]
struct ExpertJson {
    /// Who.
    member: PersonJson,
    /// How many accepted answers near the question, of those that one may read.
    accepted_answers: i64,
    /// How many other answers.
    answers: i64,
    /// How many posts and comments.
    texts: i64,
    /// When the last of these was written.
    #[schema(required)]
    last_at: Option<Time>,
    /// The skills that the question names.
    skills: Vec<String>,
    /// Where the nearest text is read.
    #[schema(required)]
    url: Option<String>,
    /// How that text begins.
    #[schema(required)]
    text: Option<String>,
}

/// Who is likely to know the answer to a question, the likeliest first; at most twelve.
#[utoipa::path(get, path = "/api/v1/experts", tag = "experts", params(Typed), responses((status = 200, body = List<ExpertJson>), (status = "default", body = Problem)))]
async fn experts(State(content): State<Content>, member: Member, Query(typed): Query<Typed>) -> Result<axum::Json<List<ExpertJson>>> {
    member.app.limits.take(Act::Search, member.id().0)?;
    let id = |of: Option<Id>| of.map(|Id(id)| id);
    let asked =
        Asked { available: typed.available, ..Asked::of(&typed.q, id(typed.site), id(typed.unit), &typed.language.unwrap_or_default()) };
    if asked.q.is_empty() {
        return Ok(axum::Json(List { items: Vec::new(), next: None }));
    }
    let found = find::find(&content, &member, &asked).await?;
    let items = found
        .people
        .into_iter()
        .map(|one| ExpertJson {
            member: (&one.someone.person).into(),
            accepted_answers: one.evidence.accepted,
            answers: one.evidence.answers,
            texts: one.evidence.texts,
            last_at: (one.evidence.last > 0).then_some(Time(one.evidence.last)),
            skills: one.skills.into_iter().take(one.named).map(|skill| skill.name).collect(),
            url: one.text.as_ref().map(|text| member.app.settings.link(&text.url)),
            text: one.text.map(|text| names::excerpt(&text.text, EXCERPT)),
        })
        .collect();
    Ok(axum::Json(List { items, next: None }))
}
