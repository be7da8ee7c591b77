//! What is answered of an address, to whoever has a session.

use crate::writing::own::{self, Target};
use crate::{Content, topics};
use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use ruche_kernel::{Actor, Error};
use ruche_people::{access, members};
use ruche_web::limits::Act;
use ruche_web::parts::Person;
use ruche_web::{Ctx, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For how long an answer may be kept, in seconds: rights change.
const CACHE_AGE: u32 = 300;

/// What is asked. `maxwidth` and `maxheight` may come: nothing that is given has a size.
#[derive(Deserialize)]
pub(super) struct Asked {
    url: String,
    #[serde(default)]
    format: Option<String>,
}

/// What stands behind an address, as the asker may see it (oEmbed 1.0).
#[derive(Serialize, ToSchema)]
#[schema(as = Embed)]
pub(super) struct EmbedJson {
    /// `1.0`.
    version: String,
    /// `link`.
    r#type: String,
    /// Its title, first words or name.
    title: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    /// The page of who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    author_url: Option<String>,
    /// The name of the company.
    provider_name: String,
    /// The address of this site.
    provider_url: String,
    /// For how many seconds this may be kept.
    cache_age: u32,
}

/// The answer, for someone who is known.
pub(super) async fn embed(content: &Content, ctx: &Ctx, actor: &Actor, url: &str) -> Result<EmbedJson> {
    let settings = &ctx.app.settings;
    let target = Target::of(url, &settings.link("")).filter(|_| !url.starts_with('/')).ok_or(Error::NotFound)?;
    let mut author: Option<Person> = None;
    let title = match &target {
        Target::Text(_) | Target::Community(_) => {
            let card = own::cards(content, actor, std::slice::from_ref(&target)).await?.remove(&target).ok_or(Error::NotFound)?;
            author = card.author;
            card.title
        }
        Target::Topic(key) => format!("#{}", topics::access::here(content, actor, key).await?.mark.name),
        Target::Person(id) => {
            let db = &content.platform.db;
            access::see_member(db, actor, *id).await?;
            let person = members::store::people(db, &[id.0]).await?.remove(&id.0).ok_or(Error::NotFound)?;
            named(ctx, &person)
        }
    };
    // A partner is given no link to people whom they do not see.
    let author_url = match &author {
        Some(author) if access::see_member(&content.platform.db, actor, author.id).await.is_ok() => {
            Some(settings.link(&format!("/members/{}", author.id)))
        }
        _ => None,
    };
    Ok(EmbedJson {
        version: "1.0".into(),
        r#type: "link".into(),
        title,
        author_name: author.map(|author| named(ctx, &author)),
        author_url,
        provider_name: ctx.app.company().map(|company| company.name.clone()).unwrap_or_default(),
        provider_url: settings.link("/"),
        cache_age: CACHE_AGE,
    })
}

/// The name, and beside it the company of a partner, as wherever a name appears.
fn named(ctx: &Ctx, person: &Person) -> String {
    let name = person.shown_name(ctx);
    match &person.partner {
        Some(company) => format!("{name} ({})", ctx.t.web_partner_of(company.as_str())),
        None => name,
    }
}

/// The status line alone: those who ask are programs, and the specification gives each a meaning.
fn plain(status: StatusCode) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], status.canonical_reason().unwrap_or_default()).into_response()
}

pub(super) async fn give(State(content): State<Content>, ctx: Ctx, Query(asked): Query<Asked>) -> Result {
    let Some(viewer) = &ctx.viewer else { return Ok(plain(StatusCode::UNAUTHORIZED)) };
    if asked.format.as_deref().is_some_and(|format| format != "json") {
        return Ok(plain(StatusCode::NOT_IMPLEMENTED));
    }
    ctx.app.limits.take(Act::Suggest, viewer.actor.id.0)?;
    match embed(&content, &ctx, &viewer.actor, &asked.url).await {
        Ok(embed) => Ok(([(header::CACHE_CONTROL, "private, max-age=300")], Json(embed)).into_response()),
        Err(failure) if matches!(failure.0, Error::NotFound) => Ok(plain(StatusCode::NOT_FOUND)),
        Err(failure) => Err(failure),
    }
}
