//! What the first run does, and what administrators change afterwards.

use super::store::{self, CompanySettings, NewCompany};
use crate::People;
use crate::members::actions::{NewMember, insert_member};
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef, names};
use ruche_platform::{outbox, work};

/// The most characters of a company's name.
const MAX_NAME: usize = 80;

/// Checks a company as typed.
///
/// # Errors
/// The refusals, each at its field.
pub fn accept_company(company: &NewCompany) -> Result<NewCompany> {
    let name = names::clean_line(&company.name);
    let mut refusals = Vec::new();
    if name.is_empty() {
        refusals.push(Refusal::new("setup.name_missing").at("name"));
    }
    if name.chars().count() > MAX_NAME {
        refusals.push(Refusal::new("setup.name_too_long").at("name").with("max", 80));
    }
    if !(0..360).contains(&company.hue) {
        refusals.push(Refusal::new("setup.hue_unknown").at("hue"));
    }
    if !["fr", "en"].contains(&company.locale.as_str()) {
        refusals.push(Refusal::new("setup.locale_unknown").at("locale"));
    }
    if refusals.is_empty() { Ok(NewCompany { name, ..company.clone() }) } else { Err(Error::Refused(refusals)) }
}

/// Starts the company with its first administrator, in one transaction.
///
/// # Errors
/// `NotFound` when a company exists already, else the refusals.
pub async fn start_company(people: &People, company: &NewCompany, admin: &NewMember) -> Result<(PlaceId, MemberId)> {
    let company = accept_company(company)?;
    let (id, member) = (PlaceId(people.platform.id()), MemberId(people.platform.id()));
    let (now, admin) = (people.platform.now(), admin.clone());
    let started = people
        .platform
        .db
        .write(work!(
            [company, admin, now, id, member] | tx | {
                if store::exists_in(tx).await? {
                    return Err(Error::NotFound);
                }
                store::insert(tx, id, &company, now).await?;
                insert_member(tx, member, &admin, now).await?;
                Ok((id, member))
            }
        ))
        .await;
    match started {
        // Two came at once: the table holds one company.
        Err(Error::Conflict) => Err(Error::NotFound),
        other => other,
    }
}

/// Changes the company's settings. What changes how those who left are called is announced as `company.changed`.
///
/// # Errors
/// `NotFound` for someone who does not administer, else the refusals.
pub async fn save_settings(people: &People, actor: &Actor, settings: &CompanySettings) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let settings = CompanySettings { company: accept_company(&settings.company)?, ..settings.clone() };
    let (id, event_id, now) = (actor.company, people.platform.id(), people.platform.now());
    let event = Event::new("company.changed", actor.id, SubjectRef::new("company", id.0), id);
    people
        .platform
        .db
        .write(work!(
            [settings, event] | tx | {
                let before = store::settings_in(tx).await?;
                store::save(tx, id, &settings).await?;
                if renames_leavers(&before, &settings) {
                    outbox::record(tx, event_id, now, &event).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Whether those who left are called otherwise: named or not, or not named in another language.
fn renames_leavers(before: &CompanySettings, after: &CompanySettings) -> bool {
    before.hide_leavers != after.hide_leavers || (after.hide_leavers && before.company.locale != after.company.locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_left_is_called_otherwise_when_naming_or_its_language_changes() {
        let settings = |hide_leavers, locale: &str, name: &str| CompanySettings {
            company: NewCompany { name: name.into(), locale: locale.into(), hue: 168 },
            hide_leavers,
        };
        for (before, after, expected) in [
            (settings(false, "fr", "Orvane"), settings(true, "fr", "Orvane"), true),
            (settings(true, "fr", "Orvane"), settings(false, "fr", "Orvane"), true),
            (settings(true, "fr", "Orvane"), settings(true, "en", "Orvane"), true),
            (settings(false, "fr", "Orvane"), settings(false, "en", "Orvane"), false),
            (settings(true, "fr", "Orvane"), settings(true, "fr", "Delmas"), false),
        ] {
            assert_eq!(renames_leavers(&before, &after), expected, "{before:?} {after:?}");
        }
    }
}
