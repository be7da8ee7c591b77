//! Open streams of live events: what each costs, and when a post is known on all of them.

use crate::client::{Ask, Connection, Lost};
use crate::figures::Live;
use crate::kinds::{World, named};
use crate::served::Served;
use http_body_util::BodyExt as _;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How many streams are opened at once.
const AT_ONCE: usize = 200;
/// How long the opening of one, and the way of an event to all of them, may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The kind of the event that a post makes.
const TOLD: &str = "post.published";

/// Opens so many streams, each of a member in turn, publishes a post for everyone, and waits until every stream has told it.
///
/// # Errors
/// When a stream is refused, or a stream is not told within a minute.
pub async fn streams(served: &Served, world: &World, count: usize) -> Result<Live, Lost> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit)?;
    let before = served.private_memory()?;
    let (told, mut heard) = mpsc::channel::<Instant>(count.max(1));
    let mut open = JoinSet::new();
    let mut at = 0;
    while at < count {
        let mut opening = JoinSet::new();
        for number in at..(at + AT_ONCE).min(count) {
            let cookie = Arc::clone(&world.cookies[number % world.cookies.len()]);
            opening.spawn(begin(served.address, cookie));
        }
        at += opening.len();
        while let Some(stream) = opening.join_next().await {
            open.spawn(listen(stream??, told.clone()));
        }
    }
    let whole = served.private_memory()?;
    let publish = named("publish").ok_or("no kind that publishes")?;
    let begun = Instant::now();
    let answer = Connection::to(served.address)?.ask(&publish.ask(world, count as u64 + 1_000_000_007)).await?;
    if answer.status >= 400 {
        return Err(format!("the post was answered by {}", answer.status).into());
    }
    let mut last = begun;
    for _ in 0..count {
        last = timeout(PATIENCE, heard.recv())
            .await
            .map_err(|_| "a stream was not told within a minute")?
            .ok_or("the streams ended")?
            .max(last);
    }
    open.shutdown().await;
    let memory = whole.saturating_sub(before) as f64 / count.max(1) as f64;
    Ok(Live { streams: count, memory, whole, reached: last.duration_since(begun).as_secs_f64() * 1_000.0 })
}

/// A stream that has begun, and the connection that it is on.
type Begun = (hyper::body::Incoming, Connection);

async fn begin(address: SocketAddr, cookie: Arc<str>) -> Result<Begun, Lost> {
    let mut connection = Connection::to(address)?;
    let ask = Ask::page(&cookie, "/live".into());
    let response = timeout(PATIENCE, connection.begin(&ask)).await.map_err(|_| "a stream did not begin within a minute")??;
    if !response.status().is_success() {
        return Err(format!("a stream was answered by {}", response.status()).into());
    }
    Ok((response.into_body(), connection))
}

/// Reads until the post is told, then goes on reading so that the stream stays open.
async fn listen((mut body, _connection): Begun, told: mpsc::Sender<Instant>) {
    let mut seen = false;
    while let Some(Ok(frame)) = body.frame().await {
        let Some(data) = frame.data_ref() else { continue };
        if !seen && data.windows(TOLD.len()).any(|part| part == TOLD.as_bytes()) {
            seen = true;
            // Nobody waits for it any more when the run has ended.
            let _ = told.send(Instant::now()).await;
        }
    }
}
