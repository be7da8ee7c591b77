//! What can be done about the organisation.

use super::place::insert_unit;
use super::store::{self, Site, Unit};
use super::{rules, subject};
use crate::{People, members};
use ruche_kernel::{Actor, Error, Event, MemberId, Refusal, Result, SubjectRef, names};
use ruche_platform::db::Tx;
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{outbox, secret, work};

/// Has somebody report to another person, or to nobody, and tells to whom before.
///
/// # Errors
/// `NotFound` for anyone but the person, an administrator and, to send somebody back, whom they report to; refused at `manager` for
/// oneself, for a circle, for somebody who is no employee here, and beyond [`rules::DEEPEST`] levels.
pub async fn set_manager(people: &People, actor: &Actor, member: MemberId, to: Option<MemberId>) -> Result<Option<MemberId>> {
    let (actor, ids, now) = (*actor, [people.platform.id(), people.platform.id()], people.platform.now());
    let named = to.map(|to| Event::new("member.reports", actor.id, subject::report(member), actor.company).about(to));
    // Only the index of search looks at it: nobody's open page changes.
    let event = Event::new("member.changed", actor.id, SubjectRef::new("member", member.0), actor.company);
    people
        .platform
        .db
        .write(work!(
            [event, named] | tx | {
                members::store::take_turns(tx).await?;
                let was = store::reporting(tx, member).await?.filter(|was| was.employee).ok_or(Error::NotFound)?;
                let sent_back = to.is_none() && was.manager == Some(actor.id);
                if !(actor.is_admin() || actor.id == member || sent_back) {
                    return Err(Error::NotFound);
                }
                if was.manager == to {
                    return Ok(to);
                }
                if let Some(to) = to {
                    // Who is beyond the wall does not exist; administrators say it of anyone.
                    if !actor.is_admin() {
                        crate::access::see_member_in(tx, actor.id, to).await?;
                    }
                    may_report(tx, member, to).await?;
                }
                store::report_to(tx, member, was, to).await?;
                outbox::record(tx, ids[0], now, &event).await?;
                if let Some(named) = named {
                    outbox::record(tx, ids[1], now, &named).await?;
                }
                Ok(was.manager)
            }
        ))
        .await
}

async fn may_report(tx: &mut Tx, member: MemberId, to: MemberId) -> Result<()> {
    let refused = |code: &'static str| Error::from(Refusal::new(code).at("manager"));
    if to == member {
        return Err(refused("organisation.oneself"));
    }
    if !store::reporting(tx, to).await?.is_some_and(|to| to.employee) {
        return Err(refused("organisation.nobody"));
    }
    let above = store::chain(tx, to).await?;
    if above.contains(&member.0) {
        return Err(refused("organisation.circle"));
    }
    let levels = i64::try_from(above.len()).unwrap_or(i64::MAX) + 1 + store::height(tx, member).await?;
    if levels > rules::DEEPEST {
        return Err(Refusal::new("organisation.deep").at("manager").with("max", rules::DEEPEST).into());
    }
    Ok(())
}

/// The employee whom somebody means by an address, a user name or a whole name.
///
/// # Errors
/// Refused at `field` where it is nobody, or several.
pub(crate) async fn meant(people: &People, typed: &str, field: &'static str) -> Result<MemberId> {
    let db = &people.platform.db;
    if let Some(found) = members::store::sponsor(db, &crate::sign_in::actions::normalise_login(typed)).await? {
        return Ok(found);
    }
    match store::named_so(db, &names::clean_line(typed)).await?[..] {
        [one] => Ok(one),
        [] => Err(Refusal::new("organisation.nobody").at(field).into()),
        _ => Err(Refusal::new("organisation.several").at(field).into()),
    }
}

/// What an administrator says of a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitEdit {
    /// Its name.
    pub name: String,
    /// The path of the unit it stands below; empty for none.
    pub parent: String,
    /// What it does.
    pub about: String,
    /// Who leads it, by address or name; empty for nobody.
    pub lead: String,
}

/// Which unit is saved.
#[derive(Clone, Debug)]
pub(super) enum Which {
    /// One that is there.
    Old(i64),
    /// A new one, made once for a key.
    New(String),
}

/// Saves a unit, whose name the profiles of its people bear, and gives its id.
///
/// # Errors
/// `NotFound` for who does not administer and for a unit that is not there; the refusals, each at its field; `Conflict` for a key that
/// made another one.
pub(super) async fn save_unit(people: &People, actor: &Actor, which: Which, edit: &UnitEdit) -> Result<i64> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (name, key) = rules::name(&edit.name, "name")?;
    if rules::path(&name).len() != 1 || rules::path(&name)[0] != name {
        return Err(Refusal::new("organisation.name_arrow").at("name").into());
    }
    let about = text(&edit.about, "about")?;
    let lead = if edit.lead.trim().is_empty() { None } else { Some(meant(people, &edit.lead, "lead").await?) };
    let (actor, ids, now) = (*actor, [people.platform.id(), people.platform.id()], people.platform.now());
    let parent = rules::path(&edit.parent);
    let sending = match &which {
        Which::New(key) => Some(Sending { key: key.clone(), hash: secret::digest(&format!("{edit:?}")), kind: "unit" }),
        Which::Old(_) => None,
    };
    let event = move |id| Event::new("unit.changed", actor.id, SubjectRef::new("unit", id), actor.company);
    people
        .platform
        .db
        .write_once(work!(
            [name, key, about, parent, which, sending] | tx | {
                members::store::take_turns(tx).await?;
                if let Some(sending) = &sending {
                    if let Some(made) = sending.made(tx, actor.id).await? {
                        let Made::Same(made) = made else { return Err(Error::Conflict) };
                        return Ok(made);
                    }
                    sending.keep(tx, actor.id, ids[0], now).await?;
                }
                let parent = super::place::existing_unit(tx, &parent, "parent").await?;
                if let (Which::Old(id), Some(parent)) = (&which, parent)
                    && store::is_below(tx, parent, *id).await?
                {
                    return Err(Refusal::new("organisation.unit_circle").at("parent").into());
                }
                let id = match which {
                    Which::Old(id) => store::unit_in(tx, id).await?.id,
                    Which::New(_) => insert_unit(tx, ids[0], parent, (&name, &key), now).await?,
                };
                if store::has_twin(tx, id, parent, &key).await? {
                    return Err(Refusal::new("organisation.twin").at("name").into());
                }
                store::save_unit(tx, &Unit { id, parent, name: name.clone(), about, lead, people: 0 }).await?;
                outbox::record(tx, ids[1], now, &event(id)).await?;
                Ok(id)
            }
        ))
        .await
}

/// Takes away a unit in which nobody is.
///
/// # Errors
/// `NotFound` for who does not administer and for a unit that is not there; refused where people are in it, or units below it.
pub(super) async fn delete_unit(people: &People, actor: &Actor, id: i64) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let unit = store::unit_in(tx, id).await?;
                if unit.people > 0 || store::has_units(tx, id).await? {
                    return Err(Refusal::new("organisation.unit_full").status(409).into());
                }
                store::delete_unit(tx, id).await
            }
        ))
        .await
}

/// What an administrator says of a site.
#[derive(Clone, Debug, Default)]
pub(super) struct SiteEdit {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its time zone; empty when it does not matter.
    pub zone: String,
    /// In degrees; both or neither.
    pub latitude: String,
    /// In degrees.
    pub longitude: String,
}

/// Saves a site; the profiles of its people bear its new name.
///
/// # Errors
/// `NotFound` for who does not administer and for a site that is not there; the refusals, each at its field.
pub(super) async fn save_site(people: &People, actor: &Actor, id: i64, edit: &SiteEdit) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (name, key) = rules::name(&edit.name, "name")?;
    let (address, zone) = (text(&edit.address, "address")?, names::clean_line(&edit.zone));
    if !zone.is_empty() && !members::actions::is_zone(&zone) {
        return Err(Refusal::new("members.zone_unknown").at("zone").into());
    }
    let point = match (rules::coordinate(&edit.latitude, 90, "latitude")?, rules::coordinate(&edit.longitude, 180, "longitude")?) {
        (Some(latitude), Some(longitude)) => Some((latitude, longitude)),
        (None, None) => None,
        (None, _) => return Err(Refusal::new("organisation.coordinate").at("latitude").with("most", 90).into()),
        (_, None) => return Err(Refusal::new("organisation.coordinate").at("longitude").with("most", 180).into()),
    };
    let (event_id, now) = (people.platform.id(), people.platform.now());
    let event = Event::new("site.changed", actor.id, SubjectRef::new("site", id), actor.company);
    let site = Site { id, name, address, zone, point, people: 0 };
    people
        .platform
        .db
        .write(work!(
            [site, key, event] | tx | {
                store::site_in(tx, id).await?;
                if store::site_called(tx, id, &key).await? {
                    return Err(Refusal::new("organisation.site_taken").at("name").into());
                }
                store::save_site(tx, &site).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

fn text(typed: &str, field: &'static str) -> Result<String> {
    let text = names::clean_text(typed).trim().to_owned();
    if text.chars().count() > rules::MAX_ABOUT {
        return Err(Refusal::new("members.bio_too_long").at(field).with("max", rules::MAX_ABOUT as i64).into());
    }
    Ok(text)
}
