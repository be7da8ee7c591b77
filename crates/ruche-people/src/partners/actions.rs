//! What can be done about partners: let in, renewed, prolonged by who answers for them; their companies made, changed, renewed.

use super::rules::{self, CompanyKind};
use super::store;
use crate::members::FirstPassword;
use crate::members::actions::{self, NewMember};
use crate::sign_in::{self, DAY_MS};
use crate::{People, days, members};
use jiff::tz::TimeZone;
use ruche_kernel::{Error, Event, MemberId, MemberKind, Refusal, Result, SubjectRef, names};
use ruche_platform::keys::Sending;
use ruche_platform::{outbox, secret, work};
use ruche_web::Member;

/// The most characters of the name of a company, and of the note on it.
const MAX_NAME: usize = 80;
const MAX_NOTE: usize = 1_000;

/// The form of a new partner, as it was typed.
#[derive(Debug)]
pub(super) struct Draft {
    pub name: String,
    pub email: Option<String>,
    pub company: String,
    pub sponsor: String,
    pub days: i64,
}

impl Default for Draft {
    fn default() -> Self {
        Self { name: String::new(), email: None, company: String::new(), sponsor: String::new(), days: 180 }
    }
}

/// Makes the account of a partner, with a first password.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn make_partner(people: &People, member: &Member, draft: &Draft, key: Option<String>) -> Result<FirstPassword> {
    let mut refusals = Vec::new();
    if draft.company.is_empty() {
        refusals.push(Refusal::new("members.company_missing").at("company"));
    }
    let sponsor = match term(people, member, &draft.sponsor, draft.days).await {
        Ok(sponsor) => sponsor,
        Err(Error::Refused(wrong)) => {
            refusals.extend(wrong);
            return Err(Error::Refused(refusals));
        }
        Err(error) => return Err(error),
    };
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{draft:?}")), kind: "member" });
    let (fresh, now, name, by) = (people.platform.id(), people.platform.now(), draft.company.clone(), member.id());
    let ends_at = now + draft.days * DAY_MS;
    let password = secret::random_code()?;
    let mut partner = NewMember {
        kind: MemberKind::Partner,
        name: draft.name.clone(),
        email: draft.email.clone(),
        locale: member.me.locale.tag().to_owned(),
        sponsor: Some(sponsor),
        ends_at: Some(ends_at),
        password_hash: Some(people.passwords.hash(&password).await?),
        // Set for the check, then to the company's own id.
        partner_company: Some(fresh),
        ..NewMember::default()
    };
    let refusals = partner.check();
    if !refusals.is_empty() {
        return Err(Error::Refused(refusals));
    }
    let (id, event) = (MemberId(people.platform.id()), people.platform.id());
    let (id, new) = people
        .platform
        .db
        .write_once(work!(
            [partner, name, sending] | tx | {
                if let Some(made) = members::made_before(tx, sending.as_ref(), by, id.0, now, "name").await? {
                    return Ok((MemberId(made), false));
                }
                let company = store::company_named(tx, &name, fresh, now).await?;
                store::sponsor_company(tx, company, sponsor).await?;
                rules::within(ends_at, store::hold(tx, company).await?)?;
                actions::insert_member(tx, id, &NewMember { partner_company: Some(company), ..partner }, now).await?;
                // Whoever lets them in for a few days knows when that ends.
                store::prolong(tx, id, ends_at, rules::told_by_setting(ends_at, now)).await?;
                actions::tell_joined(tx, event, id, now).await?;
                Ok((id, true))
            }
        ))
        .await?;
    Ok(FirstPassword { id, password: new.then_some(password) })
}

/// Who is to answer for a partner or a company: the colleague with this login, or without one the administrator.
async fn sponsor_of(people: &People, member: &Member, login: &str) -> Result<MemberId> {
    let found = if login.trim().is_empty() {
        Some(member.id())
    } else {
        members::store::sponsor(&people.platform.db, &sign_in::actions::normalise_login(login)).await?
    };
    found.ok_or_else(|| Refusal::new("members.sponsor_unknown").at("sponsor").into())
}

/// Who is to answer for a partner. `days` are checked with it.
///
/// # Errors
/// The refusals, each at its field.
async fn term(people: &People, member: &Member, sponsor: &str, days: i64) -> Result<MemberId> {
    let wrong = (!(1..=rules::MAX_DAYS).contains(&days)).then(|| Refusal::new("members.end_missing").at("ends"));
    match (sponsor_of(people, member, sponsor).await, wrong) {
        (Ok(_), Some(wrong)) => Err(wrong.into()),
        (Err(Error::Refused(mut refusals)), wrong) => {
            refusals.splice(..0, wrong);
            Err(Error::Refused(refusals))
        }
        (found, _) => found,
    }
}

/// Says who answers for a partner, and for how many days from now.
///
/// # Errors
/// The refusals, each at its field; `NotFound` for anyone but a partner who is here.
pub(super) async fn renew(people: &People, member: &Member, id: MemberId, sponsor: &str, days: i64) -> Result<()> {
    let found = term(people, member, sponsor, days).await?;
    let (now, ends_at) = (member.now, member.now + days * DAY_MS);
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let company = store::company_of(tx, id).await?;
                rules::within(ends_at, store::hold(tx, company).await?)?;
                let saved = store::save(tx, id, found, ends_at, rules::told_by_setting(ends_at, now)).await?;
                if saved { Ok(()) } else { Err(Error::NotFound) }
            }
        ))
        .await
}

/// Prolongs the access of a partner for whom the actor answers, until the end of a day that was typed: at the most to the end of the
/// contract of the company, and without one as long as an administrator may.
///
/// # Errors
/// The refusals at `ends`; `NotFound` for anyone for whom the actor does not answer.
pub(super) async fn prolong(people: &People, member: &Member, id: MemberId, typed: &str) -> Result<()> {
    let of = store::find_mine(&people.platform.db, member.id(), id).await?;
    let refused = |code: &'static str| Err(Refusal::new(code).at("ends").into());
    let Some((_, ends_at)) = days::moments(typed, &member.zone) else { return refused("partners.end_unreadable") };
    if of.ends_at.is_some_and(|before| ends_at <= before) {
        return refused("partners.no_longer");
    }
    if ends_at - member.now > (rules::MAX_DAYS + 1) * DAY_MS {
        return refused("partners.end_beyond_reach");
    }
    let now = member.now;
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let company = store::company_of(tx, id).await?;
                if rules::within(ends_at, store::hold(tx, company).await?).is_err() {
                    return Err(Refusal::new("partners.beyond_reach").at("ends").into());
                }
                let saved = store::prolong(tx, id, ends_at, rules::told_by_setting(ends_at, now)).await?;
                if saved { Ok(()) } else { Err(Error::NotFound) }
            }
        ))
        .await
}

/// A company as it was typed: days as `2026-03-12`, in the zone of whoever types.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub name: String,
    pub kind: String,
    pub sponsor: String,
    pub starts: String,
    pub ends: String,
    pub note: String,
}

impl Typed {
    /// What the form of a new company holds.
    pub fn new(now: i64, zone: &TimeZone) -> Self {
        Self { kind: CompanyKind::Supplier.word().to_owned(), starts: days::typed(now, zone), ..Self::default() }
    }

    /// What the form of a company holds.
    pub fn of(company: &store::Company, zone: &TimeZone) -> Self {
        let day = |at: Option<i64>| at.map(|at| days::typed(at, zone)).unwrap_or_default();
        Self {
            name: company.name.clone(),
            kind: company.kind.word().to_owned(),
            sponsor: company.sponsor.login.clone(),
            starts: day(company.starts_at),
            ends: day(company.ends_at),
            note: company.note.clone(),
        }
    }
}

/// A company that was checked.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Its name.
    pub name: String,
    /// What it is to ours.
    pub kind: CompanyKind,
    /// The colleague who answers for it.
    pub sponsor: MemberId,
    /// The first moment of the contract, in milliseconds UTC.
    pub starts_at: i64,
    /// The last one.
    pub ends_at: i64,
    /// A few lines for administrators.
    pub note: String,
}

/// Reads what was typed.
async fn read(people: &People, member: &Member, typed: &Typed) -> Result<Contract> {
    let (name, note) = (names::clean_line(&typed.name), names::clean_text(&typed.note).trim().to_owned());
    let mut refusals = Vec::new();
    if name.is_empty() {
        refusals.push(Refusal::new("members.name_missing").at("name"));
    } else if name.chars().count() > MAX_NAME {
        refusals.push(Refusal::new("members.line_too_long").at("name").with("max", 80));
    } else if !names::is_plain(&name) {
        refusals.push(Refusal::new("members.name_mixed").at("name"));
    }
    if note.chars().count() > MAX_NOTE {
        refusals.push(Refusal::new("members.bio_too_long").at("note").with("max", 1_000));
    }
    let kind = CompanyKind::from_word(&typed.kind);
    if kind.is_none() {
        refusals.push(Refusal::new("partners.kind_unknown").at("kind"));
    }
    let starts_at = days::moments(&typed.starts, &member.zone).map(|(start, _)| start);
    let ends_at = days::moments(&typed.ends, &member.zone).map(|(_, end)| end);
    refusals.extend(rules::days_of_contract(starts_at, ends_at, member.now));
    let sponsor = match sponsor_of(people, member, &typed.sponsor).await {
        Ok(sponsor) => Some(sponsor),
        Err(Error::Refused(wrong)) => {
            refusals.extend(wrong);
            None
        }
        Err(error) => return Err(error),
    };
    match (kind, sponsor, starts_at, ends_at) {
        (Some(kind), Some(sponsor), Some(starts_at), Some(ends_at)) if refusals.is_empty() => {
            Ok(Contract { name, kind, sponsor, starts_at, ends_at, note })
        }
        _ => Err(Error::Refused(refusals)),
    }
}

fn taken() -> Error {
    Refusal::new("partners.name_taken").at("name").into()
}

/// Makes a company, and tells which one: a form that comes twice makes one.
///
/// # Errors
/// The refusals, each at its field.
pub(super) async fn create_company(people: &People, member: &Member, typed: &Typed, key: Option<String>) -> Result<i64> {
    let contract = read(people, member, typed).await?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{typed:?}")), kind: "partner_company" });
    let (id, now, by) = (people.platform.id(), people.platform.now(), member.id());
    people
        .platform
        .db
        .write_once(work!(
            [contract, sending] | tx | {
                if let Some(made) = members::made_before(tx, sending.as_ref(), by, id, now, "name").await? {
                    return Ok(made);
                }
                members::store::take_turns(tx).await?;
                if store::name_taken(tx, &contract.name, id).await? {
                    return Err(taken());
                }
                store::insert_company(tx, id, &contract, now).await?;
                Ok(id)
            }
        ))
        .await
}

/// Changes a company; the accesses that would outlast its contract end with it. Tells how many these are.
///
/// # Errors
/// The refusals, each at its field; `NotFound` when there is none.
pub(super) async fn save_company(people: &People, member: &Member, id: i64, typed: &Typed) -> Result<u64> {
    let contract = read(people, member, typed).await?;
    let (actor, now, platform) = (member.actor(), member.now, people.platform.clone());
    people
        .platform
        .db
        .write(work!(
            [contract, platform] | tx | {
                members::store::take_turns(tx).await?;
                store::hold(tx, id).await?;
                if store::name_taken(tx, &contract.name, id).await? {
                    return Err(taken());
                }
                if store::save_company(tx, id, &contract).await? {
                    // Its people bear its name wherever theirs stands.
                    for member in store::people_in(tx, id).await? {
                        let renamed = Event::new("member.renamed", actor.id, SubjectRef::new("member", member.0), actor.company);
                        outbox::record(tx, platform.id(), now, &renamed).await?;
                    }
                }
                store::shorten(tx, id, contract.ends_at).await
            }
        ))
        .await
}

/// Renews a company and the access of all its people who are here, until the end of a day that was typed; tells how many these are.
///
/// # Errors
/// Refused at `until`; `NotFound` when there is none.
pub(super) async fn renew_company(people: &People, member: &Member, id: i64, typed: &str) -> Result<u64> {
    let ends_at = days::moments(typed, &member.zone).map(|(_, end)| end);
    let refusals = rules::days_of_contract(Some(0), ends_at, member.now);
    let Some(ends_at) = ends_at.filter(|_| refusals.is_empty()) else {
        return Err(Error::Refused(refusals.into_iter().map(|refusal| refusal.at("until")).collect()));
    };
    let now = member.now;
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                store::hold(tx, id).await?;
                store::renew(tx, id, ends_at, rules::told_by_setting(ends_at, now), now).await
            }
        ))
        .await
}
