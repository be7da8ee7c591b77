//! What a message is, once read: the pieces of which its text is made.

use crate::Source;
use std::collections::BTreeMap;

/// The messages of one language, by key.
pub type Messages<'s> = BTreeMap<&'s str, Message<'s>>;

/// One message of one language.
#[derive(Debug)]
pub struct Message<'s> {
    pub source: &'s Source,
    /// The line of its key, from 1.
    pub line: usize,
    /// How it stands in the file, for the documentation of its function.
    pub written: String,
    pub pieces: Vec<Piece>,
}

/// A part of a text. Texts beside each other are always merged.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Show(String),
    Select { name: String, arms: Arms, default: Vec<Piece> },
}

/// What a choice is made by, with what is shown for each case but the default.
#[derive(Debug, PartialEq, Eq)]
pub enum Arms {
    /// Exact numbers, then plural categories.
    Number {
        exact: Vec<(i64, Vec<Piece>)>,
        plural: Vec<(Category, Vec<Piece>)>,
    },
    Word(Vec<(String, Vec<Piece>)>),
}

/// The plural categories that are not the default, `other`, named as in the `Plural` of `ruche-texts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    One,
    Many,
}

/// Whether the text of this key is markup, so that its parts are escaped.
pub fn is_html(key: &str) -> bool {
    key.ends_with("-html")
}

impl Arms {
    /// What is shown in each case but the default.
    pub fn pieces(&self) -> Box<dyn Iterator<Item = &Vec<Piece>> + '_> {
        match self {
            Arms::Number { exact, plural } => Box::new(exact.iter().map(|a| &a.1).chain(plural.iter().map(|a| &a.1))),
            Arms::Word(arms) => Box::new(arms.iter().map(|a| &a.1)),
        }
    }
}
