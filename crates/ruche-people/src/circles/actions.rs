//! What administrators do with circles, one transaction each.

use super::rules::{self, MOST, Typed, Who};
use super::store;
use crate::{People, organisation};
use ruche_kernel::{Actor, Error, Event, PlaceId, Refusal, Result, SubjectRef};
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{outbox, secret, work};
use std::sync::Arc;

fn changed(actor: &Actor, id: PlaceId) -> Event {
    Event::new("circle.changed", actor.id, SubjectRef::new("circle", id.0), actor.company)
}

/// Makes a circle without anybody in it, once for a key.
pub(super) async fn make(people: &People, actor: &Actor, typed: &str, key: Option<String>) -> Result<PlaceId> {
    let name = rules::name(typed)?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&name), kind: "circle" });
    let (actor, id, event_id, now) = (*actor, PlaceId(people.platform.id()), people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write_once(work!(
            [name, sending] | tx | {
                if let Some(sending) = &sending {
                    if let Some(made) = sending.made(tx, actor.id).await? {
                        let Made::Same(made) = made else { return Err(Error::Conflict) };
                        return Ok(PlaceId(made));
                    }
                    sending.keep(tx, actor.id, id.0, now).await?;
                }
                if store::count(tx).await? >= MOST {
                    return Err(Refusal::new("circles.many").at("name").with("max", MOST).into());
                }
                if store::is_called(tx, &name, id).await? {
                    return Err(Refusal::new("circles.name_taken").at("name").into());
                }
                store::insert(tx, id, &name, now).await?;
                outbox::record(tx, event_id, now, &changed(&actor, id)).await?;
                Ok(id)
            }
        ))
        .await
}

/// Gives it another name.
pub(super) async fn rename(people: &People, actor: &Actor, id: PlaceId, typed: &str) -> Result<()> {
    let name = rules::name(typed)?;
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [name] | tx | {
                store::hold(tx, id).await?;
                if store::is_called(tx, &name, id).await? {
                    return Err(Refusal::new("circles.name_taken").at("name").into());
                }
                store::rename(tx, id, &name).await?;
                // What names the place is read again: its people see another name.
                outbox::record(tx, event_id, now, &Event::new("community.changed", actor.id, SubjectRef::new("community", id.0), id)).await
            }
        ))
        .await
}

/// The employees whom an administrator means, and the units or the site by which.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub ids: Vec<i64>,
    pub units: Vec<i64>,
    pub site: Option<i64>,
}

impl Meant {
    /// Some people, whatever else they have in common.
    pub fn people(ids: Vec<i64>) -> Self {
        Self { ids, ..Self::default() }
    }
}

/// The employees whom an administrator means.
pub(super) async fn meant(people: &People, typed: &Typed) -> Result<Meant> {
    let db = &people.platform.db;
    Ok(match typed.who()? {
        Who::Person(person) => Meant::people(vec![organisation::actions::meant(people, &person, "person").await?.0]),
        Who::Unit(unit) => {
            let units = organisation::store::with_below(db, unit).await?.0;
            Meant { ids: store::in_units(db, &units).await?, units, site: None }
        }
        Who::Site(site) => Meant { ids: store::at_site(db, site).await?, units: Vec::new(), site: Some(site) },
    })
}

/// Puts people into a circle, or takes those of them out that are in it; tells how many are elsewhere than before. Whoever comes to the
/// units or the site later, by a directory or an administrator, follows.
pub(super) async fn assign(people: &People, actor: &Actor, id: PlaceId, meant: Meant, inside: bool) -> Result<usize> {
    let (actor, event_id, now, meant) = (*actor, people.platform.id(), people.platform.now(), Arc::new(meant));
    people
        .platform
        .db
        .write(work!(
            [meant] | tx | {
                if store::hold(tx, id).await?.dissolved_at.is_some() {
                    return Err(Refusal::new("circles.dissolved").status(409).into());
                }
                let moved: Vec<i64> = store::whereabouts_in(tx, &meant.ids)
                    .await?
                    .into_iter()
                    .filter(|(_, at)| (*at == Some(id.0)) != inside)
                    .map(|(member, _)| member)
                    .collect();
                store::mark(tx, &meant.units, meant.site, inside.then_some(id)).await?;
                if !moved.is_empty() {
                    store::set(tx, &moved, inside.then_some(id), now).await?;
                    outbox::record(tx, event_id, now, &changed(&actor, id)).await?;
                }
                Ok(moved.len())
            }
        ))
        .await
}

/// Dissolves a circle, or undoes that. Twice is once.
pub(super) async fn dissolve(people: &People, actor: &Actor, id: PlaceId, dissolved: bool) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let circle = store::hold(tx, id).await?;
                match (circle.dissolved_at.is_some(), dissolved) {
                    (false, true) => store::dissolve(tx, id, now).await?,
                    (true, false) if store::is_called(tx, &circle.name, id).await? => {
                        return Err(Refusal::new("circles.name_taken").at("name").into());
                    }
                    (true, false) => store::restore(tx, id).await?,
                    _ => return Ok(()),
                }
                outbox::record(tx, event_id, now, &changed(&actor, id)).await
            }
        ))
        .await
}
