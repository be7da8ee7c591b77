//! The child: limits first, then one picture from standard input, one answer on standard output, and the end.

use crate::{Keep, MAX_BYTES, Prepared, Refusal, frame, picture, prison};
use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::panic::catch_unwind;
use std::process::{Command, ExitCode};

/// The whole life of the process that looks at one picture. To be called first thing in `main`, before any thread is
/// started or any file opened, for a command that a person never types; `keep` says whether [`crate::KEEP_ORIGINAL`]
/// was among the arguments.
///
/// The first time, it limits memory and starts the same program again with the same arguments in the same process, so
/// that the limits count from the first allocation on. The second time it limits time, gives up files, network and
/// other processes, reads the picture and answers.
///
/// The code is not zero only when no answer could be written.
pub fn child_main(keep: Keep) -> ExitCode {
    let answer = if prison::is_limited() { look(keep) } else { Err(restart()) };
    match frame::write(&mut io::stdout().lock(), &answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Comes back only when it failed.
fn restart() -> Refusal {
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_default();
    // The program of this process even when its file was replaced meanwhile.
    let program = match cfg!(target_os = "linux") {
        true => Ok("/proc/self/exe".into()),
        false => std::env::current_exe(),
    };
    if let (Ok(()), Ok(program)) = (prison::limit_memory(), program) {
        let _failure = Command::new(program).arg0(name).args(arguments).exec();
    }
    Refusal::Unavailable
}

fn look(keep: Keep) -> Result<Prepared, Refusal> {
    // A decoder that panics found damage: the answer says so, nobody reads the message.
    std::panic::set_hook(Box::new(|_| {}));
    prison::confine().map_err(|_| Refusal::Unavailable)?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Unavailable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Refusal::TooHeavy);
    }
    catch_unwind(|| picture::prepare(&bytes, keep)).unwrap_or(Err(Refusal::Damaged))
}
