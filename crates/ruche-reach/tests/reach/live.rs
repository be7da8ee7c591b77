//! What passes on a stream, to whom, and when it ends.

use crate::ground::{Ground, Someone};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode, header};
use futures_util::StreamExt;
use ruche_kernel::{Event, MemberId, PlaceId, SubjectRef};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A stream as a browser reads it.
struct Follower {
    body: BodyDataStream,
    text: String,
}

impl Follower {
    /// The next message, without the beats; `None` when the stream has ended.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name).map(str::trim));
            if field("event:") == Some("beat") {
                continue;
            }
            let message: Value = serde_json::from_str(field("data:")?).unwrap();
            assert_eq!(field("id:"), Some(message["seq"].to_string().as_str()));
            return Some(message);
        }
    }

    /// The number that the next beat tells.
    async fn beat(&mut self) -> i64 {
        let block = self.block().await.unwrap();
        assert!(block.contains("event: beat") && !block.contains("id:"), "{block}");
        block.lines().find_map(|line| line.strip_prefix("data: ")).unwrap().parse().unwrap()
    }

    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.clone().split_once("\n\n") {
                self.text = rest.to_owned();
                return Some(block.to_owned());
            }
            let chunk = timeout(Duration::from_secs(25), self.body.next()).await.unwrap()?;
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }
}

async fn run_hub(g: &Ground) {
    tokio::spawn(Arc::clone(&g.reach.live).run(g.outbox.newest()));
    let someone = g.someone("warm").await;
    // The hub follows once a stream opens.
    for _ in 0..500 {
        if ask(g, &someone, "/live", &[]).await.status() == StatusCode::OK {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the hub does not run");
}

async fn ask(g: &Ground, who: &Someone, path: &str, headers: &[(&str, &str)]) -> axum::response::Response {
    let request =
        headers.iter().fold(Request::get(path).header(header::COOKIE, format!("ruche={}", who.token)), |request, (name, value)| {
            request.header(*name, *value)
        });
    g.ask(request.body(Body::empty()).unwrap()).await
}

async fn follow(g: &Ground, who: &Someone, path: &str) -> Follower {
    let answer = ask(g, who, path, &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    Follower { body: answer.into_body().into_data_stream(), text: String::new() }
}

fn event(kind: &str, actor: MemberId, id: i64, place: PlaceId) -> Event {
    Event::new(kind, actor, SubjectRef::new("post", id), place)
}

both_engines! {
    async fn events_pass_to_those_who_read_the_place_or_are_meant(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let ours = g.community("Réseau", &[&ana]).await;
        let theirs = g.community("Atelier", &[&bob]).await;
        let mut stream = follow(g, &ana, "/live").await;
        g.happen(&[
            event("post.published", bob.id, 1, theirs),
            event("notification", bob.id, 2, g.company).about(bob.id),
            event("post.published", bob.id, 3, ours),
            event("notification", bob.id, 4, theirs).about(ana.id),
            event("post.edited", bob.id, 5, g.company),
        ])
        .await;
        let first = stream.next().await.unwrap();
        assert_eq!(first, json!({ "seq": 3, "kind": "post.published", "subject": "post:3", "place": ours, "root": "post:3", "actor": bob.id }));
        assert_eq!(stream.next().await.unwrap()["subject"], "post:4");
        assert_eq!(stream.next().await.unwrap()["subject"], "post:5");
    }
}

both_engines! {
    async fn the_answer_is_a_stream_that_nobody_keeps_or_holds_back(g: Ground) {
        run_hub(g).await;
        let ana = g.someone("ana").await;
        let answer = ask(g, &ana, "/live", &[("sec-fetch-site", "same-origin")]).await;
        let head = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!((head("content-type").as_str(), head("cache-control").as_str(), head("x-accel-buffering").as_str()), ("text/event-stream", "no-store", "no"));
        assert_eq!(ask(g, &ana, "/live", &[("sec-fetch-site", "cross-site")]).await.status(), StatusCode::FORBIDDEN);
        assert_eq!(ask(g, &ana, "/live", &[("origin", "https://evil.example")]).await.status(), StatusCode::FORBIDDEN);
        let stranger = Someone { token: "none".into(), ..ana.clone() };
        assert_eq!(ask(g, &stranger, "/live", &[]).await.status(), StatusCode::UNAUTHORIZED);
    }
}

both_engines! {
    async fn a_person_has_twenty_streams_and_one_more_ends_the_oldest(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let mut his = follow(g, &bob, "/live").await;
        let mut hers = Vec::new();
        for _ in 0..20 {
            hers.push(follow(g, &ana, "/live").await);
        }
        // A seat that was given back is taken before anyone loses one.
        hers.pop();
        hers.push(follow(g, &ana, "/live").await);
        hers.push(follow(g, &ana, "/live").await);
        assert!(hers.remove(0).next().await.is_none(), "the oldest");
        g.happen(&[event("post.published", bob.id, 7, g.company)]).await;
        for stream in hers.iter_mut().chain([&mut his]) {
            assert_eq!(stream.next().await.unwrap()["subject"], "post:7");
        }
    }
}

both_engines! {
    async fn a_stream_goes_on_where_it_stopped_or_says_so(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let hidden = g.community("Atelier", &[&bob]).await;
        g.happen(&[event("post.published", bob.id, 1, g.company), event("post.published", bob.id, 2, hidden), event("post.published", bob.id, 3, g.company)]).await;
        let mut stream = follow(g, &ana, "/live?after=1").await;
        assert_eq!(stream.next().await.unwrap()["subject"], "post:3");
        assert_eq!(stream.beat().await, 3, "how far, hidden events included");
        assert_eq!(follow(g, &ana, "/live").await.beat().await, 3, "without a number it starts with what is new");
        let again = ask(g, &ana, "/live?after=1", &[("last-event-id", "3")]).await;
        let mut stream = Follower { body: again.into_body().into_data_stream(), text: String::new() };
        assert_eq!(stream.beat().await, 3, "the browser's own word wins");
        let resync = json!({ "seq": 3, "kind": "resync", "subject": "", "place": "", "root": "", "actor": "" });
        assert_eq!(follow(g, &ana, "/live?after=99").await.next().await.unwrap(), resync, "a number from before a restored copy");
        g.clock.advance(600_001);
        assert_eq!(follow(g, &ana, "/live?after=1").await.next().await.unwrap(), resync, "too long ago");
        assert_eq!(follow(g, &ana, "/live?after=3").await.beat().await, 3);
    }
}

both_engines! {
    async fn who_is_far_behind_is_told_to_reload(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let (mut stream, mut other) = (follow(g, &ana, "/live").await, follow(g, &bob, "/live").await);
        let events: Vec<Event> = (1..=1_100).map(|n| event("post.edited", bob.id, n, g.company)).collect();
        g.happen(&events).await;
        // The hub works in a task of its own.
        while other.next().await.unwrap()["seq"].as_i64() < Some(1_100) {}
        let told = stream.next().await.unwrap();
        assert_eq!((told["kind"].as_str(), told["seq"].as_i64()), (Some("resync"), Some(1_100)));
        assert_eq!(follow(g, &ana, "/live?after=50").await.next().await.unwrap()["kind"], "resync", "more than a thousand are not repeated");
        let mut late = follow(g, &ana, "/live?after=100").await;
        for n in 101..=1_100 {
            assert_eq!(late.next().await.unwrap()["seq"], n);
        }
    }
}

both_engines! {
    async fn a_lost_place_stops_passing_at_once_when_it_is_told(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let place = g.community("Réseau", &[&ana, &bob]).await;
        let mut stream = follow(g, &ana, "/live").await;
        g.happen(&[event("post.published", bob.id, 1, place)]).await;
        assert_eq!(stream.next().await.unwrap()["subject"], "post:1");
        g.leave(&ana, place).await;
        let removed = Event::new("membership.left", bob.id, SubjectRef::new("community", place.0), place).about(ana.id);
        g.happen(&[removed, event("post.published", bob.id, 2, place), event("post.published", bob.id, 3, g.company)]).await;
        assert_eq!(stream.next().await.unwrap()["kind"], "membership.left");
        assert_eq!(stream.next().await.unwrap()["subject"], "post:3");
    }
}

both_engines! {
    async fn a_lost_place_or_session_ends_it_without_being_told(g: Ground) {
        run_hub(g).await;
        let (ana, bob) = (g.someone("ana").await, g.someone("bob").await);
        let place = g.community("Réseau", &[&ana, &bob]).await;
        let (mut hers, mut his) = (follow(g, &ana, "/live").await, follow(g, &bob, "/live").await);
        hers.beat().await;
        g.leave(&ana, place).await;
        g.end_sessions(&bob).await;
        // Time enough for one check: the figure promised is five seconds.
        let ended = timeout(Duration::from_secs(25), his.next()).await.unwrap();
        assert_eq!(ended, None);
        g.happen(&[event("post.published", bob.id, 1, place), event("post.published", bob.id, 2, g.company)]).await;
        assert_eq!(hers.next().await.unwrap()["subject"], "post:2");
    }
}

both_engines! {
    async fn streams_end_when_the_server_stops(g: Ground) {
        run_hub(g).await;
        let ana = g.someone("ana").await;
        let mut stream = follow(g, &ana, "/live").await;
        stream.beat().await;
        g.reach.live.close();
        assert_eq!(stream.next().await, None);
    }
}
