//! The import, on a data set small enough to be read here and on a public one.

mod company;
mod loading;
mod mapping;
mod reading;
mod small;

use ruche_import::ldbc::Dataset;
use std::path::Path;

/// The public data set, of 222 people. Where it is absent, that is said loudly.
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
fn shared() -> Option<Dataset> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ldbc-snb-sf0003");
    if dir.is_dir() {
        return Some(Dataset::open(&dir).expect("the public data set"));
    }
    eprintln!("SKIPPED: ../shared/data/ldbc-snb-sf0003 is absent");
    None
}
