//! The server that everything is compared with: the same framework, a session looked up in memory, a body that was made before, no
//! database. What it costs is what any answer costs on the machine; what a page costs is said in how many times that.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// How many sessions it knows.
const SESSIONS: u32 = 1_000;

/// The cookie of its session of a number.
#[must_use]
pub fn cookie(number: u32) -> String {
    format!("ruche={:064}", number % SESSIONS)
}

/// What it keeps: who has which session.
type Sessions = Arc<HashMap<String, u32>>;

/// Serves `/BYTES`, a body of so many bytes, until the process ends. `bound` is told the address.
///
/// # Errors
/// When no address is free.
pub async fn serve(bound: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let sessions: Sessions = Arc::new((0..SESSIONS).map(|number| (cookie(number), number)).collect());
    let router = Router::new().route("/{bytes}", get(answer)).with_state((sessions, Arc::default()));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    bound(listener.local_addr()?);
    axum::serve(listener, router).await
}

/// The bodies that were asked for, by their size.
type Bodies = Arc<std::sync::RwLock<HashMap<usize, Bytes>>>;

async fn answer(State((sessions, bodies)): State<(Sessions, Bodies)>, Path(size): Path<usize>, headers: HeaderMap) -> Response {
    let cookie = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !sessions.contains_key(cookie) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let known = bodies.read().ok().and_then(|bodies| bodies.get(&size).cloned());
    let body = known.unwrap_or_else(|| {
        let made = Bytes::from(vec![b'a'; size]);
        if let Ok(mut bodies) = bodies.write() {
            bodies.insert(size, made.clone());
        }
        made
    });
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}
