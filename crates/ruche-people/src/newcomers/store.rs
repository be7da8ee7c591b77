//! SQL of newcomers: who arrives, what they have done, who accompanies them, what they answered.

use super::rules::{Answers, Kind, Mood};
use crate::access::sees;
use crate::members::store as members;
use crate::members::store::person;
use jiff::tz::TimeZone;
use ruche_kernel::{Cursor, MemberId, PlaceId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashSet;

/// A newcomer `n` with the journey `j`, unless that was taken away.
macro_rules! led {
    ($columns:expr, $condition:expr) => {
        concat!(
            "SELECT n.member_id, n.started_at, n.buddy_id, n.manager_id, n.told_day, n.mood, n.acted_at, n.away_at, n.ended_at, m.zone, j.id AS journey_id, COALESCE(j.name, '') AS journey_name, COALESCE(j.language, '') AS journey_language",
            $columns,
            " FROM newcomers n JOIN members m ON m.id = n.member_id LEFT JOIN journeys j ON j.id = n.journey_id AND j.removed_at IS NULL ",
            $condition
        )
    };
}

/// Those who run, the last who began first, with the person's card, how many shared steps there are and were done, and the next one.
macro_rules! listed {
    ($condition:expr) => {
        led!(
            ", c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
            (SELECT count(*) FROM journey_steps s WHERE s.journey_id = j.id AND s.removed_at IS NULL AND s.kind <> 6) AS steps,
            (SELECT count(*) FROM journey_steps s JOIN newcomer_steps d ON d.step_id = s.id AND d.member_id = n.member_id WHERE s.journey_id = j.id AND s.removed_at IS NULL AND s.kind <> 6) AS done,
            (SELECT s.title FROM journey_steps s WHERE s.journey_id = j.id AND s.removed_at IS NULL AND s.kind <> 6
                AND NOT EXISTS (SELECT 1 FROM newcomer_steps d WHERE d.step_id = s.id AND d.member_id = n.member_id) ORDER BY s.day, s.id LIMIT 1) AS next",
            concat!("JOIN member_cards c ON c.id = n.member_id WHERE n.ended_at IS NULL AND m.state = 0 AND ", $condition, " AND (n.started_at, n.member_id) < ($2, $3) ORDER BY n.started_at DESC, n.member_id DESC LIMIT $4")
        )
    };
}

sql! {
    FIND = led!("", "WHERE n.member_id = $1");
    STEPS = "SELECT s.id, s.day, s.kind, s.title, s.text, s.target, d.done_at FROM journey_steps s LEFT JOIN newcomer_steps d ON d.step_id = s.id AND d.member_id = $1
        WHERE s.journey_id = $2 AND s.removed_at IS NULL ORDER BY s.day, s.id LIMIT 100";
    FACTS = "SELECT m.title, m.bio, m.photo_id, (SELECT count(*) FROM member_skills h WHERE h.member_id = m.id AND h.removed_at IS NULL) AS skills,
        (SELECT count(*) FROM memberships s WHERE s.member_id = m.id) AS places FROM members m WHERE m.id = $1";
    JOINED = "SELECT place_id FROM memberships WHERE member_id = $1 ORDER BY place_id LIMIT 500";
    ACCOMPANIED = listed!(concat!("(n.buddy_id = $1 OR n.manager_id = $1) AND EXISTS (SELECT 1 FROM members v WHERE v.id = $1 AND ", sees!(), ")"));
    RUNNING_ALL = listed!("CAST($1 AS BIGINT) IS NOT NULL");
    RUNNING = "SELECT member_id FROM newcomers WHERE ended_at IS NULL AND member_id IN ({list})";
    ARRIVED = "SELECT m.title, m.site, m.locale, m.zone, m.manager_id FROM members m WHERE m.id = $1 AND m.kind = 0 AND m.state = 0";
    ARRIVE = "INSERT INTO newcomers (member_id, journey_id, started_at, told_day, next_at, mood) VALUES ($1, $2, $3, 0, $4, 0) ON CONFLICT (member_id) DO NOTHING";
    ASSIGN = "INSERT INTO newcomers (member_id, journey_id, started_at, buddy_id, manager_id, told_day, next_at, mood) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
        ON CONFLICT (member_id) DO UPDATE SET journey_id = excluded.journey_id, started_at = excluded.started_at, buddy_id = excluded.buddy_id, manager_id = excluded.manager_id,
            told_day = excluded.told_day, next_at = excluded.next_at, away_at = NULL, ended_at = NULL";
    SAVE_BUDDY = "UPDATE newcomers SET buddy_id = $2 WHERE member_id = $1 AND ended_at IS NULL";
    SAVE_AWAY = "UPDATE newcomers SET away_at = $2 WHERE member_id = $1 AND ended_at IS NULL";
    SAVE_MOOD = "UPDATE newcomers SET mood = $2 WHERE member_id = $1 AND ended_at IS NULL";
    ACTED = "UPDATE newcomers SET acted_at = $2 WHERE member_id = $1 AND acted_at IS NULL";
    /// How it was going is nobody's any more.
    END = "UPDATE newcomers SET ended_at = $2, next_at = NULL, mood = 0 WHERE member_id = $1 AND ended_at IS NULL";
    RESUME = "UPDATE newcomers SET ended_at = NULL, next_at = $2 WHERE member_id = $1";
    LOGINS = "SELECT id, COALESCE(email, username, '') AS login FROM members WHERE id IN ({list})";
    ADVANCE = "UPDATE newcomers SET told_day = $3, next_at = $4 WHERE member_id = $1 AND told_day = $2 AND next_at IS NOT NULL";
    DUE = led!(", k.id AS company_id", "CROSS JOIN companies k WHERE n.next_at IS NOT NULL AND n.next_at <= $1 ORDER BY n.next_at, n.member_id LIMIT 200");
    /// The first step that is told now: of those between two days, one that is not done.
    FIRST_DUE = "SELECT s.id FROM journey_steps s WHERE s.journey_id = $2 AND s.removed_at IS NULL AND s.day > $3 AND s.day <= $4
        AND NOT EXISTS (SELECT 1 FROM newcomer_steps d WHERE d.member_id = $1 AND d.step_id = s.id) ORDER BY s.day, s.id LIMIT 1";
    OWN_STEP = "SELECT s.id FROM newcomers n JOIN journeys j ON j.id = n.journey_id AND j.removed_at IS NULL JOIN journey_steps s ON s.journey_id = j.id
        WHERE n.member_id = $1 AND n.ended_at IS NULL AND s.removed_at IS NULL AND s.id = $2";
    OWN_STEPS = "SELECT s.id, s.title FROM newcomers n JOIN journeys j ON j.id = n.journey_id AND j.removed_at IS NULL JOIN journey_steps s ON s.journey_id = j.id
        WHERE n.member_id = $1 AND n.ended_at IS NULL AND s.removed_at IS NULL AND s.id IN ({list})";
    TICK = "INSERT INTO newcomer_steps (member_id, step_id, done_at) VALUES ($1, $2, $3) ON CONFLICT (member_id, step_id) DO NOTHING";
    UNTICK = "DELETE FROM newcomer_steps WHERE member_id = $1 AND step_id = $2";
    /// What somebody did ticks the steps of its kind; a step that names a community, that community alone.
    TICK_KIND = "INSERT INTO newcomer_steps (member_id, step_id, done_at) SELECT n.member_id, s.id, CAST($2 AS BIGINT) FROM newcomers n JOIN journey_steps s ON s.journey_id = n.journey_id
        WHERE n.member_id = $1 AND n.ended_at IS NULL AND s.removed_at IS NULL AND s.kind = $3 AND (s.kind <> 4 OR s.target = '' OR s.target = $4)
        ON CONFLICT (member_id, step_id) DO NOTHING";
    /// Cards: whom the viewer ($1) may know to arrive, by whom they accompany and themselves.
    CARDS = "SELECT c.id, c.name FROM newcomers n JOIN member_cards c ON c.id = n.member_id
        WHERE n.ended_at IS NULL AND (n.member_id = $1 OR n.buddy_id = $1 OR n.manager_id = $1) AND n.member_id IN ({list})";
    ACCOMPANYING = "SELECT m.id FROM members m WHERE EXISTS (SELECT 1 FROM newcomers n WHERE n.ended_at IS NULL AND (n.buddy_id = m.id OR n.manager_id = m.id)) AND m.id IN ({list})";
    ANSWER = "INSERT INTO newcomer_answers (member_id, day, expected, helped, welcomed, sentence, reader_id, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (member_id, day) DO NOTHING";
    ANSWERS = "SELECT day, expected, helped, welcomed, sentence, reader_id, answered_at FROM newcomer_answers WHERE member_id = $1 ORDER BY day";
    COUNT_ANSWERS = "SELECT count(*) AS n FROM newcomer_answers WHERE day = $1";
    TOTALS = "SELECT CAST(SUM(CASE WHEN x.expected > 2 THEN 1 ELSE 0 END) AS BIGINT) AS expected, CAST(SUM(CASE WHEN x.helped > 2 THEN 1 ELSE 0 END) AS BIGINT) AS helped,
        CAST(SUM(CASE WHEN x.welcomed > 2 THEN 1 ELSE 0 END) AS BIGINT) AS welcomed
        FROM (SELECT expected, helped, welcomed FROM newcomer_answers WHERE day = $1 ORDER BY answered_at, member_id LIMIT $2) x";
    FORGET_STEPS_OF = "DELETE FROM newcomer_steps WHERE member_id IN ({list})";
    FORGET_OF = "DELETE FROM newcomers WHERE member_id IN ({list})";
    FORGET_WORDS_OF = "UPDATE newcomer_answers SET sentence = '', reader_id = NULL WHERE member_id = $1";
    FORGET_BUDDY = "UPDATE newcomers SET buddy_id = NULL WHERE buddy_id = $1";
    FORGET_MANAGER = "UPDATE newcomers SET manager_id = NULL WHERE manager_id = $1";
    FORGET_WORDS = "UPDATE newcomer_answers SET sentence = '', reader_id = NULL WHERE answered_at < $1 AND (sentence <> '' OR reader_id IS NOT NULL)";
    OVER = "SELECT member_id FROM newcomers WHERE ended_at IS NOT NULL AND ended_at < $1 ORDER BY ended_at LIMIT 200";
}

/// Somebody who arrives.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Who.
    pub member: MemberId,
    /// Since when, in milliseconds UTC; may be to come.
    pub started_at: i64,
    /// Which journey leads them, its name and its language; none for the first visit alone.
    pub journey: Option<(i64, String, String)>,
    /// Who is there for any question.
    pub buddy: Option<MemberId>,
    /// Who follows the journey.
    pub manager: Option<MemberId>,
    /// The last day whose steps were told.
    pub told_day: i64,
    /// How it is going.
    pub mood: Option<Mood>,
    /// When they first did something that others read.
    pub acted_at: Option<i64>,
    /// Since when they put it away.
    pub away_at: Option<i64>,
    /// When it was over.
    pub ended_at: Option<i64>,
    /// Where their days begin.
    pub zone: TimeZone,
}

impl Newcomer {
    /// The day on which they are.
    #[must_use]
    pub fn day(&self, now: i64) -> i64 {
        super::rules::day(self.started_at, now, &self.zone)
    }
}

fn newcomer(r: &Row) -> Result<Newcomer> {
    let journey = match r.opt_int("journey_id")? {
        Some(id) => Some((id, r.text("journey_name")?, r.text("journey_language")?)),
        None => None,
    };
    Ok(Newcomer {
        member: MemberId(r.int("member_id")?),
        started_at: r.int("started_at")?,
        journey,
        buddy: r.opt_int("buddy_id")?.map(MemberId),
        manager: r.opt_int("manager_id")?.map(MemberId),
        told_day: r.int("told_day")?,
        mood: Mood::from_number(r.int("mood")?),
        acted_at: r.opt_int("acted_at")?,
        away_at: r.opt_int("away_at")?,
        ended_at: r.opt_int("ended_at")?,
        zone: super::rules::zone(&r.text("zone")?),
    })
}

/// Who arrives, over or not.
pub(super) async fn find(db: &Db, member: MemberId) -> Result<Option<Newcomer>> {
    db.opt(&FIND, values![member], newcomer).await
}

/// The same, inside a transaction.
pub(super) async fn find_in(tx: &mut Tx, member: MemberId) -> Result<Option<Newcomer>> {
    tx.opt(&FIND, values![member], newcomer).await
}

/// A step of somebody's journey.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub id: i64,
    pub step: super::rules::Step,
    pub done_at: Option<i64>,
}

/// The steps of a journey, with what somebody has done of them.
pub(super) async fn steps(db: &Db, member: MemberId, journey: i64) -> Result<Vec<Step>> {
    db.all(&STEPS, values![member, journey], |r| {
        let step = super::rules::Step {
            day: r.int("day")?,
            kind: Kind::from_number(r.int("kind")?),
            title: r.text("title")?,
            text: r.text("text")?,
            target: r.text("target")?,
        };
        Ok(Step { id: r.int("id")?, step, done_at: r.opt_int("done_at")? })
    })
    .await
}

/// What is known of somebody without having been watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// A role and a few lines.
    pub profile: bool,
    pub photo: bool,
    pub skills: i64,
    pub places: i64,
}

fn facts_of(r: &Row) -> Result<Facts> {
    Ok(Facts {
        profile: !r.text("title")?.is_empty() && !r.text("bio")?.is_empty(),
        photo: r.opt_int("photo_id")?.is_some(),
        skills: r.int("skills")?,
        places: r.int("places")?,
    })
}

pub(super) async fn facts(db: &Db, member: MemberId) -> Result<Facts> {
    db.one(&FACTS, values![member], facts_of).await
}

/// Somebody in a list of those who arrive, as those who accompany them see it.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub newcomer: Newcomer,
    pub person: Person,
    /// Shared steps: how many there are, how many are done, the next one.
    pub steps: i64,
    pub done: i64,
    pub next: Option<String>,
}

impl Listed {
    /// Where the next page starts.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.newcomer.started_at, id: self.newcomer.member.0 }
    }
}

fn listed(r: &Row) -> Result<Listed> {
    Ok(Listed { newcomer: newcomer(r)?, person: person(r)?, steps: r.int("steps")?, done: r.int("done")?, next: r.opt_text("next")? })
}

/// Those whom somebody accompanies, the last who began first.
pub(super) async fn accompanied(db: &Db, by: MemberId, after: Cursor, limit: i64) -> Result<Vec<Listed>> {
    db.all(&ACCOMPANIED, values![by, after.at, after.id, limit], listed).await
}

/// All who run, likewise.
pub(super) async fn all(db: &Db, after: Cursor, limit: i64) -> Result<Vec<Listed>> {
    db.all(&RUNNING_ALL, values![0_i64, after.at, after.id, limit], listed).await
}

/// Those among `members` who arrive.
pub(super) async fn running(db: &Db, members: &[i64]) -> Result<HashSet<i64>> {
    Ok(db.all_in(&RUNNING, &[], members, |r| r.int("member_id")).await?.into_iter().collect())
}

/// What decides which journey somebody gets.
pub(super) struct Arrived {
    pub title: String,
    pub site: String,
    pub locale: String,
    pub zone: TimeZone,
    /// Whom they report to.
    pub manager: Option<MemberId>,
}

/// An employee who is here.
pub(super) async fn arrived(db: &Db, member: MemberId) -> Result<Option<Arrived>> {
    db.opt(&ARRIVED, values![member], |r| {
        Ok(Arrived {
            title: r.text("title")?,
            site: r.text("site")?,
            locale: r.text("locale")?,
            zone: super::rules::zone(&r.text("zone")?),
            manager: r.opt_int("manager_id")?.map(MemberId),
        })
    })
    .await
}

/// Begins with somebody, unless that was done; tells whether it is new.
pub(super) async fn arrive(tx: &mut Tx, member: MemberId, journey: Option<i64>, started_at: i64, next_at: i64) -> Result<bool> {
    let new = tx.exec(&ARRIVE, values![member, journey, started_at, next_at]).await? == 1;
    if new {
        members::save_starting(tx, member, Some(started_at)).await?;
    }
    Ok(new)
}

/// What an administrator decides about somebody who arrives.
#[derive(Clone, Copy, Debug)]
pub struct Assigned {
    /// Which journey leads them.
    pub journey: Option<i64>,
    /// From when on, in milliseconds UTC.
    pub started_at: i64,
    /// Who is there for any question.
    pub buddy: Option<MemberId>,
    /// Who follows it.
    pub manager: Option<MemberId>,
    /// The last day whose steps are not told again.
    pub told_day: i64,
    /// When to look next.
    pub next_at: i64,
}

/// Keeps what was decided about somebody; what they had put away is back. Who accompanies knows it by their own row.
///
/// # Errors
/// What the database says.
pub async fn assign(tx: &mut Tx, member: MemberId, a: &Assigned) -> Result<()> {
    let before = find_in(tx, member).await?;
    tx.exec(&ASSIGN, values![member, a.journey, a.started_at, a.buddy, a.manager, a.told_day, a.next_at]).await?;
    members::save_starting(tx, member, Some(a.started_at)).await?;
    let known = before.iter().flat_map(|before| [before.buddy, before.manager]);
    note_companions(tx, known.chain([a.buddy, a.manager])).await
}

/// Keeps whether each of some people accompanies anybody now.
async fn note_companions(tx: &mut Tx, people: impl Iterator<Item = Option<MemberId>>) -> Result<()> {
    let ids: Vec<i64> = people.flatten().map(|id| id.0).collect::<HashSet<_>>().into_iter().collect();
    if ids.is_empty() {
        return Ok(());
    }
    let some: HashSet<i64> = tx.all_in(&ACCOMPANYING, &[], &ids, |r| r.int("id")).await?.into_iter().collect();
    let (yes, no): (Vec<i64>, Vec<i64>) = ids.into_iter().partition(|id| some.contains(id));
    members::save_accompanies(tx, &yes, true).await?;
    members::save_accompanies(tx, &no, false).await
}

/// Names another buddy.
pub(super) async fn save_buddy(tx: &mut Tx, of: &Newcomer, buddy: Option<MemberId>) -> Result<()> {
    tx.exec(&SAVE_BUDDY, values![of.member, buddy]).await?;
    note_companions(tx, [of.buddy, buddy].into_iter()).await
}

/// Puts it away as of a time, or brings it back.
pub(super) async fn save_away(tx: &mut Tx, of: &Newcomer, away_at: Option<i64>) -> Result<()> {
    tx.exec(&SAVE_AWAY, values![of.member, away_at]).await?;
    members::save_starting(tx, of.member, away_at.is_none().then_some(of.started_at)).await
}

/// Says how it is going, or no more.
///
/// # Errors
/// What the database says.
pub async fn save_mood(tx: &mut Tx, member: MemberId, mood: Option<Mood>) -> Result<bool> {
    Ok(tx.exec(&SAVE_MOOD, values![member, mood.map_or(0, |mood| mood as i64)]).await? == 1)
}

/// Keeps that somebody did something that others read.
///
/// # Errors
/// What the database says.
pub async fn acted(tx: &mut Tx, member: MemberId, now: i64) -> Result<()> {
    tx.exec(&ACTED, values![member, now]).await?;
    Ok(())
}

/// Ends it; tells whether it ran.
pub(super) async fn end(tx: &mut Tx, of: &Newcomer, now: i64) -> Result<bool> {
    let ended = tx.exec(&END, values![of.member, now]).await? == 1;
    if ended {
        members::save_starting(tx, of.member, None).await?;
        note_companions(tx, [of.buddy, of.manager].into_iter()).await?;
    }
    Ok(ended)
}

/// Goes on with what was ended.
pub(super) async fn resume(tx: &mut Tx, of: &Newcomer, next_at: i64) -> Result<()> {
    tx.exec(&RESUME, values![of.member, next_at]).await?;
    members::save_starting(tx, of.member, of.away_at.is_none().then_some(of.started_at)).await?;
    note_companions(tx, [of.buddy, of.manager].into_iter()).await
}

/// What each of two people signs in with, for the forms of administrators; empty for nobody.
pub(super) async fn logins(db: &Db, of: [Option<MemberId>; 2]) -> Result<[String; 2]> {
    let ids: Vec<i64> = of.iter().flatten().map(|id| id.0).collect();
    let found = if ids.is_empty() { Vec::new() } else { db.all_in(&LOGINS, &[], &ids, |r| Ok((r.int("id")?, r.text("login")?))).await? };
    let login = |id: Option<MemberId>| found.iter().find(|(known, _)| id.is_some_and(|id| id.0 == *known)).map(|(_, login)| login.clone());
    Ok(of.map(|id| login(id).unwrap_or_default()))
}

/// Those to look at now, each with the place of the company.
pub(super) async fn due(db: &Db, now: i64) -> Result<Vec<(Newcomer, PlaceId)>> {
    db.all(&DUE, values![now], |r| Ok((newcomer(r)?, PlaceId(r.int("company_id")?)))).await
}

/// Goes on to a day and a time; nothing for whoever was looked at meanwhile.
pub(super) async fn advance(tx: &mut Tx, of: &Newcomer, day: i64, next_at: i64) -> Result<bool> {
    Ok(tx.exec(&ADVANCE, values![of.member, of.told_day, day, next_at]).await? == 1)
}

/// The first step that is to be told to somebody after `from`, up to `to`.
pub(super) async fn first_due(tx: &mut Tx, member: MemberId, journey: i64, from: i64, to: i64) -> Result<Option<i64>> {
    tx.opt(&FIRST_DUE, values![member, journey, from, to], |r| r.int("id")).await
}

/// Whether a step is one of somebody's journey now.
pub(super) async fn has_step(tx: &mut Tx, member: MemberId, step: i64) -> Result<bool> {
    tx.exists(&OWN_STEP, values![member, step]).await
}

/// The titles of those among `steps` that are of somebody's journey now.
pub(super) async fn own_steps(db: &Db, member: MemberId, steps: &[i64]) -> Result<Vec<(i64, String)>> {
    db.all_in(&OWN_STEPS, values![member], steps, |r| Ok((r.int("id")?, r.text("title")?))).await
}

/// Ticks a step, or no more.
///
/// # Errors
/// What the database says.
pub async fn tick(tx: &mut Tx, member: MemberId, step: i64, done_at: Option<i64>) -> Result<()> {
    match done_at {
        Some(at) => tx.exec(&TICK, values![member, step, at]).await?,
        None => tx.exec(&UNTICK, values![member, step]).await?,
    };
    Ok(())
}

/// Ticks the steps of a kind; `place` is the path of the community that was joined.
pub(super) async fn tick_kind(tx: &mut Tx, member: MemberId, kind: Kind, place: &str, now: i64) -> Result<()> {
    tx.exec(&TICK_KIND, values![member, now, kind.number(), place]).await?;
    Ok(())
}

/// Ticks what somebody has done already, as far as that can be told.
pub(super) async fn tick_facts(tx: &mut Tx, member: MemberId, now: i64) -> Result<()> {
    let Some(facts) = tx.opt(&FACTS, values![member], facts_of).await? else { return Ok(()) };
    let done = [(facts.profile, Kind::Profile), (facts.photo, Kind::Photo), (facts.skills >= super::rules::SKILLS, Kind::Skills)];
    for (_, kind) in done.into_iter().filter(|(done, _)| *done) {
        tick_kind(tx, member, kind, "", now).await?;
    }
    if facts.places > 0 {
        for place in tx.all(&JOINED, values![member], |r| r.int("place_id")).await? {
            tick_kind(tx, member, Kind::Join, &format!("/communities/{place}"), now).await?;
        }
    }
    Ok(())
}

/// Those among `members` whom a viewer may know to arrive, by their name.
pub(super) async fn cards(db: &Db, viewer: MemberId, members: &[i64]) -> Result<Vec<(MemberId, Option<String>)>> {
    db.all_in(&CARDS, values![viewer], members, |r| Ok((MemberId(r.int("id")?), r.opt_text("name")?))).await
}

/// What somebody answered.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub day: i64,
    pub answers: Answers,
    /// For whom it was written.
    pub reader: Option<MemberId>,
    pub at: i64,
}

/// What somebody answered so far.
pub(super) async fn answers(db: &Db, member: MemberId) -> Result<Vec<Answered>> {
    db.all(&ANSWERS, values![member], |r| {
        let answers =
            Answers { expected: r.int("expected")?, helped: r.int("helped")?, welcomed: r.int("welcomed")?, sentence: r.text("sentence")? };
        Ok(Answered { day: r.int("day")?, answers, reader: r.opt_int("reader_id")?.map(MemberId), at: r.int("answered_at")? })
    })
    .await
}

/// Keeps what somebody answered, for a reader; tells whether it is the first time.
///
/// # Errors
/// What the database says.
pub async fn answer(tx: &mut Tx, member: MemberId, day: i64, answers: &Answers, reader: Option<MemberId>, now: i64) -> Result<bool> {
    let Answers { expected, helped, welcomed, sentence } = answers;
    Ok(tx.exec(&ANSWER, values![member, day, *expected, *helped, *welcomed, sentence, reader, now]).await? == 1)
}

/// Of so many answers of a day, how many say yes to each statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub answers: i64,
    pub expected: i64,
    pub helped: i64,
    pub welcomed: i64,
}

/// The totals of a day, of whole fives; nothing below five.
pub(super) async fn totals(db: &Db, day: i64) -> Result<Option<Totals>> {
    let all = db.one(&COUNT_ANSWERS, values![day], |r| r.int("n")).await?;
    let answers = super::rules::told_together(all);
    if answers == 0 {
        return Ok(None);
    }
    let totals = db
        .one(&TOTALS, values![day, answers], |r| {
            Ok(Totals { answers, expected: r.int("expected")?, helped: r.int("helped")?, welcomed: r.int("welcomed")? })
        })
        .await?;
    Ok(Some(totals))
}

/// Forgets somebody who left: what they did and wrote here, and that they accompanied others. What they answered stays in the totals.
pub(super) async fn forget_of(tx: &mut Tx, member: MemberId) -> Result<()> {
    let companions = find_in(tx, member).await?;
    tx.exec(&FORGET_WORDS_OF, values![member]).await?;
    tx.exec(&FORGET_BUDDY, values![member]).await?;
    tx.exec(&FORGET_MANAGER, values![member]).await?;
    forget(tx, &[member.0]).await?;
    let companions = companions.into_iter().flat_map(|of| [of.buddy, of.manager]);
    note_companions(tx, companions.chain([Some(member)])).await?;
    members::save_starting(tx, member, None).await
}

/// Forgets what was over before a time, some at once, and the words of answers as old.
pub(super) async fn forget_over(tx: &mut Tx, before: i64) -> Result<()> {
    tx.exec(&FORGET_WORDS, values![before]).await?;
    let over = tx.all(&OVER, values![before], |r| r.int("member_id")).await?;
    forget(tx, &over).await
}

async fn forget(tx: &mut Tx, members: &[i64]) -> Result<()> {
    tx.exec_in(&FORGET_STEPS_OF, &[], members).await?;
    tx.exec_in(&FORGET_OF, &[], members).await?;
    Ok(())
}
