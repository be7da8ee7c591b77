//! What people read: French and English texts, dates, numbers and plurals.
//!
//! [`T`] holds the reader's language; every message of `locales/<language>/<feature>.ftl` is one of its functions, checked at
//! build time: `posts-publish` is `t.posts_publish()`. Arguments stand in the order of the alphabet, so that rewording a
//! sentence never changes a call. What an argument is follows from its use in either language:
//!
//! | in the message | parameter |
//! |---|---|
//! | shown only | `impl` [`Shown`]: a text, or a number, written as the reader writes numbers |
//! | chooses by plural or number | `impl` [`Count`] |
//! | chooses by word | `&str` |
//! | shown only, in a key ending in `-html` | `impl maud::Render`, escaped unless it is markup |
//!
//! A message that shows no value is a `&'static str`; others are a `String` made in one allocation; a key ending in `-html`
//! gives `maud::Markup`, its own words escaped.
//!
//! Deliberately not here: input or output, the choice of a reader's language, languages beyond the two, and marks of
//! direction (both languages run from left to right).

mod elision;
mod lists;
mod locale;
mod number;
mod plural;
mod refusal;
#[cfg(test)]
mod samples;
mod value;
mod when;

use elision::elide;
pub use locale::Locale;
pub use plural::Plural;
pub use value::{Count, Shown};

/// The texts in the language of one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct T(pub Locale);

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
