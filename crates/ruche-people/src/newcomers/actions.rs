//! What somebody who arrives does with their journey, and what those who accompany them do: one transaction each.

use super::rules::{self, Answers, Mood};
use super::store::{self, Assigned, Newcomer};
use super::{journeys, subject};
use crate::sign_in::actions::normalise_login;
use crate::{People, access, members};
use ruche_kernel::{Actor, Error, Event, MemberId, Refusal, Result};
use ruche_platform::db::Tx;
use ruche_platform::{outbox, work};

/// Who arrives and has not arrived yet.
///
/// # Errors
/// `NotFound` for anyone else.
pub(super) async fn running(people: &People, member: MemberId) -> Result<Newcomer> {
    store::find(&people.platform.db, member).await?.filter(|of| of.ended_at.is_none()).ok_or(Error::NotFound)
}

/// What somebody is to whom they accompany.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Companion {
    pub buddy: bool,
    pub manager: bool,
}

/// Somebody whom the actor accompanies.
///
/// # Errors
/// `NotFound` for anyone else, whoever asks.
pub(super) async fn accompanied(people: &People, actor: &Actor, member: MemberId) -> Result<(Newcomer, Companion)> {
    let of = running(people, member).await?;
    let companion = Companion { buddy: of.buddy == Some(actor.id), manager: of.manager == Some(actor.id) };
    if !(companion.buddy || companion.manager) {
        return Err(Error::NotFound);
    }
    if !actor.sees_everyone() {
        access::see_member(&people.platform.db, actor, member).await?;
    }
    Ok((of, companion))
}

async fn running_in(tx: &mut Tx, member: MemberId) -> Result<Newcomer> {
    store::find_in(tx, member).await?.filter(|of| of.ended_at.is_none()).ok_or(Error::NotFound)
}

/// Ticks a step of one's own journey, or no more. Twice is once.
///
/// # Errors
/// `NotFound` for a step that is none of it.
pub(super) async fn tick(people: &People, actor: &Actor, step: i64, done: bool) -> Result<()> {
    let (me, now) = (actor.id, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if !store::has_step(tx, me, step).await? {
                    return Err(Error::NotFound);
                }
                store::tick(tx, me, step, done.then_some(now)).await
            }
        ))
        .await
}

/// Puts all of it away, or brings it back. Twice is once.
///
/// # Errors
/// `NotFound` for whoever does not arrive.
pub(super) async fn put_away(people: &People, actor: &Actor, away: bool) -> Result<()> {
    let (me, now) = (actor.id, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let of = running_in(tx, me).await?;
                if of.away_at.is_some() == away { Ok(()) } else { store::save_away(tx, &of, away.then_some(now)).await }
            }
        ))
        .await
}

/// Says how it is going, or no more.
///
/// # Errors
/// `NotFound` for whoever does not arrive.
pub(super) async fn save_mood(people: &People, actor: &Actor, mood: Option<Mood>) -> Result<()> {
    let me = actor.id;
    let saved = people.platform.db.write(work!([] | tx | { store::save_mood(tx, me, mood).await })).await?;
    if saved { Ok(()) } else { Err(Error::NotFound) }
}

/// Whether somebody is asked how it was on a day, by now.
pub(super) fn is_asked(of: &Newcomer, day: i64, now: i64) -> bool {
    of.journey.is_some() && rules::SURVEYS.contains(&day) && of.day(now) >= day
}

/// Answers how it was, for whoever is the manager now, who is told. What was sent stays as it is.
///
/// # Errors
/// `NotFound` for whoever is not asked; the refusals, each at its field; refused once it was answered.
pub(super) async fn answer(people: &People, actor: &Actor, day: i64, typed: &Answers) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    if !is_asked(&running(people, actor.id).await?, day, now) {
        return Err(Error::NotFound);
    }
    let answers = rules::answers(typed)?;
    people
        .platform
        .db
        .write(work!(
            [answers] | tx | {
                let of = running_in(tx, actor.id).await?;
                if !store::answer(tx, actor.id, day, &answers, of.manager, now).await? {
                    return Err(Refusal::new("newcomers.answered").status(409).into());
                }
                match of.manager {
                    Some(manager) => outbox::record(tx, event_id, now, &event("newcomer.answered", &actor, actor.id).about(manager)).await,
                    None => Ok(()),
                }
            }
        ))
        .await
}

/// An event about somebody who arrives.
fn event(kind: &str, actor: &Actor, member: MemberId) -> Event {
    Event::new(kind, actor.id, subject::newcomer(member), ruche_kernel::PlaceId(actor.company.0))
}

/// The colleague of a login, nobody for an empty one.
async fn colleague(people: &People, typed: &str, of: MemberId, field: &'static str) -> Result<Option<MemberId>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let found = members::store::sponsor(&people.platform.db, &normalise_login(typed)).await?;
    match found {
        Some(found) if found == of => Err(Refusal::new("newcomers.oneself").at(field).into()),
        // Nobody accompanies whom they do not see.
        Some(found) if access::seen_among(&people.platform.db, found, &[of.0]).await?.contains(&of) => Ok(Some(found)),
        _ => Err(Refusal::new("newcomers.nobody").at(field).into()),
    }
}

/// Names the buddy of somebody whose arrival the actor follows, by a login; nobody by an empty one. The buddy is told.
///
/// # Errors
/// `NotFound` for anyone but the manager; refused at `buddy`.
pub(super) async fn name_buddy(people: &People, actor: &Actor, member: MemberId, typed: &str) -> Result<()> {
    let (_, companion) = accompanied(people, actor, member).await?;
    if !companion.manager {
        return Err(Error::NotFound);
    }
    let buddy = colleague(people, typed, member, "buddy").await?;
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let of = running_in(tx, member).await?;
                if of.manager != Some(actor.id) {
                    return Err(Error::NotFound);
                }
                store::save_buddy(tx, &of, buddy).await?;
                tell_companion(tx, event_id, now, &actor, member, ("newcomer.given_buddy", of.buddy, buddy)).await
            }
        ))
        .await
}

/// Tells whoever accompanies from now on and did not before.
async fn tell_companion(
    tx: &mut Tx,
    event_id: i64,
    now: i64,
    actor: &Actor,
    member: MemberId,
    (kind, before, after): (&str, Option<MemberId>, Option<MemberId>),
) -> Result<()> {
    match after.filter(|_| before != after) {
        Some(companion) => outbox::record(tx, event_id, now, &event(kind, actor, member).about(companion)).await,
        None => Ok(()),
    }
}

/// What was asked, or nothing where it was refused: the refusals of a form are told together.
fn heed<T>(asked: Result<T>, refusals: &mut Vec<Refusal>) -> Result<Option<T>> {
    match asked {
        Ok(value) => Ok(Some(value)),
        Err(Error::Refused(wrong)) => {
            refusals.extend(wrong);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What an administrator types about somebody who arrives.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub journey: Option<i64>,
    /// A day.
    pub started: String,
    /// Logins.
    pub buddy: String,
    pub manager: String,
}

/// Leads somebody by a journey, from a day on, accompanied by whom. Those who accompany and the person are told of what is new.
///
/// # Errors
/// `NotFound` for whoever is no employee who is here; the refusals, each at its field.
pub(super) async fn assign(people: &People, actor: &Actor, member: MemberId, typed: &Typed) -> Result<()> {
    let platform = &people.platform;
    let arrived = store::arrived(&platform.db, member).await?.ok_or(Error::NotFound)?;
    let now = platform.now();
    let mut refusals = Vec::new();
    let started_at = heed(rules::start(&typed.started, now, &arrived.zone), &mut refusals)?;
    let buddy = heed(colleague(people, &typed.buddy, member, "buddy").await, &mut refusals)?.flatten();
    let manager = heed(colleague(people, &typed.manager, member, "manager").await, &mut refusals)?.flatten();
    let Some(started_at) = started_at.filter(|_| refusals.is_empty()) else { return Err(Error::Refused(refusals)) };
    let day = rules::day(started_at, now, &arrived.zone);
    let assigned = Assigned {
        journey: typed.journey,
        started_at,
        buddy,
        manager,
        told_day: day.max(0),
        next_at: rules::next_morning(now, &arrived.zone),
    };
    let (actor, ids) = (*actor, [platform.id(), platform.id(), platform.id()]);
    platform
        .db
        .write(work!(
            [] | tx | {
                if let Some(journey) = assigned.journey
                    && !journeys::exists(tx, journey).await?
                {
                    return Err(Refusal::new("newcomers.journey_unknown").at("journey").into());
                }
                let before = store::find_in(tx, member).await?;
                let same_start = before.as_ref().is_some_and(|of| rules::day(of.started_at, assigned.started_at, &of.zone) == 0);
                let led = |of: &Newcomer| of.journey.as_ref().map(|(id, ..)| *id).filter(|_| of.ended_at.is_none());
                let same_journey = before.as_ref().and_then(led) == assigned.journey;
                // What was to be told goes on where only the companions change.
                let told_day = before.as_ref().filter(|_| same_start && same_journey).map_or(assigned.told_day, |of| of.told_day);
                let started_at = before.as_ref().filter(|_| same_start).map_or(assigned.started_at, |of| of.started_at);
                store::assign(tx, member, &Assigned { told_day, started_at, ..assigned }).await?;
                store::tick_facts(tx, member, now).await?;
                let known = |of: fn(&Newcomer) -> Option<MemberId>| before.as_ref().filter(|of| of.ended_at.is_none()).and_then(of);
                tell_companion(tx, ids[0], now, &actor, member, ("newcomer.given_buddy", known(|of| of.buddy), assigned.buddy)).await?;
                tell_companion(tx, ids[1], now, &actor, member, ("newcomer.given_manager", known(|of| of.manager), assigned.manager))
                    .await?;
                if assigned.journey.is_some() && !same_journey {
                    outbox::record(tx, ids[2], now, &event("newcomer.begun", &actor, member).about(member)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Ends it before its time, or goes on. Twice is once.
///
/// # Errors
/// `NotFound` for whoever never arrived.
pub(super) async fn end(people: &People, member: MemberId, over: bool) -> Result<()> {
    let now = people.platform.now();
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let of = store::find_in(tx, member).await?.ok_or(Error::NotFound)?;
                match (over, of.ended_at.is_some()) {
                    (true, false) => store::end(tx, &of, now).await.map(|_| ()),
                    (false, true) => store::resume(tx, &of, rules::next_morning(now, &of.zone)).await,
                    _ => Ok(()),
                }
            }
        ))
        .await
}
