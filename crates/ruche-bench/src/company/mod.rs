//! A made-up company of any size, written as an export, which a restore fills an empty database with on either engine.
//!
//! Rules: the same seed makes the same bytes; memory grows with people, not with what they write; nobody and no word of it is real, but
//! the cities of its sites. Its shapes are those of companies: who follows whom by the percentiles of a large network (`friends`),
//! communities, authors and words by rank, few texts with many comments and many with few, working days and mornings, bursts.
//! Deliberately not here: files, partners, circles, drafts, events, polls; what a bench asks of the company.

mod calendar;
mod dice;
mod friends;
mod names;
mod people;
mod places;
mod threads;
mod told;
mod words;
mod writings;

use calendar::Calendar;
use dice::Dice;
use ruche_import::export::{Bytes, ExportError, Writing};
use ruche_kernel::{FakeClock, IdMaker};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use words::Words;

/// How much there is of everything. Members, communities and posts are exact; so are comments and reactions, unless too few people are
/// there to react; the rest holds on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its name.
    pub name: &'static str,
    /// Employees.
    pub members: u32,
    /// Communities, beside the place of the company.
    pub communities: u32,
    /// To how many communities each belongs.
    pub joined: u32,
    /// Posts.
    pub posts: u32,
    /// Comments on all of them.
    pub comments: u32,
    /// Reactions to posts and comments.
    pub reactions: u32,
    /// Notifications of each, read and unread, on average.
    pub told: u32,
    /// Posts with exactly [`THREAD`] comments.
    pub threads: u32,
    /// Comments of the one long thread.
    pub long_thread: u32,
}

/// How many comments each of the [`Company::threads`] has.
pub const THREAD: u32 = 40;
/// How many posts, members and so on a [`Company`] names at most.
const SAMPLE_POSTS: u32 = 20_000;
const SAMPLE_MEMBERS: u32 = 5_000;

impl Size {
    /// For tests.
    pub const TINY: Self = Self {
        name: "tiny",
        members: 60,
        communities: 8,
        joined: 4,
        posts: 300,
        comments: 1_100,
        reactions: 2_400,
        told: 5,
        threads: 2,
        long_thread: 100,
    };
    /// A company of a thousand people.
    pub const S: Self = Self {
        name: "S",
        members: 1_000,
        communities: 50,
        joined: 20,
        posts: 10_000,
        comments: 30_000,
        reactions: 50_000,
        told: 30,
        threads: 50,
        long_thread: 1_000,
    };
    /// Twenty thousand people, a million posts.
    pub const M: Self = Self {
        name: "M",
        members: 20_000,
        communities: 1_000,
        joined: 20,
        posts: 1_000_000,
        comments: 3_000_000,
        reactions: 10_000_000,
        told: 10,
        threads: 50,
        long_thread: 10_000,
    };
    /// Ten times M, for PostgreSQL alone.
    pub const L: Self = Self {
        name: "L",
        members: 200_000,
        communities: 10_000,
        posts: 10_000_000,
        comments: 30_000_000,
        reactions: 100_000_000,
        ..Self::M
    };
    /// Those that are known by their name.
    pub const ALL: [Self; 4] = [Self::TINY, Self::S, Self::M, Self::L];

    /// The size of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name == name)
    }
}

/// What a load needs to know of the company that was made, to be kept beside the export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Employees who ask: everybody, or 5 000 spread over all.
    pub members: Vec<i64>,
    /// The administrator.
    pub admin: i64,
    /// The place of the company.
    pub place: i64,
    /// Communities that every employee reads, the largest first.
    pub communities: Vec<i64>,
    /// Posts that every employee reads, spread over the year, the oldest first: at most 20 000.
    pub posts: Vec<i64>,
    /// Posts to the whole company, which every employee comments on: at most 20 000.
    pub common: Vec<i64>,
    /// Posts that every employee reads, with exactly [`THREAD`] comments each, replies among them.
    pub threads: Vec<i64>,
    /// The post with [`Size::long_thread`] comments; every employee reads it.
    pub long_thread: i64,
    /// Words to search for, from frequent to rare, in both languages in turn.
    pub words: Vec<String>,
    /// Beginnings of names, for completion.
    pub names: Vec<String>,
    /// Topics by their key, from frequent to rare.
    pub topics: Vec<String>,
}

/// Writes a company to the folder `to`, as of `end` in milliseconds UTC: what was written in the 365 days before. `tell` is given each
/// step as it begins.
///
/// # Errors
/// When the name is taken or the disk does not follow: nothing bears the name then.
pub fn write(size: &Size, seed: u64, end: i64, to: &Path, tell: &mut dyn FnMut(&str)) -> Result<Company, ExportError> {
    let calendar = Calendar::ending(end);
    let mut dice = Dice::of(seed);
    let words = Words::invent(&mut dice, usize::try_from(size.posts / 150).unwrap_or_default().clamp(12, 3_000));
    let mut making = Making { size: *size, calendar, dice, words, writing: Writing::begin(to)?, ids: IdMaker::new(0, 0) };
    tell("people");
    let company = making.id(calendar.founded());
    let people = people::write(&mut making, company)?;
    tell("communities");
    let places = places::join(&mut making, company, &people)?;
    let (company, places) = writings::write(&mut making, people, places, tell)?;
    places::write(&mut making, &places)?;
    making.writing.end(end, Bytes::default())?;
    Ok(company)
}

/// A company in the making.
struct Making {
    size: Size,
    calendar: Calendar,
    dice: Dice,
    words: Words,
    writing: Writing,
    ids: IdMaker,
}

impl Making {
    /// The next id, of `ms` or as little later as ids ask for.
    fn id(&mut self, ms: i64) -> i64 {
        self.ids.next(&FakeClock::at(ms))
    }

    /// Adds a record, an object with every field of its kind.
    fn add(&mut self, kind: &str, record: &Value) -> Result<(), ExportError> {
        static NONE: std::sync::LazyLock<serde_json::Map<String, Value>> = std::sync::LazyLock::new(serde_json::Map::new);
        self.writing.add(kind, record.as_object().unwrap_or(&NONE))
    }
}

/// An id in the words of the format.
fn id(id: i64) -> String {
    id.to_string()
}

/// Every how many things one is named, so that at most `most` of `all` are.
fn every(all: usize, most: u32) -> usize {
    all.div_ceil(usize::try_from(most).unwrap_or(1)).max(1)
}

#[cfg(test)]
mod tests;
