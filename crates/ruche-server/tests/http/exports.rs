//! What is exported: everything and no secret, whole or not at all, restored on the other engine as it was.

use reqwest::Method;
use ruche_import::export::{self, KINDS, LEFT_OUT, Manifest};
use ruche_import::restore::{self, RestoreError};
use ruche_import::{load, load::Options};
use ruche_kernel::{Clock as _, MemberId};
use ruche_people::sign_in;
use ruche_platform::db::{Db, Statement};
use ruche_platform::work;
use ruche_server::check;
use ruche_server::demo::{self, Filling};
use ruche_testkit::{Browser, Empty, Engine, Kind, PASSWORD, TestApp, both_engines, key, pictures, skips_postgres};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Four who see different things: an administrator, a seller, a partner of another company, who is in the unlisted community.
const VIEWERS: [&str; 4] = ["lucie.", "camille.", "paul.", "loic."];

/// A text of a statement that a test makes.
fn statement(text: impl Into<String>) -> &'static Statement {
    Box::leak(Box::new(Statement { name: "test::exports", text: text.into().leak() }))
}

async fn texts(db: &Db, text: &str) -> Vec<String> {
    db.all(statement(text), &[], |r| r.text("t")).await.unwrap()
}

/// The records of a kind.
fn records(folder: &Path, kind: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("{kind}.jsonl"))).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn field<'r>(record: &'r Value, name: &str) -> &'r str {
    record[name].as_str().unwrap()
}

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut left) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

async fn written(app: &Empty, to: &Path) -> Manifest {
    let platform = &app.node.platform;
    export::write(&platform.db, platform.blobs.as_ref(), to, app.clock.now_ms(), &mut |_| {}).await.unwrap()
}

async fn done(browser: &Browser, path: &str, fields: &[(&str, &str)]) {
    browser.post_once(path, fields).await.expect(303);
}

/// A company with one of everything: the example company, and what it lacks.
async fn filled(app: &Empty, folder: &Path) -> BTreeMap<String, Browser> {
    let sign_ins = demo::fill(&app.node, folder, Filling { photos: false }, &|_| {}).await.unwrap();
    // What others would have brought from elsewhere.
    let small = crate::small::Small::new();
    let options = Options { source: "ldbc".into(), dry_run: false };
    let data = small.open();
    load::load(&app.node.platform, &data, &options, &mut |_| ControlFlow::Continue(())).await.unwrap();
    let mut viewers = BTreeMap::new();
    for login in VIEWERS {
        let one = sign_ins.iter().find(|s| s.login.starts_with(login)).unwrap();
        let browser = app.stranger();
        browser.sign_in(&one.login, &one.password).await;
        viewers.insert(one.login.clone(), browser);
    }
    let (camille, lucie) = (&viewers[&find(&viewers, "camille.")], &viewers[&find(&viewers, "lucie.")]);
    let company = texts(&app.node.platform.db, "SELECT CAST(id AS TEXT) AS t FROM companies").await.remove(0);

    let post = |body: &str| [("key", key()), ("place", company.clone()), ("body", body.to_owned())];
    let send = async |body: &str, upload: Option<Vec<u8>>| {
        let fields = post(body);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let uploads: Vec<_> = upload.into_iter().map(|bytes| ("upload", "hall.png", bytes)).collect();
        camille.post_files("/posts", &fields, &uploads).await.expect(303).toast().unwrap().1
    };
    let edited = send("Première version, voir https://site.example/page", Some(pictures::png(600, 400))).await;
    let version = camille.get(&format!("/posts/{edited}/edit")).await.attributes("input[name=version]", "value").remove(0);
    done(
        camille,
        &format!("/posts/{edited}"),
        &[("version", &version), ("body", "Seconde version #exportable, voir https://site.example/page")],
    )
    .await;
    let gone = send("Bientôt dans la corbeille", None).await;
    done(camille, &format!("/posts/{gone}?_method=delete"), &[]).await;
    camille.post_files("/settings/photo", &[], &[("photo", "moi.png", pictures::png(300, 300))]).await.expect(303);
    done(camille, "/topics/exportable/follow?_method=put", &[]).await;
    done(camille, "/search/saved", &[("query", "q=brouette")]).await;
    done(camille, "/feed/order", &[("first", "relevant"), ("needs", "none"), ("people", "none"), ("echo", "high")]).await;
    done(camille, "/settings/notifications", &[("mention", "1")]).await;
    done(lucie, "/topics/exportable/name", &[("name", "transportable")]).await;
    let asked = texts(&app.node.platform.db, "SELECT CAST(p.id AS TEXT) AS t FROM places p WHERE p.access = 1 AND NOT EXISTS (SELECT 1 FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.place_id = p.id AND m.email LIKE 'lucie.%')").await;
    if let Some(place) = asked.first() {
        done(lucie, &format!("/communities/{place}/requests"), &[("message", "J’arrive")]).await;
    }
    // A text to accept, of a community that one of them owns: of nobody for now, so that the others still read it.
    let owned = texts(&app.node.platform.db, "SELECT CAST(s.place_id AS TEXT) AS t FROM memberships s JOIN members m ON m.id = s.member_id WHERE s.role = 2 AND m.email LIKE 'loic.%' ORDER BY s.place_id").await;
    let (loic, terms) = (&viewers[&find(&viewers, "loic.")], format!("/communities/{}/terms", owned[0]));
    done(loic, &terms, &[("asks", "nobody"), ("body", "Ce qui est écrit ici reste entre nous.")]).await;
    // What was just done is told once.
    loic.get(&terms).await.expect(200);
    // A skill that shows in what she does.
    let thanked = texts(&app.node.platform.db, "SELECT CAST(id AS TEXT) AS t FROM members WHERE email LIKE 'camille.%'").await.remove(0);
    for n in 0..3 {
        let (key, body) = (key(), format!("Merci {n} [@Camille](/members/{thanked}) #visserie"));
        done(lucie, "/posts", &[("key", &key), ("place", &company), ("format", "kudos"), ("value", "help"), ("body", &body)]).await;
    }
    // A question that was put to somebody; this company has no index to find whom.
    let put = |text: &'static str| &*Box::leak(Box::new(Statement { name: "exports", text }));
    let route = put(
        "INSERT INTO routes (post_id, wave, widen_at) SELECT min(id), 1, 1700000000000 FROM posts WHERE format = 'question' AND deleted_at IS NULL",
    );
    let ask = put(
        "INSERT INTO asks (id, post_id, member_id, asked_at, wave, position, state) SELECT 5, o.post_id, (SELECT min(m.id) FROM members m WHERE m.state = 0 AND m.kind = 0 AND m.id <> p.author_id), 1700000000000, 1, 0, 0 FROM routes o JOIN posts p ON p.id = o.post_id",
    );
    for statement in [route, ask] {
        app.node.platform.db.write(work!([] | tx | { tx.exec(statement, &[]).await })).await.unwrap();
    }
    // Secrets, which must stay here.
    camille.post("/settings/calendar", &[]).await.expect(200);
    lucie.post("/admin/invitations", &[("addresses", ""), ("how", "link")]).await.expect(200);
    app.stranger().post("/reset", &[("email", &find(&viewers, "camille."))]).await;
    let password = &sign_ins.iter().find(|s| s.login.starts_with("camille.")).unwrap().password;
    camille
        .post("/settings/tokens", &[("name", "Un programme"), ("days", "7"), ("current", password), ("scope", "content:read")])
        .await
        .expect(200);
    settle(app).await;
    viewers
}

fn find(viewers: &BTreeMap<String, Browser>, login: &str) -> String {
    viewers.keys().find(|known| known.starts_with(login)).unwrap().clone()
}

async fn settle(app: &Empty) {
    for _ in 0..200 {
        app.node.outbox.settle().await.unwrap();
        if ruche_platform::outbox::waiting_and_failed(&app.node.platform.db).await.unwrap() == (0, 0) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("events are left");
}

/// What a person is shown at an address: the status, the words and the addresses of the page.
async fn shown(browser: &Browser, path: &str) -> (u16, String, Vec<String>) {
    let page = browser.get(path).await;
    // Read as text: parsing a page once is what takes the time here.
    let main = page.body.split_once("<main").map_or("", |(_, main)| main);
    let addresses = [" href=\"", " src=\""].into_iter().flat_map(|name| main.split(name).skip(1)).filter_map(|rest| rest.split('"').next());
    (page.status.as_u16(), page.text(), addresses.map(str::to_owned).collect())
}

/// The digest of the bytes at an address, or the status that refuses them.
async fn bytes(browser: &Browser, path: &str) -> String {
    let answer = browser.request_once(Method::GET, path).send().await.unwrap();
    match answer.status().as_u16() {
        200 => ruche_platform::secret::hex(&Sha256::digest(answer.bytes().await.unwrap())),
        status => status.to_string(),
    }
}

async fn round_trip(from: Engine, to: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let source = Empty::start_with(from, |settings| settings.leniency = 10_000).await;
    let viewers = filled(&source, folder.path()).await;
    let first = folder.path().join("first");
    let manifest = written(&source, &first).await;
    for records in &manifest.kinds {
        assert!(records.records > 0, "there is no record of {}", records.kind);
    }
    assert!(!folder.path().join("first.part").exists());

    let target = Empty::start_with(to, |settings| settings.leniency = 10_000).await;
    target.clock.set(source.clock.now_ms());
    restore::read(&target.node.platform, &first, &mut |_| {}).await.unwrap();
    let platform = &target.node.platform;
    assert!(!restore::unfinished(&platform.db).await.unwrap());
    let second = folder.path().join("second");
    written(&target, &second).await;
    let (mut one, mut two) = (files(&first), files(&second));
    let dateless = |files: &mut BTreeMap<PathBuf, Vec<u8>>| {
        let mut manifest: Value = serde_json::from_slice(&files.remove(Path::new("manifest.json")).unwrap()).unwrap();
        manifest["made_at"].take();
        manifest
    };
    assert_eq!(dateless(&mut one), dateless(&mut two));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(two[path] == *bytes, "{} is another one", path.display());
    }
    let findings = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await.unwrap();
    assert!(findings.iter().all(|f| f.differences == 0), "{findings:#?}");

    // Everybody is shown the same, and refused the same.
    target.node.app.refresh_company().await.unwrap();
    let mut paths: Vec<String> = [
        "/",
        "/communities",
        "/notifications",
        "/bookmarks",
        "/drafts",
        "/bin",
        "/questions?filter=all",
        "/topics",
        "/topics/exportable",
        "/members",
        "/settings/delegates",
        "/settings/notifications",
        "/trends",
    ]
    .map(str::to_owned)
    .into();
    paths.extend(
        records(&first, "places")
            .iter()
            .filter(|place| place["kind"] == "community")
            .map(|place| format!("/communities/{}", field(place, "id"))),
    );
    let posts = records(&first, "posts");
    let telling = posts
        .iter()
        .enumerate()
        .filter(|(n, post)| n % 25 == 0 || post["format"] != "message" || !post["deleted_at"].is_null() || post["version"] != 1);
    for (_, post) in telling {
        paths.push(format!("/posts/{}", field(post, "id")));
        if post["version"] != 1 {
            paths.push(format!("/posts/{}/history", field(post, "id")));
        }
    }
    let held: Vec<(String, Vec<String>)> = records(&first, "files")
        .iter()
        .map(|file| {
            (
                field(file, "id").to_owned(),
                if file["kind"] == "photo" { vec!["480".to_owned(), "original".to_owned()] } else { vec!["download".to_owned()] },
            )
        })
        .collect();
    let (mut read, mut refused) = (0, 0);
    for (login, there) in &viewers {
        let member = texts(&platform.db, &format!("SELECT CAST(id AS TEXT) AS t FROM members WHERE email = '{login}'")).await.remove(0);
        sign_in::actions::set_password(&target.node.people, MemberId(member.parse().unwrap()), PASSWORD).await.unwrap();
        let here = target.stranger();
        here.sign_in(login, PASSWORD).await;
        for path in &paths {
            let (was, is) = (shown(there, path).await, shown(&here, path).await);
            assert_eq!(is, was, "{login} on {path}");
            if was.0 == 200 { read += 1 } else { refused += 1 }
        }
        for (id, sizes) in &held {
            for size in sizes {
                let path = format!("/files/{id}/{size}");
                assert_eq!(bytes(&here, &path).await, bytes(there, &path).await, "{login} on {path}");
            }
        }
    }
    assert!(read > 80 && refused > 20, "{read} read, {refused} refused");

    canary(&source, &first, &one).await;
    source.node.platform.db.close().await;
    platform.db.close().await;
}

/// No secret is anywhere in the bytes of an export, and what people wrote is.
async fn canary(app: &Empty, folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    let all: Vec<u8> = files.values().flatten().copied().chain(std::fs::read(folder.join("manifest.json")).unwrap()).collect();
    let found = |text: &str| memchr(&all, text.as_bytes());
    for secret in [
        "SELECT DISTINCT password_hash AS t FROM members WHERE password_hash IS NOT NULL",
        "SELECT token_hash AS t FROM sessions",
        "SELECT token_hash AS t FROM api_tokens",
        "SELECT token_hash AS t FROM calendars",
        "SELECT token_hash AS t FROM invitations",
        "SELECT token_hash AS t FROM password_resets",
    ] {
        let secrets = texts(&app.node.platform.db, secret).await;
        assert!(!secrets.is_empty(), "{secret}: there is none");
        for text in secrets {
            assert!(!found(&text), "{secret}: {text} is exported");
        }
    }
    for word in ["$argon2", "password_hash", "token_hash", "<p>"] {
        assert!(!found(word), "{word} is exported");
    }
    for text in ["Tramontane", "Bientôt dans la corbeille", "Première version", "Seconde version #exportable", "J’arrive", "q=brouette"]
    {
        assert!(found(text), "{text} lacks");
    }
}

/// Whether some bytes hold others, looking only where the first of them is.
fn memchr(all: &[u8], part: &[u8]) -> bool {
    let mut rest = all;
    while let Some(at) = rest.iter().position(|b| *b == part[0]) {
        if rest[at..].starts_with(part) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_moves_from_sqlite_to_postgres() {
    if !skips_postgres() {
        round_trip(Engine::Sqlite, Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_moves_from_postgres_to_sqlite() {
    if !skips_postgres() {
        round_trip(Engine::Postgres, Engine::Sqlite).await;
    }
}

both_engines! {
    async fn no_table_and_no_column_is_forgotten(app: TestApp) {
        let db = &app.node.platform.db;
        let columns = statement(match db.engine() {
            Engine::Sqlite => "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
            Engine::Postgres => "SELECT CAST(c.table_name AS TEXT) AS t, CAST(c.column_name AS TEXT) AS c FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
                WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'",
        });
        let there: BTreeSet<(String, String)> = db.all(columns, &[], |r| Ok((r.text("t")?, r.text("c")?))).await.unwrap().into_iter().collect();
        let left_out: BTreeSet<&str> = LEFT_OUT.iter().map(|(table, _)| *table).collect();
        let mut said = BTreeSet::new();
        for kind in KINDS {
            let fields = kind.fields.iter().flat_map(|field| field.columns).copied();
            for column in fields.chain(kind.filled.iter().map(|filled| filled.column)) {
                assert!(said.insert((kind.table.to_owned(), column.to_owned())), "{}.{column} is said twice", kind.table);
            }
            assert!(!left_out.contains(kind.table), "{} is exported and left out", kind.table);
        }
        let forgotten: Vec<_> = there.iter().filter(|(table, column)| !left_out.contains(table.as_str()) && !said.contains(&(table.clone(), column.clone()))).collect();
        assert!(forgotten.is_empty(), "neither exported nor left out with a reason (crates/ruche-import/src/export/kinds): {forgotten:?}");
        let none: Vec<_> = said.iter().filter(|known| !there.contains(known)).collect();
        assert!(none.is_empty(), "there is no such column: {none:?}");
        for table in left_out {
            assert!(there.iter().any(|(known, _)| known == table), "there is no table {table} to leave out");
        }
    }
}

both_engines! {
    async fn an_export_is_one_state_whatever_is_written_meanwhile(app: TestApp) {
        let platform = &app.node.platform;
        let camille = app.employee("Camille Rousset").await;
        camille.publish(app.company, "Avant #bornes").await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        let mut during = 0;
        // Between any two kinds somebody publishes.
        let mut tell = |_: &str| {
            during += 1;
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(app.publish_quickly(camille.id, app.company, "Pendant #bornes")));
        };
        export::write(&platform.db, platform.blobs.as_ref(), &to, platform.now(), &mut tell).await.unwrap();
        assert_eq!(during, KINDS.len());
        assert_eq!((records(&to, "posts").len(), records(&to, "topic_uses").len()), (1, 1), "what came meanwhile is not in it");
        let later = folder.path().join("later");
        export::write(&platform.db, platform.blobs.as_ref(), &later, platform.now(), &mut |_| {}).await.unwrap();
        assert_eq!(records(&later, "posts").len(), during + 1, "and nothing of it was lost");
    }
}

both_engines! {
    async fn a_name_is_taken_once_and_what_was_cut_has_none(app: TestApp) {
        let platform = &app.node.platform;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        let write = async || export::write(&platform.db, platform.blobs.as_ref(), &to, platform.now(), &mut |_| {}).await;
        // Cut in the middle: another name, no manifest.
        let beside = folder.path().join("export.part");
        let cut = ruche_platform::guarded(async {
            let mut tell = |kind: &str| assert_ne!(kind, "comments", "cut here");
            Ok(export::write(&platform.db, platform.blobs.as_ref(), &to, platform.now(), &mut tell).await.map(|_| ()).map_err(|e| e.to_string()))
        });
        assert!(cut.await.is_err() && !to.exists() && beside.join("posts.jsonl").exists());
        assert!(matches!(restore::read(platform, &beside, &mut |_| {}).await, Err(RestoreError::NoManifest(_))));
        assert!(write().await.unwrap_err().to_string().contains("being written, or was cut"));
        std::fs::remove_dir_all(beside).unwrap();
        write().await.unwrap();
        assert!(write().await.unwrap_err().to_string().contains("is there already"));
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&to).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "nobody else reads it");
        // A company is restored into nothing else than an empty database.
        assert!(matches!(restore::read(platform, &to, &mut |_| {}).await, Err(RestoreError::NotEmpty)));
    }
}

/// Changes a file of records, and says so in the manifest: what only reading the lines can find.
fn rewrite(folder: &Path, kind: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(format!("{kind}.jsonl"));
    let text = change(&std::fs::read_to_string(&path).unwrap());
    std::fs::write(&path, &text).unwrap();
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let named = manifest["kinds"].as_array_mut().unwrap().iter_mut().find(|records| records["kind"] == kind).unwrap();
    named["bytes"] = text.len().into();
    named["sha256"] = ruche_platform::secret::hex(&Sha256::digest(text)).into();
    std::fs::write(path, manifest.to_string()).unwrap();
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

async fn refusals(engine: Engine) {
    let app = TestApp::start(engine).await;
    let camille = app.employee("Camille Rousset").await;
    let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
    camille.publish_with(place, "Un plan", &[("upload", "plan.pdf", b"%PDF-1.4 plan".to_vec())]).await;
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let platform = &app.node.platform;
    export::write(&platform.db, platform.blobs.as_ref(), &whole, platform.now(), &mut |_| {}).await.unwrap();
    app.finish().await;

    let target = Empty::start(engine).await;
    let attempts = std::cell::Cell::new(0);
    let refused = async |harm: &dyn Fn(&Path)| {
        attempts.set(attempts.get() + 1);
        let harmed = folder.path().join(format!("harmed-{}", attempts.get()));
        copy(&whole, &harmed);
        harm(&harmed);
        restore::read(&target.node.platform, &harmed, &mut |_| {}).await.unwrap_err()
    };
    let held = |folder: &Path| files(&folder.join("files")).into_keys().next().map(|path| folder.join("files").join(path)).unwrap();
    let edit = |path: PathBuf, from: &str, to: &str| {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    assert!(matches!(refused(&|f| std::fs::remove_file(f.join("manifest.json")).unwrap()).await, RestoreError::NoManifest(_)));
    assert!(matches!(refused(&|f| edit(f.join("manifest.json"), "\"version\": 1", "\"version\": 2")).await, RestoreError::Version(2)));
    assert!(matches!(refused(&|f| edit(f.join("manifest.json"), "ruche-export", "another")).await, RestoreError::Manifest(..)));
    assert!(matches!(refused(&|f| edit(f.join("manifest.json"), "\"posts\"", "\"posters\"")).await, RestoreError::Manifest(..)));
    assert!(matches!(refused(&|f| edit(f.join("posts.jsonl"), "Un plan", "Un plen")).await, RestoreError::Damaged(..)));
    assert!(matches!(refused(&|f| std::fs::write(f.join("posts.jsonl"), "").unwrap()).await, RestoreError::Damaged(..)));
    assert!(matches!(refused(&|f| std::fs::remove_file(f.join("votes.jsonl")).unwrap()).await, RestoreError::Io(..)));
    assert!(matches!(refused(&|f| std::fs::write(held(f), "%PDF-1.4 plen").unwrap()).await, RestoreError::Damaged(..)));
    assert!(matches!(refused(&|f| std::fs::remove_file(held(f)).unwrap()).await, RestoreError::Io(..)));
    let link = |path: PathBuf| {
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", path).unwrap();
    };
    assert!(matches!(refused(&|f| link(held(f))).await, RestoreError::Damaged(..)), "no link is followed");
    assert!(matches!(refused(&|f| link(f.join("posts.jsonl"))).await, RestoreError::Damaged(..)));
    for (from, to) in [
        ("\"name\":\"file\"", "\"name\":\"../file\""),
        ("\"sha256\":\"", "\"sha256\":\"../"),
        ("application/pdf\",", "application/pdf\",\"colour\":1,"),
    ] {
        let error = refused(&|f| rewrite(f, "files", |text| text.replacen(from, to, 1))).await;
        assert!(matches!(error, RestoreError::Line { line: 1, .. }), "{from}: {error}");
    }
    let shown = refused(&|f| {
        rewrite(f, "files", |text| text.replacen("application/pdf", "text/html", 1).replacen("\"playable\":false", "\"playable\":true", 1))
    })
    .await;
    assert!(shown.to_string().contains("what is shown or played"), "{shown}");
    // Nothing of that was written. What is found later leaves what no server serves, and says the way out.
    restore::read(&target.node.platform, &whole, &mut |_| {}).await.unwrap();
    target.node.platform.db.close().await;

    let target = Empty::start(engine).await;
    let bad = folder.path().join("bad");
    copy(&whole, &bad);
    rewrite(&bad, "posts", |text| text.replacen("\"format\":\"message\"", "\"format\":7", 1));
    let error = restore::read(&target.node.platform, &bad, &mut |_| {}).await.unwrap_err();
    assert!(error.to_string().contains("posts.jsonl, line 1: \"format\": a text expected"), "{error}");
    assert!(restore::unfinished(&target.node.platform.db).await.unwrap());
    assert!(texts(&target.node.platform.db, "SELECT locale AS t FROM companies").await.is_empty(), "there is no company until the end");
    let again = restore::read(&target.node.platform, &whole, &mut |_| {}).await.unwrap_err();
    assert!(matches!(again, RestoreError::Unfinished) && again.to_string().contains("begin again"), "{again}");
    target.node.platform.db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_whole_is_refused_on_sqlite() {
    refusals(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_whole_is_refused_on_postgres() {
    if !skips_postgres() {
        refusals(Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_words_export_beside_a_server_and_restore_into_a_new_folder() {
    use crate::words::{done, run};
    let program = ruche_testkit::Program::start(Engine::Sqlite, &[]).await;
    let admin = program.set_up().await;
    let data = program.folder().join("data");
    let (to, new) = (program.folder().join("export"), program.folder().join("new"));
    let (to, new) = (to.to_str().unwrap(), new.as_path());
    let said = done(&data, &["export", to]);
    assert!(said.contains("1  members") && said.contains("is whole"), "{said}");
    assert_eq!(run(&data, &["export", to]).code, Some(1));
    assert_eq!(run(&data, &["restore", to]).code, Some(4), "a server has the folder");
    let said = done(new, &["restore", to]);
    assert!(said.contains("all OK"), "{said}");
    assert_eq!(run(new, &["restore", to]).code, Some(1), "it is empty no more");
    let said = done(new, &["member", "password", "lucie@orvane.example"]);
    assert!(said.contains("password: "), "{said}");
    admin.get("/").await.expect(200);
}
