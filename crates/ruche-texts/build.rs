//! Makes the functions of `ruche_texts::T` from the Fluent files, or names everything that is wrong with them.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo by its standard output")]

use std::env;
use std::path::Path;

fn main() {
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    // The product's texts, and those that this crate's tests compile.
    for (locales, file) in [("../../locales", "texts.rs"), ("samples", "samples.rs")] {
        println!("cargo::rerun-if-changed={locales}");
        for problem in ruche_texts_build::generate(Path::new(locales), &Path::new(&out).join(file)).err().unwrap_or_default() {
            println!("cargo::error={problem}");
        }
    }
}
