//! What is done with incoming webhooks.

use super::store::{self, Hook};
use crate::Content;
use crate::posts::drafts::actions::{Appeared, Sent, appear};
use crate::posts::drafts::model::{Writer, Written};
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, Error, Event, MemberId, MemberKind, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::access::{self, Standing};
use ruche_people::bots::actions::Bot;
use ruche_people::communities::{self, store::Community};
use ruche_people::members;
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{outbox, secret, work};
use ruche_web::limits::{Act, Limits};

/// The most incoming webhooks of a community.
const MOST: i64 = 20;

/// A community of the actor's, and its incoming webhooks.
///
/// # Errors
/// As [`communities::own`].
pub(super) async fn list(content: &Content, actor: &Actor, place: PlaceId) -> Result<(Community, Vec<Hook>)> {
    let community = communities::own(&content.platform.db, actor, place, content.platform.now()).await?;
    Ok((community, store::list(&content.platform.db, place).await?))
}

/// Makes one with its bot, once for a key, and gives it with what its address ends with, which is shown once: the same form sent again
/// gives the same webhook another address.
///
/// # Errors
/// As [`communities::own`], else the refusals, each at its field.
pub(super) async fn make(content: &Content, actor: &Actor, place: PlaceId, name: &str, key: Option<String>) -> Result<(Hook, String)> {
    let now = content.platform.now();
    let community = communities::own(&content.platform.db, actor, place, now).await?;
    access::changes(community.archived_at.is_some())?;
    // Its profile does not name the community, which may be unlisted.
    let bot = Bot::checked(name, "", actor.id)?;
    let token = secret::random_token()?;
    let hash = secret::digest(&token);
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{place:?}{}", bot.name())), kind: "incoming" });
    let (id, member, event) = (content.platform.id(), MemberId(content.platform.id()), content.platform.id());
    let hook = Hook { id, place, bot: member, name: bot.name().to_owned(), created_at: now, used_on: None };
    let actor = *actor;
    let made = content
        .platform
        .db
        .write_once(work!(
            [bot, hook, hash, sending] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                if let Some(sending) = &sending {
                    match sending.made(tx, actor.id).await? {
                        None => sending.keep(tx, actor.id, hook.id, now).await?,
                        Some(Made::Same(id)) => {
                            store::save_token(tx, place, id, &hash).await?;
                            return store::find_in(tx, place, id).await?.ok_or(Error::NotFound);
                        }
                        Some(Made::Other(_)) => return Err(Error::Conflict),
                    }
                }
                if store::count(tx, place).await? >= MOST {
                    return Err(Refusal::new("incoming.many").with("max", MOST).into());
                }
                bot.insert(tx, member, now).await?;
                communities::store::add_member_in(tx, place, member, Standing::Member, now, MemberKind::Bot).await?;
                store::insert(tx, &hook, &hash).await?;
                let joined = Event::new("membership.joined", actor.id, SubjectRef::new("community", place.0), place).about(member);
                outbox::record(tx, event, now, &joined).await?;
                Ok(hook)
            }
        ))
        .await?;
    Ok((made, token))
}

/// Gives one another address, in the place of the one before, which ends.
///
/// # Errors
/// As [`communities::own`], and `NotFound`.
pub(super) async fn replace(content: &Content, actor: &Actor, place: PlaceId, id: i64) -> Result<String> {
    let token = secret::random_token()?;
    let (actor, hash, now) = (*actor, secret::digest(&token), content.platform.now());
    let saved = content
        .platform
        .db
        .write(work!(
            [hash] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                store::save_token(tx, place, id, &hash).await
            }
        ))
        .await?;
    if saved == 0 { Err(Error::NotFound) } else { Ok(token) }
}

/// Removes one, and closes its bot: what it wrote stays.
///
/// # Errors
/// As [`replace`].
pub(super) async fn remove(content: &Content, actor: &Actor, place: PlaceId, id: i64) -> Result<()> {
    let (actor, event, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                let hook = store::find_in(tx, place, id).await?.ok_or(Error::NotFound)?;
                store::delete(tx, place, id).await?;
                if members::store::leave(tx, hook.bot, now).await? {
                    let left = Event::new("member.left", actor.id, SubjectRef::new("member", hook.bot.0), actor.company).about(hook.bot);
                    outbox::record(tx, event, now, &left).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// The incoming webhook of an address, when it may post now. What is not known is not told from what was removed.
///
/// # Errors
/// `NotFound`; `TooMany` when it is used too often.
pub(super) async fn open(content: &Content, limits: &Limits, token: &str) -> Result<(Hook, Actor, String)> {
    let db = &content.platform.db;
    let hook = store::of_token(db, &secret::digest(token)).await?.ok_or(Error::NotFound)?;
    let acting = members::store::acting(db, hook.bot, content.platform.now()).await?.ok_or(Error::NotFound)?;
    limits.take(Act::Hook, hook.id)?;
    Ok((hook, acting.actor, acting.locale))
}

/// Has a text appear as the bot of an incoming webhook, once for a key.
///
/// # Errors
/// The refusals of publishing; `NotFound` for a bot that was put out of the community.
pub(super) async fn post(content: &Content, hook: &Hook, actor: &Actor, language: &str, body: String, key: String) -> Result<Appeared> {
    let now = content.platform.now();
    let voice = communities::may_write(&content.platform.db, actor, hook.place, now).await?;
    let sent = Sent { key, version: 0, writer: String::new(), place: hook.place, written: Written { body, ..Written::default() } };
    let appeared = appear(content, actor, &Writer { zone: &TimeZone::UTC, language }, &sent, voice).await?;
    store::note_use(&content.platform.db, hook, now);
    Ok(appeared)
}
