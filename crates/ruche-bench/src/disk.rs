//! What the disk itself costs: an acknowledged write waits for one flush at least.

use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// How long a flush takes, in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Flush {
    /// What half of them kept below.
    pub p50: f64,
    /// What 99 in a hundred kept below.
    pub p99: f64,
}

/// Appends 4 KiB to a file in `folder`, and flushes it, `count` times.
///
/// # Errors
/// What the file system says.
pub fn flush(folder: &Path, count: usize) -> std::io::Result<Flush> {
    let path = folder.join("flush");
    let mut file = File::create(&path)?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        file.write_all(&[b'a'; 4_096])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    std::fs::remove_file(&path)?;
    times.sort_by(f64::total_cmp);
    let at =
        |quantile: f64| times.get(((times.len() as f64 * quantile) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0);
    Ok(Flush { p50: at(0.5), p99: at(0.99) })
}
