//! Sends what waits: several webhooks at once, each a few deliveries a turn, one node at a time.

use super::message;
use super::model::{Delivery, Webhook};
use super::rules::{self, Outcome, State};
use super::store::{self, Attempt};
use ruche_kernel::{Error, Result, names};
use ruche_people::{communities, members};
use ruche_platform::outgoing::{Refused, Said};
use ruche_platform::{Platform, guarded, retry, work};
use ruche_web::Settings;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;

/// How many webhooks are worked on at once by a node.
const AT_ONCE: usize = 32;
/// How many deliveries a turn sends.
const TURN: i64 = 20;
/// After how long a turn begins no further delivery.
const TURN_TIME: Duration = Duration::from_secs(10);
/// How long a webhook is left to the node that works on it, in milliseconds: much longer than a turn.
const LEASE_MS: i64 = 120_000;
/// How often it is looked for what waits.
const ROUND: Duration = Duration::from_secs(2);
/// The most characters of an answer that the log keeps.
const MOST_ANSWER: usize = 500;

/// Sends what waits.
pub struct Courier {
    platform: Platform,
    settings: Settings,
    places: Arc<Semaphore>,
    wake: Notify,
}

impl Courier {
    /// One that is to be run. `settings` say how this server is called outside.
    #[must_use]
    pub fn new(platform: Platform, settings: Settings) -> Self {
        Self { platform, settings, places: Arc::new(Semaphore::new(AT_ONCE)), wake: Notify::new() }
    }

    /// Sends for ever. Spawned once by the server.
    pub async fn run(self: Arc<Self>) {
        let mut failures = 0;
        loop {
            match guarded(self.round()).await {
                Ok(_) => failures = 0,
                Err(error) => {
                    failures += 1;
                    tracing::warn!(failures, %error, "webhooks wait");
                }
            }
            let pause = if failures == 0 { ROUND } else { retry::pause(failures).max(ROUND) };
            let _ = tokio::time::timeout(pause, self.wake.notified()).await;
        }
    }

    /// Something waits that somebody looks for.
    pub(super) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Begins a turn of each webhook that has something to send, as long as there are places, and gives them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn round(self: &Arc<Self>) -> Result<Vec<JoinHandle<()>>> {
        let mut turns = Vec::new();
        let now = self.platform.now();
        for id in store::due_webhooks(&self.platform.db, now, now).await? {
            let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { break };
            let courier = Arc::clone(self);
            turns.push(tokio::spawn(async move {
                if let Err(error) = guarded(courier.turn(id)).await {
                    tracing::warn!(webhook = id, %error, "a webhook waits");
                }
                drop(place);
            }));
        }
        Ok(turns)
    }

    /// Waits until nothing is left that could be sent now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle(self: &Arc<Self>) -> Result<()> {
        // Also what another node or an earlier round is at, which is due until it is sent.
        while !store::due_webhooks(&self.platform.db, self.platform.now(), i64::MAX).await?.is_empty() {
            let turns = self.round().await?;
            if turns.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            for turn in turns {
                turn.await.map_err(Error::bug)?;
            }
        }
        Ok(())
    }

    /// A turn of one webhook, when no other node has it.
    async fn turn(&self, id: i64) -> Result<()> {
        let db = &self.platform.db;
        let now = self.platform.now();
        let until = now + LEASE_MS;
        if !db.write(work!([] | tx | { store::lease(tx, id, now, until).await })).await? {
            return Ok(());
        }
        let sent = self.send_some(id, now).await;
        let ended = self.platform.now();
        db.write(work!([] | tx | { store::release(tx, id, ended, until).await })).await?;
        sent
    }

    async fn send_some(&self, id: i64, now: i64) -> Result<()> {
        let (db, began) = (&self.platform.db, Instant::now());
        for delivery in store::due(db, id, now, TURN).await? {
            // Read again each time: an owner may have paused it meanwhile, or given it another address.
            let Some(webhook) = store::find(db, id).await?.filter(|webhook| webhook.state == State::On) else { break };
            if began.elapsed() > TURN_TIME {
                break;
            }
            match guarded(self.send(&webhook, &delivery)).await {
                Ok(true) => {}
                Ok(false) => break,
                // Our mistake, with this one: it is put off like one that failed, so that it does not stand before the others.
                Err(Error::Bug(reason)) => {
                    tracing::error!(webhook = id, delivery = delivery.id, reason, "a delivery could not be made");
                    let ((attempt, _), delivery) = (self.attempt(&delivery, Err(&Refused), 0), delivery.id);
                    db.write(work!([attempt] | tx | { store::tried(tx, delivery, &attempt).await })).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Sends one delivery, and tells whether the next one may follow.
    async fn send(&self, webhook: &Webhook, delivery: &Delivery) -> Result<bool> {
        let (db, now, id) = (&self.platform.db, self.platform.now(), webhook.id);
        let Some(acting) = members::store::acting(db, webhook.maker, now).await? else { return self.orphan(webhook).await };
        match communities::own(db, &acting.actor, webhook.place, now).await {
            Ok(_) => {}
            Err(Error::NotFound | Error::Forbidden) => return self.orphan(webhook).await,
            Err(error) => return Err(error),
        }
        let Some(body) = message::body(&self.platform, &self.settings, webhook, &acting.actor, &delivery.happening).await? else {
            let delivery = delivery.id;
            db.write(work!([] | tx | { store::withheld(tx, delivery, now).await })).await?;
            return Ok(true);
        };
        let headers = message::headers(&webhook.secret, delivery.id, now, &body)?;
        let began = Instant::now();
        let said = self.platform.outgoing.post(&webhook.url, &headers, body).await;
        let took_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let (attempt, arrived) = self.attempt(delivery, said.as_ref(), took_ms);
        let status = said.ok().map(|said| said.status);
        let (failures, since) = (webhook.failures + 1, webhook.failing_since.unwrap_or(attempt.at));
        let state = if rules::pauses(status, failures, since, attempt.at) { State::Failing } else { State::On };
        let (delivery, wait_until) = (delivery.id, attempt.at + rules::wait(failures));
        db.write(work!(
            [attempt] | tx | {
                store::tried(tx, delivery, &attempt).await?;
                match arrived {
                    true => store::arrived(tx, id).await,
                    false => store::failed(tx, id, failures, since, wait_until, state).await,
                }
            }
        ))
        .await?;
        Ok(arrived)
    }

    /// What an answer, or none, means for its delivery.
    fn attempt(&self, delivery: &Delivery, said: Result<&Said, &Refused>, took_ms: i64) -> (Attempt, bool) {
        let at = self.platform.now();
        let status = said.ok().map(|said| said.status);
        let arrived = status.is_some_and(rules::arrived);
        // The id sets apart those that failed together.
        let next_at = if arrived { None } else { rules::again(delivery.attempts, delivery.id).map(|delay| at + delay) };
        let outcome = match (arrived, next_at) {
            (true, _) => Outcome::Delivered,
            (false, Some(_)) => Outcome::Waiting,
            (false, None) => Outcome::GivenUp,
        };
        let answer = said.map(|said| names::clean_text(&String::from_utf8_lossy(&said.body))).unwrap_or_default();
        let answer = answer.chars().take(MOST_ANSWER).collect();
        (Attempt { next_at, outcome, status: status.map(i64::from), took_ms, answer, at }, arrived)
    }

    /// Pauses a webhook for which nobody answers any more.
    async fn orphan(&self, webhook: &Webhook) -> Result<bool> {
        let (id, place) = (webhook.id, webhook.place);
        self.platform.db.write(work!([] | tx | { store::pause(tx, place, id, State::Orphaned).await })).await?;
        Ok(false)
    }
}
