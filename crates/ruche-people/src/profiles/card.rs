//! The card of a person for an address book: vCard 3.0 (RFC 2426), which phones read as well as desks do. It holds what the page would
//! tell the same reader, and nothing else.

use super::access;
use super::rules::Leads;
use crate::People;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use calcard::vcard::{VCard, VCardEntry, VCardParameter, VCardProperty, VCardType, VCardValue, VCardVersion};
use http::header;
use ruche_kernel::{Error, MemberId};
use ruche_web::{Member, Result};

pub(super) async fn show(State(people): State<People>, member: Member, Path(id): Path<MemberId>) -> Result {
    let told = access::load(&people, &member, id).await?;
    let profile = &told.profile;
    // A program is in nobody's address book; neither is who left.
    if profile.person.left || profile.person.bot {
        return Err(Error::NotFound.into());
    }
    let name = profile.person.shown_name(&member);
    let company = profile.person.partner.clone().or_else(|| member.app.company().map(|company| company.name.clone())).unwrap_or_default();
    let [family, given] = parts(&name);
    let organisation: Vec<VCardValue> =
        [company, profile.unit.clone()].into_iter().filter(|part| !part.is_empty()).map(VCardValue::Text).collect();
    let empty = String::new;
    let mut entries = vec![
        VCardEntry::new(VCardProperty::Fn).with_value(name.clone()),
        VCardEntry::new(VCardProperty::N).with_values([family, given, empty(), empty(), empty()].map(VCardValue::Text).into()),
        VCardEntry::new(VCardProperty::Org).with_values(organisation),
    ];
    let mut add = |property, value: String| {
        if !value.is_empty() {
            entries.push(VCardEntry::new(property).with_value(value).with_param(VCardParameter::typ(VCardType::Work)));
        }
    };
    add(VCardProperty::Email, profile.email.clone().unwrap_or_default());
    add(VCardProperty::Tel, profile.phone.clone());
    for way in &told.ways {
        let property = match way.leads().0 {
            Leads::Mail => VCardProperty::Email,
            Leads::Phone => VCardProperty::Tel,
            Leads::Web => VCardProperty::Url,
            Leads::Nowhere => continue,
        };
        add(property, way.value.clone());
    }
    let plain = [
        (VCardProperty::Title, profile.person.title.clone()),
        (VCardProperty::Tz, profile.zone.clone()),
        (VCardProperty::Url, member.app.settings.link(&format!("/members/{id}"))),
    ];
    entries.extend(
        plain.into_iter().filter(|(_, value)| !value.is_empty()).map(|(property, value)| VCardEntry::new(property).with_value(value)),
    );
    let mut card = String::new();
    VCard { entries }.write_to(&mut card, VCardVersion::V3_0).map_err(|e| Error::bug(format!("the card of {id}: {e}")))?;
    let headers = [
        (header::CONTENT_TYPE, "text/vcard; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.vcf\"", file_name(&name))),
    ];
    Ok((headers, card).into_response())
}

/// Family name and given names, as far as one written name tells: the last word is the family's, with the small words before it.
fn parts(name: &str) -> [String; 2] {
    let words: Vec<&str> = name.split(' ').collect();
    let mut at = words.len().saturating_sub(1);
    while at > 1 && words[at - 1].chars().next().is_some_and(char::is_lowercase) {
        at -= 1;
    }
    [words[at..].join(" "), words[..at].join(" ")]
}

/// A name that every system takes for a file: letters without accents, digits and hyphens.
fn file_name(name: &str) -> String {
    let key = ruche_kernel::names::sort_key(name);
    let plain: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "card".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_parts() {
        for (name, family, given) in [
            ("Camille Rousset", "Rousset", "Camille"),
            ("Jan van der Berg", "van der Berg", "Jan"),
            ("Anne Sophie Le Goff", "Goff", "Anne Sophie Le"),
            ("Madonna", "Madonna", ""),
        ] {
            assert_eq!(parts(name), [family.to_owned(), given.to_owned()]);
        }
        assert_eq!((file_name("Zoë d’Arc"), file_name("王")), ("zoe-d-arc".into(), "card".into()));
    }
}
