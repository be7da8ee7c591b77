//! SQL of webhooks and of their deliveries.

use super::model::{Delivery, Happening, Wanted, Webhook};
use super::rules::{self, Kind, Outcome, State};
use ruche_kernel::{Cursor, Error, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

sql! {
    INSERT = "INSERT INTO webhooks (id, place_id, maker_id, name, url, kinds, secret, state, failures, failing_since, lease_until, wait_until, turn_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, NULL, 0, 0, 0, $8)";
    COUNT = "SELECT count(*) AS n FROM webhooks WHERE place_id = $1";
    LIST = "SELECT id, place_id, maker_id, name, url, kinds, secret, state, failures, failing_since, created_at FROM webhooks WHERE place_id = $1 ORDER BY created_at, id LIMIT 100";
    FIND = "SELECT id, place_id, maker_id, name, url, kinds, secret, state, failures, failing_since, created_at FROM webhooks WHERE id = $1";
    SAVE = "UPDATE webhooks SET name = $3, url = $4, kinds = $5, maker_id = $6 WHERE id = $1 AND place_id = $2";
    SAVE_SECRET = "UPDATE webhooks SET secret = $3, maker_id = $4 WHERE id = $1 AND place_id = $2";
    PAUSE = "UPDATE webhooks SET state = $3 WHERE id = $1 AND place_id = $2 AND state = 0";
    RESUME = "UPDATE webhooks SET state = 0, failures = 0, failing_since = NULL, wait_until = 0, maker_id = $3 WHERE id = $1 AND place_id = $2 AND state <> 0";
    DELETE = "DELETE FROM webhooks WHERE id = $1 AND place_id = $2";
    /// Those of some places that are told anything.
    TOLD = "SELECT id, place_id, kinds, created_at FROM webhooks WHERE state = 0 AND place_id IN ({list})";
    QUEUE = "INSERT INTO webhook_deliveries (id, webhook_id, event_id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, happened_at, attempts, next_at, outcome, status, took_ms, answer, tried_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, 0, NULL, NULL, '', NULL, $11) ON CONFLICT (webhook_id, event_id) DO NOTHING";
    /// Those that have something to send, and on which nobody works: who waited longest first.
    DUE_WEBHOOKS = "SELECT w.id FROM webhooks w WHERE w.state = 0 AND w.lease_until <= $2 AND w.wait_until <= $1
            AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.next_at <= $1)
        ORDER BY w.turn_at, w.id LIMIT 32";
    /// Whoever moves the date first works on it.
    LEASE = "UPDATE webhooks SET lease_until = $3 WHERE id = $1 AND lease_until <= $2 AND state = 0";
    RELEASE = "UPDATE webhooks SET lease_until = 0, turn_at = $2 WHERE id = $1 AND lease_until = $3";
    DUE = "SELECT id, event_id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, happened_at, attempts, next_at, outcome, status, took_ms, answer, tried_at, created_at
        FROM webhook_deliveries WHERE webhook_id = $1 AND next_at <= $2 ORDER BY next_at, id LIMIT $3";
    TRIED = "UPDATE webhook_deliveries SET attempts = attempts + 1, next_at = $2, outcome = $3, status = $4, took_ms = $5, answer = $6, tried_at = $7 WHERE id = $1";
    WITHHELD = "UPDATE webhook_deliveries SET next_at = NULL, outcome = 3, tried_at = $2 WHERE id = $1";
    ARRIVED = "UPDATE webhooks SET failures = 0, failing_since = NULL, wait_until = 0 WHERE id = $1 AND failures > 0";
    FAILED = "UPDATE webhooks SET failures = $2, failing_since = $3, wait_until = $4, state = $5 WHERE id = $1 AND state = 0";
    LOG = "SELECT id, event_id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, happened_at, attempts, next_at, outcome, status, took_ms, answer, tried_at, created_at
        FROM webhook_deliveries WHERE webhook_id = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4";
    ONE = "SELECT id, event_id, kind, actor_id, subject_kind, subject_id, root_kind, root_id, happened_at, attempts, next_at, outcome, status, took_ms, answer, tried_at, created_at
        FROM webhook_deliveries WHERE webhook_id = $1 AND id = $2";
    REPLAY = "UPDATE webhook_deliveries SET attempts = 0, next_at = $3, outcome = 0 WHERE webhook_id = $1 AND id = $2 AND outcome <> 0";
    AT_ONCE = "UPDATE webhook_deliveries SET next_at = $3 WHERE webhook_id = $1 AND id = $2 AND outcome = 0 AND next_at > $3";
    NO_WAIT = "UPDATE webhooks SET wait_until = 0 WHERE id = $1";
    FORGET = "DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE created_at < $1 ORDER BY created_at LIMIT 1000)";
    PEOPLE = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM member_cards c WHERE c.id IN ({list})";
    PLACE = "SELECT name FROM place_cards WHERE id = $1";
    MOVE = "UPDATE webhooks SET place_id = $2 WHERE place_id = $1";
}

fn webhook(r: &Row) -> Result<Webhook> {
    Ok(Webhook {
        id: r.int("id")?,
        place: PlaceId(r.int("place_id")?),
        maker: MemberId(r.int("maker_id")?),
        name: r.text("name")?,
        url: r.text("url")?,
        kinds: kinds(r)?,
        secret: r.text("secret")?,
        state: State::from_number(r.int("state")?),
        failures: r.int("failures")?,
        failing_since: r.opt_int("failing_since")?,
        created_at: r.int("created_at")?,
    })
}

fn kinds(r: &Row) -> Result<Vec<Kind>> {
    Ok(r.text("kinds")?.split(' ').filter_map(|word| word.parse().ok()).collect())
}

fn delivery(r: &Row) -> Result<Delivery> {
    Ok(Delivery {
        id: r.int("id")?,
        happening: Happening {
            event: r.int("event_id")?,
            kind: Kind::stored(&r.text("kind")?),
            actor: MemberId(r.int("actor_id")?),
            subject: SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? },
            root: SubjectRef { kind: r.text("root_kind")?, id: r.int("root_id")? },
            at: r.int("happened_at")?,
        },
        attempts: r.int("attempts")?,
        next_at: r.opt_int("next_at")?,
        outcome: Outcome::from_number(r.int("outcome")?),
        status: r.opt_int("status")?,
        took_ms: r.opt_int("took_ms")?,
        answer: r.text("answer")?,
        tried_at: r.opt_int("tried_at")?,
        created_at: r.int("created_at")?,
    })
}

pub(super) async fn insert(tx: &mut Tx, w: &Webhook) -> Result<()> {
    tx.exec(&INSERT, values![w.id, w.place, w.maker, &w.name, &w.url, rules::words(&w.kinds), &w.secret, w.created_at]).await?;
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, place: PlaceId) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![place], |r| r.int("n")).await?.unwrap_or_default())
}

pub(super) async fn list(db: &Db, place: PlaceId) -> Result<Vec<Webhook>> {
    db.all(&LIST, values![place], webhook).await
}

/// A webhook of a place; `NotFound` for that of another one.
pub(super) async fn of_place(db: &Db, place: PlaceId, id: i64) -> Result<Webhook> {
    find(db, id).await?.filter(|webhook| webhook.place == place).ok_or(Error::NotFound)
}

pub(super) async fn find(db: &Db, id: i64) -> Result<Option<Webhook>> {
    db.opt(&FIND, values![id], webhook).await
}

pub(super) async fn save(tx: &mut Tx, place: PlaceId, id: i64, wanted: &Wanted, maker: MemberId) -> Result<u64> {
    let Wanted { name, url, kinds } = wanted;
    tx.exec(&SAVE, values![id, place, name, url, rules::words(kinds), maker]).await
}

pub(super) async fn save_secret(tx: &mut Tx, place: PlaceId, id: i64, secret: &str, maker: MemberId) -> Result<u64> {
    tx.exec(&SAVE_SECRET, values![id, place, secret, maker]).await
}

/// Pauses one that is on.
pub(super) async fn pause(tx: &mut Tx, place: PlaceId, id: i64, state: State) -> Result<u64> {
    tx.exec(&PAUSE, values![id, place, state as i64]).await
}

/// Puts one on again that was not; `maker` answers for it from now on.
pub(super) async fn resume(tx: &mut Tx, place: PlaceId, id: i64, maker: MemberId) -> Result<u64> {
    tx.exec(&RESUME, values![id, place, maker]).await
}

/// Takes one away. What it was told is forgotten in its time: nothing leads there any more.
pub(super) async fn delete(tx: &mut Tx, place: PlaceId, id: i64) -> Result<u64> {
    tx.exec(&DELETE, values![id, place]).await
}

/// A webhook that is on, as far as the listener needs it.
pub(super) struct Told {
    pub id: i64,
    pub place: PlaceId,
    pub kinds: Vec<Kind>,
    pub created_at: i64,
}

pub(super) async fn told(db: &Db, places: &[i64]) -> Result<Vec<Told>> {
    db.all_in(&TOLD, &[], places, |r| {
        Ok(Told { id: r.int("id")?, place: PlaceId(r.int("place_id")?), kinds: kinds(r)?, created_at: r.int("created_at")? })
    })
    .await
}

/// Keeps something to tell, once for an event.
pub(super) async fn queue(tx: &mut Tx, id: i64, webhook: i64, what: &Happening, now: i64) -> Result<()> {
    let Happening { event, kind, actor, subject, root, at } = what;
    let row = values![id, webhook, *event, kind.word(), *actor, &subject.kind, subject.id, &root.kind, root.id, *at, now];
    tx.exec(&QUEUE, row).await?;
    Ok(())
}

/// Some webhooks with something to send now, whose lease ended before `leased`.
pub(super) async fn due_webhooks(db: &Db, now: i64, leased: i64) -> Result<Vec<i64>> {
    db.all(&DUE_WEBHOOKS, values![now, leased], |r| r.int("id")).await
}

/// Takes a webhook for oneself until then; tells whether it was free.
pub(super) async fn lease(tx: &mut Tx, id: i64, now: i64, until: i64) -> Result<bool> {
    Ok(tx.exec(&LEASE, values![id, now, until]).await? == 1)
}

pub(super) async fn release(tx: &mut Tx, id: i64, now: i64, until: i64) -> Result<()> {
    tx.exec(&RELEASE, values![id, now, until]).await?;
    Ok(())
}

pub(super) async fn due(db: &Db, webhook: i64, now: i64, most: i64) -> Result<Vec<Delivery>> {
    db.all(&DUE, values![webhook, now, most], delivery).await
}

/// What an attempt left.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub next_at: Option<i64>,
    pub outcome: Outcome,
    pub status: Option<i64>,
    pub took_ms: i64,
    pub answer: String,
    pub at: i64,
}

pub(super) async fn tried(tx: &mut Tx, delivery: i64, a: &Attempt) -> Result<()> {
    tx.exec(&TRIED, values![delivery, a.next_at, a.outcome as i64, a.status, a.took_ms, &a.answer, a.at]).await?;
    Ok(())
}

pub(super) async fn withheld(tx: &mut Tx, delivery: i64, now: i64) -> Result<()> {
    tx.exec(&WITHHELD, values![delivery, now]).await?;
    Ok(())
}

pub(super) async fn arrived(tx: &mut Tx, webhook: i64) -> Result<()> {
    tx.exec(&ARRIVED, values![webhook]).await?;
    Ok(())
}

pub(super) async fn failed(tx: &mut Tx, webhook: i64, failures: i64, since: i64, wait_until: i64, state: State) -> Result<()> {
    tx.exec(&FAILED, values![webhook, failures, since, wait_until, state as i64]).await?;
    Ok(())
}

/// A part of the log, the newest first.
pub(super) async fn log(db: &Db, webhook: i64, after: Cursor, most: i64) -> Result<Vec<Delivery>> {
    db.all(&LOG, values![webhook, after.at, after.id, most], delivery).await
}

pub(super) async fn one(db: &Db, webhook: i64, id: i64) -> Result<Delivery> {
    db.opt(&ONE, values![webhook, id], delivery).await?.ok_or(Error::NotFound)
}

/// Makes a delivery due now, from the start when it had ended.
pub(super) async fn replay(tx: &mut Tx, webhook: i64, id: i64, now: i64) -> Result<()> {
    tx.exec(&REPLAY, values![webhook, id, now]).await?;
    tx.exec(&AT_ONCE, values![webhook, id, now]).await?;
    tx.exec(&NO_WAIT, values![webhook]).await?;
    Ok(())
}

/// Forgets some of what is older than `before`, and tells how many.
pub(super) async fn forget(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec(&FORGET, values![before]).await
}

/// People as they are shown.
pub(super) async fn people(db: &Db, ids: &[i64]) -> Result<Vec<Person>> {
    db.all_in(&PEOPLE, &[], ids, ruche_people::members::store::person).await
}

pub(super) async fn place_name(db: &Db, place: PlaceId) -> Result<String> {
    db.one(&PLACE, values![place], |r| r.text("name")).await
}

/// Moves every webhook of a place to another.
pub(super) async fn move_all(tx: &mut Tx, from: PlaceId, into: PlaceId) -> Result<()> {
    tx.exec(&MOVE, values![from, into]).await?;
    Ok(())
}
