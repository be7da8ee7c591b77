//! Files made to harm: each is refused under a code or prepared, and the server goes on.

mod common;

use common::{TRACES, contains, files, name, outputs, samples, workshop};
use ruche_media::{Keep, Kind, Refusal, Workshop, sniff};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What must happen to the files whose harm is known.
const EXPECTED: [(&str, Refusal); 19] = [
    ("65536-uint32-limit.png", Refusal::TooManyPixels),
    ("giant-image.jpg", Refusal::TooManyPixels),
    ("bomb-30000x30000-1bit.png", Refusal::TooManyPixels),
    ("bomb-gif-65535x65535.gif", Refusal::TooManyPixels),
    ("corrupt-header.jpg", Refusal::Damaged),
    ("truncated.png", Refusal::Damaged),
    ("decoder-regression__gif__zero-loop-count.gif", Refusal::Damaged),
    ("G31D_MULTI.TIF", Refusal::FormatNotSupported(Kind::Tiff)),
    ("decoder-bad__bmp__Bad_reallybig.bmp", Refusal::FormatNotSupported(Kind::Bmp)),
    ("pitm.avif", Refusal::FormatNotSupported(Kind::Avif)),
    ("struct-image-04-t.svg", Refusal::FormatNotSupported(Kind::Svg)),
    ("bomb-entities.svg", Refusal::FormatNotSupported(Kind::Svg)),
    ("script.svg", Refusal::FormatNotSupported(Kind::Svg)),
    ("xxe-file.svg", Refusal::FormatNotSupported(Kind::Svg)),
    ("html-as.jpg", Refusal::Damaged),
    ("bomb-100MiB.gz", Refusal::FormatNotSupported(Kind::Unknown)),
    ("bomb-entities.docx", Refusal::FormatNotSupported(Kind::Zip)),
    ("bomb-text-300MiB.docx", Refusal::FormatNotSupported(Kind::Zip)),
    ("zip-slip.zip", Refusal::FormatNotSupported(Kind::Zip)),
];

/// Odd, yet shown by every browser: refusing them would be an answer too easy.
const TAKEN: [&str; 10] = [
    "16-bit-grey-alpha.png",
    "Channel_digital_image_CMYK_color_no_profile.jpg",
    "animated-loop-3.gif",
    "animated-loop-3.webp",
    "big-height.webp",
    "bomb-1x1-iccp-200MiB.png",
    "decoder-regression__webp__panic.webp",
    "gain-map.jpg",
    "truncated.jpg",
    "decoder-regression__image__resize-with-alpha-original.png",
];

/// Looks at one file and checks what holds for all of them.
async fn check(workshop: &Workshop, path: &Path) {
    let name = name(path);
    let before = std::fs::read(path).unwrap();
    let start = Instant::now();
    let answer = workshop.prepare(path, Keep::Original).await;
    let took = start.elapsed();
    match &answer {
        Ok(prepared) => {
            assert!(sniff(&before).is_photo(), "{name}");
            for output in outputs(prepared) {
                assert!(image::load_from_memory(output).is_ok(), "{name} is broken");
                for trace in TRACES.into_iter().chain([&b"<?php"[..], b"<script", b"%PDF-"]) {
                    assert!(!contains(output, trace), "{name}: {}", trace.escape_ascii());
                }
            }
        }
        Err(refusal) => {
            assert!(!matches!(refusal, Refusal::Unavailable | Refusal::TooSlow), "{name}: {refusal}");
            assert!(took < Duration::from_secs(10), "{name} refused after {took:?}");
        }
    }
    if let Some((_, refusal)) = EXPECTED.iter().find(|(known, _)| *known == name) {
        assert_eq!(answer.as_ref().err(), Some(refusal), "{name}");
    }
    if TAKEN.contains(&name.as_str()) {
        assert!(answer.is_ok(), "{name}: {answer:?}");
    }
}

#[tokio::test]
async fn broken_and_oversized_pictures() {
    let workshop = workshop();
    for folder in ["hostile-images", "hostile-own", "media-files", "photos-exif/tiff"] {
        for path in samples(folder) {
            check(&workshop, &path).await;
        }
    }
}

#[tokio::test]
async fn files_that_are_several_formats_at_once() {
    let workshop = workshop();
    for archive in samples("hostile-polyglots").into_iter().filter(|path| path.extension() == Some("zip".as_ref())) {
        check(&workshop, &archive).await;
        let folder = tempfile::tempdir().unwrap();
        let unpacked = std::process::Command::new("unzip").arg("-q").arg(&archive).arg("-d").arg(folder.path()).status();
        if !unpacked.is_ok_and(|status| status.success()) {
            // `make test` installs it.
            assert!(std::env::var_os("CI").is_none(), "{} could not be unpacked, is unzip there?", name(&archive));
            eprintln!("SKIPPED: {} could not be unpacked, is unzip there?", name(&archive));
            continue;
        }
        let inside: Vec<PathBuf> = files(folder.path());
        assert!(inside.len() > 50);
        for path in inside {
            check(&workshop, &path).await;
        }
    }
}
