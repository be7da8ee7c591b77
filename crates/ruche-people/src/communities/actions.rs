//! What can be done about communities and who belongs to them: one function a verb, one transaction each.

use super::rules::{self, Access, NewCommunity, Pending, Welcome};
use super::store;
use crate::People;
use crate::access::{self, Standing};
use crate::{members, sign_in};
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, MemberKind, PlaceId, Refusal, Result, SubjectRef, names};
use ruche_platform::db::Tx;
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{outbox, secret, work};
use ruche_web::Sweep;
use std::sync::Arc;

/// An event on a community. The id is made before the transaction.
pub(super) fn event(kind: &str, actor: MemberId, place: PlaceId) -> Event {
    Event::new(kind, actor, SubjectRef::new("community", place.0), place)
}

/// Makes a community whose owner is `owner`.
///
/// # Errors
/// The refusals, each at its field; `Forbidden` for a partner or someone who left.
pub async fn create(people: &People, community: &NewCommunity, owner: MemberId) -> Result<PlaceId> {
    create_once(people, community, owner, None).await
}

/// The same by a form whose `key`, where it has one, makes a single community however often it is sent.
///
/// # Errors
/// As [`create`], and `Conflict` when the key came with something else.
pub async fn create_once(people: &People, community: &NewCommunity, owner: MemberId, key: Option<String>) -> Result<PlaceId> {
    let mut community = community.clone();
    let refusals = community.check();
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{community:?}")), kind: "community" });
    let (id, event_id, now) = (PlaceId(people.platform.id()), people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write_once(work!(
            [community, sending] | tx | {
                if let Some(sending) = &sending
                    && let Some(made) = sending.made(tx, owner).await?
                {
                    let Made::Same(made) = made else { return Err(Error::Conflict) };
                    return Ok(PlaceId(made));
                }
                match person(tx, id, owner, now).await {
                    Ok((MemberKind::Employee, _)) => {}
                    Ok(_) | Err(Error::NotFound) => return Err(Error::Forbidden),
                    Err(error) => return Err(error),
                }
                store::insert_in(tx, id, &community, now).await?;
                store::founded_by(tx, id, owner).await?;
                store::add_member_in(tx, id, owner, Standing::Owner, now, MemberKind::Employee).await?;
                if let Some(sending) = &sending {
                    sending.keep(tx, owner, id.0, now).await?;
                }
                outbox::record(tx, event_id, now, &event("membership.joined", owner, id)).await?;
                Ok(id)
            }
        ))
        .await
}

/// Changes the settings. `open_past` says that the owner knows that every employee will read what was written so far.
///
/// # Errors
/// `NotFound` for someone who may not see the community, `Forbidden` for anyone but an owner, else the refusals, each at its
/// field: one of them at `open_past` when it is needed.
pub async fn save(people: &People, actor: &Actor, place: PlaceId, settings: &NewCommunity, open_past: bool) -> Result<()> {
    let mut settings = settings.clone();
    let refusals = settings.check();
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [settings, refusals] | tx | {
                let before = store::lock(tx, &actor, place, now).await?;
                rules::own(before.tie.standing)?;
                let mut refusals = refusals;
                if rules::opens_past(before.access, settings.access) && !open_past {
                    refusals.push(Refusal::new("communities.open_past").at("open_past"));
                }
                if !refusals.is_empty() {
                    return Err(Error::Refused(refusals));
                }
                store::save(tx, place, &settings).await?;
                outbox::record(tx, event_id, now, &event("community.changed", actor.id, place)).await
            }
        ))
        .await
}

/// Joins, by oneself in an open community, or by the invitation one has. Joining twice is joining once.
///
/// # Errors
/// `NotFound` for a community one may not see, refused where one is to ask or to be invited first, and in an archived one.
pub async fn join(people: &People, actor: &Actor, place: PlaceId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                access::changes(community.archived_at.is_some())?;
                if rules::join(community.access, community.tie)?
                    && store::add_member_in(tx, place, actor.id, Standing::Member, now, actor.kind).await?
                {
                    outbox::record(tx, event_id, now, &event("membership.joined", actor.id, place)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Leaves, and tells whether the community can still be seen from outside. Leaving twice is leaving once.
///
/// # Errors
/// `NotFound` for a community one may not see, refused for the last owner.
pub async fn leave(people: &People, actor: &Actor, place: PlaceId) -> Result<bool> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                if let Some(role) = community.tie.standing {
                    rules::leave(role, store::owners_in(tx, place).await?)?;
                    end_membership(tx, place, actor.id, actor.kind, event_id, now, &event("membership.left", actor.id, place)).await?;
                }
                Ok(actor.is_employee() && community.access != Access::Unlisted)
            }
        ))
        .await
}

pub(super) async fn end_membership(
    tx: &mut Tx,
    place: PlaceId,
    member: MemberId,
    kind: MemberKind,
    event_id: i64,
    now: i64,
    event: &Event,
) -> Result<()> {
    if store::remove_member_in(tx, place, member, kind).await? {
        store::delete_invitations(tx, place, member).await?;
        outbox::record(tx, event_id, now, event).await?;
    }
    Ok(())
}

/// Asks the owners to be let in. Asking twice is asking once.
///
/// # Errors
/// `NotFound` for a community one may not see, refused where asking is not the way in and for a long message.
pub async fn ask(people: &People, actor: &Actor, place: PlaceId, message: &str) -> Result<()> {
    let message = names::clean_text(message).trim().to_owned();
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [message] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                access::changes(community.archived_at.is_some())?;
                if community.withheld {
                    return Err(Refusal::new("communities.terms_first").into());
                }
                if rules::ask(community.access, community.tie, &message)?
                    && store::insert_pending(tx, place, actor.id, None, &message, now).await?
                {
                    outbox::record(tx, event_id, now, &event("membership.asked", actor.id, place)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Accepts a request.
///
/// # Errors
/// `NotFound` for a community one may not see and for someone who did not ask, `Forbidden` for those who do not decide.
pub async fn accept(people: &People, actor: &Actor, place: PlaceId, member: MemberId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::decide(community.tie.standing)?;
                access::changes(community.archived_at.is_some())?;
                let (kind, tie) = person(tx, place, member, now).await?;
                match (tie.standing, tie.pending) {
                    (Some(_), _) => return Ok(()),
                    (None, Some(Pending::Asked)) => {}
                    (None, _) => return Err(Error::NotFound),
                }
                store::add_member_in(tx, place, member, Standing::Member, now, kind).await?;
                outbox::record(tx, event_id, now, &event("membership.accepted", actor.id, place).about(member)).await
            }
        ))
        .await
}

/// Someone who is here, and what they are to the place.
async fn person(tx: &mut Tx, place: PlaceId, member: MemberId, now: i64) -> Result<(MemberKind, rules::Tie)> {
    store::people_in(tx, place, &[member.0], now).await?.get(&member.0).copied().ok_or(Error::NotFound)
}

/// Ends what is pending: one's own request or invitation, a request one refuses, an invitation one takes back. Ending what
/// has ended already changes nothing.
///
/// # Errors
/// `NotFound` for a community one may not see, `Forbidden` for those who may not end it.
pub async fn end_pending(people: &People, actor: &Actor, place: PlaceId, member: MemberId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                let own = actor.id == member;
                // Who may end nothing here is not told who waits.
                if !own {
                    rules::decide(community.tie.standing)?;
                }
                let Some(pending) = store::people_in(tx, place, &[member.0], now).await?.get(&member.0).and_then(|(_, tie)| tie.pending)
                else {
                    return Ok(());
                };
                rules::end_pending(community.tie.standing, own, pending)?;
                store::delete_pending(tx, place, member).await?;
                outbox::record(tx, event_id, now, &event(rules::ended(own, pending), actor.id, place).about(member)).await
            }
        ))
        .await
}

/// Brings people in, and tells how many were invited: employees answer for themselves, those who asked are accepted,
/// partners become members at once.
///
/// # Errors
/// `NotFound` for a community one may not see and for people who are not here, `Forbidden` for anyone but an owner, refused
/// for nobody or too many.
pub async fn invite(people: &People, actor: &Actor, place: PlaceId, members: &[MemberId]) -> Result<usize> {
    let mut ids: Vec<i64> = members.iter().map(|m| m.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(Refusal::new("communities.nobody_chosen").at("member").into());
    }
    if ids.len() > rules::MAX_INVITED {
        return Err(Refusal::new("communities.too_many_people").at("member").with("max", 50).into());
    }
    let guests: Arc<Vec<(i64, i64)>> = Arc::new(ids.into_iter().map(|id| (id, people.platform.id())).collect());
    let (actor, now) = (*actor, people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [guests] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::own(community.tie.standing)?;
                access::changes(community.archived_at.is_some())?;
                let ids: Vec<i64> = guests.iter().map(|(id, _)| *id).collect();
                let known = store::people_in(tx, place, &ids, now).await?;
                let mut invited = 0;
                for (id, event_id) in guests.iter() {
                    let (kind, tie) = known.get(id).copied().ok_or(Error::NotFound)?;
                    let guest = MemberId(*id);
                    let happened = match rules::welcome(kind, tie) {
                        Welcome::Already => continue,
                        Welcome::Invited => {
                            store::insert_pending(tx, place, guest, Some(actor.id), "", now).await?;
                            invited += 1;
                            "membership.invited"
                        }
                        welcome => {
                            store::add_member_in(tx, place, guest, Standing::Member, now, kind).await?;
                            if welcome == Welcome::Added { "membership.joined" } else { "membership.accepted" }
                        }
                    };
                    outbox::record(tx, *event_id, now, &event(happened, actor.id, place).about(guest)).await?;
                }
                Ok(invited)
            }
        ))
        .await
}

/// Removes someone from a community. Removing twice is removing once; removing oneself is leaving.
///
/// # Errors
/// `NotFound` for a community one may not see, `Forbidden` for those who may not remove this member, refused for the last owner.
pub async fn remove(people: &People, actor: &Actor, place: PlaceId, member: MemberId) -> Result<()> {
    if actor.id == member {
        return leave(people, actor, place).await.map(|_| ());
    }
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::decide(community.tie.standing)?;
                let Some((role, kind)) = store::member_in(tx, place, member).await? else { return Ok(()) };
                rules::remove(community.tie.standing, role)?;
                end_membership(tx, place, member, kind, event_id, now, &event("membership.left", actor.id, place).about(member)).await
            }
        ))
        .await
}

/// Gives a member a role.
///
/// # Errors
/// `NotFound` for a community one may not see and for someone who is no member, `Forbidden` for anyone but an owner, refused
/// for a partner, and when the last owner would be none.
pub async fn give_role(people: &People, actor: &Actor, place: PlaceId, member: MemberId, role: Standing) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::own(community.tie.standing)?;
                let (from, kind) = store::member_in(tx, place, member).await?.ok_or(Error::NotFound)?;
                if rules::give_role(community.tie.standing, kind, from, role, store::owners_in(tx, place).await?)? {
                    store::save_role(tx, place, member, role).await?;
                    // Who owns no more has nobody to invite.
                    if from == Standing::Owner {
                        store::delete_invitations(tx, place, member).await?;
                    }
                    outbox::record(tx, event_id, now, &event("community.changed", actor.id, place).about(member)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Names an owner where nobody looks after a community any more: a colleague of the administrator, who joins it and is told so.
///
/// # Errors
/// `NotFound` for someone who does not administer and for a community that has an owner; refused for someone who is no employee
/// and for the administrator, to whom administering opens no door.
pub async fn appoint(people: &People, actor: &Actor, place: PlaceId, login: &str) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let login = sign_in::actions::normalise_login(login);
    let owner = members::store::sponsor(&people.platform.db, &login).await?;
    let owner = owner.ok_or(Refusal::new("members.sponsor_unknown").at("login"))?;
    if owner == actor.id {
        return Err(Refusal::new("communities.own_owner").at("login").into());
    }
    let (event_id, now) = (people.platform.id(), people.platform.now());
    let event = event("membership.joined", actor.id, place).about(owner);
    people
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if !store::hold(tx, place).await? || store::owners_in(tx, place).await? > 0 {
                    return Err(Error::NotFound);
                }
                if !store::add_member_in(tx, place, owner, Standing::Owner, now, MemberKind::Employee).await? {
                    store::save_role(tx, place, owner, Standing::Owner).await?;
                }
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Invitations that nobody answered end.
pub(super) struct ExpireInvitations(pub People);

#[async_trait]
impl Sweep for ExpireInvitations {
    fn name(&self) -> &'static str {
        "communities.expire_invitations"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0.platform.db.write(work!([] | tx | { store::delete_old_invitations(tx, now - rules::INVITATION_MS).await })).await
    }
}
