//! What keeps files keeps its promises, the data folder as well as a store that speaks S3; and what only the latter has to show.

use bytes::Bytes;
use ruche_kernel::{Error, Result};
use ruche_platform::blobs::{Blobs, FolderBlobs, Growing, Handing};
use ruche_platform::secret::{hex, sign};
use ruche_s3::S3Blobs;
use ruche_testkit::S3;
use sha2::{Digest as _, Sha256};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Runs a test on a folder and on a store.
async fn each(test: impl AsyncFn(&dyn Blobs)) {
    let folder = tempfile::tempdir().unwrap();
    test(&FolderBlobs::open(folder.path()).unwrap()).await;
    if let Some(s3) = S3::start().await {
        test(&s3.blobs().await).await;
    }
}

/// What is read from the byte `skip` on, and how many there are in all.
async fn read(blobs: &dyn Blobs, key: &str, skip: u64) -> (u64, Vec<u8>) {
    let mut opened = blobs.open(key, skip).await.unwrap();
    let mut bytes = Vec::new();
    opened.bytes.read_to_end(&mut bytes).await.unwrap();
    (opened.length, bytes)
}

/// Bytes that tell where they stand.
fn numbered(length: usize) -> Vec<u8> {
    (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect()
}

async fn add(growing: &mut dyn Growing, bytes: &[u8]) {
    growing.write(Bytes::copy_from_slice(bytes)).await.unwrap();
}

fn is<T>(result: Result<T>, wanted: fn(&Error) -> bool) -> bool {
    result.is_err_and(|error| wanted(&error))
}

fn conflict(error: &Error) -> bool {
    matches!(error, Error::Conflict)
}

fn not_found(error: &Error) -> bool {
    matches!(error, Error::NotFound)
}

fn unavailable(error: &Error) -> bool {
    matches!(error, Error::Unavailable(_))
}

#[tokio::test]
async fn it_keeps_gives_back_and_forgets() {
    each(async |blobs| {
        blobs.put("42/480.webp", Bytes::from_static(b"a")).await.unwrap();
        blobs.put("42/1200.webp", Bytes::from_static(b"b")).await.unwrap();
        assert_eq!(blobs.get("42/480.webp").await.unwrap(), "a");
        blobs.put("7/file", Bytes::from_static(b"c")).await.unwrap();
        let mut keys = blobs.keys().await.unwrap();
        keys.sort();
        assert_eq!(keys, ["42/1200.webp", "42/480.webp", "7/file"]);
        assert_eq!(read(blobs, "7/file", 0).await, (1, b"c".to_vec()));
        blobs.put("7/file", Bytes::from_static(b"abcdef")).await.unwrap();
        assert_eq!(read(blobs, "7/file", 4).await, (6, b"ef".to_vec()));
        assert_eq!(blobs.length("7/file").await.unwrap(), 6);
        blobs.put("42/a.vtt", Bytes::from_static(b"d")).await.unwrap();
        blobs.forget("42/a.vtt").await.unwrap();
        blobs.forget("42/a.vtt").await.unwrap();
        assert!(is(blobs.get("42/a.vtt").await, not_found) && blobs.get("42/480.webp").await.is_ok());
        // What begins alike is something else.
        blobs.put("421/file", Bytes::from_static(b"e")).await.unwrap();
        blobs.remove("42").await.unwrap();
        assert!(is(blobs.get("42/1200.webp").await, not_found));
        assert!(is(blobs.length("42/1200.webp").await, not_found) && is(blobs.open("42/1200.webp", 0).await, not_found));
        blobs.remove("42").await.unwrap();
        assert_eq!(blobs.get("421/file").await.unwrap(), "e");
    })
    .await;
}

#[tokio::test]
async fn what_is_large_is_kept_whole_or_not_at_all() {
    each(async |blobs| {
        for length in [0, 100, 8 * 1024 * 1024, 20_000_000] {
            let bytes = numbered(length);
            blobs.put_from("42/file", &mut &bytes[..]).await.unwrap();
            let skip = u64::try_from(length / 3).unwrap();
            assert!(read(blobs, "42/file", skip).await == (length as u64, bytes[length / 3..].to_vec()), "{length}");
        }
        // What breaks off leaves what was there, and nothing else.
        struct Breaks(u64);
        impl AsyncRead for Breaks {
            fn poll_read(
                mut self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
                buffer: &mut tokio::io::ReadBuf<'_>,
            ) -> std::task::Poll<std::io::Result<()>> {
                if self.0 == 0 {
                    return std::task::Poll::Ready(Err(std::io::ErrorKind::BrokenPipe.into()));
                }
                let some = buffer.remaining().min(usize::try_from(self.0).unwrap());
                buffer.put_slice(&vec![7; some]);
                self.0 -= some as u64;
                std::task::Poll::Ready(Ok(()))
            }
        }
        for length in [100, 20_000_000] {
            assert!(is(blobs.put_from("42/file", &mut Breaks(length)).await, unavailable));
            assert!(is(blobs.put_from("42/other", &mut Breaks(length)).await, unavailable));
        }
        assert_eq!(blobs.length("42/file").await.unwrap(), 20_000_000);
        assert_eq!(blobs.keys().await.unwrap(), ["42/file"]);
    })
    .await;
}

#[tokio::test]
async fn it_grows_from_where_it_is_safe() {
    each(async |blobs| {
        let grow = |length| blobs.grow("42/upload", length);
        assert!(is(grow(1).await, conflict), "there is nothing yet");
        let mut growing = grow(0).await.unwrap();
        add(&mut *growing, b"abc").await;
        assert_eq!(growing.keep().await.unwrap(), 3);
        add(&mut *growing, b"lost").await;
        assert_eq!(growing.keep().await.unwrap(), 7);
        assert_eq!(growing.keep().await.unwrap(), 7, "nothing was added");
        drop(growing);
        assert!(is(grow(8).await, conflict));
        let mut growing = grow(3).await.unwrap();
        assert_eq!(read(blobs, "42/upload", 0).await, (3, b"abc".to_vec()), "what stood beyond is cut off at once");
        add(&mut *growing, b"d").await;
        assert_eq!(growing.keep().await.unwrap(), 4);
        assert_eq!(blobs.get("42/upload").await.unwrap(), "abcd");
        assert_eq!((blobs.length("42/upload").await.unwrap(), read(blobs, "42/upload", 2).await), (4, (4, b"cd".to_vec())));
        drop(growing);

        // Large ones too, at each place where one could be cut.
        let bytes = numbered(21_000_000);
        let mut growing = grow(0).await.unwrap();
        let mut kept = 0;
        for (end, keeps) in [(3_000_000, true), (3_500_000, true), (3_600_000, true), (19_000_000, false), (21_000_000, true)] {
            for piece in bytes[kept..end].chunks(65_536) {
                add(&mut *growing, piece).await;
            }
            kept = end;
            if keeps {
                assert_eq!(growing.keep().await.unwrap(), end as u64);
            }
        }
        drop(growing);
        assert!(blobs.get("42/upload").await.unwrap() == bytes);
        for skip in [1, 3_000_000, 3_550_000, 12_345_678, 20_999_999] {
            assert!(read(blobs, "42/upload", skip).await == (21_000_000, bytes[usize::try_from(skip).unwrap()..].to_vec()), "{skip}");
        }
        for cut in [20_999_999_usize, 12_345_678, 3_600_000, 3_000_000, 2_999_999, 1] {
            let mut growing = grow(cut as u64).await.unwrap();
            assert!(blobs.get("42/upload").await.unwrap() == bytes[..cut], "{cut}");
            add(&mut *growing, b"more").await;
            assert_eq!(growing.keep().await.unwrap(), cut as u64 + 4);
            let (length, end) = read(blobs, "42/upload", cut as u64 - 1).await;
            assert!(length == cut as u64 + 4 && end[1..] == *b"more", "{cut}");
        }
        assert_eq!(blobs.keys().await.unwrap(), ["42/upload"]);
        // What was put whole grows like the rest, and forgetting forgets all of it.
        blobs.put("42/whole", Bytes::from_static(b"0123456789")).await.unwrap();
        let mut growing = blobs.grow("42/whole", 4).await.unwrap();
        add(&mut *growing, b"x").await;
        assert_eq!((growing.keep().await.unwrap(), blobs.get("42/whole").await.unwrap()), (5, "0123x".into()));
        drop(growing);
        blobs.forget("42/whole").await.unwrap();
        assert!(is(blobs.get("42/whole").await, not_found));
        blobs.remove("42").await.unwrap();
        assert!(blobs.keys().await.unwrap().is_empty() && is(grow(1).await, conflict));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_add_at_once_one_is_told() {
    each(async |blobs| {
        // After little, and after what is a piece of its own.
        for (key, before) in [("42/a", numbered(3)), ("42/b", numbered(2_000_000))] {
            let length = before.len() as u64;
            let mut first = blobs.grow(key, 0).await.unwrap();
            add(&mut *first, &before).await;
            assert_eq!(first.keep().await.unwrap(), length);
            let Ok(mut second) = blobs.grow(key, length).await else { continue };
            add(&mut *first, b"first").await;
            add(&mut *second, b"the second").await;
            assert_eq!(second.keep().await.unwrap(), length + 10);
            assert!(is(first.keep().await, conflict), "{key}");
            assert!(blobs.get(key).await.unwrap() == [&before[..], b"the second"].concat());
        }
    })
    .await;
}

#[tokio::test]
async fn keys_never_leave_their_place() {
    each(async |blobs| {
        for key in ["../x", "/etc/passwd", "a/../../b", ".hidden", "", "a//b"] {
            assert!(is(blobs.get(key).await, |error| matches!(error, Error::Bug(_))), "{key}");
            assert!(is(blobs.put(key, Bytes::new()).await, |error| matches!(error, Error::Bug(_))), "{key}");
        }
    })
    .await;
}

#[tokio::test]
async fn small_additions_become_few_objects() {
    let Some(s3) = S3::start().await else { return };
    let blobs = s3.blobs().await;
    let bytes = numbered(3_000_000);
    // Each in a request of its own, as a program that sends little at a time does.
    for (n, piece) in bytes.chunks(100_000).enumerate() {
        let mut growing = blobs.grow("42/upload", n as u64 * 100_000).await.unwrap();
        add(&mut *growing, piece).await;
        growing.keep().await.unwrap();
    }
    assert_eq!(
        s3.objects().await,
        ["files/42/upload/00000000000000000000", "files/42/upload/00000000000001000000", "files/42/upload/00000000000002000000"]
    );
    assert!(blobs.get("42/upload").await.unwrap() == bytes);
}

/// Somebody who goes on from an older state of things than the other's takes what the other builds upon away: the other is told,
/// and what is there in the end is of one of them alone.
#[tokio::test]
async fn who_was_overtaken_is_told_whatever_they_add() {
    let Some(s3) = S3::start().await else { return };
    let blobs = s3.blobs().await;
    let part = numbered(2_000_000);
    let mut slow = blobs.grow("42/upload", 0).await.unwrap();
    for n in 1..=3 {
        add(&mut *slow, &part).await;
        assert_eq!(slow.keep().await.unwrap(), n * 2_000_000);
    }
    let mut other = blobs.grow("42/upload", 2_000_000).await.unwrap();
    add(&mut *slow, &part).await;
    assert!(is(slow.keep().await, conflict), "its second piece is gone");
    drop(slow);
    add(&mut *other, b"other").await;
    assert_eq!(other.keep().await.unwrap(), 2_000_005);
    assert!(blobs.get("42/upload").await.unwrap() == [&part[..], b"other"].concat());
    // What the first left beyond is no part of it, and gone when somebody goes on.
    drop(other);
    assert_eq!(s3.objects().await.len(), 3);
    blobs.grow("42/upload", 2_000_005).await.unwrap();
    assert_eq!(s3.objects().await.len(), 2);
}

#[tokio::test]
async fn a_store_that_is_away_is_unavailable_and_comes_back() {
    let Some(s3) = S3::start().await else { return };
    let settings = ruche_s3::Settings { silence: Duration::from_secs(1), ..s3.settings() };
    let blobs = S3Blobs::open(&settings).await.unwrap();
    blobs.put("42/file", "kept".into()).await.unwrap();
    let mut growing = blobs.grow("42/upload", 0).await.unwrap();
    add(&mut *growing, b"abc").await;
    growing.keep().await.unwrap();
    for silent in [false, true] {
        if silent {
            s3.be_silent().await
        } else {
            s3.close()
        }
        let begun = Instant::now();
        assert!(is(blobs.get("42/file").await, unavailable));
        assert!(is(blobs.put("42/other", "lost".into()).await, unavailable));
        assert!(is(blobs.keys().await, unavailable) && is(blobs.remove("42").await, unavailable));
        add(&mut *growing, b"d").await;
        assert!(is(growing.keep().await, unavailable));
        // It is opened all the same: a node starts before its store does.
        let again = S3Blobs::open(&settings).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
        s3.open().await;
        assert_eq!(again.get("42/file").await.unwrap(), "kept");
        assert_eq!(blobs.get("42/file").await.unwrap(), "kept");
        assert!(is(blobs.get("42/other").await, not_found));
        assert_eq!(blobs.get("42/upload").await.unwrap(), "abc", "what was not kept is not there");
        assert_eq!(growing.keep().await.unwrap(), 4, "and is kept at the second try");
        assert_eq!(blobs.get("42/upload").await.unwrap(), "abcd");
        growing = blobs.grow("42/upload", 3).await.unwrap();
    }
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_told_at_the_start() {
    let Some(s3) = S3::start().await else { return };
    let mut settings = s3.settings();
    let before = S3Blobs::open(&settings).await.unwrap();
    "elsewhere".clone_into(&mut settings.bucket);
    let said = S3Blobs::open(&settings).await.err().unwrap();
    assert!(said.contains("no bucket \"elsewhere\"") && !said.contains(&settings.secret), "{said}");
    assert!(is(before.get("42/file").await, not_found));
}

#[tokio::test]
async fn an_address_of_the_store_says_what_and_for_how_long() {
    let Some(s3) = S3::start().await else { return };
    let blobs = s3.blobs().await;
    blobs.put("42/file", "<b>plan</b>".into()).await.unwrap();
    let disposition = "attachment; filename*=UTF-8''Plan%20%C3%A9.html";
    let handing = Handing { mime: "application/octet-stream", disposition, time: Duration::from_secs(60) };
    let address = blobs.signed("42/file", handing).await.unwrap().unwrap();
    assert!(address.starts_with(&s3.address()) && blobs.origin() == Some(&s3.address()), "{address}");
    assert!(address.contains("X-Amz-Expires=60") && address.contains("X-Amz-Signature=") && !address.contains("secret"), "{address}");
    let secret = s3.settings().secret;
    assert_eq!(said_signature(&address), signature(&address, &secret), "{address}");
    assert_ne!(said_signature(&address), signature(&address.replace("Plan", "Plans"), &secret), "its name is signed too");
    let answer = reqwest::get(&address).await.unwrap();
    let headers = ["content-type", "content-disposition"].map(|name| answer.headers()[name].to_str().unwrap().to_owned());
    assert_eq!(headers, ["application/octet-stream", disposition]);
    assert_eq!(answer.text().await.unwrap(), "<b>plan</b>");
    // Without its signature it gives nothing.
    let bare = address.split('?').next().unwrap();
    assert_eq!(reqwest::get(bare).await.unwrap().status(), 403);
    let server_only = S3Blobs::open(&ruche_s3::Settings { direct: false, ..s3.settings() }).await.unwrap();
    assert!(server_only.signed("42/file", handing).await.unwrap().is_none() && server_only.origin().is_none());
}

fn said_signature(address: &str) -> String {
    address.split("X-Amz-Signature=").nth(1).unwrap().split('&').next().unwrap().to_owned()
}

/// The signature of an address as a store works it out (AWS signature version 4, in the query): moto believes any.
fn signature(address: &str, secret: &str) -> String {
    let url = url::Url::parse(address).unwrap();
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() || b"-._~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    let said = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).unwrap().1.into_owned();
    let mut query: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| name != "X-Amz-Signature")
        .map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value)))
        .collect();
    query.sort();
    let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let request = format!("GET\n{}\n{}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD", url.path(), query.join("&"));
    let credential = said("X-Amz-Credential");
    let scope = credential.split_once('/').unwrap().1;
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", said("X-Amz-Date"), hex(&Sha256::digest(request)));
    let mac = |key: &[u8], text: &str| sign(key, &[text.as_bytes()]).unwrap();
    let key = scope.split('/').fold(format!("AWS4{secret}").into_bytes(), |key, part| mac(&key, part));
    hex(&mac(&key, &text))
}
