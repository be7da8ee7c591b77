//! Two nodes and a real NATS that goes and comes back.

use ruche_nats::NatsBus;
use ruche_platform::bus::Bus;
use ruche_testkit::Nats;
use std::time::Duration;
use tokio::time::timeout;

/// Until a condition holds.
async fn until(what: &str, holds: impl Fn() -> bool) {
    let waited = timeout(Duration::from_secs(60), async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    waited.await.unwrap_or_else(|_| panic!("{what}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_reaches_the_other_node_also_after_nats_was_away() {
    let Some(mut nats) = Nats::start().await else { return };
    let (here, there) = (NatsBus::connect(&nats.url()).await.unwrap(), NatsBus::connect(&nats.url()).await.unwrap());
    let (heard, own) = (there.heard(), here.heard());
    until("both are connected", || here.carries() && there.carries()).await;
    // A subscription takes its time to stand: told until it is heard.
    until("the first number", || {
        here.tell(7);
        *heard.borrow() == 7
    })
    .await;
    nats.go().await;
    until("both know that it is away", || !here.carries() && !there.carries()).await;
    here.tell(8);
    nats.come().await;
    until("both are connected again", || here.carries() && there.carries()).await;
    until("the next number", || {
        here.tell(9);
        *heard.borrow() == 9
    })
    .await;
    assert_eq!(*own.borrow(), 0, "nobody hears themselves");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_starts_without_nats_and_refuses_an_address_that_is_none() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let bus = timeout(Duration::from_secs(10), NatsBus::connect(&format!("nats://{free}"))).await.expect("it does not wait").unwrap();
    assert!(!bus.carries());
    let refused = NatsBus::connect("http://nats.example").await.err().expect("refused");
    assert!(refused.starts_with("nats_url: "), "{refused}");
}
