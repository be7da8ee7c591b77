//! The child as a program of its own: what the tests start. The server starts itself.

use ruche_media::{KEEP_ORIGINAL, Keep, child_main};
use std::process::ExitCode;

fn main() -> ExitCode {
    let original = std::env::args_os().any(|argument| argument == KEEP_ORIGINAL);
    child_main(if original { Keep::Original } else { Keep::Copies })
}
