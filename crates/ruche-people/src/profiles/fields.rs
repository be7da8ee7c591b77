//! The fields that a company adds to profiles: what they may be, and what they may hold. No input or output.

use super::rules::Seen;
use jiff::civil::Date;
use ruche_kernel::{Actor, MemberId, Refusal, names};

/// The most fields of a company, the most choices of one, and the most characters of a value.
pub const MAX_FIELDS: i64 = 30;
const MAX_CHOICES: usize = 60;
const MAX_VALUE: usize = 200;
const MAX_NAME: usize = 40;

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    #[default]
    Text,
    /// One of a few choices.
    Choice,
    /// A date, stored as `2026-03-12`.
    Date,
    /// A number, stored with a point.
    Number,
}

/// Who fills a field in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Editor {
    /// The person.
    #[default]
    Oneself,
    /// Administrators.
    Administrators,
}

numbered!(Holds, Text "text", Choice "choice", Date "date", Number "number");
numbered!(Editor, Oneself "oneself", Administrators "administrators");

/// A field that the company added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What it is called in French.
    pub name_fr: String,
    /// What it is called in English.
    pub name_en: String,
    /// What it holds.
    pub holds: Holds,
    /// The choices, for one of [`Holds::Choice`].
    pub choices: Vec<String>,
    /// Who fills it in.
    pub editor: Editor,
    /// Who is told; [`Seen::Oneself`] includes administrators, who may have filled it in.
    pub seen: Seen,
}

impl Field {
    /// The name in a language.
    #[must_use]
    pub fn name(&self, tag: &str) -> &str {
        if tag == "fr" { &self.name_fr } else { &self.name_en }
    }

    /// Cleaned, or every refusal at its field. One name is enough: it stands for both languages.
    ///
    /// # Errors
    /// No name, no choices for a choice, what is too long.
    pub fn check(&self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let (mut name_fr, mut name_en) = (names::clean_line(&self.name_fr), names::clean_line(&self.name_en));
        if name_fr.is_empty() && name_en.is_empty() {
            refusals.push(Refusal::new("members.name_missing").at("name_fr"));
        }
        for (name, field) in [(&name_fr, "name_fr"), (&name_en, "name_en")] {
            if name.chars().count() > MAX_NAME {
                refusals.push(Refusal::new("members.line_too_long").at(field).with("max", 40));
            }
        }
        if name_fr.is_empty() {
            name_fr.clone_from(&name_en);
        } else if name_en.is_empty() {
            name_en.clone_from(&name_fr);
        }
        let mut choices: Vec<String> = Vec::new();
        if self.holds == Holds::Choice {
            for choice in self.choices.iter().map(|choice| names::clean_line(choice)).filter(|choice| !choice.is_empty()) {
                if !choices.contains(&choice) {
                    choices.push(choice);
                }
            }
            if choices.len() < 2 {
                refusals.push(Refusal::new("profiles.choices_few").at("choices"));
            } else if choices.len() > MAX_CHOICES || choices.iter().any(|choice| choice.chars().count() > MAX_NAME * 2) {
                refusals.push(Refusal::new("profiles.choices_many").at("choices").with("max", 60));
            }
        }
        let checked = Self { name_fr, name_en, choices, ..self.clone() };
        if refusals.is_empty() { Ok(checked) } else { Err(refusals) }
    }

    /// What is stored of what was typed; empty to hold nothing.
    ///
    /// # Errors
    /// Refused when it is not what the field holds.
    pub fn value(&self, typed: &str) -> Result<String, Refusal> {
        let typed = names::clean_line(typed);
        if typed.is_empty() {
            return Ok(typed);
        }
        match self.holds {
            Holds::Text if typed.chars().count() > MAX_VALUE => Err(Refusal::new("profiles.value_too_long").with("max", 200)),
            Holds::Text => Ok(typed),
            Holds::Choice if self.choices.contains(&typed) => Ok(typed),
            Holds::Choice => Err(Refusal::new("profiles.choice_unknown")),
            Holds::Date => match typed.parse::<Date>() {
                Ok(date) if (1900..=2200).contains(&date.year()) => Ok(date.to_string()),
                _ => Err(Refusal::new("profiles.date_unreadable")),
            },
            Holds::Number => number(&typed).ok_or(Refusal::new("profiles.number_unreadable")),
        }
    }

    /// What is stored of what a directory says: the words are cut to what may be typed, a choice is known by its letters alone, and a date
    /// may be written as LDAP does. Nothing where it is not what the field holds.
    #[must_use]
    pub fn said(&self, said: &str) -> Option<String> {
        let said = names::clean_line(said);
        let said = match self.holds {
            Holds::Text => return Some(said.chars().take(MAX_VALUE).collect()),
            Holds::Choice => self.choices.iter().find(|choice| names::sort_key(choice) == names::sort_key(&said))?.clone(),
            Holds::Date => generalized(&said).unwrap_or(said),
            Holds::Number => said,
        };
        self.value(&said).ok()
    }

    /// Whether a column that is called so is this one: in either language, without accents, spaces and signs.
    #[must_use]
    pub fn is_called(&self, column: &str) -> bool {
        let word = |name: &str| names::sort_key(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let column = word(column);
        !column.is_empty() && (word(&self.name_fr) == column || word(&self.name_en) == column)
    }

    /// Whether `viewer`, who sees the person `of`, is told what it holds.
    #[must_use]
    pub fn allows(&self, viewer: &Actor, of: MemberId) -> bool {
        self.seen.allows(viewer, of) || viewer.is_admin()
    }

    /// Whether `actor` fills it in for `of`.
    #[must_use]
    pub fn may_fill(&self, actor: &Actor, of: MemberId) -> bool {
        match self.editor {
            Editor::Oneself => actor.id == of,
            Editor::Administrators => actor.is_admin(),
        }
    }

    /// Whether what it holds is found by search: words that whoever sees the person may read.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.seen == Seen::Everyone && matches!(self.holds, Holds::Text | Holds::Choice)
    }
}

/// The date of a generalized time of LDAP, `20260312083000Z`.
fn generalized(said: &str) -> Option<String> {
    let day = said.strip_suffix('Z')?.split('.').next()?;
    let digits = day.len() >= 8 && day.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..8]))
}

/// A decimal number of at most fifteen digits, with a comma or a point: as it is stored, with a point.
fn number(typed: &str) -> Option<String> {
    let plain: String =
        typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map(|c| if c == ',' { '.' } else { c }).collect();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let fine = !whole.is_empty() && whole.len() + part.len() <= 15 && whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit());
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    fine.then(|| if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::{MemberKind, PlaceId, Role};

    #[test]
    fn values_are_what_the_field_holds() {
        let field = |holds| Field { holds, choices: vec!["A".into(), "B".into()], ..Field::default() };
        for (holds, typed, stored) in [
            (Holds::Text, "  Tour\tNord ", Ok("Tour Nord")),
            (Holds::Choice, "A", Ok("A")),
            (Holds::Choice, "a", Err("profiles.choice_unknown")),
            (Holds::Date, "2026-03-12", Ok("2026-03-12")),
            (Holds::Date, "12/03/2026", Err("profiles.date_unreadable")),
            (Holds::Date, "0012-03-12", Err("profiles.date_unreadable")),
            (Holds::Number, "1 250,50", Ok("1250.5")),
            (Holds::Number, "-007", Ok("-7")),
            (Holds::Number, "0,0", Ok("0")),
            (Holds::Number, "douze", Err("profiles.number_unreadable")),
            (Holds::Number, "1234567890123456", Err("profiles.number_unreadable")),
            (Holds::Number, "", Ok("")),
        ] {
            assert_eq!(field(holds).value(typed).map_err(|refusal| refusal.code), stored.map(str::to_owned), "{typed}");
        }
        assert_eq!(field(Holds::Text).value(&"x".repeat(201)).unwrap_err().code, "profiles.value_too_long");
    }

    #[test]
    fn a_directory_may_say_it_otherwise() {
        let field = |holds| Field { holds, choices: vec!["Tour Nord".into(), "Tour Sud".into()], ..Field::default() };
        for (holds, said, stored) in [
            (Holds::Text, " Tour\tNord ", Some("Tour Nord")),
            (Holds::Choice, "TOUR NORD", Some("Tour Nord")),
            (Holds::Choice, "Tour Est", None),
            (Holds::Date, "2026-03-12", Some("2026-03-12")),
            (Holds::Date, "20260312083000Z", Some("2026-03-12")),
            (Holds::Date, "20260312083000.0Z", Some("2026-03-12")),
            (Holds::Date, "20261312083000Z", None),
            (Holds::Date, "12/03/2026", None),
            (Holds::Number, "1 250,50", Some("1250.5")),
            (Holds::Number, "douze", None),
        ] {
            assert_eq!(field(holds).said(said).as_deref(), stored, "{said}");
        }
        assert_eq!(field(Holds::Text).said(&"x".repeat(300)).unwrap().len(), MAX_VALUE);
        let field = Field { name_fr: "Habilitation électrique".into(), name_en: "Electrical licence".into(), ..Field::default() };
        for (column, is) in [("habilitation-electrique", true), ("ELECTRICAL LICENCE", true), ("Habilitation", false), ("", false)] {
            assert_eq!(field.is_called(column), is, "{column}");
        }
    }

    #[test]
    fn a_field_is_whole() {
        let fine = Field { name_fr: "Étage".into(), ..Field::default() };
        assert_eq!(fine.check().unwrap().name("en"), "Étage", "one name stands for both");
        for (field, refused) in [
            (Field::default(), "name_fr"),
            (Field { holds: Holds::Choice, choices: vec!["A".into(), " A ".into()], ..fine.clone() }, "choices"),
            (Field { name_en: "x".repeat(41), ..fine.clone() }, "name_en"),
        ] {
            assert_eq!(field.check().unwrap_err()[0].field, Some(refused));
        }
    }

    #[test]
    fn who_fills_in_and_who_is_told() {
        let actor = |id, kind, role| Actor { id: MemberId(id), kind, role, company: PlaceId(1), circle: None };
        let (owner, colleague) = (actor(1, MemberKind::Employee, Role::Member), actor(2, MemberKind::Employee, Role::Member));
        let (admin, partner) = (actor(3, MemberKind::Employee, Role::Admin), actor(4, MemberKind::Partner, Role::Member));
        for (editor, fills) in [(Editor::Oneself, [true, false, false, false]), (Editor::Administrators, [false, false, true, false])] {
            let field = Field { editor, ..Field::default() };
            assert_eq!([&owner, &colleague, &admin, &partner].map(|one| field.may_fill(one, owner.id)), fills, "{editor:?}");
        }
        for (seen, told) in [
            (Seen::Everyone, [true, true, true, true]),
            (Seen::Employees, [true, true, true, false]),
            (Seen::Oneself, [true, false, true, false]),
        ] {
            let field = Field { seen, ..Field::default() };
            assert_eq!([&owner, &colleague, &admin, &partner].map(|one| field.allows(one, owner.id)), told, "{seen:?}");
            assert_eq!(field.is_found(), seen == Seen::Everyone);
        }
    }
}
