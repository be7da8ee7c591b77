//! A whole run, in its order.

use crate::client::Lost;
use crate::disk;
use crate::figures::{Figures, Page, Write};
use crate::kinds::{KINDS, Kind, World, of_a_day};
use crate::load::Asks;
use crate::served::Served;
use crate::{live, measure};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::process::Command;

/// How long the search index of the largest company may take to be made.
const INDEX: Duration = Duration::from_secs(4 * 3600);

/// What a run asks.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many requests of each kind of page, and of write.
    pub requests: u64,
    /// How long each working day lasts.
    pub day: Duration,
    /// On how many connections a working day is asked as fast as it goes.
    pub connections: Vec<usize>,
    /// At which rates it is asked, in requests a second.
    pub rates: Vec<f64>,
    /// How many live streams are opened.
    pub streams: Vec<usize>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            requests: 2_000,
            day: Duration::from_secs(10),
            connections: vec![1, 8, 32, 256],
            rates: vec![100.0, 500.0, 1_000.0],
            streams: vec![1_000, 15_000],
        }
    }
}

/// Where the program is, and what it serves.
pub struct Site<'a> {
    /// The program, `ruche`.
    pub program: &'a Path,
    /// The folder of the company's data.
    pub data: &'a Path,
    /// The database, where it is none in that folder.
    pub database_url: Option<&'a str>,
}

/// Runs the plan and fills in the figures; what is done is told step by step.
///
/// # Errors
/// When the program, or the reference server, does not answer.
pub async fn run(
    site: &Site<'_>,
    world: World,
    plan: &Plan,
    mut figures: Figures,
    tell: &mut (dyn FnMut(&str) + Send),
) -> Result<Figures, Lost> {
    let world = Arc::new(world);
    let mut command = Command::new(site.program);
    command.arg("bench-reference");
    let reference = Served::start(command, false, "/1").await?;
    tell("making the search index");
    let served = Served::ruche(site.program, site.data, site.database_url).await?;
    served.settled(INDEX).await?;
    served.stop().await?;
    tell("starting");
    let served = Served::ruche(site.program, site.data, site.database_url).await?;
    served.settled(INDEX).await?;
    (figures.ready, figures.idle) = (served.ready.as_secs_f64(), served.private_memory()?);

    for kind in KINDS.iter().filter(|kind| !kind.writes) {
        tell(kind.name);
        measure::try_one(&served, &kind.ask(&world, u64::MAX / 2)).await?;
        figures.pages.push(page(&served, &reference, &world, kind, plan.requests).await?);
    }
    for kind in KINDS.iter().filter(|kind| kind.writes) {
        tell(kind.name);
        let flush = disk::flush(site.data, 200)?;
        let cost = measure::cost(&served, &reference, plan.requests.min(1_000), &asks(&world, *kind, false)).await?;
        figures.writes.push(Write { kind: kind.name.to_owned(), cost, flush });
    }
    let mut begun = 0;
    let mut day = |world: &Arc<World>| -> Asks {
        begun += 10_000_000;
        let (world, first) = (Arc::clone(world), begun);
        Arc::new(move |number| of_a_day(&world, first + number))
    };
    for &connections in &plan.connections {
        tell(&format!("a working day, {connections} connections"));
        figures.days.push(measure::day(&served, connections, None, plan.day, &day(&world)).await?);
    }
    for &rate in &plan.rates {
        tell(&format!("a working day, {rate} requests a second"));
        figures.days.push(measure::day(&served, 256, Some(rate), plan.day, &day(&world)).await?);
    }
    served.stop().await?;
    for &count in &plan.streams {
        tell(&format!("{count} live streams"));
        // Started anew: what the load before left in memory would hide what the streams take.
        let served = Served::ruche(site.program, site.data, site.database_url).await?;
        served.settled(INDEX).await?;
        figures.live.push(live::streams(&served, &world, count).await?);
        served.stop().await?;
    }
    reference.stop().await?;
    Ok(figures)
}

/// The requests of a kind, by their numbers.
fn asks(world: &Arc<World>, kind: Kind, compressed: bool) -> Asks {
    let world = Arc::clone(world);
    Arc::new(move |number| {
        let mut ask = kind.ask(&world, number);
        ask.compressed = compressed;
        ask
    })
}

async fn page(served: &Served, reference: &Served, world: &Arc<World>, kind: &Kind, requests: u64) -> Result<Page, Lost> {
    let plain = asks(world, *kind, false);
    Ok(Page {
        kind: kind.name.to_owned(),
        first: measure::cost(served, reference, requests, &plain).await?,
        again: measure::cost(served, reference, requests, &plain).await?,
        compressed: measure::cost(served, reference, requests, &asks(world, *kind, true)).await?,
    })
}
