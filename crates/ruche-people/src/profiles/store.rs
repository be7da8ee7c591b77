//! SQL of profiles.

use super::fields::{Editor, Field, Holds};
use super::rules::{self, About, Availability, Contact, Did, Experience, Hours, PRESENT_MS, Seen, Status, Way};
use crate::access::sees;
use crate::members::held::{self, Held};
use crate::members::store::person;
use jiff::tz::TimeZone;
use ruche_kernel::{Error, MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::{BTreeMap, HashMap};

/// What somebody said, with who is told their address and phone, and whether they are here and show it since `$1`.
macro_rules! details {
    ($condition:expr) => {
        concat!(
            "SELECT m.id, m.zone, CASE WHEN m.manager_id IS NOT NULL OR m.report_count > 0 THEN 1 ELSE 0 END AS placed,
                CASE WHEN EXISTS (SELECT 1 FROM member_skills k WHERE k.member_id = m.id AND k.removed_at IS NULL) THEN 1 ELSE 0 END AS skilled, m.email_seen, m.phone_seen, p.member_id AS said, p.pronunciation, p.ask_about, p.status, p.status_until, p.away, p.shows_presence,
                p.opens, p.closes, p.days, p.birthday, p.shows_arrival, p.ways, p.guide_hidden,
                CASE WHEN p.shows_presence = 1 AND EXISTS (SELECT 1 FROM sessions s WHERE s.member_id = m.id AND s.last_seen_at > $1) THEN 1 ELSE 0 END AS here
            FROM members m LEFT JOIN profiles p ON p.member_id = m.id WHERE m.state = 0 AND ",
            $condition
        )
    };
}

/// The profiles of which a condition holds, on `x`, its member `m` and when they began `n`.
macro_rules! day {
    ($condition:expr) => {
        concat!(
            "SELECT x.member_id, x.birthday FROM profiles x JOIN members m ON m.id = x.member_id LEFT JOIN newcomers n ON n.member_id = x.member_id WHERE ",
            $condition
        )
    };
}

sql! {
    FIND = details!("m.id = $2");
    AMONG = details!("p.member_id IS NOT NULL AND m.id IN ({list})");
    SAVE_ABOUT = "INSERT INTO profiles (member_id, pronunciation, ask_about, status, away, shows_presence, days, birthday, shows_arrival, ways, guide_hidden) VALUES ($1, $2, $3, '', 0, 0, 31, $4, $5, '[]', 0)
        ON CONFLICT (member_id) DO UPDATE SET pronunciation = $2, ask_about = $3, birthday = $4, shows_arrival = $5";
    SAVE_CONTACT = "INSERT INTO profiles (member_id, pronunciation, ask_about, status, away, shows_presence, opens, closes, days, birthday, shows_arrival, ways, guide_hidden) VALUES ($1, '', '', '', 0, 0, $2, $3, $4, 0, 0, $5, 0)
        ON CONFLICT (member_id) DO UPDATE SET opens = $2, closes = $3, days = $4, ways = $5";
    SAVE_SEEN = "UPDATE members SET email_seen = $2, phone_seen = $3 WHERE id = $1";
    SAVE_STATUS = "INSERT INTO profiles (member_id, pronunciation, ask_about, status, status_until, away, shows_presence, days, birthday, shows_arrival, ways, guide_hidden) VALUES ($1, '', '', $2, $3, $4, $5, 31, 0, 0, '[]', 0)
        ON CONFLICT (member_id) DO UPDATE SET status = $2, status_until = $3, away = $4, shows_presence = $5";
    SAVE_GUIDE = "INSERT INTO profiles (member_id, pronunciation, ask_about, status, away, shows_presence, days, birthday, shows_arrival, ways, guide_hidden) VALUES ($1, '', '', '', 0, 0, 31, 0, 0, '[]', $2)
        ON CONFLICT (member_id) DO UPDATE SET guide_hidden = $2";
    /// What lasts comes first, then what ended last.
    EXPERIENCES = "SELECT id, kind, title, organisation, begins, ends, about FROM experiences WHERE member_id = $1 AND removed_at IS NULL
        ORDER BY CASE WHEN ends = '' THEN '9999-99' ELSE ends END DESC, begins DESC, id DESC";
    EXPERIENCE = "SELECT id, kind, title, organisation, begins, ends, about FROM experiences WHERE id = $1 AND member_id = $2 AND removed_at IS NULL";
    INSERT_EXPERIENCE = "INSERT INTO experiences (id, member_id, kind, title, organisation, begins, ends, about, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SAVE_EXPERIENCE = "UPDATE experiences SET kind = $3, title = $4, organisation = $5, begins = $6, ends = $7, about = $8 WHERE id = $1 AND member_id = $2 AND removed_at IS NULL";
    KEEP_EXPERIENCE = "UPDATE experiences SET removed_at = $3 WHERE id = $1 AND member_id = $2";
    COUNT_EXPERIENCES = "SELECT COUNT(*) AS n FROM experiences WHERE member_id = $1 AND removed_at IS NULL";
    FIELDS = "SELECT id, name_fr, name_en, kind, choices, edited_by, seen_by FROM profile_fields WHERE removed_at IS NULL ORDER BY position, id";
    FIELD = "SELECT id, name_fr, name_en, kind, choices, edited_by, seen_by FROM profile_fields WHERE id = $1 AND removed_at IS NULL";
    /// The fields, each with what it holds for somebody; none for a partner or a program.
    FILLED = "SELECT f.id, f.name_fr, f.name_en, f.kind, f.choices, f.edited_by, f.seen_by, v.value, m.directory_fields FROM members m CROSS JOIN profile_fields f
        LEFT JOIN profile_values v ON v.field_id = f.id AND v.member_id = m.id WHERE m.id = $1 AND m.kind = 0 AND m.state = 0 AND f.removed_at IS NULL ORDER BY f.position, f.id";
    INSERT_FIELD = "INSERT INTO profile_fields (id, name_fr, name_en, kind, choices, edited_by, seen_by, position, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT COALESCE(MAX(position), 0) + 1 FROM profile_fields), $8)";
    SAVE_FIELD = "UPDATE profile_fields SET name_fr = $2, name_en = $3, choices = $4, edited_by = $5, seen_by = $6 WHERE id = $1 AND removed_at IS NULL";
    KEEP_FIELD = "UPDATE profile_fields SET removed_at = $2 WHERE id = $1";
    COUNT_FIELDS = "SELECT COUNT(*) AS n FROM profile_fields WHERE removed_at IS NULL";
    IS_EMPLOYEE = "SELECT 1 AS one FROM members WHERE id = $1 AND kind = 0 AND state = 0";
    SET_VALUE = "INSERT INTO profile_values (member_id, field_id, value) VALUES ($1, $2, $3) ON CONFLICT (member_id, field_id) DO UPDATE SET value = $3";
    CLEAR_VALUE = "DELETE FROM profile_values WHERE member_id = $1 AND field_id = $2";
    VALUE = "SELECT value FROM profile_values WHERE member_id = $1 AND field_id = $2";
    VALUES = "SELECT member_id, field_id, value FROM profile_values WHERE member_id > $1 OR (member_id = $1 AND field_id > $2) ORDER BY member_id, field_id LIMIT $3";
    HOLDERS = "SELECT member_id AS id FROM profile_values WHERE field_id = $1";
    /// What search finds somebody by.
    ASKED_ABOUT = "SELECT member_id, ask_about FROM profiles WHERE ask_about <> '' AND member_id IN ({list})";
    DONE = "SELECT member_id, title, organisation FROM experiences WHERE removed_at IS NULL AND member_id IN ({list}) ORDER BY member_id, id";
    FOUND_VALUES = "SELECT v.member_id, v.value FROM profile_values v JOIN profile_fields f ON f.id = v.field_id
        WHERE f.removed_at IS NULL AND f.seen_by = 0 AND f.kind IN (0, 1) AND v.member_id IN ({list}) ORDER BY v.member_id, f.position, f.id";
    /// Whose day of the year is in the list, or who arrived since ($2) and has it told; of those close to the viewer: the unit, the site, the
    /// team, those whom they follow.
    DAYS = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, p.birthday
        FROM members v CROSS JOIN (", day!("x.birthday IN ({list})"), " UNION ", day!("x.shows_arrival = 1 AND COALESCE(n.started_at, m.created_at) > $2"), ") AS p
        JOIN members m ON m.id = p.member_id JOIN member_cards c ON c.id = m.id
        WHERE v.id = $1 AND v.kind = 0 AND m.id <> v.id AND m.kind = 0 AND m.state = 0 AND (m.unit_id = v.unit_id OR m.site_id = v.site_id OR m.manager_id = v.manager_id
            OR m.manager_id = v.id OR m.id = v.manager_id OR EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = v.id AND f.member_id = m.id)) AND ", sees!(), "
        ORDER BY m.sort_key, m.id LIMIT 40");
    FORGET_PROFILE = "DELETE FROM profiles WHERE member_id = $1";
    FORGET_EXPERIENCES = "DELETE FROM experiences WHERE member_id = $1";
    FORGET_VALUES = "DELETE FROM profile_values WHERE member_id = $1";
    DROP_EXPERIENCES = "DELETE FROM experiences WHERE removed_at IS NOT NULL AND removed_at < $1";
    DROP_VALUES = "DELETE FROM profile_values WHERE field_id IN (SELECT id FROM profile_fields WHERE removed_at IS NOT NULL AND removed_at < $1)";
    DROP_FIELDS = "DELETE FROM profile_fields WHERE removed_at IS NOT NULL AND removed_at < $1";
}

/// Values at once.
const SLICE: i64 = 5_000;

/// What somebody says of themselves, whoever asks: who is told what is asked of it.
#[derive(Clone, Debug)]
pub struct Details {
    /// Who.
    pub member: MemberId,
    /// How the name is said, and what one can be asked about.
    pub about: About,
    /// How and when to reach them.
    pub contact: Contact,
    /// What they are at.
    pub status: Status,
    /// Whether they show that they are here.
    pub shows_presence: bool,
    /// Whether they are, where they show it.
    pub here: bool,
    /// Whether they put the guide away.
    pub guide_hidden: bool,
    /// The name of their time zone.
    pub zone: String,
    /// Whether the org chart shows them.
    pub placed: bool,
    /// Whether they say that they can do something.
    pub skilled: bool,
}

impl Details {
    /// Whether they can be asked now.
    #[must_use]
    pub fn availability(&self, now: i64) -> Availability {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        rules::availability(&self.status, self.contact.hours, self.here, &zone, now)
    }
}

fn details(r: &Row) -> Result<Details> {
    let (email_seen, phone_seen) = (Seen::from_number(r.int("email_seen")?), Seen::from_number(r.int("phone_seen")?));
    let (member, zone, placed, skilled) = (MemberId(r.int("id")?), r.text("zone")?, r.flag("placed")?, r.flag("skilled")?);
    let contact = Contact { email_seen, phone_seen, ways: Vec::new(), hours: None };
    if r.opt_int("said")?.is_none() {
        let (about, status) = (About::default(), Status::default());
        return Ok(Details {
            member,
            about,
            contact,
            status,
            shows_presence: false,
            here: false,
            guide_hidden: false,
            zone,
            placed,
            skilled,
        });
    }
    let ways: Vec<Way> = serde_json::from_str(&r.text("ways")?).map_err(|e| Error::bug(format!("ways of {member}: {e}")))?;
    let days = r.int("days")?;
    let hours = r.opt_int("opens")?.zip(r.opt_int("closes")?).map(|(opens, closes)| Hours { opens, closes, days });
    Ok(Details {
        member,
        about: About {
            pronunciation: r.text("pronunciation")?,
            ask_about: r.text("ask_about")?,
            birthday: rules::typed_birthday(r.int("birthday")?),
            shows_arrival: r.flag("shows_arrival")?,
        },
        contact: Contact { ways, hours, ..contact },
        status: Status { text: r.text("status")?, away: r.flag("away")?, until: r.opt_int("status_until")? },
        shows_presence: r.flag("shows_presence")?,
        here: r.flag("here")?,
        guide_hidden: r.flag("guide_hidden")?,
        zone,
        placed,
        skilled,
    })
}

/// What somebody who is here says of themselves. `now` is in milliseconds UTC.
///
/// # Errors
/// `NotFound` for whoever is not here.
pub(super) async fn find(db: &Db, member: MemberId, now: i64) -> Result<Details> {
    db.one(&FIND, values![now - PRESENT_MS, member], details).await
}

/// Who among `ids` can be asked now, of those of whom something is known; in bulk, for employees. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn availability(db: &Db, ids: &[i64], now: i64) -> Result<HashMap<i64, Availability>> {
    let said = db.all_in(&AMONG, values![now - PRESENT_MS], ids, details).await?;
    Ok(said.into_iter().map(|one| (one.member.0, one.availability(now))).filter(|(_, is)| *is != Availability::Unsaid).collect())
}

/// Keeps how a name is said and what one can be asked about.
///
/// # Errors
/// What the database says.
pub async fn save_about(tx: &mut Tx, member: MemberId, about: &About) -> Result<()> {
    tx.exec(
        &SAVE_ABOUT,
        values![member, &about.pronunciation, &about.ask_about, rules::birthday(&about.birthday).unwrap_or(0), about.shows_arrival],
    )
    .await?;
    Ok(())
}

/// Keeps how and when to reach somebody.
///
/// # Errors
/// What the database says.
pub async fn save_contact(tx: &mut Tx, member: MemberId, contact: &Contact) -> Result<()> {
    let ways = serde_json::to_string(&contact.ways).map_err(|e| Error::bug(format!("ways: {e}")))?;
    let (opens, closes) = (contact.hours.map(|hours| hours.opens), contact.hours.map(|hours| hours.closes));
    tx.exec(&SAVE_CONTACT, values![member, opens, closes, contact.hours.map_or(rules::WEEK, |hours| hours.days), ways]).await?;
    tx.exec(&SAVE_SEEN, values![member, contact.email_seen.number(), contact.phone_seen.number()]).await?;
    Ok(())
}

/// Keeps what somebody is at, and whether they show that they are here.
///
/// # Errors
/// What the database says.
pub async fn save_status(tx: &mut Tx, member: MemberId, status: &Status, shows_presence: bool) -> Result<()> {
    tx.exec(&SAVE_STATUS, values![member, &status.text, status.until, status.away, shows_presence]).await?;
    Ok(())
}

pub(super) async fn save_guide(tx: &mut Tx, member: MemberId, hidden: bool) -> Result<()> {
    tx.exec(&SAVE_GUIDE, values![member, hidden]).await?;
    Ok(())
}

fn experience(r: &Row) -> Result<(i64, Experience)> {
    let one = Experience {
        did: Did::from_number(r.int("kind")?),
        title: r.text("title")?,
        organisation: r.text("organisation")?,
        begins: r.text("begins")?,
        ends: r.text("ends")?,
        about: r.text("about")?,
    };
    Ok((r.int("id")?, one))
}

/// What somebody did, with its numbers, the last first.
pub(super) async fn experiences(db: &Db, member: MemberId) -> Result<Vec<(i64, Experience)>> {
    db.all(&EXPERIENCES, values![member], experience).await
}

pub(super) async fn find_experience(db: &Db, id: i64, member: MemberId) -> Result<Experience> {
    Ok(db.one(&EXPERIENCE, values![id, member], experience).await?.1)
}

/// Adds what somebody did.
///
/// # Errors
/// What the database says.
pub async fn insert_experience(tx: &mut Tx, id: i64, member: MemberId, one: &Experience, now: i64) -> Result<()> {
    let Experience { did, title, organisation, begins, ends, about } = one;
    tx.exec(&INSERT_EXPERIENCE, values![id, member, did.number(), title, organisation, begins, ends, about, now]).await?;
    Ok(())
}

/// Changes what somebody did; tells whether it is theirs.
pub(super) async fn save_experience(tx: &mut Tx, id: i64, member: MemberId, one: &Experience) -> Result<bool> {
    let Experience { did, title, organisation, begins, ends, about } = one;
    Ok(tx.exec(&SAVE_EXPERIENCE, values![id, member, did.number(), title, organisation, begins, ends, about]).await? == 1)
}

/// Takes what somebody did away at a moment, or brings it back; tells whether it is theirs.
pub(super) async fn keep_experience(tx: &mut Tx, id: i64, member: MemberId, removed_at: Option<i64>) -> Result<bool> {
    Ok(tx.exec(&KEEP_EXPERIENCE, values![id, member, removed_at]).await? == 1)
}

pub(super) async fn count_experiences(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT_EXPERIENCES, values![member], |r| r.int("n")).await?.unwrap_or(0))
}

fn field(r: &Row) -> Result<(i64, Field)> {
    let one = Field {
        name_fr: r.text("name_fr")?,
        name_en: r.text("name_en")?,
        holds: Holds::from_number(r.int("kind")?),
        choices: r.text("choices")?.lines().map(str::to_owned).collect(),
        editor: Editor::from_number(r.int("edited_by")?),
        seen: Seen::from_number(r.int("seen_by")?),
    };
    Ok((r.int("id")?, one))
}

/// The fields that the company added, with their numbers, in order.
///
/// # Errors
/// What the database says.
pub async fn fields(db: &Db) -> Result<Vec<(i64, Field)>> {
    db.all(&FIELDS, &[], field).await
}

/// The directories that say a field, and of how many people.
pub(super) async fn said_by(db: &Db) -> Result<HashMap<i64, BTreeMap<String, i64>>> {
    let fields = fields(db).await?;
    let mut by: HashMap<i64, BTreeMap<String, i64>> = HashMap::new();
    for (directory, held, people) in held::counts(db).await? {
        for (id, _) in fields.iter().filter(|(id, _)| held.says_added(*id)) {
            *by.entry(*id).or_default().entry(directory.clone()).or_default() += people;
        }
    }
    Ok(by)
}

/// One of them.
///
/// # Errors
/// `NotFound` where there is none.
pub(super) async fn find_field(db: &Db, id: i64) -> Result<Field> {
    Ok(db.one(&FIELD, values![id], field).await?.1)
}

/// A field, inside a transaction.
pub(super) async fn find_field_in(tx: &mut Tx, id: i64) -> Result<Field> {
    Ok(tx.opt(&FIELD, values![id], field).await?.ok_or(Error::NotFound)?.1)
}

/// A field with what it holds for somebody; empty where it holds nothing.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    pub id: i64,
    pub field: Field,
    pub value: String,
    /// Whether a directory says it, so that it is changed there alone.
    pub held: bool,
}

pub(super) async fn filled(db: &Db, member: MemberId) -> Result<Vec<Filled>> {
    db.all(&FILLED, values![member], |r| {
        let (id, field) = field(r)?;
        let held = Held::read(&r.text("directory_fields")?).says_added(id);
        Ok(Filled { id, field, value: r.opt_text("value")?.unwrap_or_default(), held })
    })
    .await
}

/// Adds a field, after the others.
///
/// # Errors
/// What the database says.
pub async fn insert_field(tx: &mut Tx, id: i64, field: &Field, now: i64) -> Result<()> {
    let (holds, editor, seen) = (field.holds.number(), field.editor.number(), field.seen.number());
    tx.exec(&INSERT_FIELD, values![id, &field.name_fr, &field.name_en, holds, field.choices.join("\n"), editor, seen, now]).await?;
    Ok(())
}

/// Changes a field; what it holds stays as it was. Tells whether it is there.
pub(super) async fn save_field(tx: &mut Tx, id: i64, field: &Field) -> Result<bool> {
    let (editor, seen) = (field.editor.number(), field.seen.number());
    let saved = values![id, &field.name_fr, &field.name_en, field.choices.join("\n"), editor, seen];
    Ok(tx.exec(&SAVE_FIELD, saved).await? == 1)
}

/// Takes a field away at a moment, or brings it back; tells whether there is one.
pub(super) async fn keep_field(tx: &mut Tx, id: i64, removed_at: Option<i64>) -> Result<bool> {
    Ok(tx.exec(&KEEP_FIELD, values![id, removed_at]).await? == 1)
}

pub(super) async fn count_fields(tx: &mut Tx) -> Result<i64> {
    Ok(tx.opt(&COUNT_FIELDS, &[], |r| r.int("n")).await?.unwrap_or(0))
}

pub(super) async fn is_employee(tx: &mut Tx, member: MemberId) -> Result<bool> {
    tx.exists(&IS_EMPLOYEE, values![member]).await
}

/// Sets what a field holds for somebody; empty to hold nothing.
///
/// # Errors
/// What the database says.
pub async fn set_value(tx: &mut Tx, member: MemberId, field: i64, value: &str) -> Result<()> {
    if value.is_empty() {
        tx.exec(&CLEAR_VALUE, values![member, field]).await?;
    } else {
        tx.exec(&SET_VALUE, values![member, field, value]).await?;
    }
    Ok(())
}

/// Sets what several fields hold for somebody.
///
/// # Errors
/// What the database says.
pub async fn set_values(tx: &mut Tx, member: MemberId, values: &[(i64, String)]) -> Result<()> {
    for (field, value) in values {
        set_value(tx, member, *field, value).await?;
    }
    Ok(())
}

pub(super) async fn value_in(tx: &mut Tx, member: MemberId, field: i64) -> Result<String> {
    Ok(tx.opt(&VALUE, values![member, field], |r| r.text("value")).await?.unwrap_or_default())
}

/// What the fields hold, by person and field.
///
/// # Errors
/// What the database says.
pub async fn values(db: &Db) -> Result<HashMap<(i64, i64), String>> {
    let (mut all, mut after) = (HashMap::new(), (0, 0));
    loop {
        let read = |r: &Row| Ok(((r.int("member_id")?, r.int("field_id")?), r.text("value")?));
        let page = db.all(&VALUES, values![after.0, after.1, SLICE], read).await?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        after = *last;
        all.extend(page);
    }
}

/// Those for whom a field holds something.
pub(crate) async fn holders(db: &Db, field: i64) -> Result<Vec<i64>> {
    db.all(&HOLDERS, values![field], |r| r.int("id")).await
}

/// What search finds people by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// What they can be asked about.
    pub ask_about: String,
    /// What they did, and what the fields hold that whoever sees the person may read.
    pub words: Vec<String>,
}

pub(crate) async fn words_of(db: &Db, ids: &[i64]) -> Result<HashMap<i64, Words>> {
    let mut found: HashMap<i64, Words> = HashMap::new();
    for (id, ask_about) in db.all_in(&ASKED_ABOUT, &[], ids, |r| Ok((r.int("member_id")?, r.text("ask_about")?))).await? {
        found.entry(id).or_default().ask_about = ask_about;
    }
    let done = db.all_in(&DONE, &[], ids, |r| Ok((r.int("member_id")?, [r.text("title")?, r.text("organisation")?]))).await?;
    for (id, words) in done {
        found.entry(id).or_default().words.extend(words);
    }
    for (id, value) in db.all_in(&FOUND_VALUES, &[], ids, |r| Ok((r.int("member_id")?, r.text("value")?))).await? {
        found.entry(id).or_default().words.push(value);
    }
    Ok(found)
}

/// Somebody close to whom something happens.
pub(super) struct Day {
    pub person: Person,
    /// The day of the year that they let be told, as it is stored; 0 for none.
    pub birthday: i64,
}

/// Those close to `viewer` whose day of the year is among `days`, or who arrived since a moment; each wanted it to be told.
pub(super) async fn days(db: &Db, viewer: MemberId, days: &[i64], since: i64) -> Result<Vec<Day>> {
    let read = |r: &Row| Ok(Day { person: person(r)?, birthday: r.int("birthday")? });
    db.all_in(&DAYS, values![viewer, since], days, read).await
}

pub(super) async fn forget(tx: &mut Tx, member: i64) -> Result<()> {
    for statement in [&FORGET_PROFILE, &FORGET_EXPERIENCES, &FORGET_VALUES] {
        tx.exec(statement, values![member]).await?;
    }
    Ok(())
}

/// Drops what was taken away before a moment, in milliseconds UTC.
pub(super) async fn forget_removed(tx: &mut Tx, before: i64) -> Result<()> {
    for statement in [&DROP_EXPERIENCES, &DROP_VALUES, &DROP_FIELDS] {
        tx.exec(statement, values![before]).await?;
    }
    Ok(())
}
