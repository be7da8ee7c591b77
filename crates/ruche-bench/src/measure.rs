//! What one kind of request costs, and the reference beside it.

use crate::client::{Ask, Connection, Lost};
use crate::figures::{Cost, Day};
use crate::load::{self, Asks, Load, Pace};
use crate::reference;
use crate::served::Served;
use std::sync::Arc;
use std::time::Duration;

/// On how many connections a kind is asked alone.
const CONNECTIONS: usize = 8;

/// What was measured of the program while a load ran.
struct Spent {
    load: Load,
    cpu: f64,
    statements: f64,
}

/// Runs a load, and says what the program spent on each of its requests.
async fn spent(served: &Served, connections: usize, pace: Pace, asks: &Asks) -> Result<Spent, Lost> {
    let counts = served.metrics.is_some();
    let before = if counts { served.counter("ruche_statements_total").await? } else { 0.0 };
    let begun = served.cpu()?;
    let load = load::run(served.address, connections, pace, asks).await?;
    let cpu = served.cpu()?.saturating_sub(begun);
    let after = if counts { served.counter("ruche_statements_total").await? } else { 0.0 };
    let requests = (load.answered + load.failed.values().sum::<u64>()).max(1) as f64;
    Ok(Spent { cpu: cpu.as_secs_f64() * 1_000.0 / requests, statements: (after - before) / requests, load })
}

/// Asks the requests of these numbers, and the reference for as many bodies of the same size.
///
/// # Errors
/// When one of the two servers fails.
pub async fn cost(served: &Served, reference: &Served, count: u64, asks: &Asks) -> Result<Cost, Lost> {
    let Spent { load, cpu, statements } = spent(served, CONNECTIONS, Pace::Count(count), asks).await?;
    let size = load.bytes;
    let bodies: Asks = Arc::new(move |number| {
        let cookie: Arc<str> = reference::cookie(u32::try_from(number % 1_000).unwrap_or(0)).into();
        Ask::page(&cookie, format!("/{size}"))
    });
    // Its requests are short: ten times as many, so that what the system counts in hundredths of a second says something.
    let beside = spent(reference, CONNECTIONS, Pace::Count(count * 10), &bodies).await?;
    if !beside.load.failed.is_empty() {
        return Err("the reference server did not answer".into());
    }
    Ok(Cost { load, cpu, statements, reference: beside.cpu })
}

/// A working day at a pace.
///
/// # Errors
/// When the program fails.
pub async fn day(served: &Served, connections: usize, rate: Option<f64>, time: Duration, asks: &Asks) -> Result<Day, Lost> {
    let pace = match rate {
        Some(rate) => Pace::Rate(rate, time),
        None => Pace::Time(time),
    };
    let Spent { load, cpu, statements } = spent(served, connections, pace, asks).await?;
    Ok(Day { connections, rate, load, cpu, statements, memory: served.private_memory()? })
}

/// One request, so that what a first one makes ready is not counted.
///
/// # Errors
/// When it is not answered by what is there.
pub async fn try_one(served: &Served, ask: &Ask) -> Result<(), Lost> {
    let answer = Connection::to(served.address)?.ask(ask).await?;
    if answer.status < 400 { Ok(()) } else { Err(format!("{}: {}", ask.path, answer.status).into()) }
}
