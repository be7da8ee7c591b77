//! The words of the command line, in processes of their own beside a running server.

use crate::small::Small;
use ruche_platform::db::Statement;
use ruche_platform::work;
use ruche_testkit::{Engine, Program};
use std::path::Path;
use std::process::{Command, Output};

/// What a word says.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub error: String,
}

/// Runs a word on a data folder.
pub fn run(data: &Path, words: &[&str]) -> Said {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_ruche"))
        .args(words)
        .arg("--data")
        .arg(data)
        // The environment of the tests is not the program's: it refuses keys that it does not know.
        .env_remove("RUCHE_BIN")
        .output()
        .unwrap();
    Said { code: status.code(), out: String::from_utf8(stdout).unwrap(), error: String::from_utf8(stderr).unwrap() }
}

/// The same, which must succeed.
#[track_caller]
pub fn done(data: &Path, words: &[&str]) -> String {
    let said = run(data, words);
    assert_eq!(said.code, Some(0), "{words:?}: {}{}", said.out, said.error);
    said.out
}

fn password(out: &str) -> String {
    out.lines().find_map(|line| line.strip_prefix("password: ")).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_are_kept_beside_a_running_server() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let data = program.folder().join("data");
    let none = run(&data, &["member", "list"]);
    assert_eq!(none.code, Some(1));
    assert!(none.error.contains("no company"), "{}", none.error);
    program.set_up().await;

    let first = password(&done(
        &data,
        &["member", "add", "--name", "Léa Martin", "--email", "Lea.Martin@orvane.example", "--title", "Conseillère"],
    ));
    let browser = program.browser();
    browser.sign_in("lea.martin@orvane.example", &first).await;
    browser.get("/admin").await.expect(404);
    let taken = run(&data, &["member", "add", "--name", "Léa", "--email", "lea.martin@orvane.example"]);
    assert_eq!(taken.code, Some(1));
    assert!(!taken.error.contains("login_taken") && taken.out.is_empty(), "{}", taken.error);
    assert_eq!(run(&data, &["member", "add", "--name", "Nobody"]).code, Some(2), "a login is needed");

    // A right and its end count at the next page.
    done(&data, &["member", "admin", "lea.martin@orvane.example", "on"]);
    browser.get("/admin").await.expect(200);
    done(&data, &["member", "admin", "lucie@orvane.example", "off"]);
    let last = run(&data, &["member", "admin", "lea.martin@orvane.example", "off"]);
    assert_eq!(last.code, Some(1), "the last administrator stays one");
    assert!(!last.error.contains("last_admin"), "{}", last.error);
    assert_eq!(run(&data, &["member", "leave", "lea.martin@orvane.example"]).code, Some(1));

    // A new password ends the sessions; the one before opens nothing any more.
    let second = password(&done(&data, &["member", "password", "LEA.martin@orvane.example"]));
    assert_eq!(browser.get("/settings").await.path, "/sign-in");
    program.browser().post("/sign-in", &[("login", "lea.martin@orvane.example"), ("password", &first), ("back", "/")]).await.expect(422);
    browser.sign_in("lea.martin@orvane.example", &second).await;

    done(&data, &["member", "add", "--name", "Mehdi Ouali", "--username", "mehdi.ouali", "--language", "en"]);
    let listed = done(&data, &["member", "list"]);
    assert!(listed.contains("mehdi.ouali") && listed.contains("administrator") && listed.contains("3 accounts"), "{listed}");
    assert!(done(&data, &["member", "list", "--search", "MÁRT"]).contains("2 accounts"));
    done(&data, &["member", "leave", "mehdi.ouali"]);
    assert!(done(&data, &["member", "list"]).contains("left"));
    let unknown = run(&data, &["member", "password", "mehdi.ouali"]);
    assert!(unknown.code == Some(1) && unknown.error.contains("nobody signs in as"), "{}", unknown.error);

    let checked = done(&data, &["check"]);
    assert!(checked.lines().count() > 20 && checked.contains("all OK"), "{checked}");
}

#[test]
fn words_that_need_data_make_none() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none");
    for words in [
        &["check"][..],
        &["member", "list"],
        &["outbox", "list"],
        &["outbox", "replay"],
        &["import", "ldbc", "somewhere"],
        &["export", "somewhere"],
    ] {
        let said = run(&data, words);
        assert!(said.code == Some(1) && said.error.contains("holds no data"), "{words:?}: {}", said.error);
        assert!(!data.exists(), "{words:?}");
    }
}

#[test]
fn wrong_settings_are_told_with_their_code_before_anything_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none");
    let config = folder.path().join("ruche.toml");
    let config_word = config.to_str().unwrap();
    for (text, told) in [
        ("tls_certificate = \"/nowhere/c.pem\"\ntls_key = \"/nowhere/k.pem\"", "/nowhere/c.pem"),
        ("tls_certificate = \"c.pem\"", "go together"),
        ("\nsmtp_tls = \"ssl\"", "line 2"),
        ("\nlog_level = \"info,,=\"", "line 2"),
        ("mail_from = \"nobody\"", "sender"),
        ("smtp_host = \"smtp.example\"\nsmtp_user = \"ruche\"", "password"),
        ("listen = \"0.0.0.0:0\"", "in clear"),
    ] {
        std::fs::write(&config, format!("{text}\n")).unwrap();
        let said = run(&data, &["serve", "--config", config_word]);
        assert!(said.code == Some(2) && said.error.contains(told), "{text}: {:?} {}", said.code, said.error);
    }
}

#[test]
fn migrating_makes_a_database_that_its_owner_alone_reads() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for _ in 0..2 {
        assert!(done(&data, &["migrate"]).contains("up to date"));
    }
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&data), mode(&data.join("ruche.sqlite"))), (0o700, 0o600));
    assert!(done(&data, &["check"]).contains("all OK"));
    let none = run(&data, &["member", "list"]);
    assert!(none.code == Some(1) && none.error.contains("no company"), "{}", none.error);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_has_one_server() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let data = program.folder().join("data");
    for word in ["serve", "demo"] {
        let said = run(&data, &[word, "--listen", "127.0.0.1:0"]);
        assert!(said.code == Some(4) && said.error.contains("in use"), "{word}: {:?} {}", said.code, said.error);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_tells_first_and_writes_when_it_is_asked_to() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let admin = program.set_up().await;
    let data = program.folder().join("data");
    let small = Small::new();
    let source = small.write();
    let words = ["import", "ldbc", source.to_str().unwrap()];
    let told = done(&data, &words);
    assert!(told.contains("Nothing was written"), "{told}");
    assert!(done(&data, &["member", "list"]).contains("1 account"));
    let written = done(&data, &[&words[..], &["--write"]].concat());
    assert!(!written.contains("Nothing was written"), "{written}");
    assert!(done(&data, &["member", "list"]).contains("4 accounts"));
    assert!(admin.get("/members").await.expect(200).has("Ana Lima"));
    assert!(done(&data, &["check"]).contains("all OK"));
    let nowhere = run(&data, &["import", "ldbc", "/nowhere"]);
    assert!(nowhere.code == Some(1) && nowhere.error.contains("/nowhere"), "{:?} {}", nowhere.code, nowhere.error);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_is_told_first_and_written_when_it_is_asked_to() {
    let program = Program::start(Engine::Sqlite, &[]).await;
    let admin = program.set_up().await;
    let data = program.folder().join("data");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../ruche-import/tests/samples/directory/annuaire.csv");
    let words = ["import", "directory", file, "--owner", "lucie@orvane.example"];
    for first in [&words[..], &[&words[..], &["--dry-run"]].concat()] {
        let told = done(&data, first);
        assert!(told.contains("to create") && told.contains("Nothing was written") && told.contains("annuaire.csv, line 5"), "{told}");
    }
    assert!(done(&data, &["member", "list"]).contains("1 account"));
    let written = done(&data, &[&words[..], &["--write", "--invite"]].concat());
    assert!(!written.contains("Nothing was written") && written.contains("invitation"), "{written}");
    assert!(done(&data, &["member", "list"]).contains("4 accounts"));
    assert!(admin.get("/members").await.expect(200).has("Mehdi Ouali"));
    assert!(done(&data, &["check"]).contains("all OK"));
    for (wrong, code, reason) in [
        (["import", "directory", "/nowhere.csv", "--write", "--dry-run"], 2, "cannot be used with"),
        (["import", "directory", "/nowhere.csv", "--owner", "nobody"], 1, "/nowhere.csv"),
        (["import", "directory", file, "--owner", "nobody"], 1, "nobody signs in as"),
    ] {
        let said = run(&data, &wrong);
        assert!(said.code == Some(code) && said.error.contains(reason), "{wrong:?}: {:?} {}", said.code, said.error);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_be_delivered_is_listed_and_tried_again_beside_a_running_server() {
    // Nobody listens on this port: mail is given up in its time.
    let lost = ["env", "RUCHE_SMTP_HOST=127.0.0.1", "RUCHE_SMTP_PORT=1", "RUCHE_SMTP_TLS=none", "RUCHE_MAIL_FROM=ruche@orvane.example"];
    let mut program = Program::start(Engine::Sqlite, &lost.map(str::to_owned)).await;
    let admin = program.set_up().await;
    let data = program.folder().join("data");
    assert!(done(&data, &["outbox", "list"]).contains("0 events set aside, 0 mails given up."));
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    admin.post_once("/posts", &[("key", &ruche_testkit::key()), ("place", &company), ("body", "Bonjour")]).await.expect(303);
    admin.post_once("/reset", &[("email", "lucie@orvane.example")]).await;
    for _ in 0..250 {
        if program.log().contains("a message did not leave") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(program.log().contains("a message did not leave"), "{}", program.log());
    program.kill().await;
    // As after its last try, and as after a listener that failed on an event.
    let file = data.join("ruche.sqlite");
    let db = ruche_platform::db::Db::sqlite(&file).await.unwrap();
    static GIVE_UP: Statement = Statement { name: "GIVE_UP", text: "UPDATE mails SET next_at = NULL" };
    static SET_ASIDE: Statement = Statement {
        name: "SET_ASIDE",
        text: "INSERT INTO listener_failures (listener, event_id, reason, at) SELECT 'notifications', max(id), 'bug: on purpose', 0 FROM events",
    };
    db.write(work!(
        [] | tx | {
            tx.exec(&GIVE_UP, &[]).await?;
            tx.exec(&SET_ASIDE, &[]).await
        }
    ))
    .await
    .unwrap();
    db.close().await;
    let listed = done(&data, &["outbox", "list"]);
    assert!(listed.contains("bug: on purpose; not tried again") && listed.contains("to lucie@orvane.example"), "{listed}");
    assert!(listed.contains("1 event set aside, 1 mail given up."), "{listed}");
    assert_eq!(run(&data, &["check"]).code, Some(3));
    // The mail server is back, as a folder here.
    program.run(&[]).await;
    assert!(done(&data, &["outbox", "replay"]).contains("1 event and 1 mail will be tried again"));
    for _ in 0..250 {
        if done(&data, &["outbox", "list"]).contains("0 events set aside, 0 mails given up.") && !program.messages().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(done(&data, &["outbox", "list"]).contains("0 events set aside, 0 mails given up."));
    let sent = program.messages();
    assert!(matches!(sent.as_slice(), [mail] if mail.contains("lucie@orvane.example")), "{sent:?}");
    assert!(done(&data, &["check"]).contains("all OK"));
}

#[test]
fn a_demo_is_for_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(&folder.path().join("demo"), &["demo", "--listen", "0.0.0.0:0"]);
    assert!(said.code == Some(2) && said.error.contains("--public"), "{:?} {}", said.code, said.error);
    assert!(!folder.path().join("demo").exists());
}
