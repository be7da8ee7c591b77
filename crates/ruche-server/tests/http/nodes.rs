//! Several nodes on one PostgreSQL: what happens on one is live on the others, any can be killed, and what they lean on may go and
//! come back.

use crate::crowd::Crowd;
use ruche_testkit::{Engine, Nats, Program, key, skips_postgres};
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
    let crowd = Crowd::gather(&first, &admin).await;
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
fn postgres(word: &str, folder: &Path) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres");
    let done = Command::new(script).arg(word).arg(folder).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

impl OwnPostgres {
    fn start() -> Self {
        // Its user must reach the folder, and a socket's path is short.
        let folder = tempfile::Builder::new().prefix("ruche-own-").tempdir_in("/tmp").unwrap();
        let url = postgres("start", folder.path());
        Self { folder, url }
    }

    /// Ends its processes at once and starts it again: no client is told before.
    async fn crash(&self) {
        let folder = self.folder.path().to_owned();
        tokio::task::spawn_blocking(move || postgres("crash", &folder)).await.unwrap();
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        postgres("stop", self.folder.path());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_breaks_and_comes_back_needs_no_hand() {
    if skips_postgres() {
        return;
    }
    let own = tokio::task::spawn_blocking(OwnPostgres::start).await.unwrap();
    let program = Program::start_on(&own.url, &[]).await;
    let admin = program.set_up().await;
    let crowd = Crowd::gather(&program, &admin).await;
    let writing = crowd.write(true);
    crowd.acknowledged(10).await;
    own.crash().await;
    let between = crowd.acknowledged_now();
    assert!(between < crowd.texts(), "it broke in the middle");
    timeout(Duration::from_secs(60), async {
        for one in writing {
            one.await.unwrap();
        }
    })
    .await
    .expect("each text is acknowledged in the end");
    crowd.nothing_is_lost_or_doubled(&program).await;
}
