//! Two skills that are the same thing: what would become of one, and uniting it with the other, for good.

use super::rules;
use super::store;
use crate::People;
use ruche_kernel::{Actor, Error, Event, PlaceId, Refusal, Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{outbox, sql, values, work};

sql! {
    LED = "SELECT COALESCE(k.merged_into_id, k.id) AS id FROM skill_names n JOIN skills k ON k.id = n.skill_id WHERE n.key = $1";
    /// What uniting $1 with $2 would join: names, holders, those who hold both, confirmations.
    TOLD = "SELECT (SELECT count(*) FROM skill_names n WHERE n.skill_id = $1) AS names,
            (SELECT count(*) FROM member_skills s WHERE s.skill_id = $1 AND s.removed_at IS NULL) AS holders,
            (SELECT count(*) FROM member_skills s JOIN member_skills o ON o.member_id = s.member_id AND o.skill_id = $2 AND o.removed_at IS NULL WHERE s.skill_id = $1 AND s.removed_at IS NULL) AS both_held,
            (SELECT count(*) FROM member_skills s JOIN endorsements e ON e.held_id = s.id AND e.withdrawn_at IS NULL WHERE s.skill_id = $1 AND s.removed_at IS NULL) AS confirmations";
    NAME = "SELECT name FROM skills WHERE id = $1 AND merged_into_id IS NULL";
    /// Nobody declares it from here on: whoever does so meanwhile waits, and finds it united.
    CLOSE = "UPDATE skills SET merged_into_id = $2, holder_count = 0 WHERE id = $1 OR merged_into_id = $1";
    OPEN = "UPDATE skills SET holder_count = holder_count WHERE id = $1 AND merged_into_id IS NULL";
    /// Nobody confirms any of it meanwhile.
    HOLD = "UPDATE member_skills SET skill_id = skill_id WHERE skill_id = $1 OR skill_id = $2";
    MOVE_NAMES = "UPDATE skill_names SET skill_id = $2 WHERE skill_id = $1";
    /// Who holds both keeps the higher level of those that stand on the profile, and the earlier and the later moments.
    JOIN_HELD = "UPDATE member_skills SET
            level = CASE WHEN (f.removed_at IS NULL AND member_skills.removed_at IS NOT NULL) OR (f.level > member_skills.level AND (f.removed_at IS NULL OR member_skills.removed_at IS NOT NULL)) THEN f.level ELSE member_skills.level END,
            declared_at = CASE WHEN f.declared_at < member_skills.declared_at THEN f.declared_at ELSE member_skills.declared_at END,
            fresh = CASE WHEN f.fresh > member_skills.fresh THEN f.fresh ELSE member_skills.fresh END,
            stale_at = CASE WHEN f.fresh_at > member_skills.fresh_at THEN f.stale_at ELSE member_skills.stale_at END,
            fresh_at = CASE WHEN f.fresh_at > member_skills.fresh_at THEN f.fresh_at ELSE member_skills.fresh_at END,
            removed_at = CASE WHEN f.removed_at IS NULL OR member_skills.removed_at IS NULL THEN NULL WHEN f.removed_at > member_skills.removed_at THEN f.removed_at ELSE member_skills.removed_at END
        FROM member_skills f WHERE f.skill_id = $1 AND member_skills.skill_id = $2 AND f.member_id = member_skills.member_id";
    /// Who confirmed both confirms the one, with the words that stand.
    JOIN_CONFIRMATIONS = "UPDATE endorsements SET
            sentence = CASE WHEN (endorsements.withdrawn_at IS NOT NULL AND o.withdrawn_at IS NULL) OR endorsements.sentence = '' THEN o.sentence ELSE endorsements.sentence END,
            withdrawn_at = CASE WHEN endorsements.withdrawn_at IS NULL OR o.withdrawn_at IS NULL THEN NULL ELSE endorsements.withdrawn_at END
        FROM endorsements o JOIN member_skills f ON f.id = o.held_id JOIN member_skills t ON t.member_id = f.member_id AND t.skill_id = $2
        WHERE f.skill_id = $1 AND endorsements.held_id = t.id AND endorsements.endorser_id = o.endorser_id";
    MOVE_CONFIRMATIONS = "INSERT INTO endorsements (held_id, endorser_id, sentence, created_at, withdrawn_at)
        SELECT t.id, o.endorser_id, o.sentence, o.created_at, o.withdrawn_at FROM endorsements o JOIN member_skills f ON f.id = o.held_id JOIN member_skills t ON t.member_id = f.member_id AND t.skill_id = $2
        WHERE f.skill_id = $1 ON CONFLICT (held_id, endorser_id) DO NOTHING";
    FORGET_CONFIRMATIONS = "DELETE FROM endorsements WHERE held_id IN (SELECT f.id FROM member_skills f JOIN member_skills t ON t.member_id = f.member_id AND t.skill_id = $2 WHERE f.skill_id = $1)";
    FORGET_HELD = "DELETE FROM member_skills WHERE skill_id = $1 AND member_id IN (SELECT t.member_id FROM member_skills t WHERE t.skill_id = $2)";
    MOVE_HELD = "UPDATE member_skills SET skill_id = $2 WHERE skill_id = $1";
    COUNT_CONFIRMATIONS = "UPDATE member_skills SET endorsement_count = (SELECT count(*) FROM endorsements e WHERE e.held_id = member_skills.id AND e.withdrawn_at IS NULL) WHERE skill_id = $1";
    COUNT_HOLDERS = "UPDATE skills SET holder_count = (SELECT count(*) FROM member_skills s WHERE s.skill_id = $1 AND s.removed_at IS NULL) WHERE id = $1";
}

/// What uniting one skill with another joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The names that will lead to the other.
    pub names: i64,
    /// Those who have it.
    pub holders: i64,
    /// How many of them have the other too.
    pub both: i64,
    /// How often it is confirmed.
    pub confirmations: i64,
}

/// The skill that a typed name leads to.
///
/// # Errors
/// Refused at `into` for a name that leads nowhere, or back to `from`.
pub(super) async fn target(db: &Db, from: i64, typed: &str) -> Result<i64> {
    let unknown = || Error::from(Refusal::new("skills.unite_unknown").at("into"));
    let (_, key) = rules::name(typed).map_err(|_| unknown())?;
    match db.opt(&LED, values![key], |r| r.int("id")).await? {
        Some(id) if id == from => Err(Refusal::new("skills.unite_same").at("into").into()),
        Some(id) => Ok(id),
        None => Err(unknown()),
    }
}

/// What would become of it.
pub(super) async fn told(db: &Db, from: i64, into: i64) -> Result<Told> {
    db.one(&TOLD, values![from, into], |r| {
        Ok(Told { names: r.int("names")?, holders: r.int("holders")?, both: r.int("both_held")?, confirmations: r.int("confirmations")? })
    })
    .await
}

/// Unites a skill with another, for good: its names lead to the other, whoever has it has the other, at the higher level, with all that
/// confirms either. `typed` is its name again, in any of its languages, since this cannot be undone.
///
/// # Errors
/// `NotFound` for who does not administer and for a skill that is not there; refused at `into` as [`target`], at `typed` for another
/// name.
pub(super) async fn unite(people: &People, actor: &Actor, from: i64, into: &str, typed: &str) -> Result<i64> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let db = &people.platform.db;
    store::find(db, actor.id, "", from).await?;
    let into = target(db, from, into).await?;
    let typed = rules::name(typed).map(|(_, key)| key).unwrap_or_default();
    let (event_id, now) = (people.platform.id(), people.platform.now());
    let event = Event::new("skill.united", actor.id, SubjectRef::new("skills", into), PlaceId(actor.company.0));
    db.write(work!(
        [typed, event] | tx | {
            name(tx, from).await?;
            let called: Vec<String> = store::names_in(tx, from).await?;
            if !called.iter().any(|one| rules::name(one).is_ok_and(|(_, key)| key == typed)) {
                return Err(Refusal::new("skills.unite_name").at("typed").into());
            }
            join(tx, from, into).await?;
            outbox::record(tx, event_id, now, &event).await?;
            Ok(into)
        }
    ))
    .await
}

async fn name(tx: &mut Tx, skill: i64) -> Result<String> {
    tx.opt(&NAME, values![skill], |r| r.text("name")).await?.ok_or(Error::NotFound)
}

async fn join(tx: &mut Tx, from: i64, into: i64) -> Result<()> {
    // Two who unite crosswise take turns, in the order of ids.
    for skill in [from.min(into), from.max(into)] {
        if tx.exec(&OPEN, values![skill]).await? != 1 {
            return Err(Error::Conflict);
        }
    }
    tx.exec(&CLOSE, values![from, into]).await?;
    tx.exec(&HOLD, values![from, into]).await?;
    for step in [&MOVE_NAMES, &JOIN_HELD, &JOIN_CONFIRMATIONS, &MOVE_CONFIRMATIONS, &FORGET_CONFIRMATIONS, &FORGET_HELD, &MOVE_HELD] {
        tx.exec(step, values![from, into]).await?;
    }
    tx.exec(&COUNT_CONFIRMATIONS, values![into]).await?;
    tx.exec(&COUNT_HOLDERS, values![into]).await?;
    Ok(())
}
