//! What comes from another place, whatever its files look like, and how it is written.
//!
//! Rules: a reader ([`Source`]) turns its files into rows of one neutral form, each under a key of its own; this writes them in
//! batches with their keys, so that a second run doubles nothing and one that was cut goes on. Everything is read and weighed
//! before anything is written. People are new accounts without a password, or those who have the address already; who has left
//! stays so, and a partner is left to those who answer for them. No event is recorded and nobody is told
//! ([why](../../../../docs/decisions/0024-what-comes-from-elsewhere-is-written-in-bulk.md)), but a person who was here is changed
//! by the product's own action, since others show that name.
//! Deliberately not here: SQL of any table but `import_sources`; what a file means.

mod added;
mod body;
mod groups;
mod held;
mod insert;
mod leavers;
mod managers;
mod people;
mod report;
mod roster;
mod write;

pub use body::{Body, Piece};
pub use report::{Change, Line, Refused, Report, Told, What};
pub use write::{Follow, Options, write};

use crate::ImportError;
use ruche_content::reactions::Kind as Emotion;
use ruche_people::communities::rules::Access;
use std::borrow::Cow;
use std::fmt;

/// A thing to read, as often as it is asked: once to weigh it, once to write it.
pub trait Source: Sync {
    /// Every row, each after those that it names.
    ///
    /// # Errors
    /// When a file cannot be read.
    fn rows(&self) -> Result<Rows<'_>, ImportError>;

    /// Whether it says all groups of each person, so that one that nobody bears is there and empty.
    fn lists_groups(&self) -> bool {
        false
    }

    /// The fields of the company that it was told to say, by what they are called.
    fn added(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The rows of a source.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Row, ImportError>> + Send + 'a>;

/// Why a row is left out: words for the report.
pub type Reason = Cow<'static, str>;

/// One row: its key, where it stands, and what it is or why it is left out.
#[derive(Clone, Debug)]
pub struct Row {
    /// The part of the key after its kind.
    pub id: String,
    /// The file and the line, where the source has lines.
    pub at: Option<(String, u64)>,
    /// What of.
    pub kind: Kind,
    /// What it is.
    pub item: Result<Item, Reason>,
    /// Whether the source still holds whom the row is about, though the row is left out.
    pub presence: Presence,
}

/// Whether a source holds somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// It does.
    #[default]
    Here,
    /// It says that they are gone.
    Gone,
    /// It cannot be told whom the row is about.
    Unknown,
}

impl Row {
    /// A row without a line.
    #[must_use]
    pub fn new(kind: Kind, id: impl Into<String>, item: Result<Item, Reason>) -> Self {
        Self { id: id.into(), at: None, kind, item, presence: Presence::Here }
    }
}

/// What a row is. Its word is stored, and stands in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// The photo of a person.
    Photo,
    /// Whom a person reports to.
    Manager,
    /// The message that tells a person of the account.
    Invitation,
    /// A community.
    Community,
    /// A person in a community.
    Membership,
    /// A post.
    Post,
    /// A comment.
    Comment,
    /// The answer that was accepted.
    Accepted,
    /// A reaction to a post or comment.
    Reaction,
    /// A person whom an answer helped.
    Vote,
    /// What a person wants to find again.
    Bookmark,
}

impl Kind {
    /// The stored word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Photo => "photo",
            Self::Manager => "manager",
            Self::Invitation => "invitation",
            Self::Community => "community",
            Self::Membership => "membership",
            Self::Post => "post",
            Self::Comment => "comment",
            Self::Accepted => "accepted answer",
            Self::Reaction => "reaction",
            Self::Vote => "vote",
            Self::Bookmark => "bookmark",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a row says. Others are named by their keys.
#[derive(Clone, Debug)]
pub enum Item {
    /// A person.
    Person(Person),
    /// The bytes of a person's photo.
    Photo {
        /// Whose.
        person: String,
        /// A photo as files hold it.
        bytes: Vec<u8>,
    },
    /// Whom a person reports to.
    Manager {
        /// Who.
        person: String,
        /// To whom: a key, or the address, the user name or the whole name of somebody who is here.
        manager: String,
    },
    /// Tells a person of the account.
    Invitation {
        /// Whom.
        person: String,
    },
    /// A community.
    Community(Community),
    /// A person in a community.
    Membership {
        /// Where.
        community: String,
        /// Who.
        person: String,
        /// Since when, in milliseconds UTC; now where the source does not say.
        at: Option<i64>,
    },
    /// A post.
    Post(Post),
    /// A comment.
    Comment(Comment),
    /// The answer that was accepted.
    Accepted {
        /// The question.
        post: String,
        /// The answer.
        comment: String,
    },
    /// A reaction.
    Reaction {
        /// Of what.
        on: On,
        /// By whom.
        person: String,
        /// Which.
        emotion: Emotion,
        /// When, in milliseconds UTC.
        at: i64,
    },
    /// A person whom an answer helped.
    Vote {
        /// The answer.
        comment: String,
        /// Who.
        person: String,
        /// When, in milliseconds UTC.
        at: i64,
    },
    /// What a person wants to find again.
    Bookmark {
        /// What.
        post: String,
        /// Who.
        person: String,
        /// When, in milliseconds UTC.
        at: i64,
    },
}

/// A person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The address, by which somebody who is here is known.
    pub email: Option<String>,
    /// The user name, for who has no address.
    pub username: Option<String>,
    /// The role in the company; nothing where the source does not say.
    pub title: Option<String>,
    /// The unit, or the path of units that leads to it.
    pub unit: Option<String>,
    /// The site.
    pub site: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// What else it says, by what that is called: where it is a field that the company added to profiles, it is taken.
    pub added: Vec<(String, String)>,
    /// When the account was made, in milliseconds UTC; now where the source does not say.
    pub created_at: Option<i64>,
    /// Whether somebody who is here already becomes what the source says.
    pub update: bool,
    /// Whether the account is closed as soon as it is made: what they wrote stays under their name.
    pub closed: bool,
    /// What they can do, with which the profile of a new account begins; whoever is here says it themselves.
    pub skills: Vec<String>,
}

/// A community.
#[derive(Clone, Debug)]
pub struct Community {
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who reads it.
    pub access: Access,
    /// Who owns it, where the source says so and the person is here; else whom the words of the command named.
    pub owner: Option<String>,
    /// When it was made, in milliseconds UTC; now where the source does not say.
    pub created_at: Option<i64>,
}

/// A post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where.
    pub community: String,
    /// Who.
    pub author: String,
    /// The title, of a question; nothing for a plain message.
    pub question: Option<String>,
    /// The text.
    pub body: Body,
    /// Its topics, besides those that the text names.
    pub topics: Vec<String>,
    /// Whether it came without its files.
    pub missing_file: bool,
    /// When, in milliseconds UTC.
    pub at: i64,
}

/// A comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Below which post.
    pub post: String,
    /// The top comment that it replies to.
    pub parent: Option<String>,
    /// Who.
    pub author: String,
    /// The text.
    pub body: Body,
    /// When, in milliseconds UTC.
    pub at: i64,
}

/// A post or a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// A post.
    Post(String),
    /// A comment.
    Comment(String),
}
