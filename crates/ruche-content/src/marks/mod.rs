//! Marks: what a person marks for themselves and nobody else sees. A bookmark, to find a thing again; a thread that is followed, to be
//! told of every answer; a thread that is muted, to be told of none.
//!
//! Rules: whoever may see a Subject may mark it; following and muting exclude each other; a mention is told even in a muted thread;
//! what its viewer may not see any more is not in the list of bookmarks, and comes back with the right.

pub mod actions;
mod api;
pub mod page;
pub mod store;

use crate::Content;
use ruche_web::{Feature, Needs, Routes};

/// What a person marks a Subject with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// To find it again.
    Bookmark,
    /// To be told of every answer.
    Follow,
    /// To be told of none.
    Mute,
}

impl Mark {
    /// The word under which it is stored, and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["bookmark", "follow", "mute"][self as usize]
    }

    /// From its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Bookmark, Self::Follow, Self::Mute].into_iter().find(|mark| mark.word() == word)
    }

    /// The one that it takes the place of.
    #[must_use]
    pub fn excludes(self) -> Option<Self> {
        match self {
            Self::Bookmark => None,
            Self::Follow => Some(Self::Mute),
            Self::Mute => Some(Self::Follow),
        }
    }
}

/// What this feature declares.
#[must_use]
pub fn feature(content: &Content) -> Feature {
    let routes = Routes::default()
        .get("/bookmarks", Needs::SignIn, page::list)
        .put("/marks/{mark}/{subject}", Needs::SignIn, page::set)
        .delete("/marks/{mark}/{subject}", Needs::SignIn, page::unset)
        .join(api::routes())
        .with(content.clone());
    Feature { name: "marks", routes, statements: vec![store::STATEMENTS], api: Some(api::description()), ..Feature::default() }
}
