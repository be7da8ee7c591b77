//! What is to be written, made beforehand: ids, dates, names and files of the demo company, so that one transaction writes it.

use super::data::{self, Data, Person, Role, wrong};
use super::dates::{Calendar, Moment};
use super::newcomers;
use super::profiles;
use super::writings::{self, Draft, Writing};
use axum::body::Bytes;
use jiff::tz::TimeZone;
use ruche_content::files::File;
use ruche_content::files::actions::Looked;
use ruche_kernel::{Actor, Cursor, Error, Event, MemberId, MemberKind, PlaceId, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::communities::{Access, NewCommunity};
use ruche_people::members::actions::NewMember;
use ruche_people::organisation::rules as organisation;
use ruche_people::organisation::store::Site;
use ruche_people::partners::{Contract, rules::CompanyKind};
use ruche_people::setup::{actions::accept_company, store::NewCompany};
use ruche_people::skills::rules::{self as skills, Level};
use std::collections::HashMap;

/// When the company and its people begin.
const START: Moment = Moment::days_ago(200, 9);
/// Where the featured seller stopped reading, and who that is.
const MARK: (&str, Moment) = ("camille", Moment::days_ago(1, 12));
/// Since when what happened is told to people, in milliseconds: what is older was read long ago.
const TOLD: i64 = 4 * DAY;
const DAY: i64 = 86_400_000;

/// What a plan is made from.
pub(super) struct Makings<'a> {
    /// The folder.
    pub data: &'a Data,
    /// Files that were looked at, by their paths; photos that are not among them are left out.
    pub looked: &'a HashMap<String, Looked>,
    /// The hashes of passwords, by the keys of people.
    pub hashes: &'a HashMap<String, String>,
    /// Makes ids.
    pub id: &'a dyn Fn() -> i64,
    /// In milliseconds UTC.
    pub now: i64,
}

/// Everything that the transaction writes.
#[derive(Debug)]
pub(super) struct Plan {
    pub company: PlaceId,
    pub settings: NewCompany,
    pub started_at: i64,
    pub partners: Vec<(i64, Contract)>,
    pub people: Vec<Planned>,
    pub communities: Vec<Community>,
    /// Oldest first, so that what is answered stands before what answers it.
    pub writings: Vec<Writing>,
    pub drafts: Vec<Draft>,
    pub skills: Vec<Skilled>,
    pub sites: Vec<Site>,
    /// The names of the path, what it does, who leads it.
    pub units: Vec<(Vec<String>, String, MemberId)>,
    /// Who reports, and to whom.
    pub reports: Vec<(MemberId, MemberId)>,
    pub journeys: Vec<newcomers::Planned>,
    pub led: Vec<newcomers::Led>,
    pub fields: Vec<profiles::PlannedField>,
    pub profiles: Vec<profiles::Planned>,
    /// What is told to people, oldest first: the id, the date, the event.
    pub events: Vec<(i64, i64, Event)>,
    pub mark: (MemberId, Cursor),
}

/// A person to come.
#[derive(Debug)]
pub(super) struct Planned {
    pub actor: Actor,
    pub member: NewMember,
    pub portrait: Option<File>,
    pub follows: Vec<MemberId>,
    pub delegates: Vec<MemberId>,
    pub left_at: Option<i64>,
}

/// A skill to come, on a profile.
#[derive(Debug)]
pub(super) struct Skilled {
    pub member: MemberId,
    /// The id of the skill, where it is the first of its name, and that of its place on the profile.
    pub ids: [i64; 2],
    pub name: String,
    pub key: String,
    pub language: String,
    pub level: Level,
    pub endorsed: Vec<(MemberId, String)>,
}

/// A community to come.
#[derive(Debug)]
pub(super) struct Community {
    pub id: PlaceId,
    pub community: NewCommunity,
    pub created_at: i64,
    pub members: Vec<(Actor, Standing)>,
}

/// The bytes of files by their keys, file by file.
pub(super) type Parts = Vec<Vec<(String, Bytes)>>;

/// What texts and lists name.
pub(super) struct Cast<'a> {
    pub company: PlaceId,
    pub calendar: Calendar,
    people: HashMap<&'a str, Someone<'a>>,
    places: HashMap<&'a str, PlaceId>,
}

/// A person whom others name by a key.
pub(super) struct Someone<'a> {
    pub actor: Actor,
    pub name: &'a str,
    pub zone: TimeZone,
    /// The keys of those who may publish in their name.
    pub delegates: &'a [String],
    pub left_at: Option<i64>,
}

impl Cast<'_> {
    /// The person of a key.
    pub fn person(&self, key: &str) -> Result<&Someone<'_>> {
        self.people.get(key).ok_or_else(|| wrong(format_args!("nobody is {key:?}")))
    }

    /// The place of a key.
    pub fn place(&self, key: &str) -> Result<PlaceId> {
        if key == data::COMPANY {
            Ok(self.company)
        } else {
            self.places.get(key).copied().ok_or_else(|| wrong(format_args!("no community is {key:?}")))
        }
    }

    /// The ids of keys.
    fn ids(&self, keys: &[String]) -> Result<Vec<MemberId>> {
        keys.iter().map(|key| self.person(key).map(|p| p.actor.id)).collect()
    }
}

/// The refusals of a rule that the folder breaks.
fn accepted(who: &str, refusals: Vec<ruche_kernel::Refusal>) -> Result<()> {
    if refusals.is_empty() { Ok(()) } else { Err(wrong(format_args!("{who}: {}", Error::Refused(refusals)))) }
}

/// The plan, and the bytes that are kept before it is written.
///
/// # Errors
/// `Bug` with what is wrong in the folder.
pub(super) fn build(makings: &Makings<'_>) -> Result<(Plan, Parts)> {
    let data = makings.data;
    let cast = cast(makings)?;
    let started_at = cast.calendar.at(START);
    let mut parts = Parts::new();
    let partners: HashMap<&str, i64> = data.partners.iter().map(|p| (p.key.as_str(), (makings.id)())).collect();
    let people = data.people.iter().map(|p| planned(makings, &cast, &partners, p, &mut parts)).collect::<Result<_>>()?;
    let communities = data.communities.iter().map(|c| community(&cast, c)).collect::<Result<_>>()?;
    let writings = writings::build(makings, &cast, &mut parts)?;
    let drafts = writings::drafts(makings, &cast)?;
    let since = makings.now - TOLD;
    let events = writings::events(&writings, since).into_iter().map(|(at, event)| ((makings.id)(), at, event)).collect();
    let settings = NewCompany { name: data.company.name.clone(), locale: data.company.locale.clone(), hue: data.company.hue };
    let (journeys, led) = newcomers::plan(makings, &cast, &data.newcomers)?;
    let (fields, profiles) = profiles::plan(makings, &cast, &data.profiles)?;
    let plan = Plan {
        company: cast.company,
        settings: accept_company(&settings).map_err(|e| wrong(format_args!("company.toml: {e}")))?,
        started_at,
        partners: data.partners.iter().map(|p| Ok((partners[p.key.as_str()], contract(makings, &cast, p)?))).collect::<Result<_>>()?,
        people,
        communities,
        writings,
        drafts,
        journeys,
        led,
        fields,
        profiles,
        skills: data.skills.iter().map(|skill| skilled(makings, &cast, skill)).collect::<Result<_>>()?,
        sites: data.organisation.site.iter().map(site).collect::<Result<_>>()?,
        units: data
            .organisation
            .unit
            .iter()
            .map(|unit| Ok((organisation::path(&unit.path), unit.about.clone(), cast.person(&unit.lead)?.actor.id)))
            .collect::<Result<_>>()?,
        reports: reports(&cast, &data.organisation)?,
        events,
        mark: (cast.person(MARK.0)?.actor.id, Cursor { at: cast.calendar.at(MARK.1), id: 0 }),
    };
    Ok((plan, parts))
}

fn site(site: &data::Site) -> Result<Site> {
    let degrees =
        |text: &str, most, field| organisation::coordinate(text, most, field).map_err(|e| wrong(format_args!("{:?}: {e:?}", site.name)));
    Ok(Site {
        id: 0,
        name: site.name.clone(),
        address: site.address.clone(),
        zone: site.zone.clone(),
        point: degrees(&site.latitude, 90, "latitude")?.zip(degrees(&site.longitude, 180, "longitude")?),
        people: 0,
    })
}

fn reports(cast: &Cast<'_>, organisation: &data::Organisation) -> Result<Vec<(MemberId, MemberId)>> {
    let mut all = Vec::new();
    for (manager, keys) in &organisation.reports {
        let manager = cast.person(manager)?.actor.id;
        all.extend(cast.ids(keys)?.into_iter().map(|id| (id, manager)));
    }
    Ok(all)
}

fn skilled(makings: &Makings<'_>, cast: &Cast<'_>, skill: &data::Skill) -> Result<Skilled> {
    let (name, key) = skills::name(&skill.name).map_err(|e| wrong(format_args!("{:?}: {e}", skill.name)))?;
    let confirmed = skill.confirmed.iter().map(|(by, words)| Ok((cast.person(by)?.actor.id, skills::sentence(words)?)));
    Ok(Skilled {
        member: cast.person(&skill.of)?.actor.id,
        ids: [(makings.id)(), (makings.id)()],
        name,
        key,
        language: skill.lang.clone(),
        level: Level::from_word(&skill.level).ok_or_else(|| wrong(format_args!("no level is {:?}", skill.level)))?,
        endorsed: confirmed.collect::<Result<_>>()?,
    })
}

fn cast<'a>(makings: &Makings<'a>) -> Result<Cast<'a>> {
    let data = makings.data;
    let company = PlaceId((makings.id)());
    let calendar = Calendar::new(makings.now, data.moments());
    let someone = |p: &'a Person| {
        let kind = if p.partner.is_some() { MemberKind::Partner } else { MemberKind::Employee };
        let role = if p.role == Role::Admin { ruche_kernel::Role::Admin } else { ruche_kernel::Role::Member };
        let left_at = p.left_days_ago.map(|days| calendar.at(Moment::days_ago(days, 18)));
        let actor = Actor { id: MemberId((makings.id)()), kind, role, company, circle: None };
        let zone = TimeZone::get(&p.zone).unwrap_or(TimeZone::UTC);
        (p.key.as_str(), Someone { actor, name: &p.name, zone, delegates: &p.delegates, left_at })
    };
    let people: HashMap<_, _> = data.people.iter().map(someone).collect();
    let places: HashMap<_, _> = data.communities.iter().map(|c| (c.key.as_str(), PlaceId((makings.id)()))).collect();
    if people.len() != data.people.len() || places.len() != data.communities.len() {
        return Err(wrong("two people or two communities have the same key"));
    }
    Ok(Cast { company, calendar, people, places })
}

fn contract(makings: &Makings<'_>, cast: &Cast<'_>, p: &data::Partner) -> Result<Contract> {
    Ok(Contract {
        name: p.name.clone(),
        kind: CompanyKind::from_word(&p.kind).ok_or_else(|| wrong(format_args!("no kind of company is {:?}", p.kind)))?,
        sponsor: cast.person(&p.sponsor)?.actor.id,
        starts_at: makings.now - p.since_days * DAY,
        ends_at: makings.now + p.ends_in_days * DAY,
        note: p.note.clone(),
    })
}

fn planned(makings: &Makings<'_>, cast: &Cast<'_>, partners: &HashMap<&str, i64>, p: &Person, parts: &mut Parts) -> Result<Planned> {
    let Someone { actor, left_at, .. } = *cast.person(&p.key)?;
    let partner = |key: &String| partners.get(key.as_str()).copied().ok_or_else(|| wrong(format_args!("no partner is {key:?}")));
    let mut member = NewMember {
        kind: actor.kind,
        role: actor.role,
        name: p.name.clone(),
        email: p.email.clone(),
        username: p.username.clone(),
        password_hash: makings.hashes.get(&p.key).cloned(),
        title: p.title.clone(),
        unit: p.unit.clone(),
        site: p.site.clone(),
        phone: p.phone.clone(),
        languages: p.languages.clone(),
        bio: p.bio.clone(),
        hue: Some(p.hue),
        locale: p.locale.clone(),
        zone: p.zone.clone(),
        partner_company: p.partner.as_ref().map(partner).transpose()?,
        sponsor: p.sponsor.as_ref().map(|key| cast.person(key).map(|s| s.actor.id)).transpose()?,
        ends_at: p.ends_in_days.map(|days| makings.now + days * DAY),
    };
    accepted(&p.key, member.check())?;
    let portrait = p.photo.as_deref().and_then(|file| keep(makings, &data::portrait(file), &actor, parts));
    Ok(Planned { actor, member, portrait, follows: cast.ids(&p.follows)?, delegates: cast.ids(&p.delegates)?, left_at })
}

fn community(cast: &Cast<'_>, c: &data::Community) -> Result<Community> {
    let mut community = NewCommunity {
        name: c.name.clone(),
        description: c.description.clone(),
        access: Access::from_word(&c.kind).ok_or_else(|| wrong(format_args!("{}: no kind is {:?}", c.key, c.kind)))?,
        icon: c.icon.clone(),
        hue: c.hue,
        language: c.lang.clone(),
        reviewed: false,
    };
    accepted(&c.key, community.check())?;
    let mut members = Vec::new();
    for (keys, standing) in [(&c.owners, Standing::Owner), (&c.moderators, Standing::Moderator), (&c.members, Standing::Member)] {
        for key in keys {
            members.push((cast.person(key)?.actor, standing));
        }
    }
    Ok(Community { id: cast.place(&c.key)?, community, created_at: cast.calendar.at(c.created), members })
}

/// A copy of a file that was looked at, as one of `owner`'s.
pub(super) fn keep(makings: &Makings<'_>, path: &str, owner: &Actor, parts: &mut Parts) -> Option<File> {
    let (file, bytes) = makings.looked.get(path)?.clone().into_file((makings.id)(), owner.id);
    parts.push(bytes);
    Some(file)
}

impl Plan {
    /// The ids of every file.
    pub fn files(&self) -> Vec<i64> {
        let portraits = self.people.iter().filter_map(|p| p.portrait.as_ref());
        let attached = self.writings.iter().flat_map(|w| &w.files).map(|(file, _)| file);
        portraits.chain(attached).map(|file| file.id).collect()
    }
}

/// The Subject that a person is, for the photo of the profile.
pub(super) fn profile(actor: &Actor) -> SubjectRef {
    SubjectRef::new("member", actor.id.0)
}
