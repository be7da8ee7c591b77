//! What can be done with these addresses.

use super::store::{self, Target};
use super::{GIVEN, MAX_FEEDS};
use crate::posts::model::Post;
use crate::{Content, posts, topics};
use ruche_kernel::{Actor, Cursor, Error, Refusal, Result};
use ruche_people::members::store::Acting;
use ruche_people::{communities, members};
use ruche_platform::{secret, work};
use ruche_web::limits::{Act, Limits};

/// What is told of a target to whoever reads it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub target: Target,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Its page.
    pub url: String,
}

/// A community that the actor reads.
///
/// # Errors
/// `NotFound` when not.
pub(super) async fn community(content: &Content, actor: &Actor, id: ruche_kernel::PlaceId) -> Result<Told> {
    let community = communities::see(&content.platform.db, actor, id, content.platform.now()).await?;
    if !community.reads {
        return Err(Error::NotFound);
    }
    Ok(Told { target: Target::Community(id), name: community.name, about: community.description, url: format!("/communities/{id}") })
}

/// A topic that the actor reads somewhere, by the word that it is called now.
///
/// # Errors
/// `NotFound` when not.
pub(super) async fn topic(content: &Content, actor: &Actor, key: &str) -> Result<Told> {
    let topic = topics::access::here(content, actor, key).await?;
    let url = topic.mark.url();
    Ok(Told { target: Target::Topic(topic.id), name: format!("#{}", topic.mark.name), about: String::new(), url })
}

/// Makes the actor's address for what was just told to them, in the place of the one before, and gives its secret, which is shown once.
///
/// # Errors
/// Refused beyond [`MAX_FEEDS`]; what the database says, or the system when it gives no randomness.
pub(super) async fn make(content: &Content, actor: &Actor, told: &Told) -> Result<String> {
    let token = secret::random_token()?;
    let (member, target, hash) = (actor.id, told.target, secret::digest(&token));
    let (id, now) = (content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [hash] | tx | {
                if !store::has(tx, member, target).await? && store::count(tx, member).await? >= MAX_FEEDS {
                    return Err(Refusal::new("feeds.too_many").with("max", MAX_FEEDS).status(409).into());
                }
                store::save(tx, id, member, target, &hash, now).await
            }
        ))
        .await?;
    Ok(token)
}

/// Takes one of the actor's addresses back.
///
/// # Errors
/// `NotFound` for one that is not the actor's.
pub(super) async fn delete(content: &Content, actor: &Actor, id: i64) -> Result<()> {
    let member = actor.id;
    let gone = content.platform.db.write(work!([] | tx | { store::delete(tx, id, member).await })).await?;
    if gone { Ok(()) } else { Err(Error::NotFound) }
}

/// What an address gives now.
pub(super) struct Read {
    /// As whom.
    pub acting: Acting,
    /// Of what.
    pub told: Told,
    /// When the address was made, in milliseconds UTC.
    pub made_at: i64,
    /// The newest posts first.
    pub posts: Vec<Post>,
}

/// Reads an address: five statements at most.
///
/// # Errors
/// `NotFound` for an address that is not known, whose owner is not here any more or does not read what it is of; `TooMany` when it is
/// asked for too often.
pub(super) async fn read(content: &Content, limits: &Limits, token: &str) -> Result<Read> {
    let (db, hash, now) = (&content.platform.db, secret::digest(token), content.platform.now());
    let feed = store::of_token(db, &hash).await?.ok_or(Error::NotFound)?;
    limits.take(Act::Feed, feed.id)?;
    let acting = members::store::acting(db, feed.member, now).await?.ok_or(Error::NotFound)?;
    let (told, posts) = match feed.target {
        Target::Community(id) => {
            (community(content, &acting.actor, id).await?, posts::store::newest_of_place(db, feed.member, id, GIVEN).await?)
        }
        Target::Topic(id) => {
            let key = store::topic_key(db, id).await?;
            let told = topic(content, &acting.actor, &key).await?;
            (told, posts::store::of_topic(db, feed.member, &key, Cursor::NEWEST, GIVEN).await?)
        }
    };
    store::note_use(db, &hash, feed.used_on, now);
    Ok(Read { acting, told, made_at: feed.created_at, posts })
}
