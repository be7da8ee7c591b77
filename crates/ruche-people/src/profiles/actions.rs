//! Writing one's own profile, and what administrators add to those of the company. One function a verb, one transaction each.

use super::fields::{Field, MAX_FIELDS};
use super::rules::{About, Contact, Experience, MAX_EXPERIENCES, Status};
use super::store;
use crate::members::held;
use crate::{People, access};
use ruche_kernel::{Actor, Error, Event, MemberId, MemberKind, PlaceId, Refusal, Result, SubjectRef, names};
use ruche_platform::keys::Sending;
use ruche_platform::{outbox, secret, work};

/// The event of a profile that says something else.
fn changed(actor: &Actor, member: MemberId) -> Event {
    Event::new("member.detailed", actor.id, SubjectRef::new("member", member.0), PlaceId(actor.company.0))
}

/// Programs have no profile of this kind.
fn person(actor: &Actor) -> Result<()> {
    if actor.kind == MemberKind::Bot { Err(Error::NotFound) } else { Ok(()) }
}

/// Keeps how the name is said, what one can be asked about, and what the person fills in of the fields of the company: all, or nothing.
///
/// # Errors
/// `NotFound` for a program; the refusals, each at its field (those of the company by their number).
pub(super) async fn save_about(people: &People, actor: &Actor, about: &About, values: &[(i64, String)]) -> Result<Vec<(i64, Refusal)>> {
    person(actor)?;
    let about = about.check().map_err(Error::Refused)?;
    fill(people, actor, actor.id, Some(about), values).await
}

/// Keeps what `actor` fills in of the fields of the company for somebody. Gives what was refused, by the number of the field; nothing is
/// kept then.
///
/// # Errors
/// `NotFound` for a field that `actor` does not fill in there.
pub(super) async fn fill(
    people: &People,
    actor: &Actor,
    member: MemberId,
    about: Option<About>,
    values: &[(i64, String)],
) -> Result<Vec<(i64, Refusal)>> {
    let (event_id, now, values) = (people.platform.id(), people.platform.now(), values.to_vec());
    let (event, actor) = (changed(actor, member), *actor);
    people
        .platform
        .db
        .write(work!(
            [event, about, values] | tx | {
                if !values.is_empty() && !store::is_employee(tx, member).await? {
                    return Err(Error::NotFound);
                }
                let (mut refused, mut kept, held) = (Vec::new(), Vec::new(), held::of_in(tx, member).await?);
                for (id, typed) in &values {
                    let field = store::find_field_in(tx, *id).await?;
                    if !field.may_fill(&actor, member) {
                        return Err(Error::NotFound);
                    }
                    if held.says_added(*id) {
                        if names::clean_line(typed) != store::value_in(tx, member, *id).await? {
                            refused.push((*id, Refusal::new("members.said_by_directory")));
                        }
                        continue;
                    }
                    match field.value(typed) {
                        Ok(value) => kept.push((*id, value)),
                        Err(refusal) => refused.push((*id, refusal)),
                    }
                }
                if !refused.is_empty() {
                    return Ok(refused);
                }
                store::set_values(tx, member, &kept).await?;
                if let Some(about) = &about {
                    store::save_about(tx, member, about).await?;
                }
                outbox::record(tx, event_id, now, &event).await?;
                Ok(refused)
            }
        ))
        .await
}

/// Keeps how and when to reach the actor, and who is told.
///
/// # Errors
/// `NotFound` for a program; the refusals, each at its field.
pub(super) async fn save_contact(people: &People, actor: &Actor, contact: &Contact) -> Result<()> {
    person(actor)?;
    let (contact, member) = (contact.check().map_err(Error::Refused)?, actor.id);
    people.platform.db.write(work!([contact] | tx | { store::save_contact(tx, member, &contact).await })).await
}

/// Keeps what the actor is at, and whether it is shown that they are here.
///
/// # Errors
/// `NotFound` for a program; the refusals, each at its field.
pub(super) async fn save_status(people: &People, actor: &Actor, status: &Status, shows_presence: bool) -> Result<()> {
    person(actor)?;
    let (status, member) = (status.check(people.platform.now()).map_err(Error::Refused)?, actor.id);
    people.platform.db.write(work!([status] | tx | { store::save_status(tx, member, &status, shows_presence).await })).await
}

/// Puts what is missing on one's own profile away, or shows it again.
///
/// # Errors
/// What the database says.
pub(super) async fn hide_guide(people: &People, member: MemberId, hidden: bool) -> Result<()> {
    people.platform.db.write(work!([] | tx | { store::save_guide(tx, member, hidden).await })).await
}

/// Adds what the actor did; the same form adds it once.
///
/// # Errors
/// `NotFound` for a program; the refusals, each at its field.
pub(super) async fn add_experience(people: &People, actor: &Actor, one: &Experience, key: Option<String>) -> Result<i64> {
    person(actor)?;
    let one = one.check().map_err(Error::Refused)?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{one:?}")), kind: "experience" });
    let (id, event_id, now, actor) = (people.platform.id(), people.platform.id(), people.platform.now(), *actor);
    let event = changed(&actor, actor.id);
    people
        .platform
        .db
        .write_once(work!(
            [one, event, sending] | tx | {
                if let Some(made) = crate::members::made_before(tx, sending.as_ref(), actor.id, id, now, "title").await? {
                    return Ok(made);
                }
                if store::count_experiences(tx, actor.id).await? >= MAX_EXPERIENCES {
                    return Err(Refusal::new("profiles.experiences_many").at("title").with("max", MAX_EXPERIENCES).into());
                }
                store::insert_experience(tx, id, actor.id, &one, now).await?;
                outbox::record(tx, event_id, now, &event).await?;
                Ok(id)
            }
        ))
        .await
}

/// Changes what the actor did.
///
/// # Errors
/// `NotFound` for what is not theirs; the refusals, each at its field.
pub(super) async fn save_experience(people: &People, actor: &Actor, id: i64, one: &Experience) -> Result<()> {
    let one = one.check().map_err(Error::Refused)?;
    let (event_id, now, event, member) = (people.platform.id(), people.platform.now(), changed(actor, actor.id), actor.id);
    people
        .platform
        .db
        .write(work!(
            [one, event] | tx | {
                if !store::save_experience(tx, id, member, &one).await? {
                    return Err(Error::NotFound);
                }
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Takes what the actor did away, or brings it back within 30 days. Twice is once.
///
/// # Errors
/// `NotFound` for what is not theirs.
pub(super) async fn keep_experience(people: &People, actor: &Actor, id: i64, kept: bool) -> Result<()> {
    let (event_id, now, event, member) = (people.platform.id(), people.platform.now(), changed(actor, actor.id), actor.id);
    people
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if !store::keep_experience(tx, id, member, (!kept).then_some(now)).await? {
                    return Err(Error::NotFound);
                }
                if kept && store::count_experiences(tx, member).await? > MAX_EXPERIENCES {
                    return Err(Refusal::new("profiles.experiences_many").at("title").with("max", MAX_EXPERIENCES).into());
                }
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// The event of a field that is shown to others, is called otherwise or is gone.
fn field_changed(actor: &Actor, id: i64) -> Event {
    Event::new("profile_field.changed", actor.id, SubjectRef::new("profile_field", id), PlaceId(actor.company.0))
}

/// Adds a field to the profiles of employees; the same form adds it once.
///
/// # Errors
/// `NotFound` for anyone but an administrator; the refusals, each at its field.
pub(super) async fn add_field(people: &People, actor: &Actor, field: &Field, key: Option<String>) -> Result<i64> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let field = field.check().map_err(Error::Refused)?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{field:?}")), kind: "profile_field" });
    let (id, now, by) = (people.platform.id(), people.platform.now(), actor.id);
    people
        .platform
        .db
        .write_once(work!(
            [field, sending] | tx | {
                if let Some(made) = crate::members::made_before(tx, sending.as_ref(), by, id, now, "name_fr").await? {
                    return Ok(made);
                }
                if store::count_fields(tx).await? >= MAX_FIELDS {
                    return Err(Refusal::new("profiles.fields_many").at("name_fr").with("max", MAX_FIELDS).into());
                }
                store::insert_field(tx, id, &field, now).await?;
                Ok(id)
            }
        ))
        .await
}

/// Changes a field. What it holds (words, a date…) stays as it was made, since what is filled in could not be read otherwise.
///
/// # Errors
/// `NotFound` for anyone but an administrator and for a field that is not there; the refusals, each at its field.
pub(super) async fn save_field(people: &People, actor: &Actor, id: i64, field: &Field) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (event_id, now, event) = (people.platform.id(), people.platform.now(), field_changed(actor, id));
    let field = field.clone();
    people
        .platform
        .db
        .write(work!(
            [field, event] | tx | {
                let holds = store::find_field_in(tx, id).await?.holds;
                let field = Field { holds, ..field }.check().map_err(Error::Refused)?;
                store::save_field(tx, id, &field).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Takes a field away with all it holds, or brings it back within 30 days. Twice is once.
///
/// # Errors
/// `NotFound` for anyone but an administrator and for a field that never was, or is forgotten by now.
pub(super) async fn keep_field(people: &People, actor: &Actor, id: i64, kept: bool) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (event_id, now, event) = (people.platform.id(), people.platform.now(), field_changed(actor, id));
    people
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if !store::keep_field(tx, id, (!kept).then_some(now)).await? {
                    return Err(Error::NotFound);
                }
                if kept && store::count_fields(tx).await? > MAX_FIELDS {
                    return Err(Refusal::new("profiles.fields_many").at("name_fr").with("max", MAX_FIELDS).into());
                }
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Which of the fields of somebody `actor` fills in.
///
/// # Errors
/// `NotFound` for whom the actor does not see.
pub(super) async fn fillable(people: &People, actor: &Actor, member: MemberId) -> Result<Vec<store::Filled>> {
    access::see_member(&people.platform.db, actor, member).await?;
    let filled = store::filled(&people.platform.db, member).await?;
    Ok(filled.into_iter().filter(|one| one.field.may_fill(actor, member)).collect())
}
