//! Several nodes on one PostgreSQL: what happens on one is live on the others, any can be killed, and what they lean on may go and
//! come back.

use crate::crowd::{Crowd, times};
use reqwest::Method;
use ruche_testkit::{Browser, Engine, Nats, Program, key, skips_postgres};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tokio::time::timeout;

/// A gauge or a counter of a node.
async fn measure(address: &str, name: &str) -> f64 {
    let text = reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap();
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).unwrap_or(0.0)
}

fn free_address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_on_one_node_is_live_on_the_others_with_nats_or_without() {
    let Some(mut nats) = Nats::start().await else { return };
    if skips_postgres() {
        return;
    }
    let bus = format!("RUCHE_NATS_URL={}", nats.url());
    let measures = [free_address(), free_address()];
    let settings = |measures: &String| [bus.clone(), format!("RUCHE_METRICS_LISTEN={measures}")];
    let first = Program::start(Engine::Postgres, &["env".to_owned(), bus.clone()]).await;
    let admin = first.set_up().await;
    let (second, third) = (first.beside(1, &settings(&measures[0])).await, first.beside(2, &settings(&measures[1])).await);
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let (mut there, mut yonder) = {
        let (there, yonder) = (second.browser(), third.browser());
        for browser in [&there, &yonder] {
            browser.sign_in("lucie@orvane.example", ruche_testkit::PASSWORD).await;
        }
        (there.live(None).await, yonder.live(None).await)
    };
    let publish = async |text: &str| {
        admin.post_once("/posts", &[("key", &key()), ("place", &company), ("body", text)]).await.expect(303);
    };
    let heard = async || measure(&measures[0], "ruche_bus_heard_total").await.min(measure(&measures[1], "ruche_bus_heard_total").await);
    // By the word of NATS, once both follow it.
    timeout(Duration::from_secs(60), async {
        while heard().await < 1.0 {
            publish("Avec le bus.").await;
            there.until("post.published").await;
            yonder.until("post.published").await;
        }
    })
    .await
    .expect("the nodes hear of one another");
    nats.go().await;
    publish("Sans le bus.").await;
    there.until("post.published").await;
    yonder.until("post.published").await;
    nats.come().await;
    let before = heard().await;
    timeout(Duration::from_secs(60), async {
        while heard().await <= before {
            publish("Le bus est revenu.").await;
            there.until("post.published").await;
            yonder.until("post.published").await;
        }
    })
    .await
    .expect("the nodes hear of one another again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_loses_nothing_and_doubles_nothing() {
    if skips_postgres() {
        return;
    }
    let mut first = Program::start(Engine::Postgres, &[]).await;
    let admin = first.set_up().await;
    let second = first.beside(1, &[]).await;
    let crowd = Crowd::gather(&first, &admin, 13).await;
    let writing = crowd.write(false);
    crowd.acknowledged(20).await;
    first.kill().await;
    for one in writing {
        one.await.unwrap();
    }
    assert!(crowd.acknowledged_now() < crowd.texts(), "it was killed in the middle");
    // The other one takes over what the first had in its hands, once its leases have ended.
    crowd.nothing_is_lost_or_doubled(&second).await;
    crowd.send_again(&second).await;
}

/// A PostgreSQL of one test, that may break.
struct OwnPostgres {
    folder: tempfile::TempDir,
    url: String,
}

/// Runs `scripts/postgres`, and gives what it prints.
fn postgres(word: &str, folders: &[&Path]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres");
    let done = Command::new(script).arg(word).args(folders).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

impl OwnPostgres {
    /// Its user must reach the folder, and a socket's path is short.
    fn folder() -> tempfile::TempDir {
        tempfile::Builder::new().prefix("ruche-own-").tempdir_in("/tmp").unwrap()
    }

    fn start() -> Self {
        let folder = Self::folder();
        let url = postgres("start", &[folder.path()]);
        Self { folder, url }
    }

    /// A streaming replica, to which what is committed comes half a second later.
    fn replica(&self) -> Self {
        let folder = Self::folder();
        let url = postgres("replica", &[folder.path(), self.folder.path()]);
        let late = ["-c", "ALTER SYSTEM SET recovery_min_apply_delay = '500ms'", "-c", "SELECT pg_reload_conf()"];
        let done = Command::new("psql").arg(&url).args(late).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Self { folder, url }
    }

    /// Ends its processes at once and starts it again: no client is told before.
    async fn crash(&self) {
        let folder = self.folder.path().to_owned();
        tokio::task::spawn_blocking(move || postgres("crash", &[folder.as_path()])).await.unwrap();
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        postgres("stop", &[self.folder.path()]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_breaks_and_comes_back_needs_no_hand() {
    if !skips_postgres() {
        a_database_breaks(1).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: make soak"]
async fn soak_a_database_that_breaks_a_hundred_times() {
    a_database_breaks(times(100)).await;
}

/// Breaks the database so many times while four people write and insist.
async fn a_database_breaks(crashes: usize) {
    let own = tokio::task::spawn_blocking(OwnPostgres::start).await.unwrap();
    let program = Program::start_on(&own.url, &[]).await;
    let admin = program.set_up().await;
    let crowd = Crowd::gather(&program, &admin, 6 + 4 * crashes).await;
    let writing = crowd.write(true);
    for crash in 0..crashes {
        crowd.acknowledged((crowd.acknowledged_now() + 3 + crash % 9).min(crowd.texts() - 1)).await;
        own.crash().await;
    }
    assert!(crowd.acknowledged_now() < crowd.texts(), "it broke in the middle each time");
    timeout(Duration::from_secs(60 + 60 * crashes as u64), async {
        for one in writing {
            one.await.unwrap();
        }
    })
    .await
    .expect("each text is acknowledged in the end");
    crowd.nothing_is_lost_or_doubled(&program).await;
    let (sound, said) = program.word(&[], &["check"]).await;
    assert!(sound, "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_read_from_a_late_replica_and_nobody_misses_what_was_written() {
    if skips_postgres() {
        return;
    }
    let (own, copy) = tokio::task::spawn_blocking(|| {
        let own = OwnPostgres::start();
        let copy = own.replica();
        (own, copy)
    })
    .await
    .unwrap();
    let measures = free_address();
    let settings = ["env".to_owned(), format!("RUCHE_DATABASE_REPLICA_URL={}", copy.url), format!("RUCHE_METRICS_LISTEN={measures}")];
    let program = Program::start_on(&own.url, &settings).await;
    let writer = program.set_up().await;
    let reader = program.browser();
    reader.sign_in("lucie@orvane.example", ruche_testkit::PASSWORD).await;
    let company = writer.get("/posts/new").await.attributes("#place option", "value").remove(0);
    let visit = async |who: &Browser, path: &str| who.send(who.request(Method::GET, path).header("sec-fetch-dest", "document")).await;
    let publish = async |text: &str| {
        writer.post_once("/posts", &[("key", &key()), ("place", &company), ("body", text)]).await.expect(303);
    };
    let copied = async || measure(&measures, "ruche_replica_statements_total").await;
    // To sign in is to write: the reader is kept from the replica for five seconds.
    timeout(Duration::from_secs(60), async {
        while copied().await < 1.0 {
            visit(&reader, "/").await.expect(200);
        }
    })
    .await
    .expect("pages are read from the replica");

    for n in 0..5 {
        let text = format!("Sur le primaire {n}");
        publish(&text).await;
        let own_page = visit(&writer, "/").await.expect(200);
        assert!(own_page.has(&text), "whoever wrote reads it at once");
        // The reader's page may not show it yet; then the stream brings what came after the number that the page says.
        let page = visit(&reader, "/").await.expect(200);
        if !page.has(&text) {
            let seq: i64 = page.attributes("body", "data-live-seq-value")[0].parse().unwrap();
            reader.live(Some(seq)).await.until("post.published").await;
        }
        // What an event made a page ask for is read where it was written, and so is what the replica does not have yet.
        let address = own_page.attributes(".post-date a", "href").remove(0);
        reader.get(&address).await.expect(200);
        visit(&reader, &address).await.expect(200);
    }

    drop(copy);
    publish("Sans réplique").await;
    assert!(visit(&reader, "/").await.expect(200).has("Sans réplique"), "the primary answers alone");
    let before = copied().await;
    visit(&reader, "/").await.expect(200);
    assert_eq!(copied().await, before, "the replica is gone");
}
