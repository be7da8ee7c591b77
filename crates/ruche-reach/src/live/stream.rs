//! One open stream: what passes to one person, under rights that are asked again and again.

use super::hub::{Live, Seat};
use super::rules;
use axum::response::sse;
use futures_util::stream::{self, Stream};
use ruche_kernel::{Event, MemberId, PlaceId, Result};
use ruche_people::access;
use ruche_platform::outbox;
use ruche_web::App;
use serde_json::json;
use std::collections::{HashSet, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// How often rights and session are asked again: a loss is effective within five seconds.
const CHECK: Duration = Duration::from_secs(4);
/// How often a stream on which nothing happens says that it lives.
const BEAT: Duration = Duration::from_secs(20);

/// The connection of one tab.
pub(super) struct Connection {
    app: App,
    live: Arc<Live>,
    me: MemberId,
    /// The session's token, by which it is asked whether the person is still there.
    token: String,
    places: HashSet<PlaceId>,
    /// The number up to which everything that may pass has passed.
    seen: i64,
    /// What is said before anything new.
    first: VecDeque<sse::Event>,
    events: broadcast::Receiver<Arc<Event>>,
    ending: watch::Receiver<bool>,
    check: Interval,
    beat: Interval,
    seat: Seat,
}

impl Connection {
    /// Opens a stream that goes on after the number `after`, or starts with what is new.
    ///
    /// # Errors
    /// `Unavailable` while the hub does not run, or what the database says.
    pub async fn open(app: App, live: Arc<Live>, me: MemberId, token: String, after: Option<i64>) -> Result<Self> {
        let seat = live.seat(me);
        // Before the database is read, so that nothing falls in between; what comes twice is known by its number.
        let (events, ending) = (live.events()?, live.ending());
        let (db, now) = (&app.platform.db, app.platform.now());
        let places = access::visible_places(db, me, now).await?;
        let newest = outbox::last_seq(db).await?;
        let (mut seen, mut first) = (newest, VecDeque::new());
        if let Some(after) = after {
            let missed = outbox::after(db, after, rules::MOST_MISSED + 1).await?;
            if rules::resumes(after, newest, &missed, now) {
                seen = missed.last().map_or(seen, |event| event.seq);
                first.extend(missed.iter().filter(|event| rules::passes(event, me, &places)).map(|event| message(event, me)));
            } else {
                first.push_back(resync(newest));
            }
        }
        first.push_back(beat(seen));
        Ok(Self { app, live, me, token, places, seen, first, events, ending, check: every(CHECK), beat: every(BEAT), seat })
    }

    /// The stream itself. It ends with the session, and when the server stops.
    pub fn into_stream(self) -> impl Stream<Item = Result<sse::Event, Infallible>> {
        stream::unfold(self, async |mut connection| connection.next().await.map(|event| (Ok(event), connection)))
    }

    async fn next(&mut self) -> Option<sse::Event> {
        loop {
            if let Some(event) = self.first.pop_front() {
                return Some(event);
            }
            tokio::select! {
                // In this order: after a pause of the network, rights are asked before what has gathered is given.
                biased;
                () = ended(&mut self.ending) => return None,
                () = self.seat.lost() => return None,
                _ = self.check.tick() => if !self.is_allowed().await { return None },
                _ = self.beat.tick() => return Some(beat(self.seen)),
                event = self.events.recv() => match event {
                    Ok(event) if event.seq <= self.seen => {}
                    Ok(event) => {
                        self.seen = event.seq;
                        if rules::touches(&event, self.me, &self.places) && !self.is_allowed().await {
                            return None;
                        }
                        if rules::passes(&event, self.me, &self.places) {
                            return Some(message(&event, self.me));
                        }
                    }
                    Err(broadcast::error::RecvError::Lagged(_)) => {
                        self.seen = self.live.shared();
                        return if self.is_allowed().await { Some(resync(self.seen)) } else { None };
                    }
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
            }
        }
    }

    /// Asks again what the person may read; false when the session has ended. Who cannot be asked about gets nothing more:
    /// the browser comes back by itself.
    async fn is_allowed(&mut self) -> bool {
        self.check.reset();
        match self.ask().await {
            Ok(allowed) => allowed,
            Err(error) => {
                tracing::warn!(%error, "a live stream ends");
                false
            }
        }
    }

    async fn ask(&mut self) -> Result<bool> {
        let now = self.app.platform.now();
        let viewer = self.app.authenticate.viewer(&self.token, now).await?;
        let there = viewer.is_some_and(|viewer| viewer.actor.id == self.me);
        if there {
            self.places = access::visible_places(&self.app.platform.db, self.me, now).await?;
        }
        Ok(there)
    }
}

/// Waits until the streams must end.
async fn ended(ending: &mut watch::Receiver<bool>) {
    // A hub that is gone ends them as well.
    let _ = ending.wait_for(|ended| *ended).await;
}

fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

/// An event as the browser of `me` reads it: ids only.
fn message(event: &Event, me: MemberId) -> sse::Event {
    let actor = if rules::names_its_actor(event, me) { event.actor.to_string() } else { String::new() };
    said(event.seq, &event.kind, &event.subject.to_string(), &event.place.to_string(), &event.root.to_string(), &actor)
}

/// "Reload what you show": something was missed.
fn resync(seq: i64) -> sse::Event {
    said(seq, "resync", "", "", "", "")
}

fn said(seq: i64, kind: &str, subject: &str, place: &str, root: &str, actor: &str) -> sse::Event {
    let data = json!({ "seq": seq, "kind": kind, "subject": subject, "place": place, "root": root, "actor": actor });
    sse::Event::default().id(seq.to_string()).data(data.to_string())
}

/// "Still here, and this is how far": without an id, since nothing happened.
fn beat(seq: i64) -> sse::Event {
    sse::Event::default().event("beat").data(seq.to_string())
}
