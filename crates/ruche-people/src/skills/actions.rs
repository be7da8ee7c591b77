//! Declaring a skill, saying how well, taking it away; confirming what somebody else says.

use super::proposals;
use super::rules::{self, Level};
use super::store::{self, Named};
use crate::{People, access};
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef, languages};
use ruche_platform::db::Tx;
use ruche_platform::outbox::{self, Listener};
use ruche_platform::work;
use ruche_web::Sweep;

/// The event of a profile whose skills changed.
fn changed(actor: &Actor) -> Event {
    Event::new("member.skilled", actor.id, SubjectRef::new("member", actor.id.0), PlaceId(actor.company.0))
}

/// Puts a skill on one's own profile, or sets its level again where it is there; gives the skill. `language` is that of the name.
///
/// # Errors
/// `NotFound` for a program; refused at `name`.
pub(crate) async fn declare(people: &People, actor: &Actor, typed: &str, level: Level, language: &str) -> Result<i64> {
    if actor.kind == ruche_kernel::MemberKind::Bot {
        return Err(Error::NotFound);
    }
    let (name, key) = rules::name(typed)?;
    let platform = &people.platform;
    let (actor, ids, now) = (*actor, [platform.id(), platform.id(), platform.id()], platform.now());
    let (event, language) = (changed(&actor), language.to_owned());
    platform
        .db
        .write(work!(
            [name, key, event, language] | tx | {
                let skill = store::called(tx, ids[0], (&name, &key), &language, actor.id, now).await?;
                match store::state(tx, actor.id, skill).await? {
                    Some(state) => {
                        store::set_level(tx, state.id, level, now).await?;
                        if state.removed_at.is_some() {
                            store::keep(tx, state.id, skill, None).await?;
                        }
                    }
                    None => store::declare(tx, ids[1], actor.id, skill, level, now).await?,
                }
                if store::count_own(tx, actor.id).await? > rules::MAX_SKILLS {
                    return Err(Refusal::new("skills.many").at("name").with("max", rules::MAX_SKILLS).into());
                }
                outbox::record(tx, ids[2], now, &event).await?;
                Ok(skill)
            }
        ))
        .await
}

/// Gives a skill one more name, in another language or another word for the same: it is found by that too. Twice is once.
///
/// # Errors
/// `NotFound` for anyone but an employee and for a skill that is not there; refused at `name` for one that leads to another skill, and
/// beyond twenty; at `language` for one that no text is in.
pub(super) async fn add_name(people: &People, actor: &Actor, skill: i64, typed: &str, language: &str) -> Result<()> {
    if !actor.is_employee() {
        return Err(Error::NotFound);
    }
    let (name, key) = rules::name(typed)?;
    if !languages::LANGUAGES.iter().any(|(tag, _)| *tag == language) {
        return Err(Refusal::new("skills.language_unknown").at("language").into());
    }
    let (event_id, now) = (people.platform.id(), people.platform.now());
    let event = Event::new("skill.named", actor.id, SubjectRef::new("skills", skill), PlaceId(actor.company.0));
    let language = language.to_owned();
    people
        .platform
        .db
        .write(work!(
            [name, key, event, language] | tx | {
                match store::count_names(tx, skill).await? {
                    0 => return Err(Error::NotFound),
                    n if n >= rules::MAX_NAMES => {
                        return Err(Refusal::new("skills.names_many").at("name").with("max", rules::MAX_NAMES).into());
                    }
                    _ => {}
                }
                match store::add_name(tx, skill, (&name, &key), &language).await? {
                    Named::New => outbox::record(tx, event_id, now, &event).await,
                    Named::Already => Ok(()),
                    Named::Other => Err(Refusal::new("skills.name_taken").at("name").into()),
                }
            }
        ))
        .await
}

/// Sets the level of a skill of one's own.
///
/// # Errors
/// `NotFound` for one that is not there.
pub(super) async fn set_level(people: &People, actor: &Actor, skill: i64, level: Level) -> Result<()> {
    let (actor, now) = (*actor, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let held = held(tx, actor.id, skill).await?;
                store::set_level(tx, held, level, now).await
            }
        ))
        .await
}

/// Says whether a skill of one's own that was last said long ago is still so: then it stands as before; else it goes on fading, and
/// one is not asked again. Twice is once.
///
/// # Errors
/// `NotFound` for one that is not there.
pub(super) async fn say_current(people: &People, actor: &Actor, skill: i64, current: bool) -> Result<()> {
    let (actor, now) = (*actor, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let held = held(tx, actor.id, skill).await?;
                if current { store::refresh(tx, held, now).await } else { store::set_stale(tx, held, now).await }
            }
        ))
        .await
}

/// Takes a skill away from one's own profile, or brings it back with all that confirmed it. Twice is once.
///
/// # Errors
/// `NotFound` for one that was never there, or is forgotten by now.
pub(super) async fn keep(people: &People, actor: &Actor, skill: i64, kept: bool) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    let event = changed(&actor);
    people
        .platform
        .db
        .write(work!(
            [event] | tx | {
                let state = store::state(tx, actor.id, skill).await?.ok_or(Error::NotFound)?;
                if state.removed_at.is_none() == kept {
                    return Ok(());
                }
                store::keep(tx, state.id, skill, (!kept).then_some(now)).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Confirms a skill of somebody; saying it again changes the sentence, or leaves it where none is given.
///
/// # Errors
/// `NotFound` for somebody whom the actor does not see and for a skill that is not there; refused for oneself and a long sentence.
pub(super) async fn endorse(people: &People, actor: &Actor, member: MemberId, skill: i64, sentence: Option<&str>) -> Result<()> {
    access::see_member(&people.platform.db, actor, member).await?;
    rules::endorse(actor, member)?;
    let sentence = sentence.map(rules::sentence).transpose()?;
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [sentence] | tx | {
                let held = held(tx, member, skill).await?;
                if store::endorse(tx, held, actor.id, sentence.as_deref(), now).await? {
                    let event = Event::new("skill.endorsed", actor.id, SubjectRef::new("skill", held), PlaceId(actor.company.0));
                    outbox::record(tx, event_id, now, &event.about(member)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Takes one's own confirmation back, and gives what it hangs on; for 30 days it can be brought back with its sentence. Twice is once.
///
/// # Errors
/// As [`endorse`], but for the refusals.
pub(super) async fn withdraw(people: &People, actor: &Actor, member: MemberId, skill: i64) -> Result<i64> {
    access::see_member(&people.platform.db, actor, member).await?;
    let (actor, now) = (*actor, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let held = held(tx, member, skill).await?;
                store::withdraw(tx, held, actor.id, now).await?;
                Ok(held)
            }
        ))
        .await
}

/// Brings one's own confirmation back, with its sentence, and gives whose and which skill it confirms. Twice is once.
///
/// # Errors
/// `NotFound` for what is not on a profile that the actor sees.
pub(super) async fn confirm_again(people: &People, actor: &Actor, held: i64) -> Result<(MemberId, i64)> {
    let cards = store::cards(&people.platform.db, actor.id, "", &[held]).await?;
    let (_, member, skill, _) = cards.into_iter().next().ok_or(Error::NotFound)?;
    let actor = *actor;
    people.platform.db.write(work!([] | tx | { store::bring_back(tx, held, actor.id).await })).await?;
    Ok((member, skill))
}

/// What is on a profile now.
async fn held(tx: &mut Tx, member: MemberId, skill: i64) -> Result<i64> {
    let state = store::state(tx, member, skill).await?;
    state.filter(|state| state.removed_at.is_none()).map(|state| state.id).ok_or(Error::NotFound)
}

/// Who leaves has no skills any more.
pub(super) struct Leavers(pub People);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "skills.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            let member = MemberId(event.subject.id);
            self.0
                .platform
                .db
                .write(work!(
                    [] | tx | {
                        proposals::forget_of(tx, member).await?;
                        store::forget_of(tx, member).await
                    }
                ))
                .await?;
        }
        Ok(())
    }
}

/// What was last said, confirmed or used long ago fades.
pub(super) struct Fade(pub People);

#[async_trait]
impl Sweep for Fade {
    fn name(&self) -> &'static str {
        "skills.fade"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let (db, before) = (&self.0.platform.db, now - rules::FRESH_MS);
        let ids = store::fading(db, before).await?;
        if ids.is_empty() { Ok(()) } else { db.write(work!([ids] | tx | { store::fade(tx, before, &ids).await })).await }
    }
}

/// What was taken away long ago is forgotten.
pub(super) struct ForgetRemoved(pub People);

#[async_trait]
impl Sweep for ForgetRemoved {
    fn name(&self) -> &'static str {
        "skills.forget"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0.platform.db.write(work!([] | tx | { store::forget_removed(tx, now - rules::BACK_MS).await })).await
    }
}
