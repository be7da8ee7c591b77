//! From one engine to the other everything is kept; a target that holds something is refused; what is cut leaves nothing half.

use crate::backups::on;
use ruche_import::export;
use ruche_platform::db::{Db, Engine, Statement};
use ruche_platform::{migrate, work};
use ruche_server::demo::sign_ins;
use ruche_testkit::{Program, blank_database, program, skips_postgres};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::time::{sleep, timeout};

fn statement(text: &str) -> &'static Statement {
    Box::leak(Box::new(Statement { name: "test::moves", text: text.to_owned().leak() }))
}

async fn number(db: &Db, text: &str) -> i64 {
    db.one(statement(text), &[], |r| r.int("n")).await.unwrap()
}

async fn opened(data: &Path, url: Option<&str>) -> Db {
    match url {
        Some(url) => Db::postgres(url, 1).await.unwrap(),
        None => Db::sqlite(&data.join("ruche.sqlite")).await.unwrap(),
    }
}

/// What an export holds of a database, and of what no export holds the secrets themselves.
async fn held(data: &Path, url: Option<&str>) -> (BTreeMap<String, String>, Vec<String>) {
    let db = opened(data, url).await;
    let blobs = ruche_platform::blobs::FolderBlobs::open(&data.join("files")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("export");
    export::write(&db, &blobs, &to, 0, &mut |_| {}).await.unwrap();
    let mut kinds = BTreeMap::new();
    for entry in std::fs::read_dir(&to).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            kinds.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap());
        }
    }
    let mut secrets = Vec::new();
    for text in [
        "SELECT CAST(id AS TEXT) || COALESCE(password_hash, '-') AS t FROM members ORDER BY id",
        "SELECT CAST(id AS TEXT) || token_hash || CAST(expires_at AS TEXT) AS t FROM sessions ORDER BY id",
        "SELECT name || CAST(seq AS TEXT) AS t FROM listener_cursors ORDER BY name",
        "SELECT name || CAST(value AS TEXT) AS t FROM sequences ORDER BY name",
        "SELECT CAST(id AS TEXT) || kind || COALESCE(CAST(seq AS TEXT), '-') AS t FROM events ORDER BY id",
        "SELECT CAST(number AS TEXT) || name || CAST(applied_at AS TEXT) AS t FROM schema_migrations ORDER BY number",
    ] {
        let rows = db.all(statement(text), &[], |r| r.text("t")).await.unwrap();
        assert!(!rows.is_empty(), "{text}");
        secrets.push(format!("{text}: {rows:?}"));
    }
    db.close().await;
    (kinds, secrets)
}

/// A database that is there and empty.
async fn migrated() -> String {
    let url = blank_database().await;
    let db = Db::postgres(&url, 2).await.unwrap();
    migrate::run(&db, 0).await.unwrap();
    db.close().await;
    url
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_moved_there_and_back() {
    if skips_postgres() {
        return;
    }
    let mut program = Program::start_word("demo", Engine::Sqlite, &[]).await;
    let data = program.folder().join("data");
    let sign_ins = sign_ins::read(&data).unwrap().unwrap();
    let browser = program.browser();
    browser.sign_in(&sign_ins[0].login, &sign_ins[0].password).await;
    let url = blank_database().await;
    let to = ["move", "--to", &url];
    let in_use = on(&data, None, &to).await;
    assert_eq!(in_use.code, Some(4), "{}", in_use.error);
    program.kill().await;
    // What one engine keeps and the other has not.
    let db = opened(&data, None).await;
    let nul = statement(
        "UPDATE members SET bio = CAST(x'610062' AS TEXT) || char(9, 10, 13, 92) || 'é' WHERE id = (SELECT min(id) FROM members)",
    );
    db.write(work!([] | tx | { tx.exec(nul, &[]).await })).await.unwrap();
    db.close().await;
    let before = held(&data, None).await;
    let same = |after: &(BTreeMap<String, String>, Vec<String>)| {
        assert_eq!(after.1, before.1);
        for (kind, text) in before.0.iter().filter(|(kind, _)| *kind != "manifest.json") {
            assert!(text.replace("\\u0000", "\u{fffd}") == after.0[kind], "{kind}");
        }
    };

    let moved = on(&data, None, &to).await;
    assert_eq!(moved.code, Some(0), "{}{}", moved.out, moved.error);
    assert!(moved.out.contains("all OK") && moved.out.contains("database_url"), "{}", moved.out);
    same(&held(&data, Some(&url)).await);
    let db = opened(&data, Some(&url)).await;
    let bio = db.one(statement("SELECT bio AS t FROM members ORDER BY id LIMIT 1"), &[], |r| r.text("t")).await.unwrap();
    assert_eq!(bio, "a\u{fffd}b\t\n\r\\é");
    db.close().await;
    let twice = on(&data, None, &to).await;
    assert_eq!(twice.code, Some(1), "{}", twice.out);
    assert!(twice.error.contains("not empty"), "{}", twice.error);

    // The session of before is still one, at the same address; so is every password.
    program.change_database(Some(url.clone()));
    program.run(&[]).await;
    browser.get("/notifications").await.expect(200);
    assert_eq!(browser.get("/settings").await.path, "/settings");
    program.browser().sign_in(&sign_ins[3].login, &sign_ins[3].password).await;
    program.kill().await;

    // And back, beside what was there before: the old file is put away first.
    let back = ["move", "--to", "sqlite"];
    let taken = on(&data, Some(&url), &back).await;
    assert!(taken.code == Some(1) && taken.error.contains("is there already"), "{}", taken.error);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("ruche.sqlite{end}")));
    }
    std::fs::write(data.join("ruche.moving"), "of a move that was cut").unwrap();
    let before = held(&data, Some(&url)).await;
    let other = opened(&data, Some(&url)).await;
    let alone = on(&data, Some(&url), &back).await;
    assert!(alone.code == Some(1) && alone.error.contains("other connections"), "{}", alone.error);
    other.close().await;
    let moved = timeout(Duration::from_secs(60), async {
        // What was closed is gone from the server a moment later.
        loop {
            let moved = on(&data, Some(&url), &back).await;
            if !moved.error.contains("other connections") {
                return moved;
            }
            sleep(Duration::from_millis(50)).await;
        }
    });
    let moved = moved.await.unwrap();
    assert_eq!(moved.code, Some(0), "{}{}", moved.out, moved.error);
    let after = held(&data, None).await;
    assert_eq!(before.1, after.1);
    assert!(before.0.iter().all(|(kind, text)| *text == after.0[kind]));
    program.change_database(None);
    program.run(&[]).await;
    assert_eq!(browser.get("/settings").await.path, "/settings");
    program.kill().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_is_cut_leaves_nothing_half_and_is_begun_again() {
    if skips_postgres() {
        return;
    }
    let mut company = Program::start(Engine::Sqlite, &[]).await;
    company.set_up().await;
    company.kill().await;
    let (data, url) = (company.folder().join("data"), migrated().await);
    let target = Db::postgres(&url, 3).await.unwrap();
    let indexes = "SELECT count(*) AS n FROM pg_indexes WHERE schemaname = current_schema()";
    let made = number(&target, indexes).await;
    // Somebody who reads a table keeps the move from going on in the middle of it.
    let mut reading = target.snapshot().await.unwrap();
    reading.all(statement("SELECT id FROM posts"), &[], |r| r.int("id")).await.unwrap();
    let mut moving = Command::new(program())
        .args(["move", "--to", &url, "--data"])
        .arg(&data)
        .env_remove("RUCHE_BIN")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let waiting = async |count: i64| {
        let waits = "SELECT count(*) AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted AND d.datname = current_database()";
        let reached = async {
            while number(&target, waits).await != count {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(9), reached).await.unwrap();
    };
    waiting(1).await;
    moving.kill().unwrap();
    moving.wait().unwrap();
    drop(reading);
    waiting(0).await;
    let free = async {
        while number(
            &target,
            "SELECT count(*) AS n FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'schema_migrations'",
        )
        .await
            > 0
        {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(30), free).await.unwrap();
    assert_eq!(number(&target, indexes).await, made);
    assert_eq!(number(&target, "SELECT count(*) AS n FROM members").await, 0);

    let again = on(&data, None, &["move", "--to", &url]).await;
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.error);
    assert_eq!(number(&target, "SELECT count(*) AS n FROM members").await, 1);
    assert_eq!(number(&target, indexes).await, made, "every index is there again");
    target.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_of_something_else_is_refused() {
    if skips_postgres() {
        return;
    }
    let mut company = Program::start(Engine::Sqlite, &[]).await;
    company.set_up().await;
    company.kill().await;
    let data = company.folder().join("data");
    let url = blank_database().await;
    let target = Db::postgres(&url, 1).await.unwrap();
    let table = statement("CREATE TABLE invoices (id BIGINT PRIMARY KEY)");
    target.write(work!([] | tx | { tx.exec(table, &[]).await })).await.unwrap();
    let foreign = on(&data, None, &["move", "--to", &url]).await;
    assert!(foreign.code == Some(1) && foreign.error.contains("invoices"), "{}", foreign.error);
    assert_eq!(
        number(&target, "SELECT count(*) AS n FROM pg_tables WHERE schemaname = current_schema()").await,
        1,
        "nothing was made there"
    );
    target.close().await;
    for (words, url, reason) in
        [(["move", "--to", "sqlite"], None, "embedded database already"), (["move", "--to", url.as_str()], Some(url.as_str()), "pg_dump")]
    {
        let said = on(&data, url, &words).await;
        assert!(said.code == Some(1) && said.error.contains(reason), "{}", said.error);
    }
    assert_eq!(on(&data, None, &["move", "--to", "mysql://db"]).await.code, Some(2));
    let away = on(&data, None, &["move", "--to", "postgres://127.0.0.1:1/nothing"]).await;
    assert!(away.code == Some(1) && away.error.contains("PostgreSQL"), "{}", away.error);
}
