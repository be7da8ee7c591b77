//! What a message accepts as the value of an argument.
//!
//! Deliberately not here: markup, which only messages ending in `-html` accept, and numbers that are names, such as a year or
//! an identifier: give those as text, or they are written in groups of three digits.

use crate::{Locale, number};
use std::borrow::Cow;

/// A value that a message shows: a text as it is, a whole number as the reader writes it.
pub trait Shown {
    /// Adds the value to a text.
    fn show(&self, locale: Locale, out: &mut String);
    /// The most bytes that [`show`](Self::show) adds.
    fn room(&self) -> usize;
}

/// A whole number that chooses the form of a message.
pub trait Count {
    /// The number; what is above the range of `i64` is its highest value.
    fn count(&self) -> i64;
}

impl Shown for str {
    fn show(&self, _: Locale, out: &mut String) {
        out.push_str(self);
    }
    fn room(&self) -> usize {
        self.len()
    }
}

impl Shown for String {
    fn show(&self, locale: Locale, out: &mut String) {
        self.as_str().show(locale, out);
    }
    fn room(&self) -> usize {
        self.len()
    }
}

impl Shown for Cow<'_, str> {
    fn show(&self, locale: Locale, out: &mut String) {
        self.as_ref().show(locale, out);
    }
    fn room(&self) -> usize {
        self.len()
    }
}

impl<V: Shown + ?Sized> Shown for &V {
    fn show(&self, locale: Locale, out: &mut String) {
        (**self).show(locale, out);
    }
    fn room(&self) -> usize {
        (**self).room()
    }
}

impl<N: Count + ?Sized> Count for &N {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => { $(
        impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
        impl Shown for $number {
            fn show(&self, locale: Locale, out: &mut String) {
                number::write(locale, self.count(), out);
            }
            fn room(&self) -> usize {
                number::room(self.count())
            }
        }
    )* };
}
whole_numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
