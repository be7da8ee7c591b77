//! The child as a program of its own: what the tests start. The server starts itself.

use ruche_media::{Task, child_main};
use std::process::ExitCode;

fn main() -> ExitCode {
    child_main(Task::from_arguments(std::env::args_os().skip(1)))
}
