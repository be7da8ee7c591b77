//! The program `ruche`.

use std::process::ExitCode;

/// Faster than the system's under many threads, and it gives memory back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ruche_server::commands::run()
}
