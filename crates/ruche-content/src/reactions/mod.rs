//! Reactions: six, one per person and Subject.
//!
//! Rules: whoever may see a Subject may react to it; a second kind replaces the first; counts are stored, changed in the same
//! transaction.

pub mod actions;
mod api;
pub(crate) mod api_model;
pub mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};

/// The six kinds. Stored as a number: the discriminant never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Kind {
    /// I like it.
    Like = 0,
    /// Thank you.
    Thanks = 1,
    /// This is useful.
    Useful = 2,
    /// Well done.
    Bravo = 3,
    /// It made me smile.
    Smile = 4,
    /// I am with you.
    Support = 5,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Like, Self::Thanks, Self::Useful, Self::Bravo, Self::Smile, Self::Support];

    /// The word in forms and imports.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["like", "thanks", "useful", "bravo", "smile", "support"][self as usize]
    }

    /// The sign.
    #[must_use]
    pub fn emoji(self) -> &'static str {
        ["👍", "❤️", "💡", "👏", "😄", "🤝"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// From its stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        usize::try_from(number).ok().and_then(|n| Self::ALL.get(n)).copied().unwrap_or(Self::Like)
    }
}

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/reactions", Needs::SignIn, page::show)
        .post("/reactions", Needs::SignIn, page::react)
        .join(api::routes())
        .with(content.clone());
    Feature { name: "reactions", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
