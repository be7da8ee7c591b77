//! SQL of partners and of the companies they come from.

use super::actions::Contract;
use super::rules::CompanyKind;
use crate::access::answered_for;
use crate::members::store::person;
use ruche_kernel::{Error, MemberId, PlaceId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// Partners with who answers for them, of whom a condition holds.
macro_rules! partners {
    ($condition:literal) => {
        concat!(
            "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.ends_at, q.id AS company_id, q.ends_at AS contract_ends_at,
                s.name AS sponsor, s.state AS sponsor_state, COALESCE(s.email, s.username) AS sponsor_login
            FROM members m JOIN member_cards c ON c.id = m.id JOIN partner_companies q ON q.id = m.partner_company_id LEFT JOIN members s ON s.id = m.sponsor_id
            WHERE m.kind = 1 AND ",
            $condition
        )
    };
}

/// Companies with who answers for them, of which a condition holds.
macro_rules! companies {
    ($condition:literal) => {
        concat!(
            "SELECT q.id, q.name, q.kind, q.starts_at, q.ends_at, q.note, s.name AS sponsor, s.state AS sponsor_state, COALESCE(s.email, s.username) AS sponsor_login,
                (SELECT count(*) FROM members m WHERE m.partner_company_id = q.id AND m.state = 0) AS people
            FROM partner_companies q LEFT JOIN members s ON s.id = q.sponsor_id",
            $condition
        )
    };
}

sql! {
    LIST = partners!("m.partner_company_id IS NOT NULL ORDER BY q.sort_key, q.id, m.state, m.sort_key, m.id LIMIT 500");
    FIND = partners!("m.state = 0 AND m.id = $1");
    OF_COMPANY = partners!("m.partner_company_id = $1 ORDER BY m.state, m.sort_key, m.id LIMIT 500");
    MINE = concat!(partners!(""), answered_for!(), " ORDER BY m.ends_at, m.sort_key, m.id LIMIT 500");
    FIND_MINE = concat!(partners!("m.id = $2 AND "), answered_for!());
    CARDS = concat!("SELECT m.id, c.name, c.partner FROM members m JOIN member_cards c ON c.id = m.id WHERE m.kind = 1 AND m.id IN ({list}) AND ", answered_for!());
    SAVE = "UPDATE members SET sponsor_id = $2, ends_at = $3, end_told = $4 WHERE id = $1 AND kind = 1 AND state = 0";
    PROLONG = "UPDATE members SET ends_at = $2, end_told = $3 WHERE id = $1 AND kind = 1 AND state = 0";
    PASS_PEOPLE = "UPDATE members SET sponsor_id = $2 WHERE sponsor_id = $1 AND state = 0";
    PASS_COMPANIES = "UPDATE partner_companies SET sponsor_id = $2 WHERE sponsor_id = $1";
    COMPANIES = companies!(" ORDER BY q.sort_key, q.id LIMIT 500");
    FIND_COMPANY = companies!(" WHERE q.id = $1");
    FIND_BY_NAME = "SELECT id FROM partner_companies WHERE sort_key = $1 ORDER BY id LIMIT 1";
    NAME_TAKEN = "SELECT id FROM partner_companies WHERE sort_key = $1 AND id <> $2 LIMIT 1";
    COMPANY_OF = "SELECT partner_company_id FROM members WHERE id = $1 AND kind = 1 AND state = 0";
    NAMED_OTHERWISE = "SELECT id FROM partner_companies WHERE id = $1 AND name <> $2";
    PEOPLE = "SELECT id FROM members WHERE partner_company_id = $1 ORDER BY id";
    /// Those who change a contract or an access below it take turns, so that none outlasts it.
    HOLD = "UPDATE partner_companies SET created_at = created_at WHERE id = $1";
    CONTRACT_END = "SELECT ends_at FROM partner_companies WHERE id = $1";
    NAME_COMPANY = "INSERT INTO partner_companies (id, name, sort_key, created_at) VALUES ($1, $2, $3, $4)";
    SPONSOR_COMPANY = "UPDATE partner_companies SET sponsor_id = $2 WHERE id = $1 AND sponsor_id IS NULL";
    INSERT_COMPANY = "INSERT INTO partner_companies (id, name, sort_key, kind, sponsor_id, starts_at, ends_at, note, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SAVE_COMPANY = "UPDATE partner_companies SET name = $2, sort_key = $3, kind = $4, sponsor_id = $5, starts_at = $6, ends_at = $7, note = $8 WHERE id = $1";
    SAVE_CONTRACT_END = "UPDATE partner_companies SET ends_at = $2 WHERE id = $1";
    SHORTEN = "UPDATE members SET ends_at = $2, end_told = 0 WHERE partner_company_id = $1 AND kind = 1 AND state = 0 AND ends_at > $2";
    RENEW = "UPDATE members SET ends_at = $2, end_told = $3 WHERE partner_company_id = $1 AND kind = 1 AND state = 0 AND ends_at > $4";
    ENDED = "SELECT id FROM members WHERE ends_at IS NOT NULL AND ends_at <= $1 AND state = 0 LIMIT 100";
    ENDING = "SELECT m.id, m.ends_at, m.end_told, m.sponsor_id, q.sponsor_id AS company_sponsor, k.id AS company FROM members m
        JOIN partner_companies q ON q.id = m.partner_company_id CROSS JOIN companies k
        WHERE m.ends_at IS NOT NULL AND m.ends_at > $1 AND ((m.ends_at <= $2 AND m.end_told = 0) OR (m.ends_at <= $3 AND m.end_told <> 7)) AND m.kind = 1 AND m.state = 0 LIMIT 100";
    TOLD = "UPDATE members SET end_told = $3 WHERE id = $1 AND ends_at = $2 AND end_told <> $3 AND state = 0";
    OWN_END = "SELECT m.ends_at, s.name AS sponsor FROM members m LEFT JOIN member_cards s ON s.id = m.sponsor_id WHERE m.id = $1 AND m.ends_at IS NOT NULL";
}

/// One partner, as those see who answer for them.
#[derive(Clone, Debug)]
pub(super) struct Partner {
    pub person: Person,
    pub id: MemberId,
    pub name: String,
    pub company: String,
    pub company_id: i64,
    /// When the contract of the company ends, in milliseconds UTC, where that was said.
    pub contract_ends_at: Option<i64>,
    pub sponsor: Sponsor,
    /// When the access ends, in milliseconds UTC.
    pub ends_at: Option<i64>,
    pub left: bool,
}

/// Who answers for a partner or for a company.
#[derive(Clone, Debug, Default)]
pub(super) struct Sponsor {
    pub name: Option<String>,
    /// What the person signs in with.
    pub login: String,
    pub left: bool,
}

fn sponsor(r: &Row) -> Result<Sponsor> {
    Ok(Sponsor {
        name: r.opt_text("sponsor")?,
        login: r.opt_text("sponsor_login")?.unwrap_or_default(),
        left: r.opt_int("sponsor_state")? == Some(1),
    })
}

fn partner(r: &Row) -> Result<Partner> {
    let person = person(r)?;
    Ok(Partner {
        id: MemberId(r.int("id")?),
        name: r.opt_text("name")?.unwrap_or_default(),
        company: r.opt_text("partner")?.unwrap_or_default(),
        company_id: r.int("company_id")?,
        contract_ends_at: r.opt_int("contract_ends_at")?,
        sponsor: sponsor(r)?,
        ends_at: r.opt_int("ends_at")?,
        left: person.left,
        person,
    })
}

/// A company that partners come from.
#[derive(Clone, Debug)]
pub(super) struct Company {
    pub id: i64,
    pub name: String,
    pub kind: CompanyKind,
    pub sponsor: Sponsor,
    /// The first moment of the contract, in milliseconds UTC.
    pub starts_at: Option<i64>,
    /// Its last moment.
    pub ends_at: Option<i64>,
    pub note: String,
    /// How many of its people are here.
    pub people: i64,
}

fn company(r: &Row) -> Result<Company> {
    Ok(Company {
        id: r.int("id")?,
        name: r.text("name")?,
        kind: CompanyKind::from_number(r.int("kind")?),
        sponsor: sponsor(r)?,
        starts_at: r.opt_int("starts_at")?,
        ends_at: r.opt_int("ends_at")?,
        note: r.text("note")?,
        people: r.int("people")?,
    })
}

/// The partners, by company and name, five hundred at most.
pub(super) async fn list(db: &Db) -> Result<Vec<Partner>> {
    db.all(&LIST, &[], partner).await
}

/// A partner who is here.
///
/// # Errors
/// `NotFound` for anyone else.
pub(super) async fn find(db: &Db, id: MemberId) -> Result<Partner> {
    db.one(&FIND, values![id], partner).await
}

/// The people of a company, those who left last.
pub(super) async fn of_company(db: &Db, company: i64) -> Result<Vec<Partner>> {
    db.all(&OF_COMPANY, values![company], partner).await
}

/// The partners for whom somebody answers, or for whose company, the first to end first.
pub(super) async fn mine(db: &Db, sponsor: MemberId) -> Result<Vec<Partner>> {
    db.all(&MINE, values![sponsor], partner).await
}

/// One of them.
///
/// # Errors
/// `NotFound` for anyone else.
pub(super) async fn find_mine(db: &Db, sponsor: MemberId, id: MemberId) -> Result<Partner> {
    db.one(&FIND_MINE, values![sponsor, id], partner).await
}

/// The names of those among `ids` for whom somebody answers, and of their companies.
pub(super) async fn cards(db: &Db, sponsor: MemberId, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    db.all_in(&CARDS, values![sponsor], ids, |r| {
        let named = [r.opt_text("name")?, r.opt_text("partner")?];
        Ok((r.int("id")?, named.into_iter().flatten().collect::<Vec<_>>().join(", ")))
    })
    .await
}

/// Sets who answers for a partner and until when; tells whether there is such a partner.
pub(super) async fn save(tx: &mut Tx, id: MemberId, sponsor: MemberId, ends_at: i64, told: i64) -> Result<bool> {
    Ok(tx.exec(&SAVE, values![id, sponsor, ends_at, told]).await? == 1)
}

/// Sets until when a partner comes in; tells whether there is such a partner.
pub(super) async fn prolong(tx: &mut Tx, id: MemberId, ends_at: i64, told: i64) -> Result<bool> {
    Ok(tx.exec(&PROLONG, values![id, ends_at, told]).await? == 1)
}

/// Those for whom `from` answers, people and companies, are answered for by `to`.
pub(crate) async fn pass_on(tx: &mut Tx, from: MemberId, to: MemberId) -> Result<()> {
    tx.exec(&PASS_PEOPLE, values![from, to]).await?;
    tx.exec(&PASS_COMPANIES, values![from, to]).await?;
    Ok(())
}

/// The companies by name, five hundred at most.
pub(super) async fn companies(db: &Db) -> Result<Vec<Company>> {
    db.all(&COMPANIES, &[], company).await
}

/// A company.
///
/// # Errors
/// `NotFound` when there is none.
pub(super) async fn find_company(db: &Db, id: i64) -> Result<Company> {
    db.one(&FIND_COMPANY, values![id], company).await
}

/// The company of a partner who is here.
///
/// # Errors
/// `NotFound` for anyone else.
pub(super) async fn company_of(tx: &mut Tx, id: MemberId) -> Result<i64> {
    tx.opt(&COMPANY_OF, values![id], |r| r.int("partner_company_id")).await?.ok_or(Error::NotFound)
}

/// Holds a company until the transaction ends, and gives when its contract ends.
///
/// # Errors
/// `NotFound` when there is none.
pub(super) async fn hold(tx: &mut Tx, id: i64) -> Result<Option<i64>> {
    tx.exec(&HOLD, values![id]).await?;
    tx.opt(&CONTRACT_END, values![id], |r| r.opt_int("ends_at")).await?.ok_or(Error::NotFound)
}

/// The partner company of this name, made when it is new, of which nothing else is said yet.
///
/// # Errors
/// What the database says.
pub async fn company_named(tx: &mut Tx, name: &str, id: i64, now: i64) -> Result<i64> {
    let key = names::sort_key(name);
    if let Some(found) = tx.opt(&FIND_BY_NAME, values![&key], |r| r.int("id")).await? {
        return Ok(found);
    }
    tx.exec(&NAME_COMPANY, values![id, name, &key, now]).await?;
    Ok(id)
}

/// Says who answers for a company for which nobody does.
///
/// # Errors
/// What the database says.
pub async fn sponsor_company(tx: &mut Tx, id: i64, sponsor: MemberId) -> Result<()> {
    tx.exec(&SPONSOR_COMPANY, values![id, sponsor]).await?;
    Ok(())
}

/// Whether another company has a name.
pub(super) async fn name_taken(tx: &mut Tx, name: &str, but: i64) -> Result<bool> {
    tx.exists(&NAME_TAKEN, values![names::sort_key(name), but]).await
}

/// Inserts a company that was checked.
///
/// # Errors
/// What the database says.
pub async fn insert_company(tx: &mut Tx, id: i64, c: &Contract, now: i64) -> Result<()> {
    let key = names::sort_key(&c.name);
    tx.exec(&INSERT_COMPANY, values![id, &c.name, key, c.kind.number(), c.sponsor, c.starts_at, c.ends_at, &c.note, now]).await?;
    Ok(())
}

/// Changes a company; tells whether it has another name.
pub(super) async fn save_company(tx: &mut Tx, id: i64, c: &Contract) -> Result<bool> {
    let renamed = tx.exists(&NAMED_OTHERWISE, values![id, &c.name]).await?;
    let key = names::sort_key(&c.name);
    tx.exec(&SAVE_COMPANY, values![id, &c.name, key, c.kind.number(), c.sponsor, c.starts_at, c.ends_at, &c.note]).await?;
    Ok(renamed)
}

/// The people of a company, those who left too: their texts stay.
pub(super) async fn people_in(tx: &mut Tx, company: i64) -> Result<Vec<MemberId>> {
    tx.all(&PEOPLE, values![company], |r| Ok(MemberId(r.int("id")?))).await
}

/// Ends the accesses that would outlast a contract with it; gives how many.
pub(super) async fn shorten(tx: &mut Tx, company: i64, ends_at: i64) -> Result<u64> {
    tx.exec(&SHORTEN, values![company, ends_at]).await
}

/// Ends a contract, and the accesses of all its people who are still here, at another time.
pub(super) async fn renew(tx: &mut Tx, company: i64, ends_at: i64, told: i64, now: i64) -> Result<u64> {
    tx.exec(&SAVE_CONTRACT_END, values![company, ends_at]).await?;
    tx.exec(&RENEW, values![company, ends_at, told, now]).await
}

/// Some whose access has ended.
pub(super) async fn ended(db: &Db, now: i64) -> Result<Vec<MemberId>> {
    db.all(&ENDED, values![now], |r| Ok(MemberId(r.int("id")?))).await
}

/// A partner whose access ends soon, and whom that concerns.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    pub id: MemberId,
    pub ends_at: i64,
    /// The last warning, in days.
    pub told: i64,
    /// Who answers for the person or the company, each once.
    pub sponsors: Vec<MemberId>,
    pub place: PlaceId,
}

/// Some whose end is near and of whom that was not told: `soon` and `last` are times, in milliseconds UTC.
pub(super) async fn ending(db: &Db, now: i64, soon: i64, last: i64) -> Result<Vec<Ending>> {
    db.all(&ENDING, values![now, soon, last], |r| {
        let mut sponsors: Vec<MemberId> =
            [r.opt_int("sponsor_id")?, r.opt_int("company_sponsor")?].into_iter().flatten().map(MemberId).collect();
        sponsors.dedup();
        Ok(Ending {
            id: MemberId(r.int("id")?),
            ends_at: r.int("ends_at")?,
            told: r.int("end_told")?,
            sponsors,
            place: PlaceId(r.int("company")?),
        })
    })
    .await
}

/// Notes a warning; tells whether it is this one that tells it.
pub(super) async fn tell(tx: &mut Tx, of: &Ending, days: i64) -> Result<bool> {
    Ok(tx.exec(&TOLD, values![of.id, of.ends_at, days]).await? == 1)
}

/// When the own access ends, and the name of who can prolong it.
pub(super) async fn own_end(db: &Db, id: MemberId) -> Result<Option<(i64, Option<String>)>> {
    db.opt(&OWN_END, values![id], |r| Ok((r.int("ends_at")?, r.opt_text("sponsor")?))).await
}
