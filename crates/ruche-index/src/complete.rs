//! What begins like what is being typed.

use crate::analysis;
use crate::schema::Fields;
use crate::scope::{Filter, Places};
use ruche_kernel::SubjectRef;
use ruche_platform::search::{Query, Scope};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// More words than these begin with one letter; the others are told apart by typing another one.
const MOST_WORDS: usize = 2000;
/// A word of so many letters is forgiven a typing error.
const FORGIVEN: usize = 4;

/// How near a document is to what was typed: the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Nearness {
    /// Whether a typing error had to be forgiven.
    forgiven: bool,
    /// Whether the words stand in the keywords only.
    elsewhere: bool,
    /// Whether it is an unfinished word.
    unfinished: bool,
    /// How many words the name has.
    length: u32,
}

/// What begins like this, within a scope, the likeliest first.
///
/// # Errors
/// What the disk says.
pub fn complete(
    searcher: &Searcher,
    fields: &Fields,
    words: &str,
    kinds: &[&str],
    scope: &Scope,
    limit: usize,
) -> tantivy::Result<Vec<SubjectRef>> {
    let mut typed: Vec<String> = analysis::words(words).iter().flat_map(|word| &word.parts).map(|(part, _)| analysis::fold(part)).collect();
    let Some(last) = typed.pop() else {
        return Ok(Vec::new());
    };
    let (query, places) = (Query::default(), Places::of(scope));
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let filter = Filter::new(segment, &query, scope, &places)?;
        let norms = segment.get_fieldnorms_reader(fields.exact[0])?;
        let mut near: HashMap<DocId, Nearness> = HashMap::new();
        for (elsewhere, field) in [(false, fields.exact[0]), (true, fields.exact[2])] {
            for (word, forgiven) in beginning(segment, field, &last)? {
                let unfinished = word != last;
                each(segment, field, &word, |doc| {
                    let nearness = Nearness { forgiven, elsewhere, unfinished, length: norms.fieldnorm(doc) };
                    near.entry(doc).and_modify(|known| *known = nearness.min(*known)).or_insert(nearness);
                })?;
            }
        }
        for word in &typed {
            let mut holders = HashSet::new();
            for field in [fields.exact[0], fields.exact[2]] {
                for like in like(segment, field, word)? {
                    each(segment, field, &like, |doc| {
                        holders.insert(doc);
                    })?;
                }
            }
            near.retain(|doc, _| holders.contains(doc));
        }
        let wanted = filter.wanted(&kinds);
        let mut docs: Vec<DocId> = near.keys().copied().collect();
        docs.sort_unstable();
        filter.pass_each(&docs, |doc, kind| {
            if wanted[kind] {
                found.push((near[&doc], Reverse(filter.at(doc)), filter.name(kind).to_owned()));
            }
        });
    }
    found.sort_unstable();
    Ok(found.into_iter().take(limit).map(|(_, Reverse((_, id)), kind)| SubjectRef { kind, id }).collect())
}

/// The words of a segment that begin like this one, and whether a typing error had to be forgiven.
fn beginning(segment: &SegmentReader, field: Field, start: &str) -> tantivy::Result<Vec<(String, bool)>> {
    let index = segment.inverted_index(field)?;
    let mut found = Vec::new();
    let mut stream = index.terms().range().ge(start).into_stream()?;
    while found.len() < MOST_WORDS && stream.advance() && stream.key().starts_with(start.as_bytes()) {
        found.extend(String::from_utf8(stream.key().to_vec()).map(|word| (word, false)));
    }
    if start.chars().count() >= FORGIVEN && !start.contains(|c: char| c.is_ascii_digit()) {
        let automaton = FuzzyTermQuery::new_prefix(Term::from_field_text(field, start), 1, true).automaton()?;
        let mut stream = index.terms().search(automaton).into_stream()?;
        while found.len() < MOST_WORDS && stream.advance() {
            if !stream.key().starts_with(start.as_bytes()) {
                found.extend(String::from_utf8(stream.key().to_vec()).map(|word| (word, true)));
            }
        }
    }
    Ok(found)
}

/// The word itself, and where a segment does not know it, those that a typing error may have made of it.
fn like(segment: &SegmentReader, field: Field, word: &str) -> tantivy::Result<Vec<String>> {
    let index = segment.inverted_index(field)?;
    let term = Term::from_field_text(field, word);
    if word.chars().count() < FORGIVEN || word.contains(|c: char| c.is_ascii_digit()) || index.doc_freq(&term)? > 0 {
        return Ok(vec![word.to_owned()]);
    }
    let automaton = FuzzyTermQuery::new(term, 1, true).automaton()?;
    let (mut found, mut stream) = (Vec::new(), index.terms().search(automaton).into_stream()?);
    while found.len() < MOST_WORDS && stream.advance() {
        found.extend(String::from_utf8(stream.key().to_vec()));
    }
    Ok(found)
}

fn each(segment: &SegmentReader, field: Field, word: &str, mut with: impl FnMut(DocId)) -> tantivy::Result<()> {
    let index = segment.inverted_index(field)?;
    if let Some(mut postings) = index.read_postings(&Term::from_field_text(field, word), IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            with(postings.doc());
            postings.advance();
        }
    }
    Ok(())
}
