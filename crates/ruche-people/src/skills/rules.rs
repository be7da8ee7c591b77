//! What may be said of a skill: pure decisions and their refusals.

use ruche_kernel::{Actor, MemberId, MemberKind, Refusal, Result, names};

/// The most characters of the name of a skill.
pub const MAX_NAME: usize = 60;
/// The most characters of the sentence that goes with a confirmation.
pub const MAX_SENTENCE: usize = 300;
/// The most skills of one person.
pub const MAX_SKILLS: i64 = 50;
/// The most names of one skill, over all languages.
pub const MAX_NAMES: i64 = 20;
/// How long a skill that was taken away can be brought back, in milliseconds: 30 days.
pub const BACK_MS: i64 = 30 * 86_400_000;
/// How long a skill stands as it was last said, confirmed or used, in milliseconds: 18 months.
pub const FRESH_MS: i64 = 548 * 86_400_000;

/// How well somebody says that they can do something. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i64)]
pub enum Level {
    /// Knows the basics.
    Basics = 1,
    /// Does it alone.
    Able = 2,
    /// Does it often, in hard cases too.
    Experienced = 3,
    /// Is asked by others.
    Reference = 4,
}

impl Level {
    /// The four, from the first steps on.
    pub const ALL: [Self; 4] = [Self::Basics, Self::Able, Self::Experienced, Self::Reference];

    /// From its stored number; unknown numbers are the lowest.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|level| level.number() == number).unwrap_or(Self::Basics)
    }

    /// The stored number, 1 to 4.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The word that forms, texts and programs use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Able => "able",
            Self::Experienced => "experienced",
            Self::Reference => "reference",
        }
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// The name of a skill as it is kept, and its key.
///
/// # Errors
/// Refused at `name` for none, a long one, and one without a letter or a digit.
pub fn name(typed: &str) -> Result<(String, String)> {
    let name = names::clean_line(typed);
    // Both apostrophes are typed.
    let key = names::sort_key(&name).replace('’', "'");
    let refused = |code: &'static str| Err(Refusal::new(code).at("name").with("max", 60).into());
    match name.chars().count() {
        0 => refused("skills.name_missing"),
        n if n > MAX_NAME => refused("skills.name_long"),
        _ if !key.chars().any(char::is_alphanumeric) => refused("skills.name_missing"),
        _ => Ok((name, key)),
    }
}

/// The sentence of a confirmation as it is kept.
///
/// # Errors
/// Refused at `sentence` for a long one.
pub fn sentence(typed: &str) -> Result<String> {
    let sentence = names::clean_line(typed);
    if sentence.chars().count() > MAX_SENTENCE {
        return Err(Refusal::new("skills.sentence_long").at("sentence").with("max", 300).into());
    }
    Ok(sentence)
}

/// Asks that somebody may confirm what another says.
///
/// # Errors
/// Refused for oneself and for a program.
pub fn endorse(actor: &Actor, member: MemberId) -> Result<()> {
    if actor.id == member {
        return Err(Refusal::new("skills.own").into());
    }
    if actor.kind == MemberKind::Bot {
        return Err(Refusal::new("skills.bot").into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruche_kernel::Error;

    #[test]
    fn levels_keep_their_numbers_and_words() {
        let numbers: Vec<_> = Level::ALL.into_iter().map(|level| (level.number(), level.word())).collect();
        assert_eq!(numbers, [(1, "basics"), (2, "able"), (3, "experienced"), (4, "reference")]);
        for level in Level::ALL {
            assert_eq!((Level::from_number(level.number()), Level::from_word(level.word())), (level, Some(level)));
        }
        assert_eq!((Level::from_number(9), Level::from_word("expert")), (Level::Basics, None));
    }

    #[test]
    fn a_name_is_the_same_without_case_and_accents_and_says_something() {
        let key = |typed: &str| name(typed).map(|(_, key)| key);
        assert_eq!(key("Évaluation d’achats").unwrap(), key("  evaluation   D'ACHATS ").unwrap());
        assert_eq!(name(" Recharge  à domicile ").unwrap().0, "Recharge à domicile");
        assert!(key("C++").is_ok() && key("日本語").is_ok());
        for (typed, code) in [
            ("", "skills.name_missing"),
            ("  ", "skills.name_missing"),
            ("…", "skills.name_missing"),
            (&"a".repeat(61), "skills.name_long"),
        ] {
            let Err(Error::Refused(refusals)) = name(typed) else { panic!("{typed:?} is taken") };
            assert_eq!((refusals[0].code, refusals[0].field), (code, Some("name")), "{typed:?}");
        }
    }
}
