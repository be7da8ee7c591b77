//! Which form of a word a number takes.
//!
//! The rules are those of the Unicode Common Locale Data Repository (CLDR), supplemental data "plurals", cardinal numbers,
//! for whole numbers without an exponent. Deliberately not here: ordinals and numbers with decimals.

use crate::Locale;

/// A plural category of CLDR that one of our languages has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// `[one]`: 0 and 1 in French, 1 in English.
    One,
    /// `[many]`: whole millions in French ("un million de personnes"). A text without it shows `*[other]`.
    Many,
    /// `*[other]`.
    Other,
}

impl Locale {
    /// The category of a whole number; its sign does not count. Source: CLDR, "plurals" (French: `one` is i = 0,1 and `many` is
    /// i != 0 and i % 1000000 = 0; English: `one` is i = 1).
    #[must_use]
    pub fn plural(self, number: i64) -> Plural {
        match (self, number.unsigned_abs()) {
            (Self::Fr, 0 | 1) | (Self::En, 1) => Plural::One,
            (Self::Fr, n) if n % 1_000_000 == 0 => Plural::Many,
            _ => Plural::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Plural::{Many, One, Other};
    use crate::Locale::{En, Fr};

    #[test]
    fn categories() {
        for (number, french, english) in [
            (0, One, Other),
            (1, One, One),
            (-1, One, One),
            (2, Other, Other),
            (-2, Other, Other),
            (11, Other, Other),
            (101, Other, Other),
            (999_999, Other, Other),
            (1_000_000, Many, Other),
            (1_000_001, Other, Other),
            (-3_000_000, Many, Other),
            (i64::MIN, Other, Other),
            (i64::MAX, Other, Other),
        ] {
            assert_eq!((Fr.plural(number), En.plural(number)), (french, english), "{number}");
        }
    }
}
