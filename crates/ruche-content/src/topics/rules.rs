//! What may be said of a topic and how it may be called; what counts as more than usual.

use super::model::{Mark, Trend};
use ruche_kernel::{Actor, Error, Refusal, Result, names};
use ruche_web::markdown;

/// The most characters of a description.
pub const MAX_DESCRIPTION: usize = 500;
/// The most characters of what a list shows of it.
const SUMMARY: usize = 140;
/// Topics shown as used more than usual.
pub const TRENDS: usize = 5;

/// Asks that somebody may say what a topic is about: whoever works for the company.
///
/// # Errors
/// `Forbidden` for partners.
pub fn describe(actor: &Actor) -> Result<()> {
    if actor.is_employee() { Ok(()) } else { Err(Error::Forbidden) }
}

/// Asks that somebody may name topics anew and merge them: administrators, since it changes where a word leads for everybody.
///
/// # Errors
/// `Forbidden` for others.
pub fn rename(actor: &Actor) -> Result<()> {
    if actor.is_admin() { Ok(()) } else { Err(Error::Forbidden) }
}

/// A description as it is kept: the text, and its first words for lists.
///
/// # Errors
/// Refused when it is too long, at `description`.
pub fn description(text: &str) -> Result<(String, String), Refusal> {
    let text = names::clean_text(text).trim().to_owned();
    if text.chars().count() > MAX_DESCRIPTION {
        let max = i64::try_from(MAX_DESCRIPTION).unwrap_or(i64::MAX);
        return Err(Refusal::new("topics.description_long").at("description").with("max", max));
    }
    let plain = markdown::render(&text, &std::collections::HashMap::new()).plain;
    let summary = names::excerpt(&plain, SUMMARY);
    Ok((text, summary))
}

/// The topic that a name is the word of, typed with or without its `#`.
///
/// # Errors
/// Refused when no text could name a topic so, at `field`.
pub fn mark(typed: &str, field: &'static str) -> Result<Mark, Refusal> {
    let name = names::clean_line(typed);
    let name = name.strip_prefix('#').unwrap_or(&name);
    match markdown::named(&format!("#{name}")).topics.as_slice() {
        [(key, whole)] if whole == name => Ok(Mark { key: key.clone(), name: whole.clone() }),
        _ => Err(Refusal::new("topics.name").at(field)),
    }
}

/// Those used more than usual, what rose most first: at least three times in seven days, by two people, and half as much again as in
/// the seven days before.
#[must_use]
pub fn rising(found: Vec<Trend>) -> Vec<Trend> {
    let mut rising: Vec<Trend> =
        found.into_iter().filter(|topic| topic.now >= 3 && topic.people >= 2 && topic.now * 2 >= topic.before * 3).collect();
    rising.sort_by(|a, b| (b.now - b.before, b.people, &a.mark.key).cmp(&(a.now - a.before, a.people, &b.mark.key)));
    rising.truncate(TRENDS);
    rising
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::{MemberId, MemberKind, PlaceId, Role};

    #[test]
    fn employees_describe_and_administrators_rename() {
        let actor = |kind, role| Actor { id: MemberId(1), kind, role, company: PlaceId(2), circle: None };
        for (kind, role, may) in [
            (MemberKind::Employee, Role::Member, (true, false)),
            (MemberKind::Employee, Role::Admin, (true, true)),
            (MemberKind::Partner, Role::Member, (false, false)),
            (MemberKind::Partner, Role::Admin, (false, false)),
        ] {
            let actor = actor(kind, role);
            assert_eq!((describe(&actor).is_ok(), rename(&actor).is_ok()), may, "{kind:?} {role:?}");
        }
    }

    #[test]
    fn a_name_is_what_a_text_could_say() {
        for (typed, key) in [("Recharge", "recharge"), ("#Été-2026", "ete-2026"), (" borne_AC ", "borne_ac"), ("R2", "r2")] {
            assert_eq!(mark(typed, "name").map(|mark| mark.key).ok().as_deref(), Some(key), "{typed}");
        }
        for typed in ["", "#", "a", "2026", "deux mots", "a/b", "##x2", "fin-", &"x".repeat(51), "`code`"] {
            assert_eq!(mark(typed, "name").unwrap_err().code, "topics.name", "{typed}");
        }
    }

    #[test]
    fn a_description_is_short_and_has_first_words() {
        let (text, summary) = description("  **Tout** sur les [bornes](https://example.org).\r\nEt le reste ").unwrap();
        assert_eq!(text, "**Tout** sur les [bornes](https://example.org).\nEt le reste");
        assert!(summary.starts_with("Tout sur les bornes."), "{summary}");
        assert_eq!(description(&"é".repeat(500)).unwrap().0.chars().count(), 500);
        assert_eq!(description(&"é".repeat(501)).unwrap_err().args, [("max", 500)]);
        assert_eq!(description(" \n ").unwrap(), (String::new(), String::new()));
    }

    #[test]
    fn what_rises_is_used_by_several_and_more_than_before() {
        let topic = |key: &str, now, people, before| Trend { mark: Mark { key: key.into(), name: key.into() }, now, people, before };
        let rising = |found: Vec<Trend>| rising(found).into_iter().map(|topic| topic.mark.key).collect::<Vec<_>>();
        for (now, people, before, rises) in
            [(3, 2, 0, true), (2, 2, 0, false), (9, 1, 0, false), (3, 2, 2, true), (4, 3, 3, false), (30, 9, 20, true), (29, 9, 20, false)]
        {
            assert_eq!(!rising(vec![topic("a", now, people, before)]).is_empty(), rises, "{now} by {people} after {before}");
        }
        assert_eq!(rising(vec![topic("b", 6, 2, 2), topic("a", 6, 2, 2), topic("c", 9, 2, 1), topic("d", 6, 3, 2)]), ["c", "d", "a", "b"]);
        assert_eq!(rising((0..9).map(|n| topic(&format!("t{n}"), 9, 3, n)).collect()).len(), TRENDS);
    }
}
