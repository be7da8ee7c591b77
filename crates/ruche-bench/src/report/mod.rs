//! The figures in words: tables for the terminal and the documentation, and a page with charts.

mod page;

pub use page::page;

use crate::figures::{Cost, Figures};
use std::fmt::Write as _;

/// The figures as tables in Markdown, which read well in a terminal too.
#[must_use]
pub fn text(figures: &Figures) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = tables(&mut text, figures);
    text
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn tables(out: &mut String, f: &Figures) -> std::fmt::Result {
    let m = &f.machine;
    writeln!(
        out,
        "Size {}, {}; {}, {} cores, {:.0} GB, {}; {}; ruche {}.\n",
        f.size,
        f.engine,
        m.processor,
        m.cores,
        m.memory as f64 / 1e9,
        m.system,
        f.made_at,
        f.ruche
    )?;
    let (records, seconds) = f.filled;
    writeln!(
        out,
        "Filled with {records} records in {seconds:.0} s. Ready {:.2} s after the start, {:.0} MB of memory then.\n",
        f.ready,
        megabytes(f.idle)
    )?;
    writeln!(
        out,
        "| page | bytes | statements | p50 ms | p99 ms | CPU ms | reference CPU ms | first: times the reference | again | compressed |"
    )?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")?;
    for page in &f.pages {
        let again = &page.again;
        writeln!(
            out,
            "| {} | {} | {:.1} | {:.2} | {:.2} | {:.3} | {:.4} | {:.0} | {:.0} | {:.0} |",
            page.kind,
            again.load.bytes,
            again.statements,
            again.load.p50,
            again.load.p99,
            again.cpu,
            again.reference,
            page.first.ratio(),
            again.ratio(),
            page.compressed.ratio(),
        )?;
    }
    writeln!(out, "\n| write | statements | p50 ms | p99 ms | CPU ms | flush p50 ms | flush p99 ms |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: |")?;
    for write in &f.writes {
        let Cost { load, cpu, statements, .. } = &write.cost;
        writeln!(
            out,
            "| {} | {statements:.1} | {:.2} | {:.2} | {cpu:.3} | {:.2} | {:.2} |",
            write.kind, load.p50, load.p99, write.flush.p50, write.flush.p99
        )?;
    }
    writeln!(out, "\n| working day | requests a second | p50 ms | p95 ms | p99 ms | CPU ms | statements | failed | memory MB |")?;
    writeln!(out, "| --- | --: | --: | --: | --: | --: | --: | --: | --: |")?;
    for day in &f.days {
        let how = day.rate.map_or_else(|| format!("{} connections", day.connections), |rate| format!("{rate:.0} a second asked for"));
        let load = &day.load;
        let failed: u64 = load.failed.values().sum();
        writeln!(
            out,
            "| {how} | {:.0} | {:.2} | {:.2} | {:.2} | {:.3} | {:.1} | {failed} | {:.0} |",
            load.rate(),
            load.p50,
            load.p95,
            load.p99,
            day.cpu,
            day.statements,
            megabytes(day.memory),
        )?;
    }
    writeln!(out, "\n| live streams | memory a stream, kB | memory of the program, MB | a post on all of them after, ms |")?;
    writeln!(out, "| --: | --: | --: | --: |")?;
    for live in &f.live {
        writeln!(out, "| {} | {:.1} | {:.0} | {:.0} |", live.streams, live.memory / 1e3, megabytes(live.whole), live.reached)?;
    }
    Ok(())
}
