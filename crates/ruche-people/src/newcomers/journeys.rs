//! SQL of journeys: what the company wrote, with its steps.

use super::rules::{BACK_MS, Journey, Kind, Offer, Step};
use ruche_kernel::{Error, MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

/// A journey `j`, with how many steps it has and how many people it leads now.
macro_rules! journey {
    ($condition:literal) => {
        concat!(
            "SELECT j.id, j.name, j.language, j.titles, j.sites, j.active_since, j.created_at,
            (SELECT count(*) FROM journey_steps s WHERE s.journey_id = j.id AND s.removed_at IS NULL) AS steps,
            (SELECT count(*) FROM newcomers n WHERE n.journey_id = j.id AND n.ended_at IS NULL) AS led
            FROM journeys j WHERE j.removed_at IS NULL AND ",
            $condition
        )
    };
}

sql! {
    LIST = journey!("CAST($1 AS BIGINT) IS NOT NULL ORDER BY j.created_at, j.id LIMIT 100");
    FIND = journey!("j.id = $1");
    /// Those that were switched on before somebody arrived.
    OFFERS = "SELECT id, name, language, titles, sites FROM journeys WHERE removed_at IS NULL AND active_since IS NOT NULL AND active_since <= $1 ORDER BY created_at, id LIMIT 100";
    EXISTS = "SELECT 1 AS one FROM journeys WHERE id = $1 AND removed_at IS NULL";
    COUNT = "SELECT count(*) AS n FROM journeys WHERE removed_at IS NULL AND CAST($1 AS BIGINT) IS NOT NULL";
    INSERT = "INSERT INTO journeys (id, name, language, titles, sites, created_by_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SAVE = "UPDATE journeys SET name = $2, language = $3, titles = $4, sites = $5 WHERE id = $1 AND removed_at IS NULL";
    /// Switching on what is on changes nothing: whoever arrived meanwhile had it.
    SWITCH = "UPDATE journeys SET active_since = CASE WHEN CAST($2 AS BIGINT) IS NULL THEN NULL ELSE COALESCE(active_since, CAST($2 AS BIGINT)) END WHERE id = $1 AND removed_at IS NULL";
    KEEP = "UPDATE journeys SET removed_at = $2 WHERE id = $1";
    STATE = "SELECT removed_at FROM journeys WHERE id = $1";
    STEPS = "SELECT id, day, kind, title, text, target FROM journey_steps WHERE journey_id = $1 AND removed_at IS NULL ORDER BY day, id LIMIT 100";
    STEP = "SELECT id, day, kind, title, text, target FROM journey_steps WHERE journey_id = $1 AND removed_at IS NULL AND id = $2";
    COUNT_STEPS = "SELECT count(*) AS n FROM journey_steps WHERE journey_id = $1 AND removed_at IS NULL";
    INSERT_STEP = "INSERT INTO journey_steps (id, journey_id, day, kind, title, text, target) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SAVE_STEP = "UPDATE journey_steps SET day = $3, kind = $4, title = $5, text = $6, target = $7 WHERE id = $2 AND journey_id = $1 AND removed_at IS NULL";
    REMOVE_STEP = "UPDATE journey_steps SET removed_at = $3 WHERE id = $2 AND journey_id = $1 AND removed_at IS NULL";
    STEP_JOURNEY = "SELECT s.journey_id FROM journey_steps s JOIN journeys j ON j.id = s.journey_id AND j.removed_at IS NULL WHERE s.id = $1";
    RESTORE_STEP = "UPDATE journey_steps SET removed_at = NULL WHERE id = $1";
    REMOVED = "SELECT id FROM journeys WHERE removed_at IS NOT NULL AND removed_at < $1 ORDER BY removed_at LIMIT 50";
    REMOVED_STEPS = "SELECT id FROM journey_steps WHERE removed_at IS NOT NULL AND removed_at < $1 ORDER BY removed_at LIMIT 200";
    STEPS_OF = "SELECT id FROM journey_steps WHERE journey_id IN ({list})";
    FORGET_TICKS = "DELETE FROM newcomer_steps WHERE step_id IN ({list})";
    FORGET_STEPS = "DELETE FROM journey_steps WHERE id IN ({list})";
    FORGET_LED = "UPDATE newcomers SET journey_id = NULL WHERE journey_id IN ({list})";
    FORGET = "DELETE FROM journeys WHERE id IN ({list})";
}

/// A journey as administrators see it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub id: i64,
    pub journey: Journey,
    /// Since when it is given to those who arrive.
    pub active_since: Option<i64>,
    pub steps: i64,
    /// How many it leads now.
    pub led: i64,
}

fn journey(r: &Row) -> Result<Journey> {
    Ok(Journey { name: r.text("name")?, language: r.text("language")?, titles: r.text("titles")?, sites: r.text("sites")? })
}

fn written(r: &Row) -> Result<Written> {
    Ok(Written {
        id: r.int("id")?,
        journey: journey(r)?,
        active_since: r.opt_int("active_since")?,
        steps: r.int("steps")?,
        led: r.int("led")?,
    })
}

fn step(r: &Row) -> Result<(i64, Step)> {
    let step = Step {
        day: r.int("day")?,
        kind: Kind::from_number(r.int("kind")?),
        title: r.text("title")?,
        text: r.text("text")?,
        target: r.text("target")?,
    };
    Ok((r.int("id")?, step))
}

/// The journeys of the company, the oldest first.
pub(super) async fn list(db: &Db) -> Result<Vec<Written>> {
    db.all(&LIST, values![0_i64], written).await
}

pub(super) async fn find(db: &Db, id: i64) -> Result<Written> {
    db.one(&FIND, values![id], written).await
}

/// The journeys for somebody who arrived at a time.
pub(super) async fn offers(db: &Db, at: i64) -> Result<Vec<Offer>> {
    db.all(&OFFERS, values![at], |r| Ok(Offer { id: r.int("id")?, journey: journey(r)? })).await
}

pub(super) async fn exists(tx: &mut Tx, id: i64) -> Result<bool> {
    tx.exists(&EXISTS, values![id]).await
}

pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![0_i64], |r| r.int("n")).await?.unwrap_or(0))
}

/// Keeps a new journey, which nobody gets yet.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, id: i64, j: &Journey, by: MemberId, now: i64) -> Result<()> {
    tx.exec(&INSERT, values![id, &j.name, &j.language, &j.titles, &j.sites, by, now]).await?;
    Ok(())
}

pub(super) async fn save(tx: &mut Tx, id: i64, j: &Journey) -> Result<bool> {
    Ok(tx.exec(&SAVE, values![id, &j.name, &j.language, &j.titles, &j.sites]).await? == 1)
}

/// Gives a journey to those who arrive from a time on, or to nobody more; tells whether it is there.
///
/// # Errors
/// What the database says.
pub async fn switch(tx: &mut Tx, id: i64, since: Option<i64>) -> Result<bool> {
    Ok(tx.exec(&SWITCH, values![id, since]).await? == 1)
}

/// Takes a journey away, or brings it back as it was. Twice is once.
pub(super) async fn keep(tx: &mut Tx, id: i64, removed_at: Option<i64>) -> Result<()> {
    let state = tx.opt(&STATE, values![id], |r| r.opt_int("removed_at")).await?.ok_or(Error::NotFound)?;
    if state.is_some() != removed_at.is_some() {
        tx.exec(&KEEP, values![id, removed_at]).await?;
    }
    Ok(())
}

/// The steps of a journey, by day.
pub(super) async fn steps(db: &Db, journey: i64) -> Result<Vec<(i64, Step)>> {
    db.all(&STEPS, values![journey], step).await
}

pub(super) async fn find_step(db: &Db, journey: i64, id: i64) -> Result<Step> {
    Ok(db.one(&STEP, values![journey, id], step).await?.1)
}

pub(super) async fn count_steps(tx: &mut Tx, journey: i64) -> Result<i64> {
    Ok(tx.opt(&COUNT_STEPS, values![journey], |r| r.int("n")).await?.unwrap_or(0))
}

/// Adds a step.
///
/// # Errors
/// What the database says.
pub async fn insert_step(tx: &mut Tx, id: i64, journey: i64, s: &Step) -> Result<()> {
    tx.exec(&INSERT_STEP, values![id, journey, s.day, s.kind.number(), &s.title, &s.text, &s.target]).await?;
    Ok(())
}

pub(super) async fn save_step(tx: &mut Tx, journey: i64, id: i64, s: &Step) -> Result<bool> {
    Ok(tx.exec(&SAVE_STEP, values![journey, id, s.day, s.kind.number(), &s.title, &s.text, &s.target]).await? == 1)
}

pub(super) async fn remove_step(tx: &mut Tx, journey: i64, id: i64, now: i64) -> Result<()> {
    tx.exec(&REMOVE_STEP, values![journey, id, now]).await?;
    Ok(())
}

/// Brings a step back, with all who had done it, and gives its journey.
pub(super) async fn restore_step(tx: &mut Tx, id: i64) -> Result<i64> {
    let journey = tx.opt(&STEP_JOURNEY, values![id], |r| r.int("journey_id")).await?.ok_or(Error::NotFound)?;
    tx.exec(&RESTORE_STEP, values![id]).await?;
    Ok(journey)
}

/// Forgets what was taken away long ago, some at once: whoever a forgotten journey led has the first visit alone.
pub(super) async fn forget_removed(tx: &mut Tx, now: i64) -> Result<()> {
    let before = now - BACK_MS;
    let journeys = tx.all(&REMOVED, values![before], |r| r.int("id")).await?;
    let mut steps = tx.all(&REMOVED_STEPS, values![before], |r| r.int("id")).await?;
    if !journeys.is_empty() {
        steps.extend(tx.all_in(&STEPS_OF, &[], &journeys, |r| r.int("id")).await?);
    }
    tx.exec_in(&FORGET_TICKS, &[], &steps).await?;
    tx.exec_in(&FORGET_STEPS, &[], &steps).await?;
    tx.exec_in(&FORGET_LED, &[], &journeys).await?;
    tx.exec_in(&FORGET, &[], &journeys).await?;
    Ok(())
}
