//! Whole numbers and sizes as the reader writes them.
//!
//! Separators are those of CLDR: in French a narrow no-break space (U+202F) between groups of three digits and a comma before
//! decimals, in English a comma and a point. Deliberately not here: currencies and numbers with decimals other than sizes.

use crate::{Locale, T};

/// Between a number and its unit: never a line break.
pub(crate) const NO_BREAK: char = '\u{a0}';

impl T {
    /// A whole number: `12 345` with narrow no-break spaces in French, `12,345` in English.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        let mut out = String::with_capacity(room(number));
        write(self.0, number, &mut out);
        out
    }

    /// A size in bytes, with decimal prefixes (1 MB is 1 000 000 bytes, as the International System of Units has it): `2,4 Mo`,
    /// `2.4 MB`. One decimal below 10 where it is not zero; rounded to the nearest, halves up.
    #[must_use]
    pub fn bytes(self, bytes: u64) -> String {
        let units = match self.0 {
            Locale::Fr => ["o", "ko", "Mo", "Go", "To", "Po", "Eo"],
            Locale::En => ["B", "kB", "MB", "GB", "TB", "PB", "EB"],
        };
        let (mut unit, mut scale) = (0, 1_u64);
        // The next unit begins where this one would be rounded to 1000.
        while unit + 1 < units.len() && bytes >= scale * 1000 - scale / 2 {
            unit += 1;
            scale *= 1000;
        }
        let tenths = (u128::from(bytes) * 10 + u128::from(scale) / 2) / u128::from(scale);
        let mut out = String::with_capacity(12);
        if tenths < 100 && tenths % 10 != 0 {
            let separator = if self.0 == Locale::Fr { ',' } else { '.' };
            out.extend([digit(tenths / 10), separator, digit(tenths % 10)]);
        } else {
            let whole = (u128::from(bytes) + u128::from(scale) / 2) / u128::from(scale);
            // At most 1000, the last unit at most 18.
            write(self.0, whole as i64, &mut out);
        }
        out.push(NO_BREAK);
        out.push_str(units[unit]);
        out
    }
}

fn digit(value: u128) -> char {
    char::from(b'0' + (value % 10) as u8)
}

/// The most bytes that [`write`] adds.
pub(crate) fn room(number: i64) -> usize {
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    1 + digits + (digits - 1) / 3 * '\u{202f}'.len_utf8()
}

/// Adds a whole number to a text, in groups of three digits.
pub(crate) fn write(locale: Locale, number: i64, out: &mut String) {
    let separator = match locale {
        Locale::Fr => '\u{202f}',
        Locale::En => ',',
    };
    let mut rest = number.unsigned_abs();
    if number < 0 {
        out.push('-');
    }
    let mut scale = 1_u64;
    while rest / scale >= 1000 {
        scale *= 1000;
    }
    let first = rest / scale;
    for (at_least, place) in [(100, 100), (10, 10), (0, 1)] {
        if first >= at_least {
            out.push(char::from(b'0' + (first / place % 10) as u8));
        }
    }
    while scale > 1 {
        rest %= scale;
        scale /= 1000;
        let group = rest / scale;
        out.push(separator);
        out.extend([group / 100, group / 10 % 10, group % 10].map(|d| char::from(b'0' + d as u8)));
    }
}

#[cfg(test)]
mod tests {
    use super::{room, write};
    use crate::{Locale, T};

    #[test]
    fn numbers() {
        for (number, french) in [
            (0, "0"),
            (7, "7"),
            (10, "10"),
            (42, "42"),
            (100, "100"),
            (999, "999"),
            (1_000, "1_000"),
            (1_005, "1_005"),
            (12_345, "12_345"),
            (100_000, "100_000"),
            (1_000_000, "1_000_000"),
            (1_020_003, "1_020_003"),
            (-1, "-1"),
            (-1_234, "-1_234"),
            (i64::MAX, "9_223_372_036_854_775_807"),
            (i64::MIN, "-9_223_372_036_854_775_808"),
        ] {
            assert_eq!(T(Locale::Fr).number(number), french.replace('_', "\u{202f}"));
            assert_eq!(T(Locale::En).number(number), french.replace('_', ","));
            let mut out = String::new();
            write(Locale::Fr, number, &mut out);
            assert!(out.len() <= room(number), "{number} needs {} bytes, {} asked", out.len(), room(number));
        }
    }

    #[test]
    fn sizes() {
        for (bytes, french, english) in [
            (0, "0_o", "0_B"),
            (1, "1_o", "1_B"),
            (999, "999_o", "999_B"),
            (1_000, "1_ko", "1_kB"),
            (1_049, "1_ko", "1_kB"),
            (1_050, "1,1_ko", "1.1_kB"),
            (9_949, "9,9_ko", "9.9_kB"),
            (9_950, "10_ko", "10_kB"),
            (10_499, "10_ko", "10_kB"),
            (10_500, "11_ko", "11_kB"),
            (999_499, "999_ko", "999_kB"),
            (999_500, "1_Mo", "1_MB"),
            (2_400_000, "2,4_Mo", "2.4_MB"),
            (13_000_000, "13_Mo", "13_MB"),
            (7_300_000_000, "7,3_Go", "7.3_GB"),
            (1_500_000_000_000, "1,5_To", "1.5_TB"),
            (u64::MAX, "18_Eo", "18_EB"),
        ] {
            assert_eq!(T(Locale::Fr).bytes(bytes), french.replace('_', "\u{a0}"));
            assert_eq!(T(Locale::En).bytes(bytes), english.replace('_', "\u{a0}"));
        }
    }
}
