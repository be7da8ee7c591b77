//! Which names a circle may bear, and whom an administrator means.

use ruche_kernel::{Error, Refusal, Result, names};

/// The most characters of a name.
pub const MOST_NAME: usize = 60;
/// The most circles, dissolved ones included.
pub const MOST: i64 = 200;

/// The name of a circle, cleaned.
///
/// # Errors
/// Refused at `name` where it is empty, too long or written in several alphabets.
pub fn name(typed: &str) -> Result<String> {
    let name = names::clean_line(typed);
    let refused = |refusal: Refusal| Err(Error::from(refusal.at("name")));
    if name.is_empty() {
        refused(Refusal::new("circles.name_missing"))
    } else if name.chars().count() > MOST_NAME {
        refused(Refusal::new("members.line_too_long").with("max", 60))
    } else if !names::is_plain(&name) {
        refused(Refusal::new("members.name_mixed"))
    } else {
        Ok(name)
    }
}

/// Whom an administrator means, as typed: one of the three.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Somebody, by address, user name or whole name.
    pub person: String,
    /// A unit, with all units below it.
    pub unit: Option<i64>,
    /// A site.
    pub site: Option<i64>,
}

/// Whom an administrator means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody, as typed.
    Person(String),
    /// The people of a unit and of all units below it.
    Unit(i64),
    /// The people of a site.
    Site(i64),
}

impl Typed {
    /// Which one it is.
    ///
    /// # Errors
    /// Refused at `person` where none is said, or several.
    pub fn who(&self) -> Result<Who> {
        match (self.person.trim(), self.unit, self.site) {
            ("", Some(unit), None) => Ok(Who::Unit(unit)),
            ("", None, Some(site)) => Ok(Who::Site(site)),
            ("", None, None) => Err(Refusal::new("circles.who_missing").at("person").into()),
            (person, None, None) => Ok(Who::Person(person.to_owned())),
            _ => Err(Refusal::new("circles.who_several").at("person").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
        match result {
            Err(Error::Refused(refusals)) => refusals[0].code.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_name_says_something_in_one_alphabet() {
        assert_eq!(name("  Lys   Distribution ").unwrap(), "Lys Distribution");
        for (typed, refusal) in [("", "circles.name_missing"), (" \u{200b}", "circles.name_missing"), ("Lуs", "members.name_mixed")] {
            assert_eq!(code(name(typed)), refusal, "{typed:?}");
        }
        assert_eq!(code(name(&"x".repeat(MOST_NAME + 1))), "members.line_too_long");
        assert!(name(&"x".repeat(MOST_NAME)).is_ok());
    }

    #[test]
    fn one_of_the_three_is_meant() {
        let typed = |person: &str, unit, site| Typed { person: person.to_owned(), unit, site }.who();
        assert_eq!(typed(" Zoé ", None, None).unwrap(), Who::Person("Zoé".to_owned()));
        assert_eq!(typed("", Some(7), None).unwrap(), Who::Unit(7));
        assert_eq!(typed(" ", None, Some(8)).unwrap(), Who::Site(8));
        assert_eq!(code(typed("", None, None)), "circles.who_missing");
        for several in [typed("Zoé", Some(7), None), typed("", Some(7), Some(8)), typed("Zoé", Some(7), Some(8))] {
            assert_eq!(code(several), "circles.who_several");
        }
    }
}
