//! Files that come in pieces, by the protocol tus: where they go on, who sees them, what is refused and when.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{StreamExt as _, stream};
use reqwest::{Body, Method};
use ruche_testkit::{Answer, Browser, Engine, Program, both_engines, key, pictures, skips_postgres};
use std::path::Path;
use std::time::Duration;

const PIECE: &str = "application/offset+octet-stream";

/// Begins an upload of `length` bytes.
async fn begin(browser: &Browser, key: &str, name: &str, length: &str) -> Answer {
    let request = browser.request_once(Method::POST, "/files/uploads").header("tus-resumable", "1.0.0").header("idempotency-key", key);
    let request = request.header("upload-length", length).header("upload-metadata", format!("filename {}", STANDARD.encode(name)));
    browser.send(request).await
}

/// The same, where it must succeed: its address.
pub async fn begun(browser: &Browser, name: &str, length: usize) -> String {
    let answer = begin(browser, &key(), name, &length.to_string()).await.expect(201);
    assert!(answer.headers["upload-expires"].to_str().unwrap().ends_with(" GMT"));
    answer.location().to_owned()
}

/// Adds a piece.
pub async fn add(browser: &Browser, at: &str, offset: &str, piece: impl Into<Body>) -> Answer {
    let request = browser.request_once(Method::PATCH, at).header("tus-resumable", "1.0.0").header("accept", "application/json");
    browser.send(request.header("upload-offset", offset).header("content-type", PIECE).body(piece)).await
}

pub async fn ask(browser: &Browser, method: Method, at: &str) -> Answer {
    browser.send(browser.request_once(method, at).header("tus-resumable", "1.0.0")).await
}

fn header(answer: &Answer, name: &str) -> String {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Where the next piece begins.
pub async fn offset(browser: &Browser, at: &str) -> String {
    header(&ask(browser, Method::HEAD, at).await.expect(200), "upload-offset")
}

pub fn told(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body))
}

pub fn plan(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7 ".to_vec();
    bytes.extend((bytes.len()..length).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

both_engines! {
    async fn a_file_that_comes_in_pieces_is_a_file_like_any_other(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let browser = &camille.browser;
        let (plan, once) = (plan(9_000_000), key());
        let length = plan.len().to_string();
        let answer = begin(browser, &once, "dossier/Plan é.pdf", &length).await.expect(201);
        let at = answer.location().to_owned();
        assert_eq!((header(&answer, "tus-resumable").as_str(), answer.body.as_str()), ("1.0.0", ""));
        // The same beginning is the same upload; another one under its key is refused.
        assert_eq!(begin(browser, &once, "dossier/Plan é.pdf", &length).await.expect(201).location(), at);
        begin(browser, &once, "dossier/Plan é.pdf", "5").await.expect(409);
        let asked = ask(browser, Method::HEAD, &at).await.expect(200);
        assert_eq!(["upload-offset", "upload-length", "cache-control", "tus-resumable"].map(|name| header(&asked, name)), ["0", &length, "no-store", "1.0.0"]);
        assert_eq!(header(&asked, "upload-metadata"), format!("filename {}", STANDARD.encode("dossier/Plan é.pdf")));

        let first = add(browser, &at, "0", plan[..5_000_000].to_vec()).await.expect(204);
        assert_eq!((header(&first, "upload-offset").as_str(), first.body.as_str()), ("5000000", ""));
        // A piece that begins elsewhere changes nothing; an empty one neither.
        for wrong in ["0", "4999999", "5000001", "18446744073709551615"] {
            assert!(told(&add(browser, &at, wrong, "x").await.expect(409))["error"].as_str().unwrap().contains("Rechargez"), "{wrong}");
        }
        add(browser, &at, "5000000", "").await.expect(204);
        assert_eq!(offset(browser, &at).await, "5000000");
        let last = add(browser, &at, "5000000", plan[5_000_000..].to_vec()).await.expect(200);
        let file = told(&last);
        assert_eq!((&file["kind"], &file["name"]), (&"document".into(), &"Plan é.pdf".into()));
        assert_eq!(header(&last, "upload-offset"), length);

        // The end asked for again, in whichever way, gives the same file; so does the whole file under the same key.
        assert_eq!(told(&add(browser, &at, "5000000", plan[5_000_000..].to_vec()).await.expect(200)), file);
        assert_eq!(told(&add(browser, &at, &length, "").await.expect(200)), file);
        assert_eq!(offset(browser, &at).await, length);
        let strict = browser.request_once(Method::POST, &at).header("tus-resumable", "1.0.0").header("x-http-method-override", "PATCH");
        let strict = browser.send(strict.header("upload-offset", &length).header("content-type", PIECE)).await.expect(204);
        assert_eq!(strict.body, "", "the protocol wants no content where nobody asks for it");
        add(browser, &at, "0", "x").await.expect(409);
        let whole = browser.request_once(Method::POST, "/files").header("idempotency-key", &once);
        let form = reqwest::multipart::Form::new().part("file", reqwest::multipart::Part::bytes(plan.clone()).file_name("dossier/Plan é.pdf"));
        assert_eq!(told(&browser.send(whole.multipart(form)).await.expect(201)), file);

        // Published and read: every byte is there.
        let id = file["id"].as_str().unwrap();
        let fields = [("key", key()), ("place", app.company.to_string()), ("body", "Le plan".to_owned()), ("file", id.to_owned())];
        browser.post_once("/posts", &fields.each_ref().map(|(name, value)| (*name, value.as_str()))).await.expect(303);
        let read = app.admin.browser.request(Method::GET, file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
        assert!(read == plan, "{} bytes", read.len());

        // What it became stays when the upload is forgotten, which leaves no bytes behind.
        app.clock.advance(25 * 3_600_000);
        ask(browser, Method::HEAD, &at).await.expect(404);
        app.sweep().await;
        let kept = app.node.platform.blobs.keys().await.unwrap();
        assert_eq!(kept, [format!("{id}/file")]);
        app.admin.browser.get(file["url"].as_str().unwrap()).await.expect(200);
    }
}

both_engines! {
    async fn an_upload_is_its_owner_s_alone(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let ana = app.partner("Ana Delmas").await;
        let at = begun(&camille.browser, "canari.pdf", 10).await;
        add(&camille.browser, &at, "0", "%PDF-").await.expect(204);
        for who in [&yanis, &ana, &app.admin] {
            for method in [Method::HEAD, Method::PATCH, Method::DELETE] {
                let of = async |path: &str| match method {
                    Method::PATCH => add(&who.browser, path, "5", "12345").await,
                    _ => ask(&who.browser, method.clone(), path).await,
                };
                let (hidden, absent) = (of(&at).await.expect(404), of("/files/uploads/901").await.expect(404));
                let said = |answer: &Answer| (answer.body.clone(), header(answer, "upload-offset"), header(answer, "tus-resumable"), answer.statements);
                assert_eq!(said(&hidden), said(&absent), "{method} by {}", who.name);
            }
        }
        for method in [Method::HEAD, Method::PATCH, Method::DELETE, Method::OPTIONS] {
            ask(&app.stranger(), method, &at).await.expect(401);
        }
        assert_eq!(begin(&app.stranger(), "k", "a", "1").await.status.as_u16(), 401);
        // The same key of somebody else is another upload.
        let once = key();
        let [first, second] = [begin(&camille.browser, &once, "a", "5").await, begin(&yanis.browser, &once, "a", "5").await].map(|answer| answer.expect(201).location().to_owned());
        assert_ne!(first, second);
        // Nothing of it was touched; it is ended by its owner.
        assert_eq!(offset(&camille.browser, &at).await, "5");
        ask(&camille.browser, Method::DELETE, &at).await.expect(204);
        ask(&camille.browser, Method::DELETE, &at).await.expect(404);
        add(&camille.browser, &at, "5", "12345").await.expect(404);
        assert!(app.node.platform.blobs.keys().await.unwrap().is_empty());
    }
}

both_engines! {
    async fn what_does_not_fit_is_refused_before_it_is_sent(app: TestApp) {
        let browser = &app.admin.browser;
        let said = browser.send(browser.request_once(Method::OPTIONS, "/files/uploads")).await.expect(204);
        assert_eq!(["tus-resumable", "tus-version", "tus-extension", "tus-max-size"].map(|name| header(&said, name)), ["1.0.0", "1.0.0", "creation,termination,expiration", "50000000"]);
        for (length, status, words) in [
            ("50000001", 413, "50\u{a0}Mo"),
            ("9223372036854775808", 413, "50\u{a0}Mo"),
            ("99999999999999999999999999", 413, "50\u{a0}Mo"),
            ("0", 422, "vide"),
            ("-1", 400, "compris"),
            ("-9223372036854775808", 400, "compris"),
            ("1.5", 400, "compris"),
            ("", 400, "compris"),
        ] {
            let answer = begin(browser, &key(), "film.mp4", length).await.expect(status);
            assert!(told(&answer)["error"].as_str().unwrap().contains(words), "{length}: {}", answer.body);
            assert_eq!(header(&answer, "tus-resumable"), "1.0.0");
        }
        begin(browser, "une clé", "a", "5").await.expect(400);
        let odd = |metadata: &'static str| browser.request_once(Method::POST, "/files/uploads").header("tus-resumable", "1.0.0").header("upload-length", "5").header("upload-metadata", metadata);
        browser.send(odd("owner MQ==")).await.expect(400);
        browser.send(odd("filename ***")).await.expect(400);
        let without = browser.send(browser.request_once(Method::POST, "/files/uploads").header("upload-length", "5")).await.expect(412);
        assert_eq!(header(&without, "tus-version"), "1.0.0");

        let at = begun(browser, "a.txt", 10).await;
        for at in [&*at, "/files/uploads/x", "/files/uploads/-1", "/files/uploads/99999999999999999999"] {
            assert!([412, 400, 404].contains(&browser.send(browser.request_once(Method::HEAD, at)).await.status.as_u16()));
        }
        let piece = |kind: &'static str, version: &'static str| browser.request_once(Method::PATCH, &at).header("content-type", kind).header("upload-offset", "0").header("tus-resumable", version).body("12345");
        browser.send(piece("text/plain", "1.0.0")).await.expect(415);
        browser.send(piece(PIECE, "0.2.2")).await.expect(412);
        for wrong in ["-1", "", "x", "0x0"] {
            add(browser, &at, wrong, "12345").await.expect(400);
        }
        // More than was announced: what says so is not read, what does not say so is cut where it goes beyond.
        add(browser, &at, "0", vec![b'a'; 11]).await.expect(413);
        assert_eq!(offset(browser, &at).await, "0");
        let pieces = stream::iter(["12345", "678901"].map(Ok::<_, std::io::Error>)).then(|piece| async { tokio::time::sleep(Duration::from_millis(100)).await; piece });
        add(browser, &at, "0", Body::wrap_stream(pieces)).await.expect(413);
        assert_eq!(offset(browser, &at).await, "5", "what fits is kept");
        assert_eq!(told(&add(browser, &at, "5", "67890").await.expect(200))["name"], "a.txt");

        // What the first bytes say is told after the first piece; nothing of it is left.
        for (bytes, length, status, words) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], 3_000_000, 415, "JPEG"),
            (b"\xFF\xD8\xFF\xE0 a photo", 25_000_001, 413, "25\u{a0}Mo"),
        ] {
            let at = begun(browser, "photo.pdf", length).await;
            assert!(told(&add(browser, &at, "0", bytes).await.expect(status))["error"].as_str().unwrap().contains(words));
            ask(browser, Method::HEAD, &at).await.expect(404);
        }
        // So is what only the whole says.
        let at = begun(browser, "photo.jpg", 20).await;
        add(browser, &at, "0", "\u{FF}").await.expect(204);
        ask(browser, Method::DELETE, &at).await.expect(204);
        let at = begun(browser, "photo.jpg", 4).await;
        let damaged = add(browser, &at, "0", &b"\xFF\xD8\xFF\xE0"[..]).await.expect(422);
        assert!(told(&damaged)["error"].as_str().unwrap().contains("abîmée"), "{}", damaged.body);
        ask(browser, Method::HEAD, &at).await.expect(404);
        let kept = app.node.platform.blobs.keys().await.unwrap();
        assert_eq!(kept.len(), 1, "only a.txt is there: {kept:?}");
    }
}

both_engines! {
    async fn what_is_begun_counts_from_its_beginning(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let browser = &camille.browser;
        let mut open = Vec::new();
        for n in 0..10 {
            open.push(begun(browser, &format!("{n}.zip"), 50_000_000).await);
        }
        let refused = begin(browser, &key(), "un.zip", "1").await.expect(422);
        assert!(told(&refused)["error"].as_str().unwrap().contains("500\u{a0}Mo"), "{}", refused.body);
        // What is sent at once meets the same limit; others do not.
        let whole = browser.post_files("/files", &[], &[("file", "a.txt", b"a".to_vec())]).await.expect(422);
        assert!(whole.has("500\u{a0}Mo"));
        begun(&app.admin.browser, "un.zip", 50_000_000).await;
        for at in open.drain(..) {
            ask(browser, Method::DELETE, &at).await.expect(204);
        }
        for n in 0..20 {
            open.push(begun(browser, &format!("{n}.txt"), 5).await);
        }
        let refused = begin(browser, &key(), "un.txt", "1").await.expect(422);
        assert!(told(&refused)["error"].as_str().unwrap().starts_with("20 fichiers"), "{}", refused.body);
        add(browser, &open[0], "0", "abcde").await.expect(200);
        open.push(begun(browser, "un.txt", 5).await);
        add(browser, &open[1], "0", "ab").await.expect(204);
        // The check of the data knows whose bytes those are, however old.
        app.clock.advance(20 * 3_600_000);
        let wrong = async || {
            let platform = &app.node.platform;
            let found = ruche_server::check::run(&platform.db, &*platform.blobs, platform.now()).await.unwrap();
            found.into_iter().filter(|found| found.name.contains("bytes") && found.differences > 0).count()
        };
        assert_eq!(wrong().await, 0);
        // Each piece gives another day; the others are given up, also while they are still there.
        add(browser, &open[2], "0", "ab").await.expect(204);
        app.clock.advance(5 * 3_600_000);
        for (at, status) in [(&open[1], 404), (&open[2], 200), (&open[3], 404)] {
            ask(browser, Method::HEAD, at).await.expect(status);
        }
        add(browser, &open[1], "2", "cde").await.expect(404);
        begun(browser, "autre.txt", 5).await;
        app.sweep().await;
        assert_eq!(app.node.platform.blobs.keys().await.unwrap().len(), 2, "one file, one that goes on");
        assert_eq!(wrong().await, 0);
        add(browser, &open[2], "2", "cde").await.expect(200);
    }
}

/// A piece that stops in the middle and never ends.
fn stuck(bytes: Vec<u8>) -> Body {
    Body::wrap_stream(stream::iter([Ok::<_, std::io::Error>(bytes)]).chain(stream::pending()))
}

/// Waits until the disk has so many bytes of the one upload that is open, however many the row knows of.
async fn until(folder: &Path, bytes: u64) {
    for _ in 0..1_000 {
        let mut pending = vec![folder.to_owned()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    pending.push(entry.path());
                } else if entry.file_name() == "upload" && entry.metadata().unwrap().len() >= bytes {
                    return;
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{bytes} bytes did not arrive");
}

both_engines! {
    async fn a_piece_that_breaks_off_is_kept_as_far_as_it_came(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (browser, plan) = (&camille.browser, plan(400_000));
        let at = begun(browser, "plan.pdf", plan.len()).await;
        let folder = app.folder().to_owned();
        let until = async |bytes| until(&folder, bytes).await;
        // The network goes: the connection is closed in the middle of the piece.
        let sending = tokio::spawn({ let (browser, at, half) = (browser.clone(), at.clone(), plan[..100_000].to_vec()); async move { add(&browser, &at, "0", stuck(half)).await } });
        until(100_000).await;
        sending.abort();
        assert_eq!(offset(browser, &at).await, "100000");
        // The network goes without a word: what comes next does not wait for the old connection to end.
        let sending = tokio::spawn({ let (browser, at, half) = (browser.clone(), at.clone(), plan[100_000..200_000].to_vec()); async move { add(&browser, &at, "100000", stuck(half)).await } });
        until(200_000).await;
        assert_eq!(offset(browser, &at).await, "200000");
        assert_eq!(sending.await.unwrap().status.as_u16(), 409, "it was told to stop");
        // Bytes beyond what is known to be safe are cut off, and what the disk has lost is sent again.
        let upload = app.node.platform.blobs.keys().await.unwrap().remove(0);
        let mut growing = app.node.platform.blobs.grow(&upload, 200_000).await.unwrap();
        growing.write(b"what a crash left".to_vec().into()).await.unwrap();
        growing.keep().await.unwrap();
        drop(growing);
        assert_eq!(offset(browser, &at).await, "200000");
        app.node.platform.blobs.grow(&upload, 150_000).await.unwrap();
        assert_eq!(offset(browser, &at).await, "150000");
        add(browser, &at, "200000", plan[200_000..].to_vec()).await.expect(409);
        let file = told(&add(browser, &at, "150000", plan[150_000..].to_vec()).await.expect(200));
        let read = browser.request(Method::GET, file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
        assert!(read == plan);
    }
}

async fn an_upload_goes_on_after_the_server_was_killed(engine: Engine) {
    let mut program = Program::start(engine, &[]).await;
    let browser = program.set_up().await;
    let plan = plan(9_000_000);
    let at = begun(&browser, "plan.pdf", plan.len()).await;
    add(&browser, &at, "0", plan[..2_000_000].to_vec()).await.expect(204);
    // Killed in the middle of a piece: what was acknowledged is there, and so may be some of the rest.
    let sending = tokio::spawn({
        let (browser, at, piece) = (browser.clone(), at.clone(), plan[2_000_000..7_000_000].to_vec());
        async move {
            let request = browser.request_once(Method::PATCH, &at).header("tus-resumable", "1.0.0").header("upload-offset", "2000000");
            request.header("content-type", PIECE).body(stuck(piece)).send().await.map(|_| ())
        }
    });
    until(&program.folder().join("data"), 5_000_000).await;
    program.kill().await;
    assert!(sending.await.unwrap().is_err(), "nobody answered");
    program.run(&[]).await;
    let browser = program.browser();
    browser.sign_in("lucie@orvane.example", ruche_testkit::PASSWORD).await;
    let from: usize = offset(&browser, &at).await.parse().unwrap();
    assert!((2_000_000..=7_000_000).contains(&from), "{from}");
    let file = told(&add(&browser, &at, &from.to_string(), plan[from..].to_vec()).await.expect(200));
    let read = browser.request(Method::GET, file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    assert!(read == plan);
    program.kill().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_goes_on_after_the_server_was_killed_sqlite() {
    an_upload_goes_on_after_the_server_was_killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_goes_on_after_the_server_was_killed_postgres() {
    if !skips_postgres() {
        an_upload_goes_on_after_the_server_was_killed(Engine::Postgres).await;
    }
}

both_engines! {
    async fn a_photo_in_pieces_is_prepared_like_any_photo(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let png = pictures::png(600, 400);
        let at = begun(&camille.browser, "hall.pdf", png.len()).await;
        let half = png.len() / 2;
        add(&camille.browser, &at, "0", png[..half].to_vec()).await.expect(204);
        let file = told(&add(&camille.browser, &at, &half.to_string(), png[half..].to_vec()).await.expect(200));
        assert_eq!((&file["kind"], &file["width"], &file["height"]), (&"photo".into(), &600.into(), &400.into()));
        // A file that has gone is gone for its upload too: the same sending begins anew.
        let id: i64 = file["id"].as_str().unwrap().parse().unwrap();
        ruche_platform::sql! { THROW = "DELETE FROM files WHERE id = $1"; }
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(&THROW, ruche_platform::values![id]).await })).await.unwrap();
        add(&camille.browser, &at, &png.len().to_string(), "").await.expect(404);
        ask(&camille.browser, Method::HEAD, &at).await.expect(404);
    }
}
