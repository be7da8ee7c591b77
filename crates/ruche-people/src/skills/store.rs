//! SQL of skills: the list, who has which, and who confirms it.

use super::rules::Level;
use crate::access::sees;
use crate::members::store::person;
use ruche_kernel::{Cursor, Error, MemberId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// The name of skill `k` in a language ($2), else as it was first written.
macro_rules! named {
    () => {
        "COALESCE((SELECT n.name FROM skill_names n WHERE n.skill_id = k.id AND n.language = $2 AND n.name = k.name LIMIT 1),
            (SELECT n.name FROM skill_names n WHERE n.skill_id = k.id AND n.language = $2 ORDER BY n.key LIMIT 1), k.name)"
    };
}
pub(super) use named;

/// What a person holds, as a viewer ($1) sees it in their language ($2).
macro_rules! held {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.member_id, s.skill_id, ",
            named!(),
            " AS name, s.level, s.declared_at, s.fresh_at, s.fresh, s.stale_at, s.brought, e.sentence AS own FROM member_skills s JOIN skills k ON k.id = s.skill_id
             LEFT JOIN endorsements e ON e.held_id = s.id AND e.endorser_id = $1 AND e.withdrawn_at IS NULL WHERE s.removed_at IS NULL AND ",
            $condition,
            " ORDER BY s.fresh DESC, s.level DESC, s.endorsement_count DESC, k.sort_key, k.id"
        )
    };
}

/// How many hold skill `k`, as far as `v` sees them.
macro_rules! holders_of {
    () => {
        concat!(
            "CASE WHEN v.circle_id IS NULL THEN k.holder_count ELSE (SELECT count(*) FROM member_skills s JOIN members m ON m.id = s.member_id WHERE s.skill_id = k.id AND s.removed_at IS NULL AND m.state = 0 AND ",
            sees!(),
            ") END AS holder_count"
        )
    };
}

/// What those whose `$column` is one ($3) can do, and how many of them, of those whom the viewer ($1) sees.
macro_rules! of_group {
    ($column:literal) => {
        concat!(
            "SELECT k.id, ",
            named!(),
            " AS name, g.n FROM (SELECT s.skill_id, count(*) AS n FROM members v CROSS JOIN members m JOIN member_skills s ON s.member_id = m.id
             WHERE v.id = $1 AND ",
            $column,
            " = $3 AND s.removed_at IS NULL AND ",
            sees!(),
            " GROUP BY s.skill_id ORDER BY n DESC, s.skill_id LIMIT $4) g JOIN skills k ON k.id = g.skill_id
             WHERE CAST($1 AS BIGINT) IS NOT NULL ORDER BY g.n DESC, k.sort_key"
        )
    };
}

sql! {
    OF_MEMBER = held!("s.member_id = $3");
    /// One that was united with another is that one.
    ONE = held!("s.member_id = $3 AND s.skill_id = (SELECT COALESCE(x.merged_into_id, x.id) FROM skills x WHERE x.id = $4)");
    /// The last three who confirm each skill of a person ($2) among those whom the viewer ($1) sees, and how many these are.
    FACES = concat!("SELECT x.* FROM (SELECT e.held_id, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state,
            row_number() OVER (PARTITION BY e.held_id ORDER BY e.created_at DESC, e.endorser_id DESC) AS place, count(*) OVER (PARTITION BY e.held_id) AS seen
        FROM members v CROSS JOIN member_skills s JOIN endorsements e ON e.held_id = s.id JOIN members m ON m.id = e.endorser_id JOIN member_cards c ON c.id = m.id
        WHERE v.id = $1 AND s.member_id = $2 AND s.removed_at IS NULL AND e.withdrawn_at IS NULL AND ", sees!(), ") AS x WHERE x.place <= 3 ORDER BY x.held_id, x.place");
    /// Who confirms one skill, the last first.
    ENDORSERS = concat!("SELECT e.sentence, e.created_at, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state
        FROM members v CROSS JOIN endorsements e JOIN members m ON m.id = e.endorser_id JOIN member_cards c ON c.id = m.id
        WHERE v.id = $1 AND e.held_id = $2 AND e.withdrawn_at IS NULL AND (e.created_at, e.endorser_id) < ($3, $4) AND ", sees!(), " ORDER BY e.created_at DESC, e.endorser_id DESC LIMIT $5");
    /// Skills that somebody has, by name; ($5, $6) a name in any language, any word of which begins so.
    LIST = concat!("SELECT k.id, ", named!(), " AS name, k.sort_key, ", holders_of!(), " FROM members v CROSS JOIN skills k
        WHERE v.id = $1 AND k.holder_count > 0 AND (k.sort_key, k.id) > ($3, $4)
            AND EXISTS (SELECT 1 FROM skill_names n WHERE n.skill_id = k.id AND (n.key LIKE $5 OR n.key LIKE $6))
        ORDER BY k.sort_key, k.id LIMIT $7");
    /// A skill, or the one that it was united with.
    FIND = concat!("SELECT k.id, ", named!(), " AS name, k.sort_key, ", holders_of!(), " FROM members v CROSS JOIN skills x JOIN skills k ON k.id = COALESCE(x.merged_into_id, x.id) WHERE v.id = $1 AND x.id = $3");
    NAMES_IN = "SELECT name FROM skill_names WHERE skill_id = $1";
    ALSO_CALLED = "SELECT name FROM skill_names WHERE skill_id = $1 ORDER BY language, key";
    /// The most common ones, to choose among while typing.
    COMMON = concat!("SELECT ", named!(), " AS name FROM skills k WHERE k.holder_count > 0 AND CAST($1 AS BIGINT) IS NOT NULL ORDER BY k.holder_count DESC, k.id LIMIT 200");
    /// Those who have a skill: what was said of late first, then by level, then by how many confirm it.
    HOLDERS = concat!("SELECT s.fresh, s.fresh_at, s.level, s.endorsement_count, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.site FROM members v CROSS JOIN member_skills s JOIN members m ON m.id = s.member_id JOIN member_cards c ON c.id = m.id
        WHERE v.id = $7 AND s.skill_id = $1 AND s.removed_at IS NULL AND m.state = 0 AND (s.fresh, s.level, s.endorsement_count, s.member_id) < ($2, $3, $4, $5) AND ", sees!(), "
        ORDER BY s.fresh DESC, s.level DESC, s.endorsement_count DESC, s.member_id DESC LIMIT $6");
    /// What some people hold, with every name of it.
    HELD_AMONG = concat!("SELECT s.member_id, s.skill_id, ", named!(), " AS shown, n.name, s.level, s.endorsement_count, s.fresh FROM member_skills s JOIN skills k ON k.id = s.skill_id JOIN skill_names n ON n.skill_id = s.skill_id
        WHERE s.removed_at IS NULL AND CAST($1 AS BIGINT) IS NOT NULL AND s.member_id IN ({list}) ORDER BY s.member_id, s.level DESC, s.endorsement_count DESC, s.skill_id, n.key");
    /// Every name of what some people hold: by these they are found.
    NAMES_OF = "SELECT s.member_id, n.name FROM member_skills s JOIN skill_names n ON n.skill_id = s.skill_id WHERE s.removed_at IS NULL AND s.member_id IN ({list}) ORDER BY s.member_id, s.level DESC, n.key";
    CARDS = concat!("SELECT s.id, s.member_id, s.skill_id, s.declared_at, ", named!(), " AS name FROM members v CROSS JOIN member_skills s JOIN skills k ON k.id = s.skill_id JOIN members m ON m.id = s.member_id
        WHERE v.id = $1 AND s.removed_at IS NULL AND m.state = 0 AND s.id IN ({list}) AND ", sees!());
    /// What the people of a unit can do, and how many of them: the most common ones.
    OF_UNIT = of_group!("m.unit_id");
    /// The same of a site.
    OF_SITE = of_group!("m.site_id");
    CALLED = "SELECT skill_id FROM skill_names WHERE key = $1";
    INSERT_NAME = "INSERT INTO skill_names (key, skill_id, name, language) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING";
    COUNT_NAMES = "SELECT count(*) AS n FROM skill_names WHERE skill_id = $1";
    HOLDER_IDS = "SELECT member_id FROM member_skills WHERE skill_id = $1 AND removed_at IS NULL";
    INSERT = "INSERT INTO skills (id, name, sort_key, holder_count, created_by_id, created_at) VALUES ($1, $2, $3, 0, $4, $5)";
    COUNT_OWN = "SELECT count(*) AS n FROM member_skills WHERE member_id = $1 AND removed_at IS NULL";
    STATE = "SELECT id, removed_at FROM member_skills WHERE member_id = $1 AND skill_id = $2";
    DECLARE = "INSERT INTO member_skills (id, member_id, skill_id, level, endorsement_count, declared_at, fresh_at, fresh) VALUES ($1, $2, $3, $4, 0, $5, $5, 1)";
    SET_LEVEL = "UPDATE member_skills SET level = $2, brought = 0 WHERE id = $1";
    BRING = "UPDATE member_skills SET brought = 1 WHERE id = $1";
    /// It was said, confirmed or used at a time ($2), where nothing later is known.
    REFRESH = "UPDATE member_skills SET fresh_at = $2, fresh = 1, stale_at = NULL WHERE id = $1 AND (fresh_at < $2 OR (fresh_at = $2 AND stale_at IS NOT NULL))";
    SET_STALE = "UPDATE member_skills SET stale_at = $2 WHERE id = $1";
    FADING = "SELECT id FROM member_skills WHERE fresh = 1 AND removed_at IS NULL AND fresh_at < $1 ORDER BY fresh_at LIMIT 500";
    FADE = "UPDATE member_skills SET fresh = 0 WHERE fresh_at < $1 AND id IN ({list})";
    KEEP = "UPDATE member_skills SET removed_at = $2 WHERE id = $1";
    COUNT_HOLDER = "UPDATE skills SET holder_count = holder_count + $2 WHERE id = $1 AND merged_into_id IS NULL";
    ENDORSE = "INSERT INTO endorsements (held_id, endorser_id, sentence, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (held_id, endorser_id) DO NOTHING";
    SAVE_SENTENCE = "UPDATE endorsements SET sentence = $3 WHERE held_id = $1 AND endorser_id = $2";
    WITHDRAW = "UPDATE endorsements SET withdrawn_at = $3 WHERE held_id = $1 AND endorser_id = $2 AND withdrawn_at IS NULL";
    BRING_BACK = "UPDATE endorsements SET withdrawn_at = NULL WHERE held_id = $1 AND endorser_id = $2 AND withdrawn_at IS NOT NULL";
    FORGET_WITHDRAWN = "DELETE FROM endorsements WHERE withdrawn_at < $1 AND withdrawn_at IS NOT NULL";
    COUNT_ENDORSEMENT = "UPDATE member_skills SET endorsement_count = endorsement_count + $2 WHERE id = $1";
    HELD_BY = "SELECT id, skill_id, removed_at FROM member_skills WHERE member_id = $1 ORDER BY id LIMIT 500";
    REMOVED = "SELECT id FROM member_skills WHERE removed_at < $1 AND removed_at IS NOT NULL ORDER BY removed_at LIMIT 200";
    FORGET_ENDORSEMENTS = "DELETE FROM endorsements WHERE held_id IN ({list})";
    FORGET = "DELETE FROM member_skills WHERE id IN ({list})";
}

/// A skill of a person, as a viewer sees it.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which one: this skill of this person.
    pub id: i64,
    /// Whose.
    pub member: MemberId,
    /// The skill.
    pub skill: i64,
    /// Its name, in the viewer's language where there is one.
    pub name: String,
    /// How well, in the person's own judgement.
    pub level: Level,
    /// Since when it is on the profile, in milliseconds UTC.
    pub declared_at: i64,
    /// When it was last said, confirmed or used, in milliseconds UTC.
    pub fresh_at: i64,
    /// Whether that is not long ago.
    pub fresh: bool,
    /// Whether its person was asked since, and said that it is not so any more.
    pub stale: bool,
    /// Whether a directory brought it, and its person has not said it again.
    pub brought: bool,
    /// The viewer's own confirmation: its sentence, empty without one.
    pub own: Option<String>,
}

fn held(r: &Row) -> Result<Held> {
    Ok(Held {
        id: r.int("id")?,
        member: MemberId(r.int("member_id")?),
        skill: r.int("skill_id")?,
        name: r.text("name")?,
        level: Level::from_number(r.int("level")?),
        declared_at: r.int("declared_at")?,
        brought: r.flag("brought")?,
        fresh_at: r.int("fresh_at")?,
        fresh: r.flag("fresh")?,
        stale: r.opt_int("stale_at")?.is_some(),
        own: r.opt_text("own")?,
    })
}

/// What a person holds, the best first. Rights are asked before.
pub(super) async fn of_member(db: &Db, viewer: MemberId, language: &str, member: MemberId) -> Result<Vec<Held>> {
    db.all(&OF_MEMBER, values![viewer, language, member], held).await
}

/// One skill of a person.
pub(super) async fn one(db: &Db, viewer: MemberId, language: &str, member: MemberId, skill: i64) -> Result<Held> {
    db.opt(&ONE, values![viewer, language, member, skill], held).await?.ok_or(Error::NotFound)
}

/// Those who confirm a skill, as far as a viewer sees them.
#[derive(Clone, Debug, Default)]
pub(super) struct Faces {
    /// The last three.
    pub people: Vec<Person>,
    /// How many there are.
    pub count: i64,
}

/// Those who confirm each skill of a person.
pub(super) async fn faces(db: &Db, viewer: MemberId, member: MemberId) -> Result<HashMap<i64, Faces>> {
    let rows = db.all(&FACES, values![viewer, member], |r| Ok((r.int("held_id")?, r.int("seen")?, person(r)?))).await?;
    let mut all: HashMap<i64, Faces> = HashMap::new();
    for (held, seen, person) in rows {
        let faces = all.entry(held).or_default();
        faces.count = seen;
        faces.people.push(person);
    }
    Ok(all)
}

/// Somebody who confirms a skill: who, with which words, when.
pub(super) type Endorsement = (Person, String, i64);

/// Those who confirm one skill, the last first, strictly before `after`.
pub(super) async fn endorsers(db: &Db, viewer: MemberId, held: i64, after: Cursor, limit: i64) -> Result<Vec<Endorsement>> {
    db.all(&ENDORSERS, values![viewer, held, after.at, after.id, limit], |r| Ok((person(r)?, r.text("sentence")?, r.int("created_at")?)))
        .await
}

/// A skill of the list.
#[derive(Clone, Debug)]
pub(super) struct Skill {
    pub id: i64,
    pub name: String,
    pub key: String,
    pub holders: i64,
}

fn skill(r: &Row) -> Result<Skill> {
    Ok(Skill { id: r.int("id")?, name: r.text("name")?, key: r.text("sort_key")?, holders: r.int("holder_count")? })
}

/// Skills by name after (`key`, `id`), of which a name in any language begins with `text`.
pub(super) async fn list(db: &Db, viewer: MemberId, language: &str, text: &str, after: (&str, i64), limit: i64) -> Result<Vec<Skill>> {
    let (first, other) = names::patterns(text);
    db.all(&LIST, values![viewer, language, after.0, after.1, &first, &other, limit], skill).await
}

pub(super) async fn find(db: &Db, viewer: MemberId, language: &str, id: i64) -> Result<Skill> {
    db.opt(&FIND, values![viewer, language, id], skill).await?.ok_or(Error::NotFound)
}

/// Every name of a skill.
pub(super) async fn also_called(db: &Db, id: i64) -> Result<Vec<String>> {
    db.all(&ALSO_CALLED, values![id], |r| r.text("name")).await
}

/// The same, inside a transaction.
pub(super) async fn names_in(tx: &mut Tx, id: i64) -> Result<Vec<String>> {
    tx.all(&NAMES_IN, values![id], |r| r.text("name")).await
}

/// The names of the most common skills.
pub(crate) async fn common(db: &Db, viewer: MemberId, language: &str) -> Result<Vec<String>> {
    db.all(&COMMON, values![viewer, language], |r| r.text("name")).await
}

/// A skill that somebody holds, with all its names.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub member: MemberId,
    /// The skill.
    pub skill: i64,
    /// Its name in the reader's language, where there is one.
    pub name: String,
    /// Every name of it.
    pub names: Vec<String>,
    /// How well.
    pub level: Level,
    /// How many confirm it.
    pub endorsements: i64,
    /// Whether it was said, confirmed or used not long ago.
    pub fresh: bool,
}

/// What some people hold, the best of each first; for those who see everyone.
///
/// # Errors
/// What the database says.
pub async fn held_among(db: &Db, viewer: MemberId, language: &str, ids: &[i64]) -> Result<Vec<Known>> {
    let rows = db
        .all_in(&HELD_AMONG, values![viewer, language], ids, |r| {
            let level = Level::from_number(r.int("level")?);
            let (member, skill, name) = (MemberId(r.int("member_id")?), r.int("skill_id")?, r.text("shown")?);
            let (endorsements, fresh) = (r.int("endorsement_count")?, r.flag("fresh")?);
            Ok(Known { member, skill, name, names: vec![r.text("name")?], level, endorsements, fresh })
        })
        .await?;
    let mut held: Vec<Known> = Vec::new();
    for row in rows {
        match held.last_mut().filter(|last| (last.member, last.skill) == (row.member, row.skill)) {
            Some(last) => last.names.extend(row.names),
            None => held.push(row),
        }
    }
    Ok(held)
}

/// Whose skills are told together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Group {
    /// A unit.
    Unit(i64),
    /// A site.
    Site(i64),
}

/// What the people of a group can do: a skill, its name, how many have it; the most common first. For those who see everyone.
pub(crate) async fn of_group(db: &Db, viewer: MemberId, language: &str, group: Group, limit: i64) -> Result<Vec<(i64, String, i64)>> {
    let (statement, id) = match group {
        Group::Unit(id) => (&OF_UNIT, id),
        Group::Site(id) => (&OF_SITE, id),
    };
    db.all(statement, values![viewer, language, id, limit], |r| Ok((r.int("id")?, r.text("name")?, r.int("n")?))).await
}

/// Where somebody stands among those who have a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rank {
    /// 1 for what was said of late, else 0.
    pub fresh: i64,
    /// The stored level.
    pub level: i64,
    /// How many confirm it.
    pub endorsements: i64,
    /// Who.
    pub member: i64,
}

impl Rank {
    /// Before everybody.
    pub const FIRST: Self = Self { fresh: i64::MAX, level: i64::MAX, endorsements: i64::MAX, member: i64::MAX };
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.fresh, self.level, self.endorsements, self.member)
    }
}

impl FromStr for Rank {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let mut parts = text.split('.').map(str::parse);
        match std::array::from_fn(|_| parts.next()) {
            [Some(Ok(fresh)), Some(Ok(level)), Some(Ok(endorsements)), Some(Ok(member)), None] => {
                Ok(Self { fresh, level, endorsements, member })
            }
            _ => Err(()),
        }
    }
}

/// Somebody who has a skill.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    pub person: Person,
    pub site: String,
    pub level: Level,
    pub endorsements: i64,
    /// When it was last said, confirmed or used, in milliseconds UTC.
    pub fresh_at: i64,
    /// Whether that is not long ago.
    pub fresh: bool,
}

impl Holder {
    /// Where they stand.
    pub fn rank(&self) -> Rank {
        Rank { fresh: i64::from(self.fresh), level: self.level.number(), endorsements: self.endorsements, member: self.person.id.0 }
    }
}

/// Those who have a skill, strictly after a rank.
pub(super) async fn holders(db: &Db, viewer: MemberId, skill: i64, after: Rank, limit: i64) -> Result<Vec<Holder>> {
    db.all(&HOLDERS, values![skill, after.fresh, after.level, after.endorsements, after.member, limit, viewer], |r| {
        Ok(Holder {
            person: person(r)?,
            site: r.text("site")?,
            level: Level::from_number(r.int("level")?),
            endorsements: r.int("endorsement_count")?,
            fresh_at: r.int("fresh_at")?,
            fresh: r.flag("fresh")?,
        })
    })
    .await
}

/// Every name of what some people hold, in every language.
///
/// # Errors
/// What the database says.
pub async fn names_of(db: &Db, members: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
    let mut all: HashMap<i64, Vec<String>> = HashMap::new();
    for (member, name) in db.all_in(&NAMES_OF, &[], members, |r| Ok((r.int("member_id")?, r.text("name")?))).await? {
        all.entry(member).or_default().push(name);
    }
    Ok(all)
}

/// What is held, with its skill and its name, as far as the viewer sees its person.
pub(super) async fn cards(db: &Db, viewer: MemberId, language: &str, ids: &[i64]) -> Result<Vec<(i64, MemberId, i64, String)>> {
    db.all_in(&CARDS, values![viewer, language], ids, |r| {
        Ok((r.int("id")?, MemberId(r.int("member_id")?), r.int("skill_id")?, r.text("name")?))
    })
    .await
}

/// The skill that a name leads to, made under `id` where there is none.
///
/// # Errors
/// What the database says.
pub async fn called(tx: &mut Tx, id: i64, (name, key): (&str, &str), language: &str, by: MemberId, now: i64) -> Result<i64> {
    // Two who name the same at once take turns at its key.
    if tx.exec(&INSERT_NAME, values![key, id, name, language]).await? == 1 {
        tx.exec(&INSERT, values![id, name, names::sort_key(name), by, now]).await?;
        return Ok(id);
    }
    tx.opt(&CALLED, values![key], |r| r.int("skill_id")).await?.ok_or(Error::Conflict)
}

/// How a name stands to a skill that it was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// It leads there from now on.
    New,
    /// It led there already.
    Already,
    /// It leads to another one, and goes on doing so.
    Other,
}

/// Gives a skill one more name.
pub(super) async fn add_name(tx: &mut Tx, skill: i64, (name, key): (&str, &str), language: &str) -> Result<Named> {
    if tx.exec(&INSERT_NAME, values![key, skill, name, language]).await? == 1 {
        return Ok(Named::New);
    }
    let leads = tx.opt(&CALLED, values![key], |r| r.int("skill_id")).await?;
    Ok(if leads == Some(skill) { Named::Already } else { Named::Other })
}

/// How many names a skill has: none where there is no such skill.
pub(super) async fn count_names(tx: &mut Tx, skill: i64) -> Result<i64> {
    Ok(tx.opt(&COUNT_NAMES, values![skill], |r| r.int("n")).await?.unwrap_or(0))
}

/// Everyone who has a skill: those who are found otherwise when it is called otherwise.
///
/// # Errors
/// What the database says.
pub async fn holder_ids(db: &Db, skill: i64) -> Result<Vec<i64>> {
    db.all(&HOLDER_IDS, values![skill], |r| r.int("member_id")).await
}

pub(super) async fn count_own(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT_OWN, values![member], |r| r.int("n")).await?.unwrap_or(0))
}

/// What is stored of a skill of a person, even one that was taken away.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub id: i64,
    pub removed_at: Option<i64>,
}

pub(super) async fn state(tx: &mut Tx, member: MemberId, skill: i64) -> Result<Option<State>> {
    tx.opt(&STATE, values![member, skill], |r| Ok(State { id: r.int("id")?, removed_at: r.opt_int("removed_at")? })).await
}

/// Puts a skill on a profile.
///
/// # Errors
/// What the database says.
pub async fn declare(tx: &mut Tx, id: i64, member: MemberId, skill: i64, level: Level, now: i64) -> Result<()> {
    tx.exec(&DECLARE, values![id, member, skill, level.number(), now]).await?;
    count_holder(tx, skill, 1).await
}

/// Puts a skill that a directory says on the profile of a new account.
///
/// # Errors
/// What the database says.
pub async fn bring(tx: &mut Tx, id: i64, member: MemberId, skill: i64, now: i64) -> Result<()> {
    declare(tx, id, member, skill, Level::Able, now).await?;
    tx.exec(&BRING, values![id]).await?;
    Ok(())
}

/// Sets the level of what is held: it is said again.
pub(super) async fn set_level(tx: &mut Tx, held: i64, level: Level, now: i64) -> Result<()> {
    tx.exec(&SET_LEVEL, values![held, level.number()]).await?;
    refresh(tx, held, now).await
}

/// What is held was said, confirmed or used at a time; an earlier one changes nothing.
pub(super) async fn refresh(tx: &mut Tx, held: i64, at: i64) -> Result<()> {
    tx.exec(&REFRESH, values![held, at]).await?;
    Ok(())
}

/// Its person says that they do it no more, and is not asked again.
pub(super) async fn set_stale(tx: &mut Tx, held: i64, now: i64) -> Result<()> {
    tx.exec(&SET_STALE, values![held, now]).await?;
    Ok(())
}

/// What was last said, confirmed or used before a time, and does not show it yet; some at once.
pub(super) async fn fading(db: &Db, before: i64) -> Result<Vec<i64>> {
    db.all(&FADING, values![before], |r| r.int("id")).await
}

/// Lets what is held fade, unless it came back meanwhile.
pub(super) async fn fade(tx: &mut Tx, before: i64, ids: &[i64]) -> Result<()> {
    tx.exec_in(&FADE, values![before], ids).await?;
    Ok(())
}

/// Takes a skill away from a profile as of a moment, or brings it back; the number of those who have it follows.
pub(super) async fn keep(tx: &mut Tx, held: i64, skill: i64, removed_at: Option<i64>) -> Result<()> {
    tx.exec(&KEEP, values![held, removed_at]).await?;
    count_holder(tx, skill, if removed_at.is_some() { -1 } else { 1 }).await
}

/// One that was united with another meanwhile has nobody any more: whoever writes to it is told to try again.
async fn count_holder(tx: &mut Tx, skill: i64, change: i64) -> Result<()> {
    if tx.exec(&COUNT_HOLDER, values![skill, change]).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

async fn count_endorsement(tx: &mut Tx, held: i64, change: i64) -> Result<()> {
    if tx.exec(&COUNT_ENDORSEMENT, values![held, change]).await? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Confirms what is held, or changes the sentence of that where one is given; tells whether it is new.
///
/// # Errors
/// What the database says.
pub async fn endorse(tx: &mut Tx, held: i64, by: MemberId, sentence: Option<&str>, now: i64) -> Result<bool> {
    let new = tx.exec(&ENDORSE, values![held, by, sentence.unwrap_or_default(), now]).await? == 1;
    if !new {
        if let Some(sentence) = sentence {
            tx.exec(&SAVE_SENTENCE, values![held, by, sentence]).await?;
        }
        return bring_back(tx, held, by).await.map(|_| false);
    }
    count_endorsement(tx, held, 1).await?;
    refresh(tx, held, now).await?;
    Ok(new)
}

/// Brings a confirmation back that was taken back, with its sentence; tells whether there was one.
pub(super) async fn bring_back(tx: &mut Tx, held: i64, by: MemberId) -> Result<bool> {
    let back = tx.exec(&BRING_BACK, values![held, by]).await? == 1;
    if back {
        count_endorsement(tx, held, 1).await?;
    }
    Ok(back)
}

/// Takes a confirmation back.
pub(super) async fn withdraw(tx: &mut Tx, held: i64, by: MemberId, now: i64) -> Result<()> {
    if tx.exec(&WITHDRAW, values![held, by, now]).await? == 1 {
        count_endorsement(tx, held, -1).await?;
    }
    Ok(())
}

/// Forgets all that somebody holds; the numbers of holders follow.
pub(super) async fn forget_of(tx: &mut Tx, member: MemberId) -> Result<()> {
    let rows = tx.all(&HELD_BY, values![member], |r| Ok((r.int("id")?, r.int("skill_id")?, r.opt_int("removed_at")?))).await?;
    for (_, skill, removed) in &rows {
        if removed.is_none() {
            count_holder(tx, *skill, -1).await?;
        }
    }
    forget(tx, &rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>()).await
}

/// Forgets what was taken away before a time, some at once.
pub(super) async fn forget_removed(tx: &mut Tx, before: i64) -> Result<()> {
    tx.exec(&FORGET_WITHDRAWN, values![before]).await?;
    let ids = tx.all(&REMOVED, values![before], |r| r.int("id")).await?;
    forget(tx, &ids).await
}

async fn forget(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    tx.exec_in(&FORGET_ENDORSEMENTS, &[], ids).await?;
    tx.exec_in(&FORGET, &[], ids).await?;
    Ok(())
}
