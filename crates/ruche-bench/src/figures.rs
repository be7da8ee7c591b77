//! The figures of a run, as they are kept: what is printed and drawn is made of nothing else.

use crate::disk::Flush;
use crate::load::Load;
use serde::{Deserialize, Serialize};

/// The machine, as it says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Machine {
    /// The name of its processor.
    pub processor: String,
    /// How many of them there are.
    pub cores: usize,
    /// Its memory, in bytes.
    pub memory: u64,
    /// Its system.
    pub system: String,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn here() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let after = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_once(':'));
            line.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        let kilobytes = after(&read("/proc/meminfo"), "MemTotal");
        Self {
            processor: after(&read("/proc/cpuinfo"), "model name"),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory: kilobytes.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024,
            system: format!("Linux {}", read("/proc/sys/kernel/osrelease").trim()),
        }
    }
}

/// What a kind of request costs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cost {
    /// What was asked, and how fast it was answered.
    pub load: Load,
    /// The time of the processors for one request, in milliseconds.
    pub cpu: f64,
    /// The same of the reference server, for a body of the same size, measured right beside.
    pub reference: f64,
    /// How many SQL statements one request ran.
    pub statements: f64,
}

impl Cost {
    /// How many times what the reference costs.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        if self.reference > 0.0 { self.cpu / self.reference } else { 0.0 }
    }
}

/// What a kind of page costs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// The word of the kind.
    pub kind: String,
    /// Each page the first time that it is asked for since the program started.
    pub first: Cost,
    /// The same pages again.
    pub again: Cost,
    /// And once more, compressed.
    pub compressed: Cost,
}

/// What a kind of write costs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Write {
    /// The word of the kind.
    pub kind: String,
    /// What it costs.
    pub cost: Cost,
    /// What a flush of the disk took right before.
    pub flush: Flush,
}

/// A working day at one rate, or as fast as it goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Day {
    /// On how many connections.
    pub connections: usize,
    /// Requests a second that were to be asked; none when each connection asked as fast as it was answered.
    pub rate: Option<f64>,
    /// How they were answered.
    pub load: Load,
    /// The time of the processors for one request, in milliseconds.
    pub cpu: f64,
    /// How many SQL statements one request ran.
    pub statements: f64,
    /// The memory of the program afterwards, in bytes.
    pub memory: u64,
}

/// Open streams of live events.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Live {
    /// How many were open.
    pub streams: usize,
    /// How much memory more the program took for each, in bytes.
    pub memory: f64,
    /// The memory of the program with all of them, in bytes.
    pub whole: u64,
    /// From the sending of a post to its event on every stream, in milliseconds.
    pub reached: f64,
}

/// All of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// The version of the program.
    pub ruche: String,
    /// When the run began, in words.
    pub made_at: String,
    /// Where.
    pub machine: Machine,
    /// The word of the size.
    pub size: String,
    /// The engine of the database.
    pub engine: String,
    /// How many records the company was filled from, and how long that took, in seconds.
    pub filled: (u64, f64),
    /// From the start to the first answer, in seconds.
    pub ready: f64,
    /// The memory of the program before anything was asked of it, in bytes.
    pub idle: u64,
    /// The pages, each kind alone.
    pub pages: Vec<Page>,
    /// The writes, each kind alone.
    pub writes: Vec<Write>,
    /// The working day.
    pub days: Vec<Day>,
    /// The live streams.
    pub live: Vec<Live>,
}
