//! What was acknowledged is there after the process was killed; it was on the disk before it was acknowledged; events that commit
//! in another order than their ids are all delivered.

use crate::crowd::{Crowd, times};
use async_trait::async_trait;
use ruche_kernel::{Event, Result, SubjectRef};
use ruche_platform::bus::NoBus;
use ruche_platform::db::Statement;
use ruche_platform::outbox::{self, Listener, Outbox};
use ruche_platform::work;
use ruche_testkit::{Engine, Program, TestApp, key, skips_postgres};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Kills the server so many times while four people write and insist, and looks at what is there in the end.
async fn killed(engine: Engine, kills: usize) -> (Program, Crowd) {
    let mut program = Program::start(engine, &[]).await;
    let admin = program.set_up().await;
    let crowd = Crowd::gather(&program, &admin, 8 + 4 * kills).await;
    let writing = crowd.write(true);
    for kill in 0..kills {
        // A little later each time, so that it meets another moment of the work.
        crowd.acknowledged((crowd.acknowledged_now() + 1 + kill % 9).min(crowd.texts() - 1)).await;
        program.kill().await;
        program.run(&[]).await;
    }
    assert!(crowd.acknowledged_now() < crowd.texts(), "it was killed in the middle each time");
    for one in writing {
        one.abort();
        let _ = one.await;
    }
    crowd.nothing_is_lost_or_doubled(&program).await;
    let (sound, said) = program.word(&[], &["check"]).await;
    assert!(sound, "{said}");
    (program, crowd)
}

async fn a_killed_server_keeps_what_it_acknowledged(engine: Engine) {
    let (program, crowd) = killed(engine, 3).await;
    crowd.send_again(&program).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "half an hour: make soak"]
async fn soak_a_server_killed_a_thousand_times_sqlite() {
    killed(Engine::Sqlite, times(1_000)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "half an hour: make soak"]
async fn soak_a_server_killed_a_thousand_times_postgres() {
    killed(Engine::Postgres, times(1_000)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_keeps_what_it_acknowledged_sqlite() {
    a_killed_server_keeps_what_it_acknowledged(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_keeps_what_it_acknowledged_postgres() {
    if !skips_postgres() {
        a_killed_server_keeps_what_it_acknowledged(Engine::Postgres).await;
    }
}

/// Ends the traced process; the tracer ends with it.
async fn end_traced(trace: &str) {
    let process = trace.split_whitespace().next().unwrap();
    assert!(process.parse::<u32>().is_ok(), "the trace begins with the number of the process");
    std::process::Command::new("kill").args(["-9", process]).status().unwrap();
    sleep(Duration::from_millis(300)).await;
}

/// Where a flush of the log began and ended in the lines of a trace, each flush with the line that began and the one that ended it.
fn flushes(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut begun: BTreeMap<&str, usize> = BTreeMap::new();
    let mut done = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let thread = line.split_whitespace().next().unwrap_or_default();
        let sync = line.contains("fdatasync") || line.contains("fsync");
        if sync && line.contains("-wal>") && line.contains("unfinished") {
            begun.insert(thread, at);
        } else if sync && line.contains("-wal>") && line.trim_end().ends_with("= 0") {
            done.push((at, at));
        } else if sync
            && line.contains("resumed")
            && line.trim_end().ends_with("= 0")
            && let Some(start) = begun.remove(thread)
        {
            done.push((start, at));
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
async fn what_is_acknowledged_is_on_the_disk() {
    let traces = tempfile::tempdir().unwrap();
    let file = traces.path().join("trace");
    let words = [
        "strace",
        "-f",
        "-y",
        "-s",
        "64",
        "-e",
        "trace=read,recvfrom,readv,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync",
        "-o",
        file.to_str().unwrap(),
    ];
    if !std::process::Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|done| done.success()) {
        // `make test` installs it.
        assert!(std::env::var_os("CI").is_none(), "strace is not installed, or may not trace here");
        eprintln!("SKIPPED: strace is not installed, or may not trace here");
        return;
    }
    let program = Program::start(Engine::Sqlite, &words.map(str::to_owned)).await;
    let admin = program.set_up().await;
    let company = admin.get("/posts/new").await.attributes("#place option", "value").remove(0);
    admin.get("/").await.expect(200);
    // What the set-up left for the background is done before the one write that is looked at.
    sleep(Duration::from_secs(2)).await;
    admin.post_once("/posts", &[("key", &key()), ("place", &company), ("body", "Sur le disque")]).await.expect(303);
    sleep(Duration::from_millis(300)).await;
    let trace = std::fs::read_to_string(&file).unwrap();
    end_traced(&trace).await;
    let lines: Vec<&str> = trace.lines().collect();
    let asked = lines.iter().position(|line| line.contains("\"POST /posts HTTP")).expect("the request is in the trace");
    let answered = asked + lines[asked..].iter().position(|line| line.contains("\"HTTP/1.1 303")).expect("the answer is in the trace");
    let written = lines[asked..answered].iter().position(|line| line.contains("pwrite") && line.contains("-wal>")).map(|at| at + asked);
    let written = written.expect("the log is written between the request and the answer");
    assert!(flushes(&lines).iter().any(|(start, end)| *start > written && *end < answered), "{}", lines[asked..=answered].join("\n"));
}

#[test]
fn flushes_are_read_from_a_trace() {
    let trace = "1 pwrite64(7</d/ruche.sqlite-wal>, x) = 3\n2 fdatasync(7</d/ruche.sqlite-wal> <unfinished ...>\n1 write(1, x) = 1\n2 <... fdatasync resumed>) = 0\n3 fdatasync(7</d/ruche.sqlite-wal>) = 0\n3 fdatasync(8</d/other>) = 0\n4 fsync(7</d/ruche.sqlite-wal>) = -1 EIO";
    assert_eq!(flushes(&trace.lines().collect::<Vec<_>>()), [(1, 3), (4, 4)]);
}

static ALLOW_LOSS: Statement = Statement {
    name: "test::ALLOW_LOSS",
    text: "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
};
static WAITS_FOR_DISK: Statement = Statement { name: "test::WAITS_FOR_DISK", text: "SHOW synchronous_commit" };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_need_not_wait_for_the_disk_is_made_to() {
    if skips_postgres() {
        return;
    }
    let app = TestApp::start(Engine::Postgres).await;
    app.node.platform.db.write(work!([] | tx | { tx.exec(&ALLOW_LOSS, &[]).await })).await.unwrap();
    let db = app.open_database().await;
    assert_eq!(db.one(&WAITS_FOR_DISK, &[], |r| r.text("synchronous_commit")).await.unwrap(), "on");
    db.close().await;
    app.finish().await;
}

/// Remembers what it was given.
#[derive(Default)]
struct Witness(Mutex<Vec<(i64, i64)>>);

#[async_trait]
impl Listener for Witness {
    fn name(&self) -> &'static str {
        "test.witness"
    }

    fn hears(&self, _: &Event) -> bool {
        true
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        self.0.lock().unwrap().extend(events.iter().map(|event| (event.seq, event.id)));
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_that_commit_in_the_other_order_are_all_delivered() {
    if skips_postgres() {
        return;
    }
    // The embedded engine has one writer: there the order of commits is the order of ids.
    let app = TestApp::start(Engine::Postgres).await;
    let platform = app.node.platform.clone();
    let witness = Arc::new(Witness::default());
    let listeners: Vec<Arc<dyn Listener>> = vec![witness.clone()];
    let own = Outbox::new(platform.clone(), listeners, "the witness".into(), Arc::new(NoBus::default()));
    own.settle().await.unwrap();
    let before = witness.0.lock().unwrap().len();
    let mut reader = app.admin.browser.live(None).await;
    let mut expected = Vec::new();
    for round in 0..3 {
        let (low, high, now) = (platform.id(), platform.id(), platform.now());
        assert!(low < high);
        let event = |subject: i64| Event::new("post.edited", app.admin.id, SubjectRef::new("post", subject), app.company);
        let (slow_event, quick_event) = (event(low), event(high));
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let db = platform.db.clone();
        let slow = {
            let (begun, go) = (Arc::clone(&begun), Arc::clone(&go));
            tokio::spawn(async move {
                db.write(work!(
                    [begun, go, slow_event] | tx | {
                        outbox::record(tx, low, now, &slow_event).await?;
                        begun.notify_one();
                        go.notified().await;
                        Ok(())
                    }
                ))
                .await
            })
        };
        begun.notified().await;
        platform.db.write(work!([quick_event] | tx | { outbox::record(tx, high, now, &quick_event).await })).await.unwrap();
        own.settle().await.unwrap();
        expected.push(high);
        let seen: Vec<i64> = witness.0.lock().unwrap()[before..].iter().map(|(_, id)| *id).collect();
        assert_eq!(seen, expected, "round {round}: the one that is not committed is not waited for");
        go.notify_one();
        slow.await.unwrap().unwrap();
        own.settle().await.unwrap();
        expected.push(low);
    }
    let seen = witness.0.lock().unwrap()[before..].to_vec();
    assert_eq!(seen.iter().map(|(_, id)| *id).collect::<Vec<_>>(), expected, "each once, in the order of commits");
    assert!(seen.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0), "numbers without a hole: {seen:?}");
    for id in expected {
        let message = reader.next(Duration::from_secs(25)).await.unwrap();
        assert_eq!(message.subject, format!("post:{id}"), "and so on the live stream");
    }
    app.finish().await;
}
