//! The demo company: what is filled in holds together, shows what it promises and hides what it must.

use ruche_kernel::{Clock as _, Error};
use ruche_platform::db::Statement;
use ruche_platform::outbox;
use ruche_server::check;
use ruche_server::demo::sign_ins::{self, SignIn};
use ruche_server::demo::{self, Filling};
use ruche_testkit::{Browser, Empty, Engine};
use std::time::Duration;

/// Decoding pictures is tested where it is done, and takes most of the time.
const FILLING: Filling = Filling { photos: false };

static COUNTS: Statement = Statement {
    name: "test::COUNTS",
    text: "SELECT (SELECT count(*) FROM members) AS people, (SELECT count(*) FROM places WHERE kind = 1) AS communities, (SELECT count(*) FROM posts) AS posts,
        (SELECT count(*) FROM comments) AS comments, (SELECT count(*) FROM reactions) AS reactions, (SELECT count(*) FROM files WHERE subject_kind = 'post') AS files,
        (SELECT count(*) FROM posts WHERE pinned_at IS NOT NULL) AS pinned, (SELECT count(*) FROM members WHERE state = 1) AS gone, (SELECT count(*) FROM mentions) AS mentions,
        (SELECT count(*) FROM responses) AS responses, (SELECT count(*) FROM votes) AS votes, (SELECT count(*) FROM posts WHERE format <> 'message') AS formats, (SELECT count(*) FROM drafts) AS drafts",
};

async fn browser(app: &Empty, sign_ins: &[SignIn], login: &str) -> Browser {
    let one = sign_ins.iter().find(|s| s.login.starts_with(login)).unwrap();
    let browser = app.stranger();
    browser.sign_in(&one.login, &one.password).await;
    browser
}

/// Waits until every event was numbered and delivered.
async fn settle(app: &Empty) {
    for _ in 0..200 {
        app.node.outbox.settle().await.unwrap();
        if outbox::waiting_and_failed(&app.node.platform.db).await.unwrap() == (0, 0) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("events are left");
}

async fn filled_in(engine: Engine) {
    let app = Empty::start(engine).await;
    let (db, blobs) = (&app.node.platform.db, &app.node.platform.blobs);
    let folder = tempfile::tempdir().unwrap();
    // A filling before this one was interrupted: the bytes it kept are forgotten, and nothing else.
    blobs.put("77/file", "left".into()).await.unwrap();
    std::fs::write(folder.path().join("demo-filling"), "77\n").unwrap();
    let sign_ins = demo::fill(&app.node, folder.path(), FILLING, &|_| {}).await.unwrap();
    assert!(matches!(blobs.get("77/file").await, Err(Error::NotFound)));
    assert!(!folder.path().join("demo-filling").exists());
    assert_eq!(sign_ins::read(folder.path()).unwrap().unwrap(), sign_ins);
    settle(&app).await;

    let findings = check::run(db, blobs.as_ref(), app.clock.now_ms()).await.unwrap();
    assert!(findings.iter().all(|f| f.differences == 0), "{findings:#?}");
    let count = |column: &'static str| async move { db.one(&COUNTS, &[], |r| r.int(column)).await.unwrap() };
    for (column, least) in [
        ("people", 60),
        ("communities", 12),
        ("posts", 120),
        ("comments", 400),
        ("reactions", 1000),
        ("files", 13),
        ("pinned", 4),
        ("gone", 1),
        ("mentions", 20),
        ("responses", 80),
        ("votes", 20),
        ("formats", 10),
        ("drafts", 4),
    ] {
        assert!(count(column).await >= least, "{column}: {}", count(column).await);
    }

    // The unlisted community shows to its members and to nobody else, wherever one looks.
    let loic = browser(&app, &sign_ins, "loic.").await;
    let inside = loic.get("/communities").await.expect(200);
    assert!(inside.has("Tramontane"));
    let path = inside.attributes("main a[href^='/communities/']", "href").into_iter().find(|_| true).unwrap();
    assert!(path.starts_with("/communities/"));
    for login in ["camille.", "paul.", "james."] {
        let someone = browser(&app, &sign_ins, login).await;
        for path in ["/", "/communities", "/notifications"] {
            assert!(!someone.get(path).await.expect(200).has("Tramontane"), "{login} on {path}");
        }
    }

    // What happened lately is told, and the line shows where the seller stopped.
    let camille = browser(&app, &sign_ins, "camille.").await;
    assert_eq!(camille.get("/").await.expect(200).attributes("#stopped", "class"), ["stop-line"]);
    assert!(!camille.get("/notifications").await.expect(200).attributes("main .notif.unread", "class").is_empty());

    // The administrator meets what the product is for: to confirm, to settle, to find again, to finish, in another's name.
    let lucie = browser(&app, &sign_ins, "lucie.").await;
    let home = lucie.get("/").await.expect(200);
    assert!(
        home.has("Un faux courriel circule") && home.has("Quelle formation d’hiver") && !home.attributes(".must-bar", "class").is_empty()
    );
    assert!(!home.attributes(".shared", "class").is_empty() && home.has("Sophie Nguyen"));
    assert!(lucie.get("/questions?filter=all").await.expect(200).has("Lys et remorque de 500"));
    assert!(lucie.get("/questions").await.expect(200).has("place de parking louée"));
    assert!(lucie.get("/bookmarks").await.expect(200).has("Lys et remorque de 500"));
    assert!(lucie.get("/drafts").await.expect(200).has("Où tenir la réunion du réseau"));
    assert!(lucie.get("/settings/delegates").await.expect(200).has("Amandine Rey"));

    // Again changes nothing; who left has no sign-in.
    let before = count("posts").await;
    assert!(matches!(demo::fill(&app.node, folder.path(), FILLING, &|_| {}).await, Err(Error::Conflict)));
    assert_eq!(count("posts").await, before);
    assert_eq!(sign_ins::read(folder.path()).unwrap().unwrap(), sign_ins, "the passwords that work are kept");
    assert!(sign_ins.len() >= 59 && !sign_ins.iter().any(|s| s.login.starts_with("gaetan")));
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    filled_in(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    if !ruche_testkit::skips_postgres() {
        filled_in(Engine::Postgres).await;
    }
}
