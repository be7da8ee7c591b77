//! Completion of topics.

use super::store;
use crate::Content;
use axum::Json;
use axum::extract::{Query, State};
use ruche_web::limits::Act;
use ruche_web::{Member, Result};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub(super) struct Suggest {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
pub(super) struct Suggestion {
    name: String,
}

pub(super) async fn suggest(State(content): State<Content>, member: Member, Query(query): Query<Suggest>) -> Result<Json<Vec<Suggestion>>> {
    member.app.limits.take(Act::Suggest, member.id().0)?;
    Ok(Json(store::suggest(&content.platform.db, member.id(), &query.q).await?.into_iter().map(|name| Suggestion { name }).collect()))
}
