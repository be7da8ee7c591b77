use super::aside::RETRIES;
use super::deliver::LEASE_MS;
use super::*;
use crate::Platform;
use crate::ground::{NOW, platform};
use ruche_kernel::{Error, FakeClock};
use std::sync::Mutex as Lock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// What a listener does with an event of a kind: `bug`, `panic`, `unavailable`, each until it is mended, anything else well.
#[derive(Default)]
struct Moody {
    mended: AtomicU32,
    told: Lock<Vec<i64>>,
}

#[async_trait]
impl Listener for Moody {
    fn name(&self) -> &'static str {
        "moody"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind != "beside"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        if self.mended.load(Ordering::SeqCst) == 0 {
            for event in events {
                match event.kind.as_str() {
                    "bug" => return Err(Error::bug("on purpose")),
                    "panic" => panic!("on purpose"),
                    "unavailable" => return Err(Error::Unavailable("on purpose".into())),
                    _ => {}
                }
            }
        }
        self.told.lock().unwrap().extend(events.iter().map(|event| event.subject.id));
        Ok(())
    }
}

async fn happens(platform: &Platform, kinds: &[&str]) {
    for (n, kind) in (1..).zip(kinds) {
        let event = Event::new(kind, MemberId(1), SubjectRef::new("post", n), PlaceId(1));
        let (id, now) = (platform.id(), platform.now());
        platform.db.write(work!([event] | tx | { record(tx, id, now, &event).await })).await.unwrap();
    }
}

fn outbox(platform: &Platform) -> (Outbox, Arc<Moody>) {
    let moody = Arc::new(Moody::default());
    (of_node("here", platform, &moody), moody)
}

fn of_node(node: &str, platform: &Platform, moody: &Arc<Moody>) -> Outbox {
    Outbox::new(platform.clone(), vec![moody.clone()], node.into(), Arc::new(crate::bus::NoBus::default()))
}

fn told(moody: &Moody) -> Vec<i64> {
    moody.told.lock().unwrap().clone()
}

fn all(moody: &Arc<Moody>) -> Arc<[Arc<dyn Listener>]> {
    [moody.clone() as Arc<dyn Listener>].into()
}

async fn is_behind(platform: &Platform) -> i64 {
    behind(&platform.db).await.unwrap()[0].1
}

#[tokio::test]
async fn what_it_does_not_hear_of_is_passed_over_where_it_is_numbered_and_nothing_else() {
    let (_folder, platform, _) = platform().await;
    let (outbox, moody) = outbox(&platform);
    outbox.settle().await.unwrap();
    let listeners = all(&moody);
    happens(&platform, &["beside", "beside"]).await;
    assert_eq!(sequence(&platform.db, &listeners).await.unwrap(), 2);
    assert_eq!((is_behind(&platform).await, told(&moody)), (0, vec![]), "without being given anything");
    happens(&platform, &["beside", "fine", "beside"]).await;
    assert_eq!(sequence(&platform.db, &listeners).await.unwrap(), 3);
    assert_eq!(is_behind(&platform).await, 3);
    // What comes after it while it waits does not take its turn.
    happens(&platform, &["beside"]).await;
    assert_eq!(sequence(&platform.db, &listeners).await.unwrap(), 1);
    assert_eq!(is_behind(&platform).await, 4);
    outbox.settle().await.unwrap();
    assert_eq!((is_behind(&platform).await, told(&moody)), (0, vec![2]));
}

#[tokio::test]
async fn one_node_delivers_until_its_lease_is_over() {
    let (_folder, platform, clock) = platform().await;
    let (here, moody) = outbox(&platform);
    let there = of_node("there", &platform, &moody);
    happens(&platform, &["unavailable"]).await;
    assert!(here.settle().await.is_err(), "it keeps what it could not give");
    moody.mended.store(1, Ordering::SeqCst);
    there.settle().await.unwrap();
    assert_eq!(told(&moody), []);
    clock.advance(LEASE_MS + 1);
    there.settle().await.unwrap();
    assert_eq!(told(&moody), [1]);
    happens(&platform, &["fine", "fine"]).await;
    here.settle().await.unwrap();
    assert_eq!(told(&moody), [1], "the lease is the other's now");
    there.settle().await.unwrap();
    assert_eq!(told(&moody), [1, 1, 2]);
}

#[tokio::test]
async fn what_panics_or_fails_is_set_aside_alone_listed_and_told_once_after_a_replay() {
    let (_folder, platform, clock) = platform().await;
    let (outbox, moody) = outbox(&platform);
    happens(&platform, &["panic", "fine", "bug", "fine"]).await;
    outbox.settle().await.unwrap();
    assert_eq!(*moody.told.lock().unwrap(), [2, 4]);
    let listed = set_aside(&platform.db).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["panic", "bug"]);
    assert!(listed[0].reason.contains("a panic: on purpose") && listed[0].next_at == Some(NOW + RETRIES[0]), "{listed:?}");
    // In its time it is tried again by itself, more and more seldom, until that was in vain.
    for wait in RETRIES {
        clock.advance(wait);
        outbox.settle().await.unwrap();
    }
    assert_eq!(set_aside(&platform.db).await.unwrap()[1].next_at, None);
    moody.mended.store(1, Ordering::SeqCst);
    clock.advance(RETRIES[5]);
    outbox.settle().await.unwrap();
    assert_eq!(*moody.told.lock().unwrap(), [2, 4], "nobody asked");
    assert_eq!(replay(&platform.db, platform.now()).await.unwrap(), 2);
    for _ in 0..2 {
        outbox.settle().await.unwrap();
    }
    assert_eq!(*moody.told.lock().unwrap(), [2, 4, 1, 3], "each once");
    assert!(set_aside(&platform.db).await.unwrap().is_empty());
}

#[tokio::test]
async fn while_something_does_not_answer_events_wait_and_none_is_set_aside() {
    let (_folder, platform, _) = platform().await;
    let (outbox, moody) = outbox(&platform);
    happens(&platform, &["fine", "bug", "unavailable", "fine"]).await;
    for _ in 0..5 {
        assert!(matches!(outbox.settle().await, Err(Error::Unavailable(_)) | Ok(())));
    }
    assert_eq!(*moody.told.lock().unwrap(), [1]);
    let kinds = |all: Vec<SetAside>| all.into_iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(set_aside(&platform.db).await.unwrap()), ["bug"]);
    moody.mended.store(1, Ordering::SeqCst);
    outbox.settle().await.unwrap();
    assert_eq!(*moody.told.lock().unwrap(), [1, 3, 4]);
}

#[tokio::test]
async fn the_running_outbox_survives_its_listeners() {
    let (_folder, platform, _) = platform().await;
    let (outbox, moody) = outbox(&platform);
    let running = tokio::spawn(Arc::new(outbox).run());
    happens(&platform, &["panic", "fine"]).await;
    let told = async {
        while moody.told.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), told).await.expect("the second event is told");
    running.abort();
}

#[tokio::test]
async fn old_events_that_were_read_are_forgotten_and_the_newest_stays() {
    let (_folder, platform, clock): (_, _, Arc<FakeClock>) = platform().await;
    let (outbox, moody) = outbox(&platform);
    moody.mended.store(1, Ordering::SeqCst);
    let listeners = all(&moody);
    happens(&platform, &["a", "b"]).await;
    outbox.settle().await.unwrap();
    clock.advance(KEPT_MS);
    happens(&platform, &["c"]).await;
    clock.advance(1);
    let seqs = async || after(&platform.db, 0, 10).await.unwrap().iter().map(|e| e.seq).collect::<Vec<_>>();
    sequence(&platform.db, &listeners).await.unwrap();
    outbox.forget(platform.now()).await.unwrap();
    assert_eq!(seqs().await, [3], "two are old, and read");
    happens(&platform, &["d"]).await;
    clock.advance(2 * KEPT_MS);
    sequence(&platform.db, &listeners).await.unwrap();
    outbox.forget(platform.now()).await.unwrap();
    assert_eq!(seqs().await, [3, 4], "old, and not read yet");
    outbox.settle().await.unwrap();
    outbox.forget(platform.now()).await.unwrap();
    assert_eq!(seqs().await, [4], "the newest says where ids and numbers go on");
    assert!(greatest_id(&platform.db).await.unwrap() > 0);
}
