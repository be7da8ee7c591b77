//! A company that keeps its files in a store that speaks S3: who is sent there, for what and for how long; several nodes; what
//! happens while the store is away; and the words beside the server.

use super::api::{ALL, Client};
use super::tus::{add, begun, offset, plan, told};
use reqwest::{Method, StatusCode};
use ruche_server::check;
use ruche_testkit::{
    Browser, Engine, Kind, PASSWORD, Program, S3, Someone, TestApp, both_engines, films, pictures, program, skips_postgres,
};
use std::process::Command;

/// What an address answers, without going where it leads.
async fn fetch(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> (StatusCode, reqwest::header::HeaderMap, Vec<u8>) {
    let request = headers.iter().fold(browser.request_once(Method::GET, path), |request, (name, value)| request.header(*name, *value));
    let answer = request.send().await.unwrap();
    (answer.status(), answer.headers().clone(), answer.bytes().await.unwrap().to_vec())
}

/// Where somebody is sent for these bytes.
async fn sent(who: &Someone, path: &str) -> String {
    let (status, headers, bytes) = fetch(&who.browser, path, &[("range", "bytes=0-")]).await;
    assert!(status == 307 && bytes.is_empty() && headers["cache-control"] == "no-store", "{path}: {status} {headers:?}");
    headers["location"].to_str().unwrap().to_owned()
}

/// What the check finds once whatever was on its way had its time.
async fn wrong(app: &TestApp) -> Vec<String> {
    app.settle().await;
    app.clock.advance(3_600_000);
    let platform = &app.node.platform;
    let found = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
    found.into_iter().filter(|found| found.differences > 0).map(|found| format!("{}: {:?}", found.name, found.examples)).collect()
}

both_engines! {
    async fn documents_and_films_are_given_by_the_store_to_those_who_see_them(app: TestApp, s3: S3) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (paul, ana) = (app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let (text, sound) = (b"le plan".to_vec(), films::wav(1));
        let post = camille.publish_with(place, "Le dossier", &[
            ("upload", "Plan é.txt", text.clone()),
            ("upload", "bruit.wav", sound),
            ("upload", "hall.png", pictures::png(600, 400)),
        ]).await;
        assert!(!app.folder().join("files").exists(), "nothing is kept on the disk of the node");
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(&format!("media-src 'self' blob: {};", s3.address())), "{policy}");
        assert_eq!(policy.matches(&s3.address()).count(), 1, "for films alone: {policy}");
        let find = |what: &str, name: &str| page.attributes(what, name).into_iter().find(|path| path.starts_with("/files/")).unwrap();
        let (saved, played) = (find("a.name[download], .file a[download]", "href"), find("audio", "src"));
        let photo = page.attributes("img", "src").into_iter().find(|path| path.ends_with("/480") || path.ends_with("/1200")).unwrap();

        let address = sent(&yanis, &saved).await;
        assert!(address.starts_with(&format!("{}/ruche/files/", s3.address())) && address.contains("X-Amz-Expires=60"), "{address}");
        let answer = reqwest::get(&address).await.unwrap();
        assert_eq!(answer.headers()["content-disposition"], "attachment; filename*=UTF-8''Plan%20%C3%A9.txt");
        assert_eq!(answer.bytes().await.unwrap(), text);
        assert_eq!(yanis.browser.request(Method::GET, &saved).send().await.unwrap().bytes().await.unwrap(), text, "as a browser goes there");
        // A player goes on asking the address that it was sent to, in parts.
        let address = sent(&yanis, &played).await;
        assert!(address.contains("X-Amz-Expires=3600"), "{address}");
        let part = reqwest::Client::new().get(&address).header("range", "bytes=4-7").send().await.unwrap();
        assert_eq!((part.status().as_u16(), part.headers()["content-type"].to_str().unwrap()), (206, "audio/wav"));
        assert_eq!((part.headers()["content-disposition"].to_str().unwrap(), part.content_length()), ("inline", Some(4)));
        // Photos stay with the server: whole, in parts, and not again where the browser has them.
        let (status, headers, whole) = fetch(&yanis.browser, &photo, &[]).await;
        assert!(status == 200 && headers["content-type"] == "image/webp" && headers["content-length"] == whole.len().to_string());
        let (status, headers, part) = fetch(&yanis.browser, &photo, &[("range", "bytes=4-9")]).await;
        assert_eq!((status.as_u16(), &part[..], headers["content-range"].to_str().unwrap()), (206, &whole[4..10], format!("bytes 4-9/{}", whole.len()).as_str()));
        let tag = headers["etag"].to_str().unwrap();
        assert_eq!(fetch(&yanis.browser, &photo, &[("if-none-match", tag)]).await.0, 304);

        // Nobody else is sent anywhere, nor told where the store is.
        for path in [&saved, &played, &photo] {
            let absent = fetch(&paul.browser, "/files/901/download", &[]).await.0;
            for who in [&paul, &ana, &app.admin] {
                let (status, headers, body) = fetch(&who.browser, path, &[]).await;
                assert_eq!((status, headers.get("location")), (absent, None), "{path} by {}", who.name);
                assert!(!String::from_utf8_lossy(&body).contains("X-Amz"));
            }
            let (_, headers, body) = fetch(&app.stranger(), path, &[]).await;
            assert!(!format!("{headers:?}{}", String::from_utf8_lossy(&body)).contains("X-Amz"), "{path}");
        }
        // The same of programs, which are sent there too.
        let content = format!("{}/content", saved.trim_end_matches("/download"));
        for (who, status) in [(&yanis, 307), (&paul, 404), (&ana, 404), (&app.admin, 404)] {
            let answer = Client::of(app, who, &ALL).await.ask(Method::GET, &content, None).await.expect(status);
            assert_eq!(answer.headers.contains_key("location"), status == 307, "{}", who.name);
        }
        assert_eq!(wrong(app).await, Vec::<String>::new());
        // Deleted, and purged a month later: the store keeps nothing of it.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        assert_eq!(fetch(&yanis.browser, &saved, &[]).await.0, 404);
        app.clock.advance(31 * 86_400_000);
        app.sweep().await;
        assert_eq!(s3.objects().await, Vec::<String>::new());
    }
}

both_engines! {
    async fn while_the_store_is_away_nothing_is_lost_or_half_there(app: TestApp, s3: S3) {
        let camille = app.employee("Camille Rousset").await;
        let browser = &camille.browser;
        let id = camille.upload("hall.png", pictures::png(600, 400)).await;
        let plan = plan(3_000_000);
        let at = begun(browser, "plan.pdf", plan.len()).await;
        add(browser, &at, "0", plan[..1_500_000].to_vec()).await.expect(204);
        let before = s3.objects().await;

        s3.close();
        let photo = format!("/files/{id}/480");
        let page = browser.get(&photo).await.expect(503);
        assert!(page.has("Le service ne répond pas") && page.has("Rien de ce qui était enregistré"), "{}", page.text());
        browser.post_files("/files", &[], &[("file", "autre.png", pictures::png(60, 40))]).await.expect(503);
        camille.send_post(app.company, "Avec un plan", "s3-away", &[("upload", "autre.txt", b"autre".to_vec())]).await.expect(503);
        add(browser, &at, "1500000", plan[1_500_000..].to_vec()).await.expect(503);
        // What needs no bytes goes on.
        camille.publish(app.company, "Sans rien").await;

        s3.open().await;
        browser.get(&photo).await.expect(200);
        assert_eq!(s3.objects().await, before, "nothing came meanwhile");
        assert_eq!(offset(browser, &at).await, "1500000");
        let file = told(&add(browser, &at, "1500000", plan[1_500_000..].to_vec()).await.expect(200));
        let read = browser.request(Method::GET, file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
        assert!(read == plan);
        camille.send_post(app.company, "Avec un plan", "s3-away", &[("upload", "autre.txt", b"autre".to_vec())]).await.expect(303);
        assert_eq!(wrong(app).await, Vec::<String>::new());
    }
}

/// The program with the settings of the store, and others.
fn with(s3: &S3, more: &[&str]) -> Vec<String> {
    s3.environment().into_iter().chain(more.iter().map(|setting| (*setting).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_share_a_database_and_a_bucket() {
    if skips_postgres() {
        return;
    }
    let Some(s3) = S3::start().await else { return };
    let mut first = Program::start(Engine::Postgres, &with(&s3, &[])).await;
    let admin = first.set_up().await;
    let second = first.beside(1, &with(&s3, &["RUCHE_S3_DIRECT=false"])).await;
    let there = second.browser();
    there.sign_in("lucie@orvane.example", PASSWORD).await;

    // Begun at one, cut off there, gone on with at the other.
    let plan = plan(12_000_000);
    let at = begun(&admin, "plan.pdf", plan.len()).await;
    add(&admin, &at, "0", plan[..5_000_000].to_vec()).await.expect(204);
    first.kill().await;
    assert_eq!(offset(&there, &at).await, "5000000");
    let file = told(&add(&there, &at, "5000000", plan[5_000_000..].to_vec()).await.expect(200));
    let place = there.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let fields = [("key", "s3-1"), ("place", place.as_str()), ("body", "Le plan"), ("file", file["id"].as_str().unwrap())];
    there.post_once("/posts", &fields).await.expect(303);
    let saved = file["url"].as_str().unwrap();
    // This one gives the bytes itself, whole and in parts.
    let (status, headers, read) = fetch(&there, saved, &[]).await;
    assert!(status == 200 && read == plan && headers["content-length"] == "12000000");
    let (status, headers, part) = fetch(&there, saved, &[("range", "bytes=9000000-9000009")]).await;
    assert!(status == 206 && part == plan[9_000_000..9_000_010] && headers["content-range"] == "bytes 9000000-9000009/12000000");
    // The first, back, sends to the store what the second was given.
    first.run(&with(&s3, &[])).await;
    let admin = first.browser();
    admin.sign_in("lucie@orvane.example", PASSWORD).await;
    assert_eq!(fetch(&admin, saved, &[]).await.0, 307);
    assert!(admin.request(Method::GET, saved).send().await.unwrap().bytes().await.unwrap() == plan);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_and_a_backup_hold_what_the_store_does_and_are_restored_into_another() {
    let Some(s3) = S3::start().await else { return };
    let program = Program::start(Engine::Sqlite, &with(&s3, &[])).await;
    let admin = program.set_up().await;
    let plan = plan(12_000_000);
    let at = begun(&admin, "plan.pdf", plan.len()).await;
    let file = told(&add(&admin, &at, "0", plan.clone()).await.expect(200));
    let place = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let fields = [("key", "s3-1"), ("place", place.as_str()), ("body", "Le plan"), ("file", file["id"].as_str().unwrap())];
    admin.post_files("/posts", &fields, &[("upload", "hall.png", pictures::png(600, 400))]).await.expect(303);
    let (settings, folder) = (with(&s3, &[]), tempfile::tempdir().unwrap());
    let export = folder.path().join("export").display().to_string();
    let (sound, said) = program.word(&settings, &["check"]).await;
    assert!(sound, "{said}");
    let (done, said) = program.word(&settings, &["export", &export]).await;
    assert!(done && !said.contains("not there any more"), "{said}");
    assert!(!program.folder().join("data/files").exists());

    let elsewhere = |name: &str, words: &[&str]| {
        let mut command = Command::new("env");
        command
            .args(&with(&s3, &[&format!("RUCHE_FILES=s3://ruche/{name}")])[1..])
            .arg(ruche_testkit::program())
            .args(words)
            .arg("--data")
            .arg(folder.path().join(name));
        let done = command.env_remove("RUCHE_BIN").output().unwrap();
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    elsewhere("restored", &["restore", &export]);
    elsewhere("restored", &["check"]);
    // Each file is one object again, whatever its length: the store can give it by itself.
    let objects = s3.objects().await;
    let below = |prefix: &str| -> Vec<String> { objects.iter().filter_map(|name| name.strip_prefix(prefix)).map(str::to_owned).collect() };
    assert_eq!(below("restored/"), below("files/"));
    assert!(below("restored/").contains(&format!("{}/file", file["id"].as_str().unwrap())), "{objects:?}");

    // A backup also holds what still comes, and a second one asks the store for that alone.
    let at = begun(&admin, "autre.pdf", plan.len()).await;
    add(&admin, &at, "0", plan[..1_500_000].to_vec()).await.expect(204);
    let backups = folder.path().join("backups");
    for first in [true, false] {
        let (done, said) = program.word(&settings, &["backup", "--to", backups.to_str().unwrap()]).await;
        assert!(done && said.contains("(0 shared") == first, "{said}");
    }
    let backup = std::fs::read_dir(&backups).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).max().unwrap();
    elsewhere("back", &["restore", backup.to_str().unwrap()]);
    elsewhere("back", &["check"]);
    let objects = s3.objects().await;
    let below = |prefix: &str| -> Vec<String> {
        // What comes is in pieces there, and in one here.
        objects.iter().filter_map(|name| name.strip_prefix(prefix)).filter(|name| !name.contains("/upload")).map(str::to_owned).collect()
    };
    assert_eq!(below("back/"), below("files/"));
    assert_eq!(objects.iter().filter(|name| name.starts_with("back/") && name.contains("/upload")).count(), 1, "{objects:?}");
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let whole = ["RUCHE_FILES=s3://ruche", "RUCHE_S3_KEY=a", "RUCHE_S3_SECRET=hidden", "RUCHE_S3_ENDPOINT=http://127.0.0.1:9"];
    for (settings, code, words) in [
        (&whole[..1], 2, "set s3_key too"),
        (&whole[..2], 2, "set s3_secret too"),
        (&whole[..3], 2, "s3_region"),
        (&whole[1..2], 2, "s3_key is that of a store"),
        (&[&whole[..], &["RUCHE_PUBLIC_URL=https://ruche.example"]].concat()[..], 2, "s3_direct = false"),
        // One that does not answer is waited for.
        (&whole[..], 0, "do not answer yet"),
    ] {
        let mut command = Command::new("env");
        command.args(settings).arg(program()).arg("migrate").arg("--data").arg(folder.path().join("data"));
        let said = command.env_remove("RUCHE_BIN").output().unwrap();
        let text = String::from_utf8_lossy(&said.stderr).into_owned() + &String::from_utf8_lossy(&said.stdout);
        assert_eq!(said.status.code(), Some(code), "{settings:?}: {text}");
        assert!((code == 0 || text.contains(words)) && !text.contains("hidden"), "{settings:?}: {text}");
    }
}
