//! The address that browsers follow.

use super::rules;
use super::stream::Connection;
use crate::Reach;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Sse};
use axum_extra::extract::CookieJar;
use ruche_kernel::Error;
use ruche_web::middleware::SESSION_COOKIE;
use ruche_web::{Member, Result};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Start {
    after: Option<i64>,
}

pub(super) async fn follow(
    State(reach): State<Reach>,
    member: Member,
    cookies: CookieJar,
    headers: HeaderMap,
    Query(start): Query<Start>,
) -> Result {
    let settings = &member.app.settings;
    if !rules::from_this_site(&headers, &settings.public_url.origin().ascii_serialization()) {
        return Err(Error::Forbidden.into());
    }
    let token = cookies.get(&settings.cookie(SESSION_COOKIE)).ok_or(Error::Forbidden)?.value().to_owned();
    // A browser that reconnects by itself says where it was; the address may be older.
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    let connection = Connection::open(member.app.clone(), reach.live.clone(), member.id(), token, last.or(start.after)).await?;
    let mut answer = Sse::new(connection.into_stream()).into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies would hold the stream back.
    answer.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(answer)
}
