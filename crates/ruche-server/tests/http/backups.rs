//! A backup that is made while people write holds what was acknowledged before, comes back on either engine, and is refused when it is
//! damaged.

use crate::crowd::{Account, account, every_page};
use crate::words::{Said, run};
use reqwest::Method;
use ruche_platform::db::{Db, Statement, copy};
use ruche_platform::{migrate, secret, values, work};
use ruche_testkit::{Browser, Engine, Program, blank_database, key, pictures, skips_postgres};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A word beside the program, on its database.
async fn word(program: &Program, words: &[&str]) -> Said {
    on(&program.folder().join("data"), program.database_url(), words).await
}

/// A word on a data folder and, where there is one, a PostgreSQL database.
pub async fn on(data: &Path, url: Option<&str>, words: &[&str]) -> Said {
    let words: Vec<String> =
        words.iter().copied().chain(url.into_iter().flat_map(|url| ["--database-url", url])).map(str::to_owned).collect();
    let data = data.to_owned();
    tokio::task::spawn_blocking(move || run(&data, &words.iter().map(String::as_str).collect::<Vec<_>>())).await.unwrap()
}

/// The whole backups in a folder, the oldest first.
fn dated(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = found.filter(|path| path.is_dir()).collect();
    found.sort();
    assert!(found.iter().all(|path| path.to_str().unwrap().ends_with('Z')), "{found:?}");
    found
}

/// A file below `files` of a backup.
fn a_file(folder: &Path) -> PathBuf {
    let mut at = folder.join("files");
    while at.is_dir() {
        let mut found: Vec<PathBuf> = std::fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        at = found.remove(0);
    }
    at
}

async fn bytes(browser: &Browser, path: &str) -> Vec<u8> {
    let answer = browser.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

/// Everyone writes until they are told to stop; gives what was acknowledged, as it comes.
struct Load {
    acknowledged: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Load {
    fn begin(writers: &[Browser], company: &str) -> Self {
        let (acknowledged, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let write = |(w, browser): (usize, &Browser)| {
            let (browser, company, acknowledged, stop) =
                (browser.clone(), company.to_owned(), Arc::clone(&acknowledged), Arc::clone(&stop));
            tokio::spawn(async move {
                for n in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let body = format!("Texte {w}-{n} fin");
                    let form = [("key", key()), ("place", company.clone()), ("body", body.clone())];
                    match browser.request_once(Method::POST, "/posts").form(&form).send().await.unwrap().status().as_u16() {
                        303 => acknowledged.lock().unwrap().push(body),
                        // As people do who are told that they write too much.
                        429 => sleep(Duration::from_millis(50)).await,
                        other => panic!("{other}"),
                    }
                }
            })
        };
        let tasks = writers.iter().enumerate().map(write).collect();
        Self { acknowledged, stop, tasks }
    }

    fn acknowledged(&self) -> Vec<String> {
        self.acknowledged.lock().unwrap().clone()
    }

    async fn reach(&self, count: usize) {
        let reached = async {
            while self.acknowledged().len() < count {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(60), reached).await.unwrap();
    }

    async fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.unwrap();
        }
    }
}

async fn what_was_acknowledged_comes_back(from: Engine, to: Engine) {
    let program = Program::start(from, &[]).await;
    let admin = program.set_up().await;
    let Account { browser: reader, password, .. } = account(&program, &admin, "Yanis").await;
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let fields = [("key", key()), ("place", company.clone()), ("body", "Le hall".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sent = admin.post_files("/posts", &fields, &[("upload", "hall.png", pictures::png(600, 400))]).await.expect(303);
    let post = sent.toast().unwrap().1;
    let photo = reader.get(&format!("/posts/{post}")).await.expect(200).attributes(".photos img", "src").remove(0);
    let seen = bytes(&reader, &photo).await;
    let mut writers = Vec::new();
    for name in ["Camille", "Paul"] {
        writers.push(account(&program, &admin, name).await.browser);
    }

    let backups = program.folder().join("backups");
    let to_backups = ["backup", "--to", backups.to_str().unwrap()];
    let load = Load::begin(&writers, &company);
    load.reach(10).await;
    let before = load.acknowledged();
    let made = word(&program, &to_backups).await;
    assert_eq!(made.code, Some(0), "{}{}", made.out, made.error);
    assert!(made.out.contains("is whole") && made.out.contains("(0 shared"), "{}", made.out);
    load.reach(before.len() + 2).await;
    let later = load.acknowledged();
    let again = word(&program, &[&to_backups[..], &["--keep", "2"]].concat()).await;
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.error);
    load.end().await;
    let [first, second] = &dated(&backups)[..] else { panic!("{:?}", dated(&backups)) };
    let path = a_file(first);
    let same = second.join(path.strip_prefix(first).unwrap());
    assert_eq!(path.metadata().unwrap().ino(), same.metadata().unwrap().ino(), "what did not change is there once");
    let verified = word(&program, &["backup", "--verify", first.to_str().unwrap()]).await;
    assert_eq!(verified.code, Some(0), "{}", verified.error);
    // The list is one that an ordinary tool reads.
    let sums = std::process::Command::new("sha256sum").args(["--quiet", "-c", "SHA256SUMS"]).current_dir(second).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));

    // On the way back nothing is written over: neither what the program serves, nor what it restored itself.
    let taken = run_restore(first, &program.folder().join("data"), program.database_url()).await;
    assert_eq!(taken.code, Some(4), "{}", taken.error);
    for (backup, held) in [(first, &before), (second, &later)] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let url = match to {
            Engine::Postgres => Some(blank_database().await),
            Engine::Sqlite => None,
        };
        let restored = run_restore(backup, &data, url.as_deref()).await;
        assert_eq!(restored.code, Some(0), "{}{}", restored.out, restored.error);
        assert!(restored.out.contains("all OK"), "{}", restored.out);
        let twice = run_restore(backup, &data, url.as_deref()).await;
        assert_eq!(twice.code, Some(1), "{}", twice.error);
        assert!(twice.error.contains("is there already") || twice.error.contains("not empty"), "{}", twice.error);
        let program = Program::found(folder, url).await;
        assert_eq!(program.code, None, "the company is there");
        let reader = program.browser();
        reader.sign_in("yanis", &password).await;
        assert_eq!(bytes(&reader, &photo).await, seen);
        let found = every_page(&reader, "/", "article.post .prose", ".feed > .center a").await;
        for body in held {
            assert_eq!(found.iter().filter(|text| *text == body).count(), 1, "{body} was acknowledged before");
        }
        // Life goes on: ids and numbers of events too.
        reader.post_once("/posts", &[("key", &key()), ("place", &company), ("body", "Nous revoilà")]).await.expect(303);
        let checked = word(&program, &["check"]).await;
        assert_eq!(checked.code, Some(0), "{}", checked.out);
    }

    let third = word(&program, &[&to_backups[..], &["--keep", "2"]].concat()).await;
    assert!(third.out.contains(&format!("{} is removed", first.display())), "{}", third.out);
    assert_eq!(dated(&backups).len(), 2);
    a_damaged_backup_is_refused(&program, second).await;
}

async fn run_restore(backup: &Path, data: &Path, url: Option<&str>) -> Said {
    on(data, url, &["restore", backup.to_str().unwrap()]).await
}

/// Each of a file, the database and the list of digests, one byte changed; and a manifest that is cut.
async fn a_damaged_backup_is_refused(program: &Program, backup: &Path) {
    for path in [a_file(backup), backup.join("ruche.sqlite"), backup.join("SHA256SUMS"), backup.join("manifest.json")] {
        let whole = std::fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 1;
        std::fs::write(&path, if path.ends_with("manifest.json") { &whole[..middle] } else { &damaged }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let verified = word(program, &["backup", "--verify", backup.to_str().unwrap()]).await;
        for said in [run_restore(backup, &data, None).await, verified] {
            assert_eq!(said.code, Some(1), "{}: {}", path.display(), said.out);
            let reason = if path.ends_with("manifest.json") { "manifest" } else { "damaged" };
            assert!(said.error.contains(reason), "{}: {}", path.display(), said.error);
        }
        assert!(!data.join("ruche.sqlite").exists() && !data.join("files").join("00").exists(), "nothing was written");
        std::fs::write(&path, whole).unwrap();
    }
    let lost = a_file(backup);
    std::fs::remove_file(&lost).unwrap();
    let said = word(program, &["backup", "--verify", backup.to_str().unwrap()]).await;
    assert!(said.code == Some(1) && said.error.contains("it lacks"), "{}", said.error);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_comes_back_sqlite() {
    what_was_acknowledged_comes_back(Engine::Sqlite, Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_comes_back_postgres() {
    if !skips_postgres() {
        what_was_acknowledged_comes_back(Engine::Postgres, Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_comes_back_on_the_other_engine() {
    if !skips_postgres() {
        what_was_acknowledged_comes_back(Engine::Postgres, Engine::Sqlite).await;
        what_was_acknowledged_comes_back(Engine::Sqlite, Engine::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backups_go_on_by_themselves_one_at_a_time_and_clean_what_was_cut() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    program.set_up().await;
    let backups = program.folder().join("backups");
    let cut = backups.join("20200101T000000.000Z.part");
    std::fs::create_dir_all(cut.join("files")).unwrap();
    let mut going = std::process::Command::new(ruche_testkit::program())
        .args(["backup", "--every", "10s", "--to"])
        .arg(&backups)
        .arg("--data")
        .arg(program.folder().join("data"))
        .env_remove("RUCHE_BIN")
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let there = |count: usize| {
        let backups = backups.clone();
        async move {
            let whole = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().path().join("manifest.json").is_file();
            let named = |entry: &std::io::Result<std::fs::DirEntry>| !entry.as_ref().unwrap().path().to_str().unwrap().ends_with(".part");
            let wait = async {
                while std::fs::read_dir(&backups).unwrap().filter(named).filter_map(|entry| whole(entry).then_some(())).count() < count {
                    sleep(Duration::from_millis(50)).await;
                }
            };
            timeout(Duration::from_secs(60), wait).await.unwrap();
        }
    };
    there(1).await;
    assert!(!cut.exists());
    let second = word(&program, &["backup", "--to", backups.to_str().unwrap()]).await;
    assert_eq!(second.code, Some(4), "{}", second.error);
    there(2).await;
    // It ends as it is asked to.
    std::process::Command::new("kill").arg(going.id().to_string()).status().unwrap();
    let ended = timeout(Duration::from_secs(30), async {
        loop {
            if let Some(status) = going.try_wait().unwrap() {
                return status;
            }
            sleep(Duration::from_millis(20)).await;
        }
    });
    assert_eq!(ended.await.unwrap().code(), Some(0));
    for (words, code) in [(&["backup"][..], 2), (&["backup", "--to", "x", "--every", "5s"], 2), (&["backup", "--keep", "2"], 2)] {
        assert_eq!(word(&program, words).await.code, Some(code), "{words:?}");
    }
    let nothing = tempfile::tempdir().unwrap();
    let said = on(&nothing.path().join("data"), None, &["backup", "--to", nothing.path().join("to").to_str().unwrap()]).await;
    assert!(said.code == Some(1) && said.error.contains("holds no data") && !nothing.path().join("to").exists(), "{}", said.error);
}

/// A backup as a program wrote it whose newest migration was `schema`.
async fn backup_of(schema: i64, folder: &Path) {
    let file = folder.join("ruche.sqlite");
    let db = Db::sqlite(&file).await.unwrap();
    migrate::run_to(&db, schema, 0).await.unwrap();
    if schema > migrate::newest() {
        static NEWER: Statement =
            Statement { name: "test::backups", text: "INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, 'newer', 0)" };
        db.write(work!([schema] | tx | { tx.exec(&NEWER, values![schema]).await })).await.unwrap();
    }
    db.close().await;
    copy::settle(&file).unwrap();
    let rows: BTreeMap<String, u64> = copy::look(&file).await.unwrap().1.into_iter().map(|table| (table.table, table.rows)).collect();
    let digest = |bytes: &[u8]| secret::hex(&Sha256::digest(bytes));
    let sums = format!("{}  ruche.sqlite\n", digest(&std::fs::read(&file).unwrap()));
    std::fs::write(folder.join("SHA256SUMS"), &sums).unwrap();
    let manifest = json!({
        "format": "ruche-backup", "version": 1, "ruche": "0.0.1", "made_at": "2026-03-12T08:15:00.000Z", "engine": "sqlite", "schema": schema,
        "rows": rows, "files": { "count": 0, "bytes": 0, "missing": 0 }, "sums": digest(sums.as_bytes()),
    });
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_older_program_wrote_is_taken_on_and_what_a_newer_one_wrote_is_refused() {
    for (schema, taken) in [(migrate::newest() - 1, true), (migrate::newest() + 1, false)] {
        let folder = tempfile::tempdir().unwrap();
        backup_of(schema, folder.path()).await;
        let urls = if skips_postgres() { vec![None] } else { vec![None, Some(blank_database().await)] };
        for url in urls {
            let place = tempfile::tempdir().unwrap();
            let data = place.path().join("data");
            let said = run_restore(folder.path(), &data, url.as_deref()).await;
            assert_eq!(said.code, Some(if taken { 0 } else { 1 }), "{schema} {url:?}: {}{}", said.out, said.error);
            if !taken {
                assert!(said.error.contains("newer version"), "{}", said.error);
                assert!(!data.join("ruche.sqlite").exists());
            }
        }
    }
}
