//! What a query and its viewer let through, decided document by document while results are collected: nothing else is counted.

use ruche_platform::search::{Query, Scope};
use std::collections::HashSet;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, SegmentReader};

/// The columns of a segment, and what is asked of them.
pub struct Filter<'a> {
    many: DocId,
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
    places: &'a Places,
}

/// The places of a scope, in order: they are looked up for every document.
pub struct Places(Vec<i64>);

impl Places {
    /// Of a scope.
    pub fn of(scope: &Scope) -> Self {
        let mut places: Vec<i64> = scope.places.iter().map(|place| place.0).collect();
        places.sort_unstable();
        Self(places)
    }
}

struct Kind {
    name: String,
    /// Those of this kind that are seen though they stand in no place; `None` for all.
    named: Option<HashSet<i64>>,
}

impl<'a> Filter<'a> {
    /// Of a segment; `places` are those of the scope. The kinds of the query are left to who asks.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(segment: &'a SegmentReader, query: &'a Query, scope: &Scope, places: &'a Places) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let kind = columns.str("kind")?;
        let mut kinds = Vec::new();
        if let Some(column) = &kind {
            for ord in 0..column.num_terms() as u64 {
                let mut name = String::new();
                column.ord_to_str(ord, &mut name)?;
                let named = scope
                    .named
                    .as_ref()
                    .map(|all| all.iter().filter(|subject| subject.kind == name).map(|subject| subject.id).collect::<HashSet<_>>());
                kinds.push(Kind { name, named });
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
            many: segment.max_doc(),
            alive: segment.alive_bitset(),
            kinds,
            kind: ords(kind, segment),
            id: columns.i64("id")?,
            place: columns.i64("place")?,
            author: columns.i64("author")?,
            at: columns.i64("at")?,
            words,
            query,
            places,
        })
    }

    /// Gives those that are let through, in their order, each with the number of its kind in this segment.
    pub fn pass_each(&self, docs: &[DocId], mut with: impl FnMut(DocId, usize)) {
        // Columns are read in one go: one by one, most of the time goes into getting there.
        let (mut kinds, mut places) = (vec![None; docs.len()], vec![None; docs.len()]);
        self.kind.first_vals(docs, &mut kinds);
        self.place.first_vals(docs, &mut places);
        for ((doc, kind), place) in docs.iter().zip(kinds).zip(places) {
            if let (Some(kind), Some(place)) = (kind, place)
                && let Some(kind) = self.passes(*doc, kind, place)
            {
                with(*doc, kind);
            }
        }
    }

    /// Whether a document of a kind and a place is let through; then the number of the kind.
    fn passes(&self, doc: DocId, kind: u64, place: i64) -> Option<usize> {
        if self.alive.is_some_and(|alive| alive.is_deleted(doc)) {
            return None;
        }
        let number = usize::try_from(kind).ok()?;
        let kind = self.kinds.get(number)?;
        let seen = match (&kind.named, place) {
            (None, 0) => true,
            (Some(named), 0) => named.contains(&self.id.first(doc)?),
            (_, place) => self.places.0.binary_search(&place).is_ok(),
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
        asked.then_some(number)
    }

    /// How many documents the segment has, those that are gone too.
    pub fn many(&self) -> DocId {
        self.many
    }

    /// How many kinds this segment holds.
    pub fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// Whether each of them is one of some kinds, which are all where none is named.
    pub fn wanted(&self, kinds: &[String]) -> Vec<bool> {
        self.kinds.iter().map(|kind| kinds.is_empty() || kinds.contains(&kind.name)).collect()
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
