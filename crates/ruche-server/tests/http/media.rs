//! Films, sounds and the pictures of documents: what is played, in which parts, by whom; and every sample file through the form.

use reqwest::{Method, StatusCode};
use ruche_platform::{sql, values, work};
use ruche_testkit::{Answer, Engine, Kind, Someone, TestApp, both_engines, films, skips_postgres};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

sql! {
    WEIGH = "UPDATE files SET bytes = $2 WHERE id = $1";
}

/// The bytes at an address, with what the request says beside it.
async fn fetch(who: &Someone, path: &str, headers: &[(&str, &str)]) -> (StatusCode, reqwest::header::HeaderMap, Vec<u8>) {
    let mut request = who.browser.request_once(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    (answer.status(), answer.headers().clone(), answer.bytes().await.unwrap().to_vec())
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

both_engines! {
    async fn a_film_is_played_by_those_who_see_it(app: TestApp) {
        let Some(film) = films::mov() else { return };
        assert!(has(&film, films::PLACE.trim_end_matches('/').as_bytes()), "the sample says where it was made");
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (paul, ana) = (app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish_with(place, "Un film", &[("upload", "../Mon film.MOV", film)]).await;
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        let video = |name| page.attributes("figure.video > video", name).concat();
        let (play, poster) = (video("src"), video("poster"));
        assert_eq!((video("preload"), video("aria-label"), video("width"), video("height")), ("none".into(), "Mon film.mp4".into(), "320".into(), "180".into()));
        assert!(page.attributes("video", "controls").len() == 1 && page.texts(".video .meta")[0].starts_with("0:03 · MP4 · "), "{:?}", page.texts(".video .meta"));
        assert!(page.attributes(".video a.link", "href").is_empty(), "only its author adds subtitles");

        // Those who see the post see the film, its picture and its download; nobody else.
        let download = page.attributes(".video a[download]", "href").concat();
        for path in [&play, &poster, &download] {
            for (who, status) in [(&camille, 200), (&yanis, 200), (&paul, 404), (&ana, 404), (&app.admin, 404)] {
                assert_eq!(fetch(who, path, &[("range", "bytes=0-")]).await.0.as_u16(), if status == 200 { 206 } else { status }, "{path} by {}", who.name);
            }
        }
        let (_, headers, whole) = fetch(&yanis, &play, &[]).await;
        assert_eq!((headers["content-type"].to_str().unwrap(), headers["content-disposition"].to_str().unwrap()), ("video/mp4", "inline"));
        assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(fetch(&yanis, &download, &[]).await.1["content-disposition"], "attachment; filename*=UTF-8''Mon%20film.mp4");
        for trace in [&b"+48.8577"[..], b"Secret", b"Lavf"] {
            assert!(!has(&whole, trace), "the copy says {}", trace.escape_ascii());
        }
        let (status, headers, picture) = fetch(&yanis, &poster, &[]).await;
        assert!(status == 200 && headers["content-type"] == "image/webp" && has(&picture[..16], b"WEBP"));
        assert!(page.headers["content-security-policy"].to_str().unwrap().contains("media-src 'self'"));

        // Deleted with its post.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        assert_eq!(fetch(&yanis, &play, &[("range", "bytes=0-")]).await.0, 404);
    }
}

both_engines! {
    async fn a_player_reads_the_part_that_it_asks_for(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let sound = films::wav(2);
        let id = camille.upload("silence.mp3", sound.clone()).await;
        let (path, end) = (format!("/files/{id}/play"), sound.len());
        let (status, headers, whole) = fetch(&camille, &path, &[("accept-encoding", "br, gzip")]).await;
        // Copied without its metadata: the samples are the same.
        assert!(status == 200 && headers["accept-ranges"] == "bytes" && !headers.contains_key("content-encoding"), "{headers:?}");
        assert_eq!((headers["content-type"].to_str().unwrap(), headers["content-length"].to_str().unwrap()), ("audio/wav", whole.len().to_string().as_str()));
        assert!(whole.len().abs_diff(end) < 200 && whole.starts_with(b"RIFF"));
        let (tag, last) = (headers["etag"].to_str().unwrap().to_owned(), whole.len() - 1);
        for (range, part) in [
            ("bytes=0-", Some(0..=last)),
            ("bytes=0-3", Some(0..=3)),
            ("bytes=4-9", Some(4..=9)),
            ("bytes=-5", Some(last - 4..=last)),
            ("bytes=100-999999999", Some(100..=last)),
            ("bytes=-999999999", Some(0..=last)),
        ] {
            let part = part.unwrap();
            let (status, headers, bytes) = fetch(&camille, &path, &[("range", range)]).await;
            assert_eq!((status.as_u16(), &bytes[..]), (206, &whole[part.clone()]), "{range}");
            assert_eq!(headers["content-range"], format!("bytes {}-{}/{}", part.start(), part.end(), whole.len()), "{range}");
            assert_eq!(headers["content-length"], bytes.len().to_string());
            assert_eq!((headers["etag"].to_str().unwrap(), headers["content-security-policy"].to_str().unwrap()), (tag.as_str(), "sandbox; default-src 'none'"));
        }
        for range in ["bytes=999999999-", "bytes=-0"] {
            let (status, headers, bytes) = fetch(&camille, &path, &[("range", range)]).await;
            assert!(status == 416 && bytes.is_empty() && headers["content-range"] == format!("bytes */{}", whole.len()), "{range}");
        }
        for range in ["bytes=0-1,4-5", "bytes=9-4", "lines=1-2", "bytes=x-"] {
            let (status, _, bytes) = fetch(&camille, &path, &[("range", range)]).await;
            assert_eq!((status.as_u16(), bytes.len()), (200, whole.len()), "{range}");
        }
        // The part goes with the whole that the browser has the beginning of.
        for (known, status) in [(tag.as_str(), 206), ("\"other\"", 200), ("Wed, 21 Oct 2026 07:28:00 GMT", 200)] {
            assert_eq!(fetch(&camille, &path, &[("range", "bytes=0-3"), ("if-range", known)]).await.0.as_u16(), status, "{known}");
        }
        assert_eq!(fetch(&camille, &path, &[("range", "bytes=0-3"), ("if-none-match", &tag)]).await.0.as_u16(), 304);
    }
}

const SUBTITLES: &[u8] = "1\r\n00:00:00,500 --> 00:00:01,500\r\nVoilà l’atelier.\r\n".as_bytes();

/// Sends the form of the subtitles.
async fn subtitle(who: &Someone, id: i64, language: &str, text: &[u8]) -> Answer {
    who.browser.post_files(&format!("/files/{id}/captions/edit"), &[("language", language)], &[("captions", "a.srt", text.to_vec())]).await
}

both_engines! {
    async fn whoever_sent_a_film_gives_it_subtitles(app: TestApp) {
        let Some(film) = films::mov() else { return };
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish_with(place, "Un film", &[("upload", "film.mp4", film)]).await;
        let at = format!("/posts/{post}");
        let edit = camille.browser.get(&at).await.expect(200).attributes(".video a.link", "href").concat();
        let id: i64 = edit.split('/').nth(2).unwrap().parse().unwrap();
        let form = camille.browser.get(&edit).await.expect(200);
        assert_eq!(form.attributes("form[enctype='multipart/form-data']", "action"), [format!("/files/{id}/captions/edit")]);
        for who in [&yanis, &paul, &app.admin] {
            who.browser.get(&edit).await.expect(404);
            subtitle(who, id, "fr", SUBTITLES).await.expect(404);
        }
        // What is no subtitles is refused at its field, and changes nothing.
        for (text, status, words) in [
            (&b"<script>alert(1)</script>"[..], 422, "Aucun sous-titre"),
            (b"\xE9", 422, "UTF-8"),
            (b"00:02.000 --> 00:01.000\na", 422, "ligne\u{a0}1"),
            (&vec![b'a'; 500_001], 413, "trop lourd"),
        ] {
            let refused = subtitle(&camille, id, "en", text).await.expect(status);
            assert!(refused.texts("#captions-error").concat().replace('\u{a0}', " ").contains(&words.replace('\u{a0}', " ")), "{:?}", refused.texts("#captions-error"));
            assert_eq!(refused.attributes("option[selected]", "value"), ["en"]);
        }
        subtitle(&camille, id, "xx", SUBTITLES).await.expect(400);
        assert!(yanis.browser.get(&at).await.attributes("track", "src").is_empty());

        assert_eq!(subtitle(&camille, id, "fr", SUBTITLES).await.expect(303).location(), at);
        let page = yanis.browser.get(&at).await.expect(200);
        let track = page.attributes("video > track", "src").concat();
        assert_eq!((page.attributes("track", "kind"), page.attributes("track", "srclang"), page.attributes("track", "label")), (vec!["captions".into()], vec!["fr".into()], vec!["Français".into()]));
        let (status, headers, text) = fetch(&yanis, &track, &[]).await;
        assert_eq!((status.as_u16(), headers["content-type"].to_str().unwrap()), (200, "text/vtt; charset=utf-8"));
        assert_eq!(String::from_utf8(text).unwrap(), "WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nVoilà l’atelier.\n");
        assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
        for who in [&paul, &app.admin] {
            assert_eq!(fetch(who, &track, &[]).await.0, 404, "{}", who.name);
        }
        // Others in their place, then none: the bytes of before are gone, as the check of the data sees it.
        subtitle(&camille, id, "en", b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe workshop.\n").await.expect(303);
        let other = yanis.browser.get(&at).await.attributes("video > track", "src").concat();
        assert_ne!(track, other);
        assert!(fetch(&yanis, &other, &[]).await.2.ends_with(b"The workshop.\n"));
        let clean = async || ruche_server::check::run(&app.node.platform.db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
        let wrong = |findings: Vec<ruche_server::check::Finding>| findings.into_iter().filter(|found| found.differences > 0).map(|found| found.name).collect::<Vec<_>>();
        app.settle().await;
        assert!(wrong(clean().await).is_empty());
        yanis.browser.post_once(&format!("/files/{id}/captions/edit?_method=delete"), &[]).await.expect(404);
        camille.browser.post_once(&format!("/files/{id}/captions/edit?_method=delete"), &[]).await.expect(303);
        assert!(yanis.browser.get(&at).await.attributes("track", "src").is_empty());
        assert_eq!(fetch(&yanis, &other, &[]).await.0, 404);
        assert!(wrong(clean().await).is_empty());
    }
}

both_engines! {
    async fn subtitles_count_in_what_a_person_keeps(app: TestApp) {
        let Some(film) = films::mov() else { return };
        let camille = app.employee("Camille Rousset").await;
        let id = camille.upload("film.mov", film).await;
        let db = &app.node.platform.db;
        let weight = async || ruche_content::files::store::after(db, id - 1, 1).await.unwrap()[0].bytes;
        let bare = weight().await;
        subtitle(&camille, id, "fr", SUBTITLES).await.expect(303);
        let kept = fetch(&camille, &format!("/files/{id}/captions"), &[]).await.2.len() as i64;
        assert_eq!(weight().await, bare + kept);
        // Others in their place weigh what they weigh; none, nothing.
        let longer = "00:01.000 --> 00:02.000\nUn atelier\n\n".repeat(200);
        subtitle(&camille, id, "fr", longer.as_bytes()).await.expect(303);
        assert!(weight().await > bare + 5_000);
        camille.browser.post_once(&format!("/files/{id}/captions/edit?_method=delete"), &[]).await.expect(303);
        assert_eq!(weight().await, bare);
        // Nobody keeps more than they may: what was there stays.
        subtitle(&camille, id, "fr", SUBTITLES).await.expect(303);
        let most = ruche_content::files::rules::MAX_KEPT_BYTES;
        db.write(work!([] | tx | { tx.exec(&WEIGH, values![id, most]).await })).await.unwrap();
        let refused = subtitle(&camille, id, "en", longer.as_bytes()).await.expect(422);
        assert!(refused.texts("#captions-error").concat().contains("20 Go en tout"), "{:?}", refused.texts("#captions-error"));
        assert_eq!(fetch(&camille, &format!("/files/{id}/captions"), &[]).await.2.len() as i64, kept);
        subtitle(&camille, id, "en", SUBTITLES).await.expect(303);
        app.settle().await;
        let findings = ruche_server::check::run(db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
        let wrong: Vec<_> = findings.into_iter().filter(|found| found.differences > 0).collect();
        assert!(wrong.is_empty(), "what was refused left no bytes: {wrong:?}");
    }
}

/// What a machine without outside programs does: films and sounds are refused with the reason, documents have no picture.
async fn without_tools(engine: Engine) {
    let app = TestApp::start_without_tools(engine).await;
    let Some(film) = films::mov() else { return };
    let camille = app.employee("Camille Rousset").await;
    for (name, bytes) in [("film.mp4", film.clone()), ("note.wav", films::wav(5))] {
        let answer = camille.browser.post_files("/files", &[], &[("file", name, bytes)]).await.expect(415);
        assert!(answer.body.contains("Un administrateur peut l’installer") && answer.body.contains("ffmpeg"), "{name}: {}", answer.body);
    }
    // The form without script says it beside the text, which is kept.
    let once = ruche_testkit::key();
    let fields = [("key", once.as_str()), ("place", &app.company.to_string()), ("body", "Regardez ceci")];
    let refused = camille.browser.post_files("/posts", &fields, &[("upload", "film.mp4", film)]).await.expect(415);
    assert!(refused.has("Un administrateur peut l’installer") && refused.has("Regardez ceci"), "{}", refused.body);
    let files = [("upload", "plan.pdf", b"%PDF-1.7".to_vec())];
    let post = camille.publish_with(app.company, "Un plan", &files).await;
    let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
    assert_eq!((page.attributes(".file img", "src").len(), page.texts(".file .name")), (0, vec!["plan.pdf".into()]));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_without_outside_programs_sqlite() {
    without_tools(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_without_outside_programs_postgres() {
    if !skips_postgres() {
        without_tools(Engine::Postgres).await;
    }
}

/// The sample files of a folder with their names, unpacked. Empty, and said so, where the samples are absent.
fn samples(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !root.is_dir() {
        eprintln!("SKIPPED: no samples at ../shared/data/{folder}");
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, found);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = match name.strip_suffix(".zst") {
            Some(_) => unpacked(&path),
            None => std::fs::read(&path).unwrap(),
        };
        found.push((name.trim_end_matches(".zst").to_owned(), bytes));
    }
}

/// At most 60 MB: what is larger cannot be sent anyway.
fn unpacked(path: &Path) -> Vec<u8> {
    let mut child = Command::new("zstdcat").arg(path).stdout(Stdio::piped()).spawn().unwrap();
    let mut bytes = Vec::new();
    child.stdout.take().unwrap().take(60_000_000).read_to_end(&mut bytes).unwrap();
    let _ = child.kill();
    let _ = child.wait();
    bytes
}

/// Sends every sample, each of which is accepted as something or refused with a sentence, and publishes those accepted.
async fn send_all(app: &TestApp, who: &Someone, folder: &str, which: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut outcome = Vec::new();
    for (name, bytes) in samples(folder).into_iter().filter(|(name, _)| which(name)) {
        let answer = who.browser.post_files("/files", &[], &[("file", &name, bytes)]).await;
        let said: serde_json::Value =
            serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{folder}/{name}: {} {}", answer.status, answer.body));
        match answer.status.as_u16() {
            201 => {
                let (id, kind) = (said["id"].as_str().unwrap(), said["kind"].as_str().unwrap());
                let once = ruche_testkit::key();
                let fields = [("key", once.as_str()), ("place", &app.company.to_string()), ("body", "Un fichier"), ("file", id)];
                let post = who.browser.post_files("/posts", &fields, &[]).await.expect(303).toast().unwrap().1;
                let page = who.browser.get(&format!("/posts/{post}")).await.expect(200).harmless();
                // Whatever the page shows of it is there.
                for path in [
                    page.attributes("main video", "src"),
                    page.attributes("main audio", "src"),
                    page.attributes("main video", "poster"),
                    page.attributes(".file img", "src"),
                    page.attributes(".post a[download]", "href"),
                ]
                .concat()
                {
                    assert!(fetch(who, &path, &[("range", "bytes=0-99")]).await.0.is_success(), "{folder}/{name}: {path}");
                }
                let shown = match () {
                    () if !page.attributes("main video", "src").is_empty() => "played",
                    () if !page.attributes("main audio", "src").is_empty() => "heard",
                    () if page.has("Ce format ne se lit pas") => "not played",
                    () if !page.attributes(".file img", "src").is_empty() => "pictured",
                    () => "kept",
                };
                outcome.push((name, format!("{kind} {shown}")));
            }
            413 | 415 | 422 => {
                let error = said["error"].as_str().unwrap();
                assert!(error.ends_with('.') && error.len() > 20, "{folder}/{name}: {error}");
                outcome.push((name, format!("refused: {error}")));
            }
            other => panic!("{folder}/{name}: {other} {}", answer.body),
        }
    }
    outcome
}

/// Samples whose outcome is told beforehand.
const TOLD: [(&str, &str); 11] = [
    ("big-buck-bunny-1080p-5s-video.mp4", "video played"),
    ("mov__with-gps.mov", "video played"),
    ("mp4__sample_mpeg4.mp4", "video not played"),
    ("3gp__sample.3gp", "video played"),
    ("mp3__chirp-5-id3.mp3", "audio heard"),
    ("m4a__Issue 337 (dotnet).m4a", "audio not played"),
    ("test.m4a", "audio heard"),
    ("test.pptx", "document pictured"),
    ("test.docx", "document pictured"),
    ("test.xls", "document pictured"),
    ("test.pdf", "document pictured"),
];

both_engines! {
    async fn every_sample_is_taken_as_what_it_is_or_refused_with_its_reason(app: TestApp) {
        let mut outcome = Vec::new();
        for (folder, who) in [("media-files", "Camille Rousset"), ("photos-exif", "Yanis Haddad"), ("documents-office", "Paul Sorel"), ("documents-pdf", "Karim Benali")] {
            let who = app.employee(who).await;
            // What looks at a file knows no engine: on one of them, those whose outcome is told are enough.
            let few = app.node.platform.db.engine() == Engine::Postgres;
            outcome.extend(send_all(app, &who, folder, |name| !few || TOLD.iter().any(|(told, _)| *told == name)).await);
        }
        if outcome.is_empty() {
            return;
        }
        for (name, what) in &outcome {
            eprintln!("{what}: {name}");
        }
        let of = |name: &str| outcome.iter().find(|(sample, _)| sample == name).map(|(_, what)| what.as_str());
        for (name, what) in TOLD {
            assert_eq!(of(name), Some(what), "{name}");
        }
        app.settle().await;
    }
}

both_engines! {
    async fn hostile_files_keep_nobody_waiting(app: TestApp) {
        let paul = app.employee("Paul Sorel").await;
        let post = paul.publish(app.company, "Un texte").await;
        let page = format!("/posts/{post}");
        for (folder, who) in [("hostile-own", "Camille Rousset"), ("hostile-archives", "Yanis Haddad"), ("hostile-images", "Karim Benali")] {
            let who = app.employee(who).await;
            let sending = send_all(app, &who, folder, |_| true);
            tokio::pin!(sending);
            let mut slowest = Duration::ZERO;
            let outcome = loop {
                tokio::select! {
                    outcome = &mut sending => break outcome,
                    () = tokio::time::sleep(Duration::from_millis(200)) => {
                        let start = Instant::now();
                        paul.browser.get(&page).await.expect(200);
                        slowest = slowest.max(start.elapsed());
                    }
                }
            };
            eprintln!("{folder}: {} files, the slowest page took {slowest:?}", outcome.len());
            assert!(slowest < Duration::from_secs(5), "{folder}: {slowest:?}");
            for (name, what) in &outcome {
                assert!(what != "video played" && what != "audio heard", "{folder}/{name}");
                eprintln!("{what}: {name}");
            }
        }
        app.settle().await;
    }
}
