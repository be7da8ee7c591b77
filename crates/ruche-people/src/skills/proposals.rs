//! Skills that somebody is asked whether they have, since it shows in what they do. Who does what is told by those who keep the texts;
//! nobody but the person learns of it, and nothing is added without them.
//!
//! A word counts from [`LEAST`] accepted answers and thanks on. At most one is told in a week, by itself; a no is kept for a year.

use super::rules::{self, Level};
use super::{actions, store};
use crate::People;
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::subjects::{Card, Subject};
use ruche_platform::{Platform, outbox, sql, values, work};
use ruche_web::Sweep;
use std::collections::HashMap;

/// Accepted answers and thanks that make a proposal.
pub const LEAST: i64 = 3;
/// How long until the next one is told, in milliseconds: a week.
const APART_MS: i64 = 7 * 86_400_000;
/// How long a no is kept, in milliseconds: a year.
const KEPT_MS: i64 = 365 * 86_400_000;

/// The name of the skill that the words of proposal `p` lead to, in a language ($2), if there is one.
macro_rules! skill_of {
    () => {
        concat!(
            "(SELECT ",
            store::named!(),
            " FROM skill_names x JOIN skills k ON k.id = x.skill_id WHERE x.key IN (p.key, p.skill_key) ORDER BY x.key LIMIT 1) AS skill"
        )
    };
}

sql! {
    WANTS = "SELECT proposes_skills FROM members WHERE id = $1 AND state = 0 AND kind <> 2";
    /// Every name of what somebody holds, or took away not long ago.
    HELD_KEYS = "SELECT n.key, s.id, s.removed_at FROM member_skills s JOIN skill_names n ON n.skill_id = s.skill_id WHERE s.member_id = $1";
    OF_MEMBER = "SELECT id, key, answer_count, thanks_count, told_at, settled_at FROM skill_proposals WHERE member_id = $1";
    INSERT = "INSERT INTO skill_proposals (id, member_id, key, name, skill_key, answer_count, thanks_count, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (member_id, key) DO NOTHING";
    COUNT = "UPDATE skill_proposals SET answer_count = $2, thanks_count = $3 WHERE id = $1";
    RENEW = "UPDATE skill_proposals SET proposed_at = $2, told_at = NULL, settled_at = NULL WHERE id = $1";
    /// Those of a person ($1) that wait, what was told last first.
    WAITING = concat!("SELECT p.id, p.name, p.answer_count, p.thanks_count, p.told_at, ", skill_of!(), " FROM skill_proposals p
        WHERE p.member_id = $1 AND p.settled_at IS NULL AND p.answer_count + p.thanks_count >= $3 ORDER BY COALESCE(p.told_at, 0) DESC, p.proposed_at, p.id LIMIT 20");
    ONE = concat!("SELECT p.id, p.name, p.answer_count, p.thanks_count, p.told_at, ", skill_of!(), " FROM skill_proposals p WHERE p.member_id = $1 AND p.id = $3");
    SETTLE = "UPDATE skill_proposals SET settled_at = $3 WHERE id = $1 AND member_id = $2";
    /// Those that nobody told, of people who were told none since $1.
    UNTOLD = "SELECT p.id, p.member_id FROM skill_proposals p JOIN members m ON m.id = p.member_id
        WHERE p.told_at IS NULL AND p.settled_at IS NULL AND p.answer_count + p.thanks_count >= $2 AND m.proposes_skills = 1 AND m.state = 0
            AND NOT EXISTS (SELECT 1 FROM skill_proposals o WHERE o.member_id = p.member_id AND o.told_at > $1) ORDER BY p.proposed_at, p.id LIMIT 200";
    TELL = "UPDATE skill_proposals SET told_at = $2 WHERE id = $1 AND told_at IS NULL AND settled_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM skill_proposals o WHERE o.member_id = skill_proposals.member_id AND o.told_at > $3)";
    CARDS = concat!("SELECT p.id, p.name, ", skill_of!(), " FROM skill_proposals p WHERE p.member_id = $1 AND p.settled_at IS NULL AND p.id IN ({list})");
    PROPOSES = "SELECT proposes_skills FROM members WHERE id = $1";
    SET_PROPOSES = "UPDATE members SET proposes_skills = $2 WHERE id = $1";
    FORGET = "DELETE FROM skill_proposals WHERE member_id = $1";
    COMPANY = "SELECT id FROM places WHERE kind = 0";
}

/// What somebody does under a word.
#[derive(Clone, Debug)]
pub struct Practice {
    /// The word without case and accents.
    pub key: String,
    /// The word as it is written.
    pub name: String,
    /// Accepted answers.
    pub answers: i64,
    /// Thanks that name it.
    pub thanks: i64,
    /// When they last did, in milliseconds UTC.
    pub last_at: i64,
}

/// What somebody is asked.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub id: i64,
    /// The skill, in the person's language where there is one.
    pub name: String,
    pub answers: i64,
    pub thanks: i64,
    /// When they were told, in milliseconds UTC.
    pub told_at: Option<i64>,
}

/// The name that a skill of this word would bear: words are written in one.
fn spaced(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

fn proposal(r: &Row) -> Result<Proposal> {
    let (word, skill) = (r.text("name")?, r.opt_text("skill")?);
    Ok(Proposal {
        id: r.int("id")?,
        name: skill.unwrap_or_else(|| spaced(&word)),
        answers: r.int("answer_count")?,
        thanks: r.int("thanks_count")?,
        told_at: r.opt_int("told_at")?,
    })
}

/// Learns what somebody does, all of it: skills that they hold are of now, others are proposed, and what is not so any more is not.
///
/// # Errors
/// What the database says.
pub async fn learn(platform: &Platform, member: MemberId, practices: &[Practice]) -> Result<()> {
    let now = platform.now();
    // Most people show nothing, and were asked nothing.
    if practices.is_empty() && platform.db.all(&OF_MEMBER, values![member], |r| r.int("id")).await?.is_empty() {
        return Ok(());
    }
    let practices: Vec<(i64, Practice)> = practices.iter().map(|one| (platform.id(), one.clone())).collect();
    platform.db.write(work!([practices] | tx | { learn_in(tx, member, &practices, now).await })).await
}

async fn learn_in(tx: &mut Tx, member: MemberId, practices: &[(i64, Practice)], now: i64) -> Result<()> {
    let Some(wants) = tx.opt(&WANTS, values![member], |r| r.flag("proposes_skills")).await? else { return Ok(()) };
    let held: HashMap<String, (i64, bool)> = tx
        .all(&HELD_KEYS, values![member], |r| Ok((r.text("key")?, (r.int("id")?, r.opt_int("removed_at")?.is_none()))))
        .await?
        .into_iter()
        .collect();
    let mut known: HashMap<String, (i64, i64, Option<i64>)> = tx
        .all(&OF_MEMBER, values![member], |r| {
            Ok((r.text("key")?, (r.int("id")?, r.int("answer_count")? + r.int("thanks_count")?, r.opt_int("settled_at")?)))
        })
        .await?
        .into_iter()
        .collect();
    for (fresh, one) in practices {
        let Ok((name, skill_key)) = rules::name(&spaced(&one.name)) else { continue };
        let before = known.remove(&one.key);
        if let Some((held, there)) = held.get(&one.key).or_else(|| held.get(&skill_key)) {
            if *there {
                store::refresh(tx, *held, one.last_at).await?;
            }
            continue;
        }
        match before {
            Some((id, _, settled)) => {
                tx.exec(&COUNT, values![id, one.answers, one.thanks]).await?;
                if settled.is_some_and(|at| at < now - KEPT_MS) {
                    tx.exec(&RENEW, values![id, now]).await?;
                }
            }
            None if wants && one.answers + one.thanks >= LEAST => {
                tx.exec(&INSERT, values![*fresh, member, &one.key, name, skill_key, one.answers, one.thanks, now]).await?;
            }
            None => {}
        }
    }
    for (id, ..) in known.into_values().filter(|(_, counted, _)| *counted > 0) {
        tx.exec(&COUNT, values![id, 0_i64, 0_i64]).await?;
    }
    Ok(())
}

/// What a person is asked, what was told last first.
pub(super) async fn waiting(db: &Db, member: MemberId, language: &str) -> Result<Vec<Proposal>> {
    db.all(&WAITING, values![member, language, LEAST], proposal).await
}

/// Whether a person wants to be asked.
pub(super) async fn proposes(db: &Db, member: MemberId) -> Result<bool> {
    Ok(db.opt(&PROPOSES, values![member], |r| r.flag("proposes_skills")).await?.unwrap_or(false))
}

/// Sets whether a person wants to be asked.
pub(super) async fn set_proposes(people: &People, actor: &Actor, wanted: bool) -> Result<()> {
    let member = actor.id;
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                tx.exec(&SET_PROPOSES, values![member, i64::from(wanted)]).await?;
                Ok(())
            }
        ))
        .await
}

/// Takes what was proposed, at a level that the person chose; gives the skill.
///
/// # Errors
/// `NotFound` for what was not proposed to them; else as declaring it.
pub(super) async fn accept(people: &People, actor: &Actor, id: i64, level: Level, language: &str) -> Result<i64> {
    let db = &people.platform.db;
    let proposal = db.opt(&ONE, values![actor.id, language, id], proposal).await?.ok_or(Error::NotFound)?;
    let skill = actions::declare(people, actor, &proposal.name, level, language).await?;
    // Should this be lost, the skill is there all the same, and nothing is proposed that is held.
    settle(people, actor, id, true).await?;
    Ok(skill)
}

/// Says no to what was proposed, or takes that back. Twice is once.
///
/// # Errors
/// `NotFound` for what was not proposed to them.
pub(super) async fn settle(people: &People, actor: &Actor, id: i64, settled: bool) -> Result<()> {
    let (member, now) = (actor.id, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let settled_at = settled.then_some(now);
                if tx.exec(&SETTLE, values![id, member, settled_at]).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
            }
        ))
        .await
}

/// Forgets what somebody was asked.
pub(super) async fn forget_of(tx: &mut Tx, member: MemberId) -> Result<()> {
    tx.exec(&FORGET, values![member]).await?;
    Ok(())
}

/// Tells one proposal a week to each person. Safe to run twice, and on several nodes.
pub(super) struct Propose(pub People);

#[async_trait]
impl Sweep for Propose {
    fn name(&self) -> &'static str {
        "skills.propose"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let platform = &self.0.platform;
        let untold =
            platform.db.all(&UNTOLD, values![now - APART_MS, LEAST], |r| Ok((r.int("id")?, MemberId(r.int("member_id")?)))).await?;
        for (id, member) in untold {
            let event_id = platform.id();
            // Where it is the second of a person, the first was told in this round.
            platform
                .db
                .write(work!(
                    [] | tx | {
                        if tx.exec(&TELL, values![id, now, now - APART_MS]).await? == 1 {
                            let company = tx.opt(&COMPANY, &[], |r| r.int("id")).await?.unwrap_or(0);
                            let event =
                                Event::new("skill.proposed", member, SubjectRef::new("proposal", id), PlaceId(company)).about(member);
                            outbox::record(tx, event_id, now, &event).await?;
                        }
                        Ok(())
                    }
                ))
                .await?;
        }
        Ok(())
    }
}

/// What is proposed, as notifications see it: for the person alone.
pub(super) struct Proposals(pub Platform);

#[async_trait]
impl Subject for Proposals {
    fn kinds(&self) -> &'static [&'static str] {
        &["proposal"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&CARDS, values![viewer.id, ""], &ids, |r| {
                let (subject, word, skill) = (SubjectRef::new("proposal", r.int("id")?), r.text("name")?, r.opt_text("skill")?);
                Ok(Card {
                    root: subject.clone(),
                    subject,
                    place: PlaceId(viewer.company.0),
                    author: viewer.id,
                    title: skill.unwrap_or_else(|| spaced(&word)),
                    url: "/settings/skills#proposals".to_owned(),
                    format: String::new(),
                    archived: true,
                    closed: false,
                })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_a_name_of_words() {
        for (word, expected) in [("pont-roulant", "pont roulant"), ("Réducteurs", "Réducteurs"), ("a_b-c", "a b c")] {
            assert_eq!(spaced(word), expected);
        }
        assert_eq!(rules::name(&spaced("Pont-Roulant")).unwrap().1, "pont roulant");
    }
}
