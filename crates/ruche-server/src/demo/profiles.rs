//! What people of the demo company say of themselves, and its fields: as they are written in the folder, then as rows.

use super::data::wrong;
use super::dates::Moment;
use super::plan::{Cast, Makings};
use ruche_kernel::{MemberId, Refusal, Result};
use ruche_people::profiles::fields::{Editor, Field, Holds};
use ruche_people::profiles::rules::{self, About, Contact, Did, Experience, Hours, Seen, Status, Way};
use ruche_people::profiles::store;
use ruche_platform::db::Tx;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    field: Vec<WrittenField>,
    profile: Vec<WrittenProfile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    fr: String,
    en: String,
    holds: String,
    choices: Vec<String>,
    editor: String,
    seen: String,
    /// What it holds, by the keys of people.
    held: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProfile {
    of: String,
    #[serde(default)]
    pronunciation: String,
    ask: String,
    opens: String,
    closes: String,
    /// The days of work, 1 for Monday; Monday to Friday without it.
    #[serde(default)]
    days: Vec<u8>,
    #[serde(default)]
    status: String,
    /// In how many days the status ends.
    until: Option<i64>,
    #[serde(default)]
    away: bool,
    /// In how many days their birthday is, which they let be told.
    birthday_in: Option<i64>,
    /// What it is, how, who is told.
    #[serde(default)]
    ways: Vec<[String; 3]>,
    /// Kind, title, organisation, begin, end, what was done.
    #[serde(default)]
    done: Vec<[String; 6]>,
}

/// What is to be written of one person.
#[derive(Debug)]
pub(super) struct Planned {
    member: MemberId,
    about: About,
    contact: Contact,
    status: Status,
    done: Vec<(i64, Experience)>,
}

/// A field to come, with what it holds.
#[derive(Debug)]
pub(super) struct PlannedField {
    id: i64,
    field: Field,
    held: Vec<(MemberId, String)>,
}

/// What is to be written.
///
/// # Errors
/// What the folder breaks of the rules.
pub(super) fn plan(makings: &Makings<'_>, cast: &Cast<'_>, written: &Written) -> Result<(Vec<PlannedField>, Vec<Planned>)> {
    let fields = written.field.iter().map(|one| {
        let (holds, editor, seen) = (Holds::from_word(&one.holds), Editor::from_word(&one.editor), Seen::from_word(&one.seen));
        let (Some(holds), Some(editor), Some(seen)) = (holds, editor, seen) else {
            return Err(wrong(format_args!("{:?}: a word is unknown", one.fr)));
        };
        let (name_fr, name_en, choices) = (one.fr.clone(), one.en.clone(), one.choices.clone());
        let field = Field { name_fr, name_en, holds, choices, editor, seen };
        let field = field.check().map_err(|e| wrong(format_args!("{:?}: {e:?}", one.fr)))?;
        let held = one.held.iter().map(|(key, value)| {
            let value = field.value(value).map_err(|e| wrong(format_args!("{:?} of {key}: {e:?}", one.fr)))?;
            Ok((cast.person(key)?.actor.id, value))
        });
        Ok(PlannedField { id: (makings.id)(), held: held.collect::<Result<_>>()?, field })
    });
    Ok((fields.collect::<Result<_>>()?, written.profile.iter().map(|one| person(makings, cast, one)).collect::<Result<_>>()?))
}

fn person(makings: &Makings<'_>, cast: &Cast<'_>, one: &WrittenProfile) -> Result<Planned> {
    let refused = |e: Vec<Refusal>| wrong(format_args!("{:?}: {e:?}", one.of));
    let unknown = |what: &str| wrong(format_args!("{:?}: {what:?} is unknown", one.of));
    let days = one.days.iter().fold(0, |days, day| days | 1 << (day - 1));
    let time = |text: &str| rules::minutes(text).ok_or_else(|| unknown(text));
    let hours = Hours { opens: time(&one.opens)?, closes: time(&one.closes)?, days: if days == 0 { rules::WEEK } else { days } };
    let ways = one.ways.iter().map(|[label, value, seen]| {
        let seen = Seen::from_word(seen).ok_or_else(|| unknown(seen))?.number();
        Ok(Way { label: label.clone(), value: value.clone(), seen })
    });
    let contact =
        Contact { email_seen: Seen::Employees, phone_seen: Seen::Everyone, ways: ways.collect::<Result<_>>()?, hours: Some(hours) };
    let done = one.done.iter().map(|[did, title, organisation, begins, ends, about]| {
        let did = Did::from_word(did).ok_or_else(|| unknown(did))?;
        let [title, organisation, begins, ends, about] = [title, organisation, begins, ends, about].map(Clone::clone);
        Ok(((makings.id)(), Experience { did, title, organisation, begins, ends, about }.check().map_err(refused)?))
    });
    // Told in as many days, whenever the demo is made.
    let birthday = one.birthday_in.map(|days| {
        let at = jiff::Timestamp::from_millisecond(cast.calendar.plain(Moment::days_ago(-days, 12))).unwrap_or_default();
        at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%d/%m").to_string()
    });
    let birthday = birthday.unwrap_or_default();
    // A status ends with a day, as the form has it.
    let until = one.until.map(|days| cast.calendar.plain(Moment::days_ago(-days, 0)));
    Ok(Planned {
        member: cast.person(&one.of)?.actor.id,
        about: About { pronunciation: one.pronunciation.clone(), ask_about: one.ask.clone(), birthday, shows_arrival: false }
            .check()
            .map_err(refused)?,
        contact: contact.check().map_err(refused)?,
        status: Status { text: one.status.clone(), away: one.away, until }.check(makings.now).map_err(refused)?,
        done: done.collect::<Result<_>>()?,
    })
}

/// Writes it, `at` the time when the company was started.
///
/// # Errors
/// What the database says.
pub(super) async fn write(tx: &mut Tx, fields: &[PlannedField], profiles: &[Planned], at: i64) -> Result<()> {
    for one in fields {
        store::insert_field(tx, one.id, &one.field, at).await?;
        for (member, value) in &one.held {
            store::set_value(tx, *member, one.id, value).await?;
        }
    }
    for one in profiles {
        store::save_about(tx, one.member, &one.about).await?;
        store::save_contact(tx, one.member, &one.contact).await?;
        store::save_status(tx, one.member, &one.status, false).await?;
        for (id, done) in &one.done {
            store::insert_experience(tx, *id, one.member, done, at).await?;
        }
    }
    Ok(())
}
