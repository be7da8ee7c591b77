//! Films, sounds and documents: their length and formats from the child, their pictures and clean copies from outside programs.

mod common;

use common::{around, contains, find, name, row, samples, wait_for, workshop};
use ruche_media::{Codec, HEAD, Keep, Kind, Limits, Probe, Refusal, Tools, Workshop, find_program, office_program, sniff};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The outside programs of this machine. A run of all tests has them.
fn tools() -> Option<Tools> {
    let find = |program| find_program(None, program, std::env::var_os("PATH"));
    let soffice = find("soffice").and_then(|found| office_program(&found));
    let tools = Tools { ffmpeg: find("ffmpeg"), pdftoppm: find("pdftoppm"), soffice };
    let complete = tools.ffmpeg.is_some() && tools.pdftoppm.is_some() && tools.soffice.is_some();
    assert!(complete || std::env::var_os("CI").is_none(), "ffmpeg, pdftoppm and LibreOffice are not installed");
    if !complete {
        eprintln!("SKIPPED: ffmpeg, pdftoppm and LibreOffice are not all on this machine");
    }
    complete.then_some(tools)
}

fn sample(file: &str) -> Option<PathBuf> {
    let found = samples("media-files").into_iter().find(|path| name(path) == file);
    if found.is_none() {
        eprintln!("SKIPPED: {file} is not on this machine");
    }
    found
}

fn kind_of(path: &Path) -> Kind {
    let bytes = std::fs::read(path).unwrap();
    sniff(&bytes[..bytes.len().min(HEAD)])
}

#[tokio::test]
async fn the_length_and_the_formats_are_read_in_the_child() {
    let film = |duration, video, audio| Probe { duration, video, audio };
    for (file, kind, expected, plays) in [
        ("big-buck-bunny-1080p-5s-video.mp4", Kind::Mp4, film(5_022, Some(Codec::H264), Some(Codec::Aac)), true),
        ("mp4__sample_mpeg4.mp4", Kind::Mp4, film(4_992, Some(Codec::Other), Some(Codec::Aac)), false),
        ("mov__with-gps.mov", Kind::Mov, film(4_063, Some(Codec::H264), Some(Codec::Aac)), true),
        ("3gp__sample.3gp", Kind::ThreeGp, film(5_000, Some(Codec::Other), None), false),
        ("mp3__chirp-3.mp3", Kind::Mp3, film(100, None, Some(Codec::Mp3)), true),
        // ALAC.
        ("m4a__Issue 337 (dotnet).m4a", Kind::M4a, film(11_288, None, Some(Codec::Other)), false),
    ] {
        let Some(path) = sample(file) else { return };
        assert_eq!(kind_of(&path), kind, "{file}");
        let found = workshop().probe(&path).await;
        assert_eq!(found, Ok(expected), "{file}");
        assert_eq!(expected.plays(kind), plays, "{file}");
    }
}

#[tokio::test]
async fn what_is_no_film_is_not_read_as_one() {
    let file = tempfile::NamedTempFile::new().unwrap();
    for bytes in [&b"%PDF-1.7"[..], b"", b"ID3\x04\0\0\0\0\0\0", b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\0moov", b"OggS"] {
        std::fs::write(file.path(), bytes).unwrap();
        assert_eq!(workshop().probe(file.path()).await, Err(Refusal::Damaged), "{}", bytes.escape_ascii());
    }
    assert_eq!(around("echo", &["probe-1"], Duration::from_secs(9)).probe(file.path()).await, Err(Refusal::Unavailable));
}

#[tokio::test]
async fn copies_of_films_have_lost_where_they_were_made() {
    let Some(tools) = tools() else { return };
    let workshop = workshop().with(tools);
    // The place stands in text, in the boxes of QuickTime and in XMP. Long enough not to appear by chance in compressed pictures.
    let traces: [&[u8]; 8] = [b"\xA9xyz", b"location", b"com.apple", b"GPSLatitude", b"GPSCoord", b"xmpmeta", b"\xA9mak", b"\xA9day"];
    let mut said = 0;
    for path in samples("media-files") {
        let kind = kind_of(&path);
        if !kind.is_video() && !kind.is_audio() {
            continue;
        }
        let (became, bytes) = workshop.without_metadata(&path, kind).await.unwrap_or_else(|e| panic!("{}: {e:?}", name(&path)));
        assert!(became == kind || (matches!(kind, Kind::Mov | Kind::ThreeGp) && became == Kind::Mp4), "{} became {became:?}", name(&path));
        let original = std::fs::read(&path).unwrap();
        for trace in traces {
            said += usize::from(contains(&original, trace));
            assert!(!contains(&bytes, trace), "{} still says {}", name(&path), trace.escape_ascii());
        }
        // The same film: as long, in the same formats but where it had to be encoded anew.
        let copy = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(copy.path(), &bytes).unwrap();
        let (before, after) = (workshop.probe(&path).await.unwrap(), workshop.probe(copy.path()).await.unwrap());
        match kind {
            // The sound of the first phones: no box takes it as it is.
            Kind::ThreeGp => assert!(after.plays(became), "{}: {after:?}", name(&path)),
            _ => assert_eq!((before.video, before.audio), (after.video, after.audio), "{}", name(&path)),
        }
        assert!(before.duration.abs_diff(after.duration) < 200, "{}: {} and {}", name(&path), before.duration, after.duration);
    }
    assert!(said > 2 || samples("media-files").is_empty(), "the samples say hardly anything that could be lost: {said}");
}

#[tokio::test]
async fn films_and_pdf_files_have_a_picture() {
    let Some(tools) = tools() else { return };
    let workshop = workshop().with(tools);
    let mut films = 0;
    for path in samples("media-files") {
        let kind = kind_of(&path);
        if kind.is_video() {
            let still = workshop.still(&path, kind, workshop.probe(&path).await.map_or(0, |film| film.duration)).await;
            assert!(still.is_ok_and(|still| still.width >= 100 && still.variants[0].name == "480"), "{}", name(&path));
            films += 1;
        }
    }
    let (mut pages, mut pdfs) = (0, 0);
    for path in samples("documents-pdf") {
        if kind_of(&path) == Kind::Pdf {
            pdfs += 1;
            pages += usize::from(workshop.first_page(&path).await.is_ok_and(|page| page.height > 100));
        }
    }
    eprintln!("{films} films, {pages} of {pdfs} PDF files have a picture");
    assert!(pages * 10 >= pdfs * 8, "{pages} of {pdfs}");
}

#[tokio::test]
async fn office_files_give_the_picture_that_they_carry() {
    let mut found = Vec::new();
    for path in samples("documents-office").into_iter().chain(samples("documents-rh-fr")).chain(samples("hostile-own")) {
        let start = Instant::now();
        match workshop().thumbnail(&path).await {
            Ok(picture) => {
                assert!(picture.original.is_none() && picture.width > 0);
                found.push(name(&path));
            }
            Err(refusal) => {
                assert!(matches!(refusal, Refusal::Damaged | Refusal::TooHeavy | Refusal::FormatNotSupported(_)), "{refusal:?}")
            }
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{}", name(&path));
    }
    assert!(found.is_empty() || found.contains(&"test.pptx".to_owned()), "{found:?}");
}

#[tokio::test]
async fn a_thumbnail_that_unpacks_without_end_is_refused() {
    use std::io::Write as _;
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut archive = zip::ZipWriter::new(file.reopen().unwrap());
    archive.start_file("docProps/thumbnail.jpeg", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..64 {
        archive.write_all(&vec![0; 1 << 20]).unwrap();
    }
    archive.finish().unwrap();
    assert_eq!(workshop().thumbnail(file.path()).await, Err(Refusal::TooHeavy));
}

/// A program that stands in for an outside one: a script of a folder that goes away.
fn script(folder: &Path, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("tool");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn film(folder: &Path) -> PathBuf {
    let path = folder.join("film");
    std::fs::write(&path, b"\0\0\0\x18ftypisom\0\0\0\0isommp42").unwrap();
    path
}

/// In the place of both programs.
fn with(program: &Path) -> Tools {
    Tools { ffmpeg: Some(program.to_owned()), pdftoppm: Some(program.to_owned()), soffice: Some(program.to_owned()) }
}

#[tokio::test]
async fn outside_programs_may_be_absent() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    for workshop in [workshop(), workshop().with(with(Path::new("/nowhere/program")))] {
        assert_eq!(workshop.without_metadata(&film, Kind::Mp4).await, Err(Refusal::Unavailable));
        assert_eq!(workshop.still(&film, Kind::Mp4, 9).await, Err(Refusal::Unavailable));
        assert_eq!(workshop.first_page(&film).await, Err(Refusal::Unavailable));
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_outside_program_opens_its_file_and_its_folder_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (film, secret) = (film(folder.path()), folder.path().join("secret"));
    std::fs::write(&secret, "secret").unwrap();
    // The last argument is where the copy is expected: what begins like a film is taken for one. Every line tells one try.
    let text = format!(
        r#"for last; do :; done
try() {{ if sh -c "$2" >said 2>&1; then echo "can $1"; else echo "cannot $1"; fi; }}
{{
    printf '\000\000\000\030ftypisom\000\000\000\000isommp42\n'
    try 'read the film' 'cat {0}/film'
    try 'write the film' 'echo >>{0}/film'
    try 'read beside it' 'cat {0}/secret'
    try 'list beside it' 'ls {0}'
    try 'write beside it' 'echo >{0}/written'
    try 'truncate beside it' ': >{0}/secret'
    try 'remove beside it' 'rm {0}/secret'
    try 'run beside it' '{0}/film'
    try 'read accounts' 'cat /etc/passwd'
    try 'read the environment of others' 'cat /proc/{1}/environ'
    try 'write to a device' 'echo >/dev/full'
    try 'write in its folder' 'echo a >here'
    try 'run what it wrote' 'echo true >run && chmod +x run && ./run'
    try 'raise its limits' 'ulimit -n 1000'
    try 'kill others' 'kill -0 {1}'
    env
}} >"${{last#file:}}""#,
        folder.path().display(),
        std::process::id()
    );
    let (kind, said) = workshop().with(with(&script(folder.path(), &text))).without_metadata(&film, Kind::Mp4).await.unwrap();
    let said = String::from_utf8_lossy(&said);
    assert_eq!(kind, Kind::Mp4);
    let can: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("can ")).collect();
    // Signals are kept in from version 6 of Landlock on.
    assert_eq!(
        can.into_iter().filter(|what| *what != "kill others").collect::<Vec<_>>(),
        ["read the film", "write in its folder"],
        "{said}"
    );
    assert_eq!(said.lines().filter(|line| line.starts_with("can")).count(), 15, "{said}");
    assert!(!said.contains("CARGO"), "the environment of the server is not handed on: {said}");
    assert_eq!(std::fs::read_to_string(secret).unwrap(), "secret");
}

/// A folder that is not below `/tmp`, which is another one for what reads office files. The project itself may stand there.
#[cfg(target_os = "linux")]
fn outside_tmp() -> tempfile::TempDir {
    tempfile::tempdir_in("/var/tmp").unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_reads_office_files_has_a_tmp_of_its_own_and_no_more() {
    let Some(tools) = tools() else { return };
    let Some(pdf) = samples("documents-office").into_iter().find(|path| name(path) == "test.pdf") else {
        eprintln!("SKIPPED: test.pdf is not on this machine");
        return;
    };
    let folder = outside_tmp();
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    // Only where nothing outside opens does it write what is then drawn.
    let text = format!(
        r#"for what in 'cat {0}/secret' 'ls {0}' 'echo >{0}/written' 'rm {0}/secret' 'cat /etc/passwd' 'cat /proc/{1}/environ' 'ls /var/tmp'; do
    if sh -c "$what" >/tmp/said 2>&1; then exit 1; fi
done
sh -c 'cat /tmp/said' >/tmp/again || exit 1
[ "$(ls /tmp/document.*)" = /tmp/document.docx ] || exit 1
mkdir /tmp/made && rmdir /tmp/made && cat /tmp/document.docx >/tmp/document.pdf"#,
        folder.path().display(),
        std::process::id()
    );
    let walled = |soffice: &Path| workshop().with(Tools { soffice: Some(soffice.to_owned()), ..tools.clone() });
    let drawn = walled(&script(folder.path(), &text)).office_page(&pdf, "DOCX").await;
    assert!(drawn.is_ok(), "{:?}", drawn.err());
    assert_eq!(std::fs::read_to_string(folder.path().join("secret")).unwrap(), "secret");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_office_file_waits_for_another_one_only_so_long() {
    let folder = outside_tmp();
    let film = film(folder.path());
    let hasty = around(env!("CARGO_BIN_EXE_ruche-decode-image"), &[], Duration::from_secs(1));
    let hasty = Arc::new(hasty.with(with(&script(folder.path(), "exec sleep 60.5"))));
    let (workshop, input) = (Arc::clone(&hasty), film.clone());
    let first = tokio::spawn(async move { workshop.office_page(&input, "DOCX").await });
    wait_for(|| find("60.5")).await;
    // The program may live twice as long as the next one waits for it: whoever came second has the answer first.
    assert_eq!(hasty.office_page(&film, "DOCX").await, Err(Refusal::TooSlow));
    assert!(!first.is_finished());
    assert_eq!(first.await.unwrap(), Err(Refusal::TooSlow));
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_outside_program_is_limited() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    let tool = with(&script(folder.path(), "exec sleep 62.625"));
    let lazy = workshop().with(tool);
    let working = tokio::spawn(async move { lazy.first_page(&film).await });
    let pid = wait_for(|| find("62.625")).await;
    let of = |what: &str| std::fs::read_to_string(format!("/proc/{pid}/{what}")).unwrap();
    let limits = of("limits");
    for (name, soft, hard) in [
        ("Max cpu time", "20", "21"),
        ("Max file size", "67108864", "67108864"),
        ("Max core file size", "0", "0"),
        ("Max data size", "805306368", "805306368"),
        ("Max address space", "2147483648", "2147483648"),
        ("Max open files", "64", "64"),
    ] {
        assert_eq!(row(&limits, name)[..2], [soft, hard], "{name}");
    }
    let status = of("status");
    let said = |key: &str| status.lines().find_map(|line| line.strip_prefix(key)).unwrap().trim();
    assert_eq!((said("NoNewPrivs:"), said("CapEff:"), said("CapPrm:")), ("1", "0000000000000000", "0000000000000000"));
    let network = |pid: u32| std::fs::read_link(format!("/proc/{pid}/ns/net"));
    let allowed = std::process::Command::new("unshare").args(["--user", "--net", "true"]).status().is_ok_and(|s| s.success());
    match (allowed, network(pid)) {
        (true, Ok(own)) => assert_ne!(own, network(std::process::id()).unwrap()),
        (true, Err(e)) if e.kind() != std::io::ErrorKind::PermissionDenied => panic!("{e}"),
        _ => eprintln!("SKIPPED: this system does not let the namespaces of an outside program be made or seen"),
    }
    // Nobody waits for it any more.
    working.abort();
    wait_for(|| find("62.625").is_none().then_some(())).await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_outside_program_that_hangs_is_killed_with_what_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    let limits = Limits { at_once: 1, lifetime: Duration::from_millis(500) };
    let tool = with(&script(folder.path(), "sleep 63.125 & sleep 63.125"));
    let hasty = Workshop::new(env!("CARGO_BIN_EXE_ruche-decode-image").into(), Vec::new(), limits).with(tool);
    assert_eq!(hasty.first_page(&film).await, Err(Refusal::TooSlow));
    wait_for(|| find("63.125").is_none().then_some(())).await;
    assert_eq!(hasty.prepare(&film, Keep::Copies).await, Err(Refusal::FormatNotSupported(Kind::Mp4)), "the turn is free again");
}

#[tokio::test]
async fn a_program_that_gives_up_or_writes_too_much_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    let big = r#"for last; do :; done; exec head -c 70000000 /dev/zero >"${last#file:}""#;
    for (text, refusal) in [
        ("exit 1", Refusal::Damaged),
        ("exit 0", Refusal::Damaged),
        ("kill -SEGV $$", Refusal::Damaged),
        ("ulimit -S -t 1; while :; do :; done", Refusal::TooSlow),
        (big, Refusal::Damaged),
    ] {
        let workshop = workshop().with(with(&script(folder.path(), text)));
        assert_eq!(workshop.without_metadata(&film, Kind::Mp4).await, Err(refusal), "{text}");
    }
}

#[tokio::test]
async fn the_first_page_of_an_office_file_is_drawn() {
    let Some(tools) = tools() else { return };
    let workshop = workshop().with(tools);
    for (file, label) in [("test.docx", "DOCX"), ("test.xlsx", "XLSX"), ("test.xls", "XLS"), ("test.pptx", "PPTX")] {
        let Some(path) = samples("documents-office").into_iter().find(|path| name(path) == file) else {
            eprintln!("SKIPPED: {file} is not on this machine");
            return;
        };
        let page = workshop.office_page(&path, label).await.unwrap_or_else(|refusal| panic!("{file}: {refusal:?}"));
        assert!(page.width.max(page.height) > 600, "{file}: {} × {}", page.width, page.height);
    }
    // What only calls itself one is not drawn, nor what no program of the office reads.
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"PK\x03\x04 and no archive").unwrap();
    assert_eq!(workshop.office_page(file.path(), "XLSX").await.err(), Some(Refusal::Damaged));
    assert_eq!(workshop.office_page(file.path(), "EPUB").await.err(), Some(Refusal::Damaged));
}
