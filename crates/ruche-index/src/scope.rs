//! What a query and its viewer let through, decided document by document while results are collected: nothing else is counted.

use ruche_kernel::PlaceId;
use ruche_platform::search::{Query, Scope};
use std::collections::HashSet;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, SegmentReader};

/// The columns of a segment, and what is asked of them.
pub struct Filter<'a> {
    alive: Option<&'a AliveBitSet>,
    kinds: Vec<Kind>,
    kind: Column<u64>,
    id: Column<i64>,
    place: Column<i64>,
    author: Column<i64>,
    at: Column<i64>,
    /// Columns of words with the one that is asked for; no number at all when no document of the segment has it.
    words: Vec<(Column<u64>, Option<u64>)>,
    query: &'a Query,
    scope: &'a Scope,
}

struct Kind {
    name: String,
    wanted: bool,
    /// Those of this kind that are seen though they stand in no place; `None` for all.
    named: Option<HashSet<i64>>,
}

/// A document that is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The number of its kind in this segment.
    pub kind: usize,
    /// Whether its kind was asked for.
    pub wanted: bool,
}

impl<'a> Filter<'a> {
    /// Of a segment.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(segment: &'a SegmentReader, query: &'a Query, scope: &'a Scope) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let kind = columns.str("kind")?;
        let mut kinds = Vec::new();
        if let Some(column) = &kind {
            for ord in 0..column.num_terms() as u64 {
                let mut name = String::new();
                column.ord_to_str(ord, &mut name)?;
                let wanted = query.kinds.is_empty() || query.kinds.contains(&name);
                let named = scope
                    .named
                    .as_ref()
                    .map(|all| all.iter().filter(|subject| subject.kind == name).map(|subject| subject.id).collect::<HashSet<_>>());
                kinds.push(Kind { name, wanted, named });
            }
        }
        let mut words = Vec::new();
        for (name, asked) in [("language", &query.language), ("format", &query.format)] {
            if !asked.is_empty() {
                let column = columns.str(name)?;
                let ord = column.as_ref().map(|column| column.dictionary().term_ord(asked.as_bytes())).transpose()?.flatten();
                words.push((ords(column, segment), ord));
            }
        }
        Ok(Self {
            alive: segment.alive_bitset(),
            kinds,
            kind: ords(kind, segment),
            id: columns.i64("id")?,
            place: columns.i64("place")?,
            author: columns.i64("author")?,
            at: columns.i64("at")?,
            words,
            query,
            scope,
        })
    }

    /// Whether a document is let through.
    pub fn pass(&self, doc: DocId) -> Option<Passed> {
        if self.alive.is_some_and(|alive| alive.is_deleted(doc)) {
            return None;
        }
        let number = usize::try_from(self.kind.first(doc)?).ok()?;
        let kind = self.kinds.get(number)?;
        let place = self.place.first(doc)?;
        let seen = match (&kind.named, place) {
            (None, 0) => true,
            (Some(named), 0) => named.contains(&self.id.first(doc)?),
            (_, place) => self.scope.places.contains(&PlaceId(place)),
        };
        let query = self.query;
        let asked = seen
            && query.place.is_none_or(|asked| asked.0 == place)
            && query.author.is_none_or(|asked| self.author.first(doc) == Some(asked.0))
            && (query.from.is_none() && query.until.is_none() || {
                let at = self.at.first(doc)?;
                query.from.is_none_or(|from| at >= from) && query.until.is_none_or(|until| at < until)
            })
            && self.words.iter().all(|(column, asked)| asked.is_some() && column.first(doc) == *asked);
        asked.then_some(Passed { kind: number, wanted: kind.wanted })
    }

    /// How many kinds this segment holds.
    pub fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// The name of a kind of this segment.
    pub fn name(&self, kind: usize) -> &str {
        &self.kinds[kind].name
    }

    /// When a document was published, and its id.
    pub fn at(&self, doc: DocId) -> (i64, i64) {
        (self.at.first(doc).unwrap_or(0), self.id.first(doc).unwrap_or(0))
    }
}

fn ords(column: Option<StrColumn>, segment: &SegmentReader) -> Column<u64> {
    column.map_or_else(|| Column::build_empty_column(segment.max_doc()), |column| column.ords().clone())
}
