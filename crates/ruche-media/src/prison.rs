//! What the child gives up before it reads a picture. Every limit is the kernel's, so it holds whatever a decoder does.
//!
//! Everywhere: memory, time, no new descriptor (so no file, device or socket can be opened, whatever the rights), no
//! new process, no new privilege. Where the system lets an ordinary user make namespaces: a network without any
//! interface, and a root folder with nothing in it. Where it does not, a decoder taken over by a picture could still
//! remove files by name or signal processes of the same user. The decoders are memory-safe; the only C here encodes
//! the copies and sees nothing but pixels.
//!
//! A service manager that filters system calls must answer the forbidden ones with an error: one that kills instead
//! kills every child that tries its luck with `unshare` or `chroot`.
//!
//! Deliberately not here: a filter of system calls, which needs unsafe code or one more dependency.

use rustix::io;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Memory that the child may write to, in bytes: pixels of the largest picture, twice, and a decoder.
const MEMORY: u64 = 768 << 20;
/// Addresses in use, in bytes: that memory, the program and its libraries.
const ADDRESSES: u64 = 1 << 30;
/// Time of one processor, in seconds. The second after it is for the kernel to kill without asking.
const SECONDS: u64 = 10;
/// How much the child gives way to the pages being served (0 not at all, 19 always).
const POLITENESS: i32 = 5;

fn limit(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    // Only ever lowered: what the system already forbids stays forbidden.
    let lower = |value: u64, now: Option<u64>| Some(now.map_or(value, |now| now.min(value)));
    let now = getrlimit(resource);
    let maximum = lower(hard, now.maximum);
    let current = lower(soft.min(maximum.unwrap_or(soft)), now.current);
    setrlimit(resource, Rlimit { current, maximum })
}

/// Whether [`limit_memory`] has been called in this process or before it became this program.
pub(crate) fn is_limited() -> bool {
    getrlimit(Resource::Data).maximum.is_some_and(|maximum| maximum <= MEMORY)
        && getrlimit(Resource::As).maximum.is_some_and(|maximum| maximum <= ADDRESSES)
}

/// Limits memory. An allocator may have reserved more than that when the program started, so the program has to be
/// started again in the same process: the limits stay.
pub(crate) fn limit_memory() -> io::Result<()> {
    limit(Resource::As, ADDRESSES, ADDRESSES)?;
    limit(Resource::Data, MEMORY, MEMORY)
}

/// Limits time and gives up files, network and other processes. After this only the open descriptors are of use.
pub(crate) fn confine() -> io::Result<()> {
    limit(Resource::Cpu, SECONDS, SECONDS + 1)?;
    limit(Resource::Core, 0, 0)?;
    // Where it is refused, the picture is still looked at: this only spares the neighbours.
    let _ = rustix::process::nice(POLITENESS);
    #[cfg(target_os = "linux")]
    linux::confine()?;
    // No new descriptor: neither file nor socket.
    limit(Resource::Nofile, 0, 0)?;
    limit(Resource::Fsize, 0, 0)?;
    limit(Resource::Nproc, 0, 0)
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::io;
    use rustix::process::{DumpableBehavior, chdir, chroot, set_dumpable_behavior};
    use rustix::thread::{CapabilitySet, CapabilitySets, UnshareFlags, set_capabilities, set_no_new_privs};

    pub(super) fn confine() -> io::Result<()> {
        set_no_new_privs(true)?;
        // Some systems and containers forbid one or the other to ordinary users; the rest holds without them.
        if namespaces().is_ok() {
            // A folder that holds three descriptors, cannot be written to and goes away with the process.
            let _ = chroot("/proc/self/fdinfo").and_then(|()| chdir("/"));
        }
        // Without rights of the administrator, of this namespace or of the machine, no limit can be raised again.
        let none = CapabilitySet::empty();
        set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })?;
        // Other processes of the same user cannot look inside.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)
    }

    /// A network without any interface, and the right to leave the file system.
    #[expect(deprecated, reason = "unsafe for shared tables of descriptors only, which these flags leave alone")]
    fn namespaces() -> io::Result<()> {
        rustix::thread::unshare(UnshareFlags::NEWUSER | UnshareFlags::NEWNET | UnshareFlags::NEWIPC)
    }
}
