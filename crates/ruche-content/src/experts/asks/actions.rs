//! Putting a question to people, passing it on, withdrawing, and saying how many one accepts.

use super::rules::{self, MOST_ACCEPTED, State, WAVES, WEEK_MS};
use super::store::{self, NewAsk, Question};
use crate::Content;
use crate::experts::find::{self, Asked, Reader};
use crate::experts::rank;
use crate::posts::model::PostId;
use ruche_kernel::{Actor, Error, Event, MemberId, Refusal, Result, SubjectRef};
use ruche_people::profiles::rules::Availability;
use ruche_people::{access, members};
use ruche_platform::{outbox, work};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How long a question waits for somebody, in milliseconds: 30 days.
pub(in crate::experts) const KEPT_MS: i64 = 30 * 86_400_000;

/// The place of those to whom a question was passed on: after those of the wave.
const LATER: i64 = 9;

/// Puts a question of one's own to the people who are likeliest to know, among those who read it and accept one more; gives how many.
/// Twice is once.
///
/// # Errors
/// `NotFound` for a question that is not the actor's, and for who is no employee; refused for one that has an answer or is closed;
/// `Unavailable` without an index.
pub(in crate::experts) async fn route(content: &Content, reader: &Reader, post: PostId) -> Result<usize> {
    let question = own(content, &reader.actor, post).await?;
    if store::route(&content.platform.db, post).await?.is_some() {
        return Ok(0);
    }
    if !question.open {
        return Err(Refusal::new("experts.closed").status(409).into());
    }
    wave(content, reader, post, &question, 0).await
}

/// A question of the actor's own.
async fn own(content: &Content, actor: &Actor, post: PostId) -> Result<Question> {
    let question = store::find(&content.platform.db, post).await?;
    question.filter(|one| one.there && one.author == actor.id && actor.is_employee()).ok_or(Error::NotFound)
}

/// Asks the next people, after the wave `before`; gives how many.
pub(super) async fn wave(content: &Content, reader: &Reader, post: PostId, question: &Question, before: i64) -> Result<usize> {
    let (platform, now) = (&content.platform, reader.now);
    let db = &platform.db;
    let likely = find::likely(content, reader, &Asked::of(&question.words, None, None, "")).await?;
    let order: Vec<i64> = rank::spared(likely.order.clone(), &store::firsts(db).await?).into_iter().map(|(id, _)| id).collect();
    let asked: HashSet<i64> = store::asked(db, post).await?.into_iter().collect();
    let readers = access::taking_part_among(db, question.place, &order, now).await?;
    // Whoever said not to be there is not disturbed.
    let is_away = |id: i64| matches!(likely.availability.get(&id), Some(Availability::Away(_)));
    let loads: HashMap<i64, rules::Load> = likely.people.iter().map(|(id, one)| (*id, one.load)).collect();
    let chosen = rules::choose(&order, |id| readers.contains(&id) && !asked.contains(&id) && !is_away(id), &loads);
    let last = before + 1 >= WAVES || chosen.is_empty();
    let widen_at = (!last).then(|| rules::due(now));
    let asks: Vec<(NewAsk, i64)> = (0..)
        .zip(chosen)
        .map(|(position, id)| {
            let ask = NewAsk { id: platform.id(), post, member: MemberId(id), wave: before + 1, position, passed_by: None };
            (ask, platform.id())
        })
        .collect();
    let (asks, actor, place) = (Arc::new(asks), reader.actor, question.place);
    db.write(work!(
        [asks] | tx | {
            // Whatever happened meanwhile: answered, taken away, asked by another node.
            if !store::find_in(tx, post).await?.is_some_and(|now| now.open) || !store::advance(tx, post, before, widen_at).await? {
                return Ok(0);
            }
            let mut told = 0;
            for (ask, event_id) in asks.iter() {
                if store::ask(tx, *ask, now - WEEK_MS, now).await? {
                    let event = Event::new("question.asked", actor.id, SubjectRef::new("post", post.0), place).about(ask.member);
                    outbox::record(tx, *event_id, now, &event).await?;
                    told += 1;
                }
            }
            Ok(told)
        }
    ))
    .await
}

/// Says what one does of a question that one was asked: passes it on, perhaps to a colleague named by address or user name, withdraws,
/// or takes it again. Twice is once.
///
/// # Errors
/// `NotFound` for what one was not asked, or may not read any more; refused at `to` for a colleague who is not there, does not read it,
/// was asked already or accepts no more this week; refused for what is answered.
pub(in crate::experts) async fn settle(content: &Content, actor: &Actor, post: PostId, state: State, to: &str) -> Result<()> {
    let (platform, now) = (&content.platform, content.platform.now());
    let question = store::find(&platform.db, post).await?.filter(|one| one.there).ok_or(Error::NotFound)?;
    access::read_place(&platform.db, actor.id, question.place, now).await?;
    let to = match to.trim() {
        "" => None,
        login => Some(colleague(content, actor, &question, login).await?),
    };
    let (actor, place, ids) = (*actor, question.place, [platform.id(), platform.id()]);
    platform
        .db
        .write(work!(
            [] | tx | {
                let (before, wave) = store::state(tx, post, actor.id).await?.ok_or(Error::NotFound)?;
                match before {
                    State::Answered => return Err(Refusal::new("experts.answered").status(409).into()),
                    before if before == state && to.is_none() => return Ok(()),
                    _ => store::settle(tx, post, actor.id, state, now).await?,
                }
                if let Some(member) = to {
                    let ask = NewAsk { id: ids[0], post, member, wave, position: LATER, passed_by: Some(actor.id) };
                    if !store::ask(tx, ask, now - WEEK_MS, now).await? {
                        return Err(Refusal::new("experts.to_full").at("to").into());
                    }
                    let event = Event::new("question.asked", actor.id, SubjectRef::new("post", post.0), place).about(member);
                    outbox::record(tx, ids[1], now, &event).await?;
                } else if state != State::Waiting {
                    store::hasten(tx, post, now).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// The colleague to whom a question is passed on.
async fn colleague(content: &Content, actor: &Actor, question: &Question, login: &str) -> Result<MemberId> {
    let (db, now) = (&content.platform.db, content.platform.now());
    let refused = |code: &'static str| Error::from(Refusal::new(code).at("to"));
    let member = members::store::by_login(db, login).await?.ok_or_else(|| refused("experts.to_unknown"))?;
    if access::see_member(db, actor, member).await.is_err() || member == actor.id {
        return Err(refused("experts.to_unknown"));
    }
    if member == question.author || !access::taking_part_among(db, question.place, &[member.0], now).await?.contains(&member.0) {
        return Err(refused("experts.to_elsewhere"));
    }
    Ok(member)
}

/// Says how many questions a week one accepts; none for 0.
///
/// # Errors
/// Refused at `limit` for what is no number within bounds.
pub(in crate::experts) async fn accept(content: &Content, actor: &Actor, limit: Option<i64>) -> Result<()> {
    let limit = limit
        .filter(|limit| (0..=MOST_ACCEPTED).contains(limit))
        .ok_or(Refusal::new("experts.limit_wrong").at("limit").with("max", MOST_ACCEPTED))?;
    let member = actor.id;
    content.platform.db.write(work!([] | tx | { store::set_limit(tx, member, limit).await })).await
}
