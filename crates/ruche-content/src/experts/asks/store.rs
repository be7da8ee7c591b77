//! SQL of questions that are put to people.

use super::rules::{LAST, Load, State};
use crate::posts::model::PostId;
use ruche_kernel::{MemberId, PlaceId, Result};
use ruche_people::members::store::person;
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// How much somebody, member `m`, is asked: since $1 in all; of questions that nobody answered or took away, now.
macro_rules! loaded {
    () => {
        "m.ask_limit, (SELECT count(*) FROM asks a WHERE a.member_id = m.id AND a.asked_at > $1) AS asked_lately,
            (SELECT count(*) FROM asks a JOIN posts p ON p.id = a.post_id WHERE a.member_id = m.id AND a.asked_at > $2 AND a.state = 0 AND p.deleted_at IS NULL AND p.answer_id IS NULL) AS asked_now"
    };
}
pub(in crate::experts) use loaded;

sql! {
    QUESTION = "SELECT p.author_id, p.place_id, p.heading, p.body, p.format, p.answer_id, p.deleted_at, p.archived_at, w.archived_at AS closed_at,
            CASE WHEN EXISTS (SELECT 1 FROM comments c WHERE c.root_kind = 'post' AND c.root_id = p.id AND c.parent_id IS NULL AND c.author_id <> p.author_id AND c.deleted_at IS NULL) THEN 1 ELSE 0 END AS answered
        FROM posts p JOIN place_cards w ON w.id = p.place_id WHERE p.id = $1";
    ROUTE = "SELECT wave, widen_at FROM routes WHERE post_id = $1";
    BEGIN = "INSERT INTO routes (post_id, wave, widen_at) VALUES ($1, 1, $2) ON CONFLICT (post_id) DO NOTHING";
    /// The next wave, for whoever comes first.
    WIDEN = "UPDATE routes SET wave = wave + 1, widen_at = $3 WHERE post_id = $1 AND wave = $2 AND widen_at IS NOT NULL";
    END = "UPDATE routes SET widen_at = NULL WHERE post_id = $1";
    DUE = "SELECT post_id FROM routes WHERE widen_at <= $1 ORDER BY widen_at LIMIT 20";
    /// Others are asked at once where nobody is left who might answer.
    HASTEN = "UPDATE routes SET widen_at = $2 WHERE post_id = $1 AND widen_at > $2 AND NOT EXISTS (SELECT 1 FROM asks a WHERE a.post_id = routes.post_id AND a.state IN (0, 2))";
    /// Holds what is known of somebody until the end of the transaction: two questions at once are counted one after the other.
    HOLD = "UPDATE members SET ask_limit = ask_limit WHERE id = $1 AND state = 0 AND (SELECT count(*) FROM asks a WHERE a.member_id = members.id AND a.asked_at > $2) < ask_limit";
    ASK = "INSERT INTO asks (id, post_id, member_id, asked_at, wave, position, passed_by_id, state) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (post_id, member_id) DO NOTHING";
    /// Those who were first of the questions put to people of late, the last first.
    FIRSTS = "SELECT member_id FROM asks WHERE wave = 1 AND position = 0 ORDER BY asked_at DESC, id DESC LIMIT $1";
    ASKED = "SELECT member_id FROM asks WHERE post_id = $1";
    /// Who was asked, to whoever asked and to those who were; with when others are.
    OF_POST = "SELECT a.member_id, a.asked_at, a.wave, a.state AS ask_state, a.settled_at, a.passed_by_id, o.widen_at, b.name AS passed_by, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state
        FROM asks a JOIN posts p ON p.id = a.post_id JOIN routes o ON o.post_id = a.post_id JOIN member_cards c ON c.id = a.member_id LEFT JOIN member_cards b ON b.id = a.passed_by_id
        WHERE a.post_id = $2 AND (p.author_id = $1 OR EXISTS (SELECT 1 FROM asks own WHERE own.post_id = a.post_id AND own.member_id = $1)) ORDER BY a.wave, a.asked_at, a.position, a.id";
    STATE = "SELECT state, wave FROM asks WHERE post_id = $1 AND member_id = $2";
    SETTLE = "UPDATE asks SET state = $3, settled_at = $4 WHERE post_id = $1 AND member_id = $2 AND state <> 2";
    /// Those of some comments that answer a question for whoever was asked: of the first level.
    ANSWERS = "SELECT a.id, c.published_at FROM comments c JOIN asks a ON a.post_id = c.root_id AND a.member_id = c.author_id WHERE c.id IN ({list}) AND c.root_kind = 'post' AND c.parent_id IS NULL AND c.deleted_at IS NULL AND a.state <> 2";
    ANSWER = "UPDATE asks SET state = 2, settled_at = $2 WHERE id = $1 AND state <> 2";
    /// Questions that wait for somebody, where they read.
    WAITING = "SELECT p.id, p.heading, a.asked_at, c.name FROM asks a JOIN posts p ON p.id = a.post_id JOIN member_cards c ON c.id = p.author_id
        WHERE a.member_id = $1 AND a.state = 0 AND a.asked_at > $2 AND p.deleted_at IS NULL AND p.archived_at IS NULL AND p.answer_id IS NULL AND +p.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) ORDER BY a.asked_at DESC LIMIT 10";
    LIMIT = "SELECT ask_limit FROM members WHERE id = $1";
    SET_LIMIT = "UPDATE members SET ask_limit = $2 WHERE id = $1";
    FORGET_OF = "DELETE FROM asks WHERE member_id = $1";
    /// Questions that are gone for good.
    GONE = "SELECT o.post_id FROM routes o LEFT JOIN posts p ON p.id = o.post_id WHERE p.id IS NULL LIMIT 100";
    FORGET_ASKS = "DELETE FROM asks WHERE post_id IN ({list})";
    FORGET_ROUTES = "DELETE FROM routes WHERE post_id IN ({list})";
}

/// How much somebody is asked, of a row that holds it.
pub(in crate::experts) fn load(r: &Row) -> Result<Load> {
    Ok(Load { week: r.int("asked_lately")?, limit: r.int("ask_limit")?, waiting: r.int("asked_now")? })
}

/// A question as it is now.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub author: MemberId,
    pub place: PlaceId,
    /// Title and text.
    pub words: String,
    /// Whether it is there, open, and nobody answered it.
    pub open: bool,
    /// Whether it is a question that is there.
    pub there: bool,
}

fn question(r: &Row) -> Result<Question> {
    let there = r.text("format")? == "question" && r.opt_int("deleted_at")?.is_none();
    let shut = r.opt_int("archived_at")?.or(r.opt_int("closed_at")?).or(r.opt_int("answer_id")?).is_some() || r.flag("answered")?;
    Ok(Question {
        author: MemberId(r.int("author_id")?),
        place: PlaceId(r.int("place_id")?),
        words: format!("{} {}", r.text("heading")?, r.text("body")?),
        open: there && !shut,
        there,
    })
}

pub(super) async fn find(db: &Db, post: PostId) -> Result<Option<Question>> {
    db.opt(&QUESTION, values![post.0], question).await
}

pub(super) async fn find_in(tx: &mut Tx, post: PostId) -> Result<Option<Question>> {
    tx.opt(&QUESTION, values![post.0], question).await
}

/// The wave that a question is in, and whether it goes on.
pub(super) async fn route(db: &Db, post: PostId) -> Result<Option<(i64, Option<i64>)>> {
    db.opt(&ROUTE, values![post.0], |r| Ok((r.int("wave")?, r.opt_int("widen_at")?))).await
}

/// Begins, or goes on to the wave after `wave`; tells whether somebody else did not.
pub(super) async fn advance(tx: &mut Tx, post: PostId, wave: i64, widen_at: Option<i64>) -> Result<bool> {
    let changed = match wave {
        0 => tx.exec(&BEGIN, values![post.0, widen_at]).await?,
        wave => tx.exec(&WIDEN, values![post.0, wave, widen_at]).await?,
    };
    Ok(changed == 1)
}

/// Nobody else is asked.
pub(super) async fn end(tx: &mut Tx, post: PostId) -> Result<()> {
    tx.exec(&END, values![post.0]).await?;
    Ok(())
}

pub(super) async fn due(db: &Db, now: i64) -> Result<Vec<PostId>> {
    db.all(&DUE, values![now], |r| Ok(PostId(r.int("post_id")?))).await
}

pub(super) async fn hasten(tx: &mut Tx, post: PostId, now: i64) -> Result<()> {
    tx.exec(&HASTEN, values![post.0, now]).await?;
    Ok(())
}

/// One who is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewAsk {
    pub id: i64,
    pub post: PostId,
    pub member: MemberId,
    pub wave: i64,
    pub position: i64,
    pub passed_by: Option<MemberId>,
}

/// Asks somebody who accepts one more; tells whether they were.
pub(super) async fn ask(tx: &mut Tx, ask: NewAsk, since: i64, now: i64) -> Result<bool> {
    if tx.exec(&HOLD, values![ask.member, since]).await? != 1 {
        return Ok(false);
    }
    let new = values![ask.id, ask.post.0, ask.member, now, ask.wave, ask.position, ask.passed_by];
    Ok(tx.exec(&ASK, new).await? == 1)
}

/// Those who were first of late, the last first.
pub(super) async fn firsts(db: &Db) -> Result<Vec<i64>> {
    db.all(&FIRSTS, values![i64::try_from(LAST).unwrap_or(i64::MAX)], |r| r.int("member_id")).await
}

pub(super) async fn asked(db: &Db, post: PostId) -> Result<Vec<i64>> {
    db.all(&ASKED, values![post.0], |r| r.int("member_id")).await
}

/// Somebody who was asked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub person: Person,
    pub asked_at: i64,
    pub wave: i64,
    pub state: State,
    pub settled_at: Option<i64>,
    /// The name of whoever passed it on to them; empty where that person has none any more.
    pub passed_by: Option<String>,
    /// When others are asked, in milliseconds UTC.
    pub widen_at: Option<i64>,
}

pub(super) async fn of_post(db: &Db, viewer: MemberId, post: PostId) -> Result<Vec<Asked>> {
    db.all(&OF_POST, values![viewer, post.0], |r| {
        let passed_by = match r.opt_int("passed_by_id")? {
            Some(_) => Some(r.opt_text("passed_by")?.unwrap_or_default()),
            None => None,
        };
        Ok(Asked {
            person: person(r)?,
            asked_at: r.int("asked_at")?,
            wave: r.int("wave")?,
            state: State::from_number(r.int("ask_state")?),
            settled_at: r.opt_int("settled_at")?,
            passed_by,
            widen_at: r.opt_int("widen_at")?,
        })
    })
    .await
}

/// What became of a question for somebody who was asked, and in which wave that was.
pub(super) async fn state(tx: &mut Tx, post: PostId, member: MemberId) -> Result<Option<(State, i64)>> {
    tx.opt(&STATE, values![post.0, member], |r| Ok((State::from_number(r.int("state")?), r.int("wave")?))).await
}

/// Sets it, but for who has answered.
pub(super) async fn settle(tx: &mut Tx, post: PostId, member: MemberId, state: State, now: i64) -> Result<()> {
    tx.exec(&SETTLE, values![post.0, member, state as i64, (state != State::Waiting).then_some(now)]).await?;
    Ok(())
}

/// What some comments answer: which row, and when.
pub(super) async fn answers(db: &Db, comments: &[i64]) -> Result<Vec<(i64, i64)>> {
    db.all_in(&ANSWERS, &[], comments, |r| Ok((r.int("id")?, r.int("published_at")?))).await
}

/// Whoever was asked has answered.
pub(super) async fn answer(tx: &mut Tx, ask: i64, at: i64) -> Result<()> {
    tx.exec(&ANSWER, values![ask, at]).await?;
    Ok(())
}

/// A question that waits for somebody.
#[derive(Clone, Debug)]
pub(super) struct Wait {
    pub post: PostId,
    pub heading: String,
    pub asked_at: i64,
    /// The name of whoever asks.
    pub asker: Option<String>,
}

pub(super) async fn waiting(db: &Db, member: MemberId, since: i64) -> Result<Vec<Wait>> {
    db.all(&WAITING, values![member, since], |r| {
        Ok(Wait { post: PostId(r.int("id")?), heading: r.text("heading")?, asked_at: r.int("asked_at")?, asker: r.opt_text("name")? })
    })
    .await
}

/// How many questions a week somebody accepts.
pub(super) async fn limit(db: &Db, member: MemberId) -> Result<i64> {
    db.one(&LIMIT, values![member], |r| r.int("ask_limit")).await
}

pub(super) async fn set_limit(tx: &mut Tx, member: MemberId, limit: i64) -> Result<()> {
    tx.exec(&SET_LIMIT, values![member, limit]).await?;
    Ok(())
}

pub(super) async fn forget_of(tx: &mut Tx, member: MemberId) -> Result<()> {
    tx.exec(&FORGET_OF, values![member]).await?;
    Ok(())
}

/// Questions that were put to people and are gone for good.
pub(super) async fn gone(db: &Db) -> Result<Vec<i64>> {
    db.all(&GONE, &[], |r| r.int("post_id")).await
}

pub(super) async fn forget(tx: &mut Tx, posts: &[i64]) -> Result<()> {
    tx.exec_in(&FORGET_ASKS, &[], posts).await?;
    tx.exec_in(&FORGET_ROUTES, &[], posts).await?;
    Ok(())
}
