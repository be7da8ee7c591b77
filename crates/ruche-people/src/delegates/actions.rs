//! Naming a delegate, and taking that back.

use super::store;
use crate::{People, access, members, sign_in};
use ruche_kernel::{Actor, Error, MemberId, Refusal, Result};
use ruche_platform::work;

/// The most delegates of one person.
const MOST: i64 = 10;

/// Lets the colleague of this login publish in the actor's name.
///
/// # Errors
/// `NotFound` for a partner; refused at `login` when no colleague has it, for oneself, and beyond ten.
pub(super) async fn add(people: &People, actor: &Actor, login: &str) -> Result<MemberId> {
    if !actor.is_employee() {
        return Err(Error::NotFound);
    }
    let found = members::store::sponsor(&people.platform.db, &sign_in::actions::normalise_login(login)).await?;
    let delegate = found.ok_or(Refusal::new("delegates.unknown").at("login"))?;
    // Whom one does not see does not exist.
    if access::see_member(&people.platform.db, actor, delegate).await.is_err() {
        return Err(Refusal::new("delegates.unknown").at("login").into());
    }
    if delegate == actor.id {
        return Err(Refusal::new("delegates.own").at("login").into());
    }
    let (actor, now) = (*actor, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if store::count_in(tx, actor.id).await? >= MOST {
                    return Err(Refusal::new("delegates.many").at("login").with("max", MOST).into());
                }
                store::insert(tx, actor.id, delegate, now).await?;
                Ok(delegate)
            }
        ))
        .await
}

/// Lets somebody publish in the actor's name no more. What they published stays.
///
/// # Errors
/// What the database says.
pub(super) async fn remove(people: &People, actor: &Actor, delegate: MemberId) -> Result<()> {
    let actor = *actor;
    people.platform.db.write(work!([] | tx | { store::delete(tx, actor.id, delegate).await })).await
}
