//! What the tests of the workshop share: a workshop around the real child, and the sample files.

#![allow(dead_code, reason = "each test file uses its part")]

use ruche_media::{Limits, Prepared, Workshop};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The real child, with time enough for a busy machine.
pub fn workshop() -> Workshop {
    around(env!("CARGO_BIN_EXE_ruche-decode-image"), &[], Duration::from_secs(60))
}

/// Any program in the place of the child.
pub fn around(program: &str, arguments: &[&str], lifetime: Duration) -> Workshop {
    let arguments = arguments.iter().map(Into::into).collect();
    Workshop::new(program.into(), arguments, Limits { at_once: 2, lifetime })
}

/// The files below a folder of the samples, sorted. Empty, and said so, where the samples are absent.
pub fn samples(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !root.is_dir() {
        eprintln!("SKIPPED: the sample files of {folder} are not on this machine");
        return Vec::new();
    }
    files(&root)
}

/// Every file below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Every file that would be served.
pub fn outputs(prepared: &Prepared) -> impl Iterator<Item = &[u8]> {
    let copies = prepared.variants.iter().map(|variant| &variant.bytes[..]);
    copies.chain(prepared.original.iter().map(|original| &original.bytes[..]))
}

/// Whether `bytes` hold `part` somewhere.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Marks of metadata that no output may hold: EXIF, XMP, Photoshop, and the names of positions in text form. Long
/// enough not to appear by chance in compressed pixels.
pub const TRACES: [&[u8]; 5] = [b"Exif\0\0", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"GPSLatitude", b"<x:xmpmeta"];

/// The process that has `argument` among its arguments.
pub fn find(argument: &str) -> Option<u32> {
    std::fs::read_dir("/proc").unwrap().flatten().find_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let line = std::fs::read(entry.path().join("cmdline")).ok()?;
        line.split(|byte| *byte == 0).any(|word| word == argument.as_bytes()).then_some(pid)
    })
}

/// Asks again and again until there is an answer, for twenty seconds.
pub async fn wait_for<T>(mut what: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = what() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The columns of a line of `/proc/PID/limits` after its name.
pub fn row<'a>(limits: &'a str, name: &str) -> Vec<&'a str> {
    limits.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.split_whitespace().collect()).unwrap_or_default()
}
