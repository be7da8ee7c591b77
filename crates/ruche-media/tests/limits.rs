//! The limits hold: on the child by the kernel, on its life by the workshop.

mod common;

use common::{around, workshop};
#[cfg(target_os = "linux")]
use common::{find, row, wait_for};
use ruche_media::{Keep, MAX_BYTES, Refusal};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const CHILD: &str = env!("CARGO_BIN_EXE_ruche-decode-image");

fn png(picture: impl Into<image::DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    file
}

/// A chunk of a PNG file, with its checksum (ISO/IEC 15948, annex D).
fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&name[..], data].concat();
    let mut crc = u32::MAX;
    for byte in &body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    [&(data.len() as u32).to_be_bytes()[..], &body, &(!crc).to_be_bytes()].concat()
}

/// A PNG file of one bit per pixel that announces its size and holds hardly anything.
fn announcing(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    // An empty zlib stream.
    let data = [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
    [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &data), &chunk(b"IEND", &[])].concat()
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_unpacked() {
    let workshop = workshop();
    for (width, height) in [(50_000, 50_000), (20_001, 1), (1, 20_001), (20_000, 3_001)] {
        let start = Instant::now();
        let answer = workshop.prepare(file(&announcing(width, height)).path(), Keep::Original).await;
        assert_eq!(answer, Err(Refusal::TooManyPixels), "{width} x {height}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
    // The same file within the limits is only damaged: the sides alone were the reason.
    assert_eq!(workshop.prepare(file(&announcing(64, 64)).path(), Keep::Original).await, Err(Refusal::Damaged));
}

#[tokio::test]
async fn a_file_too_heavy_or_missing_is_refused() {
    let heavy = file(&png(image::RgbImage::new(8, 8)));
    heavy.as_file().set_len(MAX_BYTES + 1).unwrap();
    assert_eq!(workshop().prepare(heavy.path(), Keep::Copies).await, Err(Refusal::TooHeavy));
    assert_eq!(workshop().prepare(Path::new("/nowhere/at.all"), Keep::Copies).await, Err(Refusal::Unavailable));
}

#[tokio::test]
async fn a_child_that_hangs_is_killed() {
    // A duration that no other process has among its arguments.
    let lazy = around("sleep", &["61.375"], Duration::from_millis(300));
    let start = Instant::now();
    assert_eq!(lazy.prepare(file(b"").path(), Keep::Copies).await, Err(Refusal::TooSlow));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(find("61.375").is_none());
}

#[tokio::test]
async fn children_that_misbehave_do_no_harm() {
    let picture = file(&png(image::RgbImage::new(8, 8)));
    let cases: [(&str, &[&str], Refusal); 8] = [
        ("/nowhere/to/be/found", &[], Refusal::Unavailable),
        ("false", &[], Refusal::Unavailable),
        ("echo", &["nonsense"], Refusal::Unavailable),
        // Speaks without end: cut off.
        ("yes", &[], Refusal::Damaged),
        ("sh", &["-c", "kill -SYS $$"], Refusal::Unavailable),
        ("sh", &["-c", "kill -SEGV $$"], Refusal::Damaged),
        ("sh", &["-c", "kill -KILL $$"], Refusal::TooHeavy),
        ("sh", &["-c", "ulimit -S -t 1; while :; do :; done"], Refusal::TooSlow),
    ];
    for (program, arguments, refusal) in cases {
        let workshop = around(program, arguments, Duration::from_secs(60));
        assert_eq!(workshop.prepare(picture.path(), Keep::Copies).await, Err(refusal), "{program} {arguments:?}");
    }
}

#[tokio::test]
async fn memory_beyond_the_limit_is_too_heavy() {
    let picture = file(&png(image::RgbaImage::new(4_000, 4_000)));
    assert!(workshop().prepare(picture.path(), Keep::Copies).await.is_ok());
    // The child keeps a limit that is already lower than its own. 100 MB are less than the picture needs twice.
    let script = format!("ulimit -v 100000; exec '{CHILD}'");
    let poor = around("sh", &["-c", &script], Duration::from_secs(60));
    assert_eq!(poor.prepare(picture.path(), Keep::Copies).await, Err(Refusal::TooHeavy));
}

/// A pipe with a name: the child stays alive as long as the test holds it open.
#[cfg(target_os = "linux")]
fn pipe() -> (tempfile::TempDir, std::path::PathBuf, std::fs::File) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    // Opened for both, so that opening does not wait for the other side.
    let writer = std::fs::File::options().read(true).write(true).open(&path).unwrap();
    (folder, path, writer)
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn the_child_has_given_everything_up_before_it_reads() {
    use std::io::Write;
    let (_folder, path, mut writer) = pipe();
    let mark = "the-child-under-glass";
    let workshop = around(CHILD, &[mark], Duration::from_secs(60));
    let answer = tokio::spawn(async move { workshop.prepare(&path, Keep::Copies).await });
    let of = |pid: u32, what: &str| std::fs::read_to_string(format!("/proc/{pid}/{what}"));

    let limits = wait_for(|| {
        // The last limit to be set.
        let limits = of(find(mark)?, "limits").ok()?;
        row(&limits, "Max processes").starts_with(&["0", "0"]).then_some(limits)
    })
    .await;
    let pid = find(mark).unwrap();
    for (name, soft, hard) in [
        ("Max address space", "1073741824", "1073741824"),
        ("Max data size", "805306368", "805306368"),
        ("Max cpu time", "10", "11"),
        ("Max open files", "0", "0"),
        ("Max file size", "0", "0"),
        ("Max core file size", "0", "0"),
    ] {
        assert_eq!(row(&limits, name)[..2], [soft, hard], "{name}");
    }
    let status = of(pid, "status").unwrap();
    let said = |key: &str| status.lines().find_map(|line| line.strip_prefix(key)).unwrap().trim();
    assert_eq!(said("NoNewPrivs:"), "1");
    assert_eq!(said("Threads:"), "1");
    assert_eq!(said("CapEff:"), "0000000000000000");
    assert_eq!(said("CapPrm:"), "0000000000000000");

    // What only a system that allows namespaces can give, and only a powerful observer can see.
    let allowed = Command::new("unshare").args(["--user", "--net", "true"]).status().is_ok_and(|s| s.success());
    let link = |pid: u32, what: &str| std::fs::read_link(format!("/proc/{pid}/{what}"));
    match (allowed, link(pid, "ns/net"), link(pid, "root")) {
        (true, Ok(network), Ok(root)) => {
            assert_ne!(network, link(std::process::id(), "ns/net").unwrap());
            assert_ne!(root, Path::new("/"));
            assert_eq!(of(pid, "environ").unwrap(), "");
        }
        // Where namespaces may be made, whoever may see those of another must see them.
        (true, Err(e), _) | (true, _, Err(e)) if e.kind() != std::io::ErrorKind::PermissionDenied => panic!("{e}"),
        _ => eprintln!("SKIPPED: this system does not let the namespaces of the child be made or seen"),
    }

    // And so confined, it does its work.
    writer.write_all(&png(image::RgbImage::new(600, 30))).unwrap();
    drop(writer);
    let prepared = answer.await.unwrap().unwrap();
    assert_eq!((prepared.width, prepared.height, prepared.variants.len()), (600, 30, 2));
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn giving_up_kills_the_child_and_frees_the_turn() {
    use ruche_media::{Limits, Workshop};
    let (_folder, path, _writer) = pipe();
    let mark = "the-child-left-alone";
    let limits = Limits { at_once: 1, lifetime: Duration::from_secs(60) };
    let workshop = std::sync::Arc::new(Workshop::new(CHILD.into(), vec![mark.into()], limits));
    let waiting = tokio::spawn({
        let workshop = workshop.clone();
        async move { workshop.prepare(&path, Keep::Copies).await }
    });
    wait_for(|| find(mark)).await;
    waiting.abort();
    wait_for(|| find(mark).is_none().then_some(())).await;
    let picture = file(&png(image::RgbImage::new(8, 8)));
    assert!(workshop.prepare(picture.path(), Keep::Copies).await.is_ok());
}
