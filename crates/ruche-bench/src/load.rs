//! Requests on many connections: as fast as they are answered, or at a rate of their own, where an answer that is late makes none of
//! those that follow later: they are counted from the moment when they were to be asked (Tene, coordinated omission).

use crate::client::{Ask, Connection, Lost};
use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The request of a number: the same number is never asked twice in one load.
pub type Asks = Arc<dyn Fn(u64) -> Ask + Send + Sync>;

/// How requests are spread.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// So many, each connection as fast as it is answered.
    Count(u64),
    /// For so long, each connection as fast as it is answered.
    Time(Duration),
    /// So many a second, for so long.
    Rate(f64, Duration),
}

/// What was measured of a load.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Load {
    /// How many were answered by a status below 400.
    pub answered: u64,
    /// How many were not, by their status; 0 for no answer.
    pub failed: BTreeMap<u16, u64>,
    /// From the first request to the last answer, in seconds.
    pub seconds: f64,
    /// The mean size of the answers, in bytes.
    pub bytes: u64,
    /// The time of an answer that half of them kept below, in milliseconds.
    pub p50: f64,
    /// The same for 95 in a hundred.
    pub p95: f64,
    /// The same for 99 in a hundred.
    pub p99: f64,
    /// The slowest, in milliseconds.
    pub max: f64,
}

impl Load {
    /// Answers a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.answered as f64 / self.seconds } else { 0.0 }
    }
}

/// What one connection measured.
struct Part {
    times: Histogram<u64>,
    failed: BTreeMap<u16, u64>,
    bytes: u64,
}

/// From a microsecond to a minute, to three digits.
fn times() -> Result<Histogram<u64>, Lost> {
    Ok(Histogram::new_with_bounds(1, 60_000_000, 3)?)
}

/// Asks `asks` of a server on so many connections.
///
/// # Errors
/// When a connection cannot even be made ready; that a request fails is counted.
pub async fn run(address: SocketAddr, connections: usize, pace: Pace, asks: &Asks) -> Result<Load, Lost> {
    let (most, step, end) = match pace {
        Pace::Count(count) => (count, 0.0, None),
        Pace::Time(time) => (u64::MAX, 0.0, Some(Instant::now() + time)),
        Pace::Rate(rate, time) => ((rate * time.as_secs_f64()) as u64, 1.0 / rate, None),
    };
    let next = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut tasks = Vec::with_capacity(connections);
    for _ in 0..connections {
        let (next, asks) = (Arc::clone(&next), Arc::clone(asks));
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::to(address)?;
            let mut part = Part { times: times()?, failed: BTreeMap::new(), bytes: 0 };
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= most || end.is_some_and(|end| Instant::now() >= end) {
                    return Ok::<_, Lost>(part);
                }
                let mut begun = Instant::now();
                if step > 0.0 {
                    let due = start + Duration::from_secs_f64(step * number as f64);
                    tokio::time::sleep_until(due.into()).await;
                    begun = due;
                }
                let answer = connection.ask(&asks(number)).await;
                match answer {
                    Ok(answer) if answer.status < 400 => {
                        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX).clamp(1, 60_000_000);
                        part.times.record(micros)?;
                        part.bytes += answer.body.len() as u64;
                    }
                    Ok(answer) => *part.failed.entry(answer.status).or_default() += 1,
                    Err(_) => *part.failed.entry(0).or_default() += 1,
                }
            }
        }));
    }
    let (mut all, mut load, mut bytes) = (times()?, Load::default(), 0);
    for task in tasks {
        let part = task.await??;
        all.add(&part.times)?;
        bytes += part.bytes;
        for (status, n) in part.failed {
            *load.failed.entry(status).or_default() += n;
        }
    }
    load.seconds = start.elapsed().as_secs_f64();
    load.answered = all.len();
    load.bytes = bytes / load.answered.max(1);
    let at = |quantile: f64| all.value_at_quantile(quantile) as f64 / 1_000.0;
    (load.p50, load.p95, load.p99, load.max) = (at(0.5), at(0.95), at(0.99), all.max() as f64 / 1_000.0);
    Ok(load)
}
