//! Finding: what rooms give to the index, and the trait of the one index of a node. The heavy library behind it has its own crate.
//!
//! The index holds no right of its own: whoever asks says which places are read ([`Scope`]), and what is found is shown by the rooms,
//! which ask again. It is made of the data alone and can be thrown away at any time.
//! Deliberately not here: which event changes what, and who may see it.

use crate::db::{Db, Tx};
use crate::{sql, values};
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Result, SubjectRef};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What the index keeps of one thing that people find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which one. Its kind is one of the words of the room that keeps it.
    pub subject: SubjectRef,
    /// What it hangs on; itself unless it is a comment or a file.
    pub root: SubjectRef,
    /// Whose readers read it; `PlaceId(0)` for what stands in no place: people, topics, communities as such. Those are found by
    /// everyone whom their room shows them to.
    pub place: PlaceId,
    /// Who wrote it; `MemberId(0)` for what nobody wrote.
    pub author: MemberId,
    /// When it was published, in milliseconds UTC.
    pub at: i64,
    /// The tag of its language, empty when it is not known.
    pub language: String,
    /// What it is for, by the word of its format (`question`, `idea`...); empty for what has none.
    pub format: String,
    /// Its title or name, without markup.
    pub title: String,
    /// Its text, without markup.
    pub body: String,
    /// Other words by which it is found: its topics, the title of a person.
    pub keywords: String,
}

/// What a viewer reads: the index gives nothing of elsewhere, and counts nothing of it.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The places whose writings are read.
    pub places: HashSet<PlaceId>,
    /// What stands in no place and is seen; `None` for all of it, which its rooms still check one by one.
    pub named: Option<HashSet<SubjectRef>>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What answers best, first.
    #[default]
    Relevance,
    /// What is newest, first.
    Newest,
}

/// What is asked of the index. Empty fields leave nothing out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The words as typed; `"several words"` in quotes stand together. Without words, all that the filters let through.
    pub words: String,
    /// Whether one of the words is enough: for what stands near a question, rather than for what answers it. Quotes ask for nothing then.
    pub any: bool,
    /// The kinds to find; empty for all.
    pub kinds: Vec<String>,
    /// One place.
    pub place: Option<PlaceId>,
    /// One author.
    pub author: Option<MemberId>,
    /// From when on, in milliseconds UTC.
    pub from: Option<i64>,
    /// Until when, not included.
    pub until: Option<i64>,
    /// The tag of a language.
    pub language: String,
    /// The word of a format.
    pub format: String,
    /// The order.
    pub order: Order,
    /// How many to leave out at the start, at most [`DEEPEST`].
    pub skip: usize,
    /// How many to give.
    pub limit: usize,
}

impl Query {
    /// The same, of all kinds, from the first on: what queries share that are asked together.
    #[must_use]
    pub fn shared(&self) -> Self {
        Self { kinds: Vec::new(), skip: 0, limit: 0, ..self.clone() }
    }
}

/// How far results are given: beyond, one asks more precisely.
pub const DEEPEST: usize = 500;

/// How many people, communities or topics the scope of a partner holds of each.
pub const NAMED_MOST: i64 = 5_000;

/// What answers a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The Subjects, in order.
    pub hits: Vec<SubjectRef>,
    /// How well each of them answers, in the same order, to compare with one another alone; 0 without words.
    pub scores: Vec<f32>,
    /// How many there are of each kind, whatever kinds were asked for.
    pub counts: HashMap<String, usize>,
}

/// How the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It answers, and follows what happens.
    Ready,
    /// There is none to be trusted: it is absent, damaged or of another version. It is to be rebuilt.
    Absent,
    /// This node keeps none: it serves nobody, as a word of the command line does.
    Off,
}

/// Tells where the words of a query stand in a text, in bytes, in order, none over another: their other forms too.
pub type Marks = Box<dyn Fn(&str) -> Vec<Range<usize>> + Send + Sync>;

/// The index of a node.
#[async_trait]
pub trait Index: Send + Sync {
    /// How it is.
    fn state(&self) -> State;

    /// The number of the last event whose changes it holds.
    fn position(&self) -> i64;

    /// Changes it, in one step that is kept and found when this returns: everything of `gone`, and what hangs on `gone_under`, goes;
    /// then `documents` come, each in the place of what it held of that Subject. `seq` is its new position.
    ///
    /// # Errors
    /// `Unavailable` when there is none, or the disk refuses; it is then as it was.
    async fn apply(&self, gone: Vec<SubjectRef>, gone_under: Vec<SubjectRef>, documents: Vec<Document>, seq: i64) -> Result<()>;

    /// Begins another one beside it, empty; this one answers until the other one is finished.
    ///
    /// # Errors
    /// What the disk says.
    async fn rebuild(&self) -> Result<Box<dyn Rebuild>>;

    /// What answers a query, within a scope.
    ///
    /// # Errors
    /// `Unavailable` when there is none.
    async fn search(&self, query: &Query, scope: &Scope) -> Result<Found> {
        self.search_each(std::slice::from_ref(query), scope).await?.pop().ok_or_else(|| Error::bug("a search without an answer"))
    }

    /// What answers each of several queries, in their order. They ask the same but for their kinds and for which part is given, so that
    /// the words are looked up once for all.
    ///
    /// # Errors
    /// `Unavailable` when there is none, `Bug` when they ask something else.
    async fn search_each(&self, queries: &[Query], scope: &Scope) -> Result<Vec<Found>>;

    /// What begins like this: titles and names whose words begin with the words typed, the last one unfinished; the likeliest first.
    ///
    /// # Errors
    /// `Unavailable` when there is none.
    async fn complete(&self, words: &str, kinds: &[&str], scope: &Scope, limit: usize) -> Result<Vec<SubjectRef>>;

    /// What tells where words stand, in any number of texts.
    fn marks(&self, words: &str) -> Marks;
}

/// An index that is being made.
#[async_trait]
pub trait Rebuild: Send {
    /// Adds to it.
    ///
    /// # Errors
    /// What the disk says.
    async fn add(&mut self, documents: Vec<Document>) -> Result<()>;

    /// Puts it in the place of the one that answers; `seq` is the position from which it follows.
    ///
    /// # Errors
    /// What the disk says; the other one then stays.
    async fn finish(self: Box<Self>, seq: i64) -> Result<()>;
}

/// What an event changes in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// To be read again, each alone.
    pub subjects: Vec<SubjectRef>,
    /// To be read again with all that hangs on them.
    pub roots: Vec<SubjectRef>,
}

/// What people see of something that was found.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Which one.
    pub subject: SubjectRef,
    /// Its address.
    pub url: String,
    /// Its title or name, without markup.
    pub title: String,
    /// Its text, without markup, for an extract.
    pub text: String,
    /// The word of its format; empty for what has none.
    pub format: String,
    /// The tag of its language, empty when it is not known.
    pub language: String,
    /// Who wrote it; nobody for what nobody wrote.
    pub author: Option<MemberId>,
    /// Where it stands, when it stands somewhere.
    pub place: Option<PlaceId>,
    /// When, in milliseconds UTC; 0 for what has no date.
    pub at: i64,
    /// What is said of it beside its name: how many belong, the title of a person, the size of a file.
    pub detail: Detail,
}

/// What is said of something beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    #[default]
    None,
    /// A title or a company, as it was typed.
    Line(String),
    /// How many.
    Count(i64),
    /// How many bytes, of which media type.
    File(i64, String),
    /// A question with an accepted answer, and how many answers there are.
    Answers(bool, i64),
}

/// One or several kinds that people find, kept by one room. Always in bulk.
#[async_trait]
pub trait Findable: Send + Sync {
    /// The kinds' words.
    fn kinds(&self) -> &'static [&'static str];

    /// What an event changes of them.
    ///
    /// # Errors
    /// What the room's store says.
    async fn touched(&self, event: &Event) -> Result<Touched>;

    /// What the index should hold of these Subjects now; those that are gone are left out.
    ///
    /// # Errors
    /// What the room's store says.
    async fn documents(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>>;

    /// The ids of a kind after `id`, in order, at most `limit`: for all of them.
    ///
    /// # Errors
    /// What the room's store says.
    async fn ids(&self, kind: &str, after: i64, limit: i64) -> Result<Vec<i64>>;

    /// The ids of a kind that hang on `root`, as [`Findable::ids`].
    ///
    /// # Errors
    /// What the room's store says.
    async fn ids_under(&self, _kind: &str, _root: &SubjectRef, _after: i64, _limit: i64) -> Result<Vec<i64>> {
        Ok(Vec::new())
    }

    /// Of those that stand in no place, all that a partner sees, at most [`NAMED_MOST`] of each kind: the scope of a partner.
    ///
    /// # Errors
    /// What the room's store says.
    async fn named(&self, _viewer: &Actor) -> Result<Vec<SubjectRef>> {
        Ok(Vec::new())
    }

    /// Those that `viewer` may see now, in any order; the others do not exist.
    ///
    /// # Errors
    /// What the room's store says.
    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>>;
}

/// Every room whose things people find.
#[derive(Default)]
pub struct Findables {
    rooms: OnceLock<Vec<Arc<dyn Findable>>>,
}

impl Findables {
    /// Declares the rooms, once, at start-up.
    pub fn register(&self, rooms: Vec<Arc<dyn Findable>>) {
        // A second registration would be a mistake of the start-up code; the first one holds.
        let _ = self.rooms.set(rooms);
    }

    /// All of them.
    pub fn all(&self) -> &[Arc<dyn Findable>] {
        self.rooms.get().map_or(&[], Vec::as_slice)
    }

    /// The room of a kind.
    ///
    /// # Errors
    /// `NotFound` for a kind that nobody finds.
    pub fn of(&self, kind: &str) -> Result<&Arc<dyn Findable>> {
        self.all().iter().find(|room| room.kinds().contains(&kind)).ok_or(Error::NotFound)
    }
}

sql! {
    /// When every node was last asked to make its index again, in milliseconds UTC.
    ORDERED = "SELECT value FROM sequences WHERE name = 'search.rebuild'";
    ORDER = "UPDATE sequences SET value = $1 WHERE name = 'search.rebuild' AND value < $1";
}

/// Asks every node to make its index again, beside the one that answers: after data came in without events.
///
/// # Errors
/// What the database says.
pub async fn order_rebuild(tx: &mut Tx, now: i64) -> Result<()> {
    tx.exec(&ORDER, values![now]).await?;
    Ok(())
}

/// When that was last asked, in milliseconds UTC; 0 when it never was.
///
/// # Errors
/// What the database says.
pub async fn ordered_rebuild(db: &Db) -> Result<i64> {
    db.one(&ORDERED, &[], |r| r.int("value")).await
}

/// The index of a node that keeps none: nothing is found, and it says so.
pub struct NoIndex;

#[async_trait]
impl Index for NoIndex {
    fn state(&self) -> State {
        State::Off
    }

    fn position(&self) -> i64 {
        0
    }

    async fn apply(&self, _: Vec<SubjectRef>, _: Vec<SubjectRef>, _: Vec<Document>, _: i64) -> Result<()> {
        Err(absent())
    }

    async fn rebuild(&self) -> Result<Box<dyn Rebuild>> {
        Err(absent())
    }

    async fn search_each(&self, _: &[Query], _: &Scope) -> Result<Vec<Found>> {
        Err(absent())
    }

    async fn complete(&self, _: &str, _: &[&str], _: &Scope, _: usize) -> Result<Vec<SubjectRef>> {
        Err(absent())
    }

    fn marks(&self, _: &str) -> Marks {
        Box::new(|_| Vec::new())
    }
}

fn absent() -> Error {
    Error::Unavailable("there is no search index".into())
}
