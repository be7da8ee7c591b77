//! Photos as phones and cameras write them: position and device gone, the right side up.

mod common;

use common::{TRACES, contains, name, outputs, samples, workshop};
use exif::{In, Tag, Value};
use ruche_media::{Keep, Kind, Refusal, sniff};

#[tokio::test]
async fn positions_and_devices_are_gone_from_every_output() {
    let workshop = workshop();
    for path in samples("photos-exif/gps") {
        let before = std::fs::read(&path).unwrap();
        let answer = workshop.prepare(&path, Keep::Original).await;
        if sniff(&before) != Kind::Jpeg {
            assert_eq!(answer, Err(Refusal::FormatNotSupported(Kind::Heic)), "{}", name(&path));
            continue;
        }
        let found = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&before)).unwrap();
        assert!(found.get_field(Tag::GPSLatitude, In::PRIMARY).is_some(), "{} has no position", name(&path));
        let model = match &found.get_field(Tag::Model, In::PRIMARY).unwrap().value {
            Value::Ascii(texts) => texts[0].clone(),
            other => panic!("{other:?}"),
        };
        assert!(contains(&before, &model) && model.len() >= 5);

        let prepared = answer.unwrap();
        assert_eq!(prepared.original.as_ref().unwrap().kind, Kind::Jpeg);
        for output in outputs(&prepared) {
            let left = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(output));
            assert!(left.is_err(), "{} still has EXIF", name(&path));
            for trace in TRACES.into_iter().chain([&model[..]]) {
                assert!(!contains(output, trace), "{}: {}", name(&path), trace.escape_ascii());
            }
        }
    }
}

/// Mean colours of an 8 x 8 grid.
fn layout(bytes: &[u8]) -> Vec<[u8; 3]> {
    image::load_from_memory(bytes).unwrap().thumbnail_exact(8, 8).to_rgb8().pixels().map(|pixel| pixel.0).collect()
}

/// Mean difference per channel, from 0 to 255.
fn distance(left: &[[u8; 3]], right: &[[u8; 3]]) -> f64 {
    let pairs = left.as_flattened().iter().zip(right.as_flattened());
    pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / (left.len() * 3) as f64
}

#[tokio::test]
async fn every_orientation_comes_out_upright() {
    let workshop = workshop();
    let mut upright: Option<Vec<[u8; 3]>> = None;
    for path in samples("photos-exif/orientation") {
        let prepared = workshop.prepare(&path, Keep::Original).await.unwrap();
        assert_eq!((prepared.width, prepared.height), (1200, 1800), "{}", name(&path));
        let sizes: Vec<_> = prepared.variants.iter().map(|v| (v.name, v.width, v.height)).collect();
        assert_eq!(sizes, [("480", 320, 480), ("1200", 800, 1200), ("2560", 1200, 1800)], "{}", name(&path));
        let original = image::load_from_memory(&prepared.original.as_ref().unwrap().bytes).unwrap();
        assert_eq!((original.width(), original.height()), (1200, 1800), "{}", name(&path));

        let reference = upright.get_or_insert_with(|| {
            // The measure must tell a wrong side: the same photo, turned or mirrored, is far away.
            let reference = layout(&prepared.variants[0].bytes);
            for wrong in [original.rotate180(), original.fliph(), original.flipv(), original.rotate90()] {
                let mut bytes = std::io::Cursor::new(Vec::new());
                wrong.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
                assert!(distance(&reference, &layout(bytes.get_ref())) > 12.0);
            }
            reference
        });
        for output in outputs(&prepared) {
            assert!(distance(reference, &layout(output)) < 4.0, "{}", name(&path));
        }
    }
}
