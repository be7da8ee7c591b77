//! The one door by which a profile is read: the page, the API and the card for an address book are given what their reader may be told.

use super::rules::{Availability, Contact, Experience, Hours, Status, Way};
use super::store::{self, Filled};
use crate::People;
use crate::members::store::{self as members, Profile};
use ruche_kernel::{MemberId, Result};
use ruche_web::Member;

/// A profile, with nothing in it that its reader may not be told.
pub(super) struct Told {
    /// The account: name, role, place, address and phone.
    pub profile: Profile,
    /// How the name is said; may be empty.
    pub pronunciation: String,
    /// What one can ask them about; may be empty.
    pub ask_about: String,
    /// Other ways to reach them.
    pub ways: Vec<Way>,
    /// The hours of work.
    pub hours: Option<Hours>,
    /// What they are at, while that holds.
    pub status: Status,
    /// Whether they can be asked now.
    pub availability: Availability,
    /// Whether they put the guide away.
    pub guide_hidden: bool,
    /// Whether the org chart shows them.
    pub placed: bool,
    /// Whether they say that they can do something.
    pub skilled: bool,
    /// What they did, with its numbers.
    pub experiences: Vec<(i64, Experience)>,
    /// The fields of the company that hold something.
    pub filled: Vec<Filled>,
}

/// The profile of `id` as `member` may be told of it; of who has left the name alone.
///
/// # Errors
/// `NotFound` for whom the member does not see.
pub(super) async fn load(people: &People, member: &Member, id: MemberId) -> Result<Told> {
    let (db, actor) = (&people.platform.db, member.actor());
    let profile = members::find(db, id, actor.id).await?.seen_by(&actor);
    let mut told = Told {
        profile,
        pronunciation: String::new(),
        ask_about: String::new(),
        ways: Vec::new(),
        hours: None,
        status: Status::default(),
        availability: Availability::Unsaid,
        guide_hidden: false,
        placed: false,
        skilled: false,
        experiences: Vec::new(),
        filled: Vec::new(),
    };
    if told.profile.person.left || told.profile.person.bot {
        return Ok(told);
    }
    let said = store::find(db, id, member.now).await?;
    if actor.is_employee() || actor.id == id {
        told.availability = said.availability(member.now);
        told.status = said.status.at(member.now);
        told.hours = said.contact.hours;
    }
    let Contact { ways, .. } = said.contact;
    told.ways = ways.into_iter().filter(|way| way.seen().allows(&actor, id)).collect();
    (told.pronunciation, told.ask_about) = (said.about.pronunciation, said.about.ask_about);
    (told.guide_hidden, told.placed, told.skilled) = (said.guide_hidden, said.placed, said.skilled);
    told.experiences = store::experiences(db, id).await?;
    let filled = store::filled(db, id).await?;
    told.filled = filled.into_iter().filter(|one| !one.value.is_empty() && one.field.allows(&actor, id)).collect();
    Ok(told)
}
