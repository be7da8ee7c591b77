//! The figures as a page of their own: charts without script, each beside the numbers it is drawn from.

use super::megabytes;
use crate::figures::Figures;
use maud::{DOCTYPE, Markup, html};

/// How wide the longest bar is, in the units of the drawing.
const WIDTH: f64 = 400.0;
/// How far one bar stands below the other.
const STEP: f64 = 26.0;
/// The room for what is said at their end.
const RIGHT: f64 = 270.0;
/// Where the bars begin: the words stand before.
const LEFT: f64 = 190.0;

/// What it looks like, in light and dark.
const STYLE: &str = ":root{color-scheme:light dark;--ink:#1d1b16;--paper:#fbfaf7;--soft:#6b675d;--first:#d9a441;--again:#8a5a00}\
    @media(prefers-color-scheme:dark){:root{--ink:#ece8de;--paper:#1a1814;--soft:#a39d8f;--first:#7a5c20;--again:#e3b04b}}\
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}\
    svg{width:100%;height:auto}text{fill:var(--ink);font-size:13px}.soft{color:var(--soft);fill:var(--soft)}.first{fill:var(--first)}.again{fill:var(--again)}\
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:right;padding:.3rem .5rem;border-bottom:1px solid color-mix(in srgb,var(--soft) 30%,transparent)}\
    th:first-child,td:first-child{text-align:left}div.wide{overflow-x:auto}";

/// One bar, or two one over the other: its word, the lengths, what stands at its end.
struct Bar {
    word: String,
    first: f64,
    again: f64,
    said: String,
}

/// Bars that begin at 0, the longest as wide as there is room. A reader that does not see them is told the title; the table says the rest.
fn bars(title: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.first.max(bar.again)).fold(f64::MIN_POSITIVE, f64::max);
    let length = |value: f64| format!("{:.1}", value / most * WIDTH);
    html! {
        svg viewBox={ "0 0 " (LEFT + WIDTH + RIGHT) " " (bars.len() as f64 * STEP) } role="img" aria-label=(title) {
            @for (at, bar) in bars.iter().enumerate() {
                @let y = at as f64 * STEP;
                text x=(LEFT - 10.0) y=(y + 17.0) text-anchor="end" { (bar.word) }
                rect class="first" x=(LEFT) y=(y + 4.0) width=(length(bar.first)) height="18" rx="3" {}
                rect class="again" x=(LEFT) y=(y + 8.0) width=(length(bar.again)) height="10" rx="3" {}
                text class="soft" x=(format!("{:.1}", LEFT + bar.first.max(bar.again) / most * WIDTH + 8.0)) y=(y + 17.0) { (bar.said) }
            }
        }
    }
}

/// The page. It stands by itself: no file beside it, no script.
#[must_use]
pub fn page(f: &Figures) -> String {
    let m = &f.machine;
    let pages: Vec<Bar> = f
        .pages
        .iter()
        .map(|page| Bar {
            word: page.kind.clone(),
            first: page.first.ratio(),
            again: page.again.ratio(),
            said: format!("{:.0} × first, {:.0} × again", page.first.ratio(), page.again.ratio()),
        })
        .collect();
    let writes: Vec<Bar> = f
        .writes
        .iter()
        .map(|write| Bar {
            word: write.kind.clone(),
            first: write.cost.load.p99,
            again: write.cost.load.p50,
            said: format!("{:.1} ms half, {:.1} ms 99 %", write.cost.load.p50, write.cost.load.p99),
        })
        .collect();
    let days: Vec<Bar> = f
        .days
        .iter()
        .map(|day| Bar {
            word: day.rate.map_or_else(|| format!("{} connections", day.connections), |rate| format!("{rate:.0} a second")),
            first: day.load.p99,
            again: day.load.p50,
            said: format!("{:.1} ms half, {:.1} ms 99 %, {:.0} a second", day.load.p50, day.load.p99, day.load.rate()),
        })
        .collect();
    let title = format!("Ruche {}: size {}, {}", f.ruche, f.size, f.engine);
    html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { (title) } style { (maud::PreEscaped(STYLE)) } }
            body {
                h1 { (title) }
                p { (f.made_at) ". " (m.processor) ", " (m.cores) " cores, " (format!("{:.0}", m.memory as f64 / 1e9)) " GB of memory, " (m.system) "." }
                p { "Filled with " (f.filled.0) " records in " (format!("{:.0}", f.filled.1)) " s. Ready " (format!("{:.2}", f.ready)) " s after the start, with " (format!("{:.0}", megabytes(f.idle))) " MB of memory." }
                h2 { "Pages: how many times what a server that does nothing costs" }
                p class="soft" { "The processor’s time for one page, divided by that for a body of the same size out of memory, measured right beside. Wide: the first time that it is shown; narrow: again." }
                (bars("Pages", &pages))
                div class="wide" { table {
                    thead { tr { th { "page" } th { "bytes" } th { "statements" } th { "half, ms" } th { "99 %, ms" } th { "CPU, ms" } th { "reference, ms" } th { "compressed, ×" } } }
                    tbody { @for page in &f.pages { tr {
                        td { (page.kind) } td { (page.again.load.bytes) } td { (format!("{:.1}", page.again.statements)) } td { (format!("{:.2}", page.again.load.p50)) }
                        td { (format!("{:.2}", page.again.load.p99)) } td { (format!("{:.3}", page.again.cpu)) } td { (format!("{:.4}", page.again.reference)) } td { (format!("{:.0}", page.compressed.ratio())) }
                    } } }
                } }
                h2 { "Writes: until they are on the disk" }
                p class="soft" { "Wide: what 99 in a hundred kept below; narrow: what half of them did. Eight people write at once." }
                (bars("Writes", &writes))
                div class="wide" { table {
                    thead { tr { th { "write" } th { "statements" } th { "CPU, ms" } th { "flush of the disk, half, ms" } th { "99 %, ms" } } }
                    tbody { @for write in &f.writes { tr {
                        td { (write.kind) } td { (format!("{:.1}", write.cost.statements)) } td { (format!("{:.3}", write.cost.cpu)) } td { (format!("{:.2}", write.flush.p50)) } td { (format!("{:.2}", write.flush.p99)) }
                    } } }
                } }
                h2 { "A working day" }
                p class="soft" { "Reading feeds, threads, notifications, searching, and 65 writes in a thousand requests. At a rate, an answer is counted from the moment when it was to be asked for." }
                (bars("A working day", &days))
                div class="wide" { table {
                    thead { tr { th { "how" } th { "answered" } th { "failed" } th { "a second" } th { "CPU, ms" } th { "statements" } th { "memory, MB" } } }
                    tbody { @for (day, bar) in f.days.iter().zip(&days) { tr {
                        td { (bar.word) } td { (day.load.answered) } td { (day.load.failed.values().sum::<u64>()) } td { (format!("{:.0}", day.load.rate())) }
                        td { (format!("{:.3}", day.cpu)) } td { (format!("{:.1}", day.statements)) } td { (format!("{:.0}", megabytes(day.memory))) }
                    } } }
                } }
                h2 { "Live" }
                div class="wide" { table {
                    thead { tr { th { "open streams" } th { "memory of one, kB" } th { "of the program, MB" } th { "a post on all of them after, ms" } } }
                    tbody { @for live in &f.live { tr {
                        td { (live.streams) } td { (format!("{:.1}", live.memory / 1e3)) } td { (format!("{:.0}", megabytes(live.whole))) } td { (format!("{:.0}", live.reached)) }
                    } } }
                } }
            }
        }
    }
    .into_string()
}
