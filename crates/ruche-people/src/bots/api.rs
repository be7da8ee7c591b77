//! Bots in the API: which there are, and making one. One is closed like an account, by `POST /api/v1/admin/members/{id}/departure`.
//!
//! Deliberately not here: making a token of one, which asks the administrator's password again, on the page alone.

use super::actions::{self, NewBot};
use super::store::{self, Listed};
use crate::People;
use axum::extract::State;
use axum::response::Response;
use http::Method;
use ruche_kernel::Page;
use ruche_web::api::{self, Id, Json, Key, List, Listing, Problem, Query, Scope, Time};
use ruche_web::limits::Act;
use ruche_web::{Member, Needs, Result, Routes};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(list, make))]
struct Api;

/// Its part of the description.
pub(super) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// Where they stand.
const PATH: &str = "/api/v1/admin/bots";

/// Its addresses.
pub(super) fn routes() -> Routes<People> {
    Routes::default().api(Method::GET, PATH, Needs::Admin, Scope::Admin, list).api(Method::POST, PATH, Needs::Admin, Scope::Admin, make)
}

/// A bot.
#[derive(Serialize, ToSchema)]
#[schema(as = Bot)]
struct BotJson {
    /// Which member it is.
    id: Id,
    /// Its name.
    name: String,
    /// What it does.
    purpose: String,
    /// Who answers for it.
    #[schema(required)]
    sponsor: Option<Id>,
    /// When it was made.
    created_at: Time,
}

impl From<Listed> for BotJson {
    fn from(bot: Listed) -> Self {
        Self {
            id: Id(bot.id.0),
            name: bot.name,
            purpose: bot.purpose,
            sponsor: bot.sponsor.map(|id| Id(id.0)),
            created_at: Time(bot.created_at),
        }
    }
}

/// A bot to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBot)]
struct Sent {
    /// Its name; 80 characters at most.
    name: String,
    /// What it does; 300 characters at most.
    #[serde(default)]
    purpose: String,
    /// The address or user name of the employee who answers for it; oneself when it is not said.
    #[serde(default)]
    sponsor: String,
}

/// The bots of the company, by name, those of incoming webhooks among them.
#[utoipa::path(get, path = "/api/v1/admin/bots", tag = "bots", params(Listing), responses((status = 200, body = List<BotJson>), (status = "default", body = Problem)))]
async fn list(State(people): State<People>, _: Member, Query(listing): Query<Listing>) -> Result<axum::Json<List<BotJson>>> {
    let (limit, after) = (listing.limit()?, listing.key((String::new(), 0))?);
    let rows = store::list(&people.platform.db, &after, limit as i64 + 1).await?;
    let Page { items: rows, next } = Page::of(rows, limit, |bot| format!("{}.{}", bot.sort_key, bot.id));
    Ok(axum::Json(List { items: rows.into_iter().map(Into::into).collect(), next }))
}

/// Makes a bot.
#[utoipa::path(post, path = "/api/v1/admin/bots", tag = "bots", request_body = Sent, params(("Idempotency-Key" = Option<String>, Header, description = "The same key makes one thing, however often it is sent.")),
    responses((status = 201, body = BotJson), (status = "default", body = Problem)))]
async fn make(State(people): State<People>, member: Member, Key(key): Key, Json(sent): Json<Sent>) -> Result<Response> {
    member.app.limits.take(Act::Touch, member.id().0)?;
    let new = NewBot { name: sent.name, purpose: sent.purpose, sponsor: sent.sponsor };
    let id = actions::make(&people, &member.actor(), &new, Some(key)).await?;
    Ok(api::created(PATH, BotJson::from(store::find(&people.platform.db, id).await?)))
}
